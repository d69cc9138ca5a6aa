package page

import (
	"slices"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// TestLists puts the lists of a page to all of its tags and fetches, on memory
// that pages before have left.
func TestLists(t *testing.T) {
	sources := []string{
		`<img crossorigin crossorigin=x integrity=a><a crossorigin><link rel=preload as=font href=/a><img corssorigin src=b cross-origin=c>`,
		`<p>text</p>`,
		`<script integrity=a src=b></script><script data-crossorigin-ignore content-language=x referrerpolicy=y class=z></script><link rel="preconnect" href=//a.example>`,
		`<style>@import "/a.css"; p { background: url(b.png) }</style><link rel=stylesheet href=/a.css><link rel="modulepreload stylesheet" href=/c.css CrossOrigin>`,
		`<img src=a>`,
	}
	names := map[Attribute]string{Crossorigin: "crossorigin", Integrity: "integrity", Suppressor: "data-crossorigin-ignore"}
	first := make([]string, len(sources))
	for i := range 3 * len(sources) {
		src := sources[i%len(sources)]
		p := ParseHTML([]byte(src), Options{URL: "https://example.org/", Local: func(string) ([]byte, bool) { return []byte(`q { background: url(c.png) }`), true }})
		for a, name := range names {
			want := slices.DeleteFunc(indexes(len(p.Tags)), func(i int) bool { return p.Tags[i].Find(name) == nil })
			if got := tagsWith(p, a); !slices.Equal(got, want) {
				t.Errorf("%s: %s at %v, want %v", src, name, got, want)
			}
		}
		want := slices.DeleteFunc(indexes(len(p.Fetches)), func(i int) bool { return p.Fetches[i].Role() == resolver.RoleConsumer })
		if !slices.Equal(p.hints, want) {
			t.Errorf("%s: hints %v, want %v", src, p.hints, want)
		}
		styles, _ := p.Styles()
		got := show(p.Fetches) + show(styles)
		consumed := 0
		p.EachConsumer(func(*Fetch) { consumed++ })
		if all := len(p.Fetches) + len(styles) - len(p.hints); consumed != all {
			t.Errorf("%s: %d consumers, want %d", src, consumed, all)
		}
		if i < len(sources) {
			first[i] = got
		} else if want := first[i%len(sources)]; got != want {
			t.Errorf("%s:\ngot\n%swant\n%s", src, got, want)
		}
		p.Release()
	}
}

// TestLike names what a page offers to the rule about misspelt names.
func TestLike(t *testing.T) {
	for name, want := range map[string]bool{
		"corssorigin": true, "cross-origin": true, "rossorigin": true, "crossorign": true, "crossorigin-anonymous": true, "crossorigi": true,
		"crossorigin": false, "integrity": false, "class": false, "x-crossorigin": false, "rel": false,
	} {
		p := ParseHTML([]byte(`<img `+name+`>`), Options{})
		if got := len(tagsWith(p, Like)) == 1; got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestFromTagsLists does so for the tags of a template.
func TestFromTagsLists(t *testing.T) {
	tags := []markup.Tag{{Name: "img"}, {Name: "img", Attrs: []markup.Attr{{Name: "crossorigin", Presence: markup.Maybe}}}}
	if got := tagsWith(FromTags(nil, tags, Options{}), Crossorigin); !slices.Equal(got, []int{1}) {
		t.Errorf("crossorigin at %v", got)
	}
}

func tagsWith(p *Page, a Attribute) (at []int) {
	for t := range p.TagsWith(a) {
		at = append(at, t.Index)
	}
	return at
}

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
