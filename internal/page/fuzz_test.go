package page

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// FuzzPage reads everything of a page that a rule can ask for.
func FuzzPage(f *testing.F) {
	for _, s := range []string{
		`<base href="//a.example/"><link rel="preload stylesheet" as=style href=a.css crossorigin=x><script type=module>import "/a.js"</script>`,
		`<picture><source srcset="a 1x,b"><img src=c></picture><video poster=p><source src=v><track src=t crossorigin></video>`,
		`<iframe srcdoc="<iframe srcdoc='<img src=a>'></iframe>"></iframe><p style="background:url(a)" crossorigin>`,
		`<svg><image xlink:href=a /><script href=b></script></svg><template><img src=a></template><noscript><img src=b></noscript>`,
		`<style>@import "a"; @font-face{src:url(b)}</style><script>fetch("/a", {mode: "no-cors"}); import("b")</script><!-- crossorigin-ignore x -->`,
		`<script type=importmap>{"imports":{"a/":"/b/"}}</script><script type=module>import "a/c"</script>`,
	} {
		f.Add(s, "https://example.org/a/b")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, src, url string) {
		p := ParseHTML([]byte(src), Options{URL: url, Origins: []string{"https://www.example.org"}, Cache: &Cache{}, Local: func(string) ([]byte, bool) {
			return []byte(`@import "x.css"; p { background: url(y.png) }`), true
		}})
		visit(t, p, len(src))
		if string(p.Src) != src {
			t.Error("the source was changed")
		}
	})
}

func visit(t *testing.T, p *Page, size int) {
	check := func(s markup.Span) {
		if s.Start < 0 || s.End > size || s.Start > s.End {
			t.Fatalf("span %v in %d bytes", s, size)
		}
	}
	each := func(fetches []Fetch) {
		for i := range fetches {
			check(fetches[i].Span)
			for j := range fetches[i].Refs {
				ref := &fetches[i].Refs[j]
				ref.Relation()
				ref.Host()
				check(ref.Span)
			}
			p.Carrier(&fetches[i])
			p.Consumers(&fetches[i])
		}
	}
	each(p.Fetches)
	styles, _ := p.Styles()
	each(styles)
	scripts, _ := p.Scripts()
	each(scripts)
	each(p.StyleAttributes())
	p.Complete()
	for i := range p.Tags {
		tag := &p.Tags[i]
		check(tag.Span)
		check(tag.Text)
		if tag.Index != i || tag.ParentIndex >= i {
			t.Fatalf("tag %d: index %d, parent %d", i, tag.Index, tag.ParentIndex)
		}
		for j := range tag.Attrs {
			check(tag.Attrs[j].Span)
		}
		p.Unsupported(tag)
	}
	for _, c := range p.Comments {
		check(c)
	}
	for i := range p.Frames {
		frame := &p.Frames[i]
		for j := range frame.Page.Fetches {
			check(frame.Span(p, frame.Page.Fetches[j].Span))
		}
		visit(t, frame.Page, len(frame.Page.Src))
	}
}
