package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// show writes what a page starts, one fetch a line.
func show(fetches []Fetch) string {
	var b strings.Builder
	for i := range fetches {
		f := &fetches[i]
		fmt.Fprintf(&b, "%v %v", f.Context, f.State)
		if f.Certainty == Open {
			b.WriteString(" open")
		}
		if f.Passive() {
			b.WriteString(" passive")
		}
		for j := range f.Refs {
			if f.Refs[j].Dynamic {
				b.WriteString(" {}")
				continue
			}
			b.WriteString(" " + strings.TrimPrefix(f.Refs[j].Key().String(), "https://example.org"))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestFetches(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{
			"images", `<img src=/a.png crossorigin><img srcset="/a.png 1x, /b.png 2x,/c.png 3x" src=/d.png><image src=/e.png>`,
			"img-src Anonymous /a.png\nimg-srcset No CORS /a.png /b.png /c.png /d.png\nimg-src No CORS /e.png\n",
		},
		{
			"picture", `<picture><source srcset=/a.webp crossorigin><source srcset="/b.webp 2x"><img src=/c.png crossorigin=use-credentials></picture>`,
			"img-picture Use Credentials /a.webp /b.webp /c.png\n",
		},
		{
			"picture whose img has no src", `<picture><source srcset=/a.webp><img></picture>`,
			"img-picture No CORS /a.webp\n",
		},
		{
			"media", `<video poster=/p.png crossorigin><source src=/v.mp4><track src=/t.vtt></video><audio src=/a.mp3></audio><track src=/x.vtt>`,
			"video-poster Anonymous /p.png\nvideo-source Anonymous /v.mp4\ntrack Anonymous /t.vtt\naudio-src No CORS /a.mp3\n",
		},
		{
			"one link, two fetches", `<link rel="preload stylesheet" as=style href=/a.css>`,
			"link-stylesheet No CORS /a.css\nlink-preload-style No CORS /a.css\n",
		},
		{
			"responsive preload", `<link rel=preload as=image imagesrcset="/a.png 1x, /b.png 2x" href=/c.png>`,
			"link-preload-image No CORS /a.png /b.png /c.png\n",
		},
		{
			"hints", `<link rel=preconnect href=https://a.example crossorigin><link rel=dns-prefetch href=//b.example><link rel=canonical href=/><link rel=preload as=video href=/v>`,
			"link-preconnect Anonymous https://a.example/\n",
		},
		{
			"types of style sheets", `<link rel=stylesheet type=text/less href=/a><link rel=stylesheet type="Text/CSS; charset=utf-8" href=/b><link rel="alternate stylesheet" type="" href=/c>`,
			"link-stylesheet No CORS /b\nlink-alternate-stylesheet No CORS /c\n",
		},
		{
			"scripts", `<script src=/a.js></script><script type=module src=/b.js></script><script nomodule src=/c.js></script><script type=text/plain src=/d.js></script><script>x</script>`,
			"script-classic-external No CORS /a.js\nscript-module-external No CORS /b.js\n",
		},
		{
			"svg", `<svg><image href=/a.png crossorigin /><filter><feImage xlink:href=/b.png /></filter><script href=/c.js></script></svg>`,
			"svg-image Anonymous /a.png\nsvg-feimage No CORS /b.png\nsvg-script No CORS /c.js\n",
		},
		{
			"not now", `<noscript><img src=/a.png></noscript><template><img src=/b.png></template><template shadowrootmode=open><img src=/c.png></template>`,
			"img-src No CORS passive /a.png\nimg-src No CORS passive /b.png\nimg-src No CORS /c.png\n",
		},
		{
			"not at all", `<!-- <img src=a> --><textarea><img src=b></textarea><script>"<img src=c>"</script><img><script></script>`,
			"",
		},
		{
			"not children of a media element", `<video><div><source src=/a.mp4><track src=/a.vtt></div><source src=/b.mp4><p>text<track src=/b.vtt></video><track src=/c.vtt>`,
			"video-source No CORS /b.mp4\n",
		},
		{"an image button", `<input type=IMAGE src=/a.png><input src=/b.png>`, "input-image No CORS /a.png\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := ParseHTML([]byte(test.src), Options{URL: "https://example.org/"})
			if got := show(p.Fetches); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

// What stands between the children of a media element, and is none, does not end
// them.
func TestInsideOfMore(t *testing.T) {
	p := ParseHTML([]byte(`<video><source src=/a><p><img src=/b></p><source src=/c></video><video><source src=/d></video>`), Options{URL: "https://example.org/"})
	if got := show(p.Inside(&p.Tags[0])); got != "video-source No CORS /a\nvideo-source No CORS /c\n" {
		t.Errorf("inside the video:\n%s", got)
	}
}

func TestOf(t *testing.T) {
	const src = `<img src=/a><video poster=/p src=/v><img src=/b><source src=/s><track src=/t></video><audio src=/w></audio><link rel=preload as=image href=/c>`
	p := ParseHTML([]byte(src), Options{URL: "https://example.org/", Links: ParseLinkHeader("</h>; rel=preload; as=image")})
	video := &p.Tags[1]
	if got := show(p.Of(video)); got != "video-poster No CORS /p\nvideo-src No CORS /v\n" {
		t.Errorf("of the video:\n%s", got)
	}
	want := "video-poster No CORS /p\nvideo-src No CORS /v\nimg-src No CORS /b\nvideo-source No CORS /s\ntrack No CORS /t\n"
	if got := show(p.Inside(video)); got != want {
		t.Errorf("inside the video:\n%s", got)
	}
	if got := show(p.Of(&p.Tags[len(p.Tags)-1])); got != "link-preload-image No CORS /c\n" {
		t.Errorf("of the last tag:\n%s", got)
	}
}

func TestSrcset(t *testing.T) {
	for srcset, want := range map[string]string{
		"a.png":                         "a.png",
		"a.png 1x, b.png 2x":            "a.png b.png",
		"a.png,b.png":                   "a.png,b.png",
		"a.png, b.png":                  "a.png b.png",
		", a.png 100w , ,b.png 200w,":   "a.png b.png",
		"data:image/png;base64,AA== 1x": "data:image/png;base64,AA==",
		"a.png calc(1, 2), b.png":       "a.png b.png",
		" ":                             "",
	} {
		var got []string
		eachCandidate(srcset, func(url string) { got = append(got, url) })
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", srcset, got, want)
		}
	}
}

func TestStrays(t *testing.T) {
	const src = `<p crossorigin>a</p><img src=a crossorigin><A HREF=b CROSSORIGIN=x>` +
		`<code>crossorigin="y"</code><script>a.crossOrigin="z"</script><b title='a crossorigin b'><video><track crossorigin src=/c></video><i data-x crossOrigin>`
	p := ParseHTML([]byte(src), Options{URL: "https://example.org/"})
	var got []string
	for i := range p.Tags {
		tag := &p.Tags[i]
		if tag.Index != i {
			t.Errorf("tag %d has index %d", i, tag.Index)
		}
		if tag.Stray {
			got = append(got, tag.Name)
		}
	}
	if strings.Join(got, " ") != "p a i" {
		t.Errorf("strays %q", got)
	}
	if parent := p.Parent(&p.Tags[5]); p.Tags[5].Name != "track" || parent == nil || parent.Name != "video" {
		t.Errorf("the track's parent is %+v", parent)
	}
}

func TestFrames(t *testing.T) {
	const src = `<base href=/b/><iframe srcdoc="<img src=a.png crossorigin>"></iframe>` +
		`<iframe sandbox srcdoc='&lt;img src="/c.png"><iframe srcdoc="<img src=/d.png>"></iframe>'></iframe>` +
		`<iframe sandbox="allow-scripts Allow-Same-Origin" srcdoc="<img src=e.png>"></iframe>` +
		`<svg><iframe srcdoc="<img src=f.png>"></iframe></svg>`
	p := ParseHTML([]byte(src), Options{URL: "https://example.org/"})
	if len(p.Frames) != 3 {
		t.Fatalf("%d frames", len(p.Frames))
	}
	first, second, third := &p.Frames[0], &p.Frames[1], &p.Frames[2]
	if got := show(first.Page.Fetches); got != "img-src Anonymous /b/a.png\n" {
		t.Errorf("first: %s", got)
	}
	at := first.Span(p, first.Page.Tags[0].Span)
	if got := src[at.Start:at.End]; got != "<img src=a.png crossorigin>" {
		t.Errorf("first: span of %q", got)
	}
	if got := second.Page.Fetches[0].Relation(); got != CrossOrigin {
		t.Errorf("a sandboxed document has no same origin, got %d", got)
	}
	at = second.Span(p, second.Page.Tags[0].Span)
	if got := src[at.Start:at.End]; got != `&lt;img src="/c.png">` {
		t.Errorf("second: span of %q", got)
	}
	if inner := second.Page.Frames; len(inner) != 1 || inner[0].Page.Fetches[0].Relation() != CrossOrigin {
		t.Errorf("nested: %+v", inner)
	}
	if got := third.Page.Fetches[0].Relation(); got != SameOrigin {
		t.Errorf("third: relation %d", got)
	}
}

// Without allow-scripts a sandboxed document fetches all but its scripts.
func TestScriptsInFrames(t *testing.T) {
	const inner = `<link rel=preload as=script href=/a.js><script src=/a.js></script><script type=module>import "/b.js"</script><script>x()</script><style>p { background: url(/c.png) }</style>` +
		`<svg><script href=/d.js /></svg><iframe srcdoc="<script src=/e.js></script>"></iframe>`
	for sandbox, runs := range map[string]bool{"": true, "sandbox=allow-scripts": true, "sandbox": false, "sandbox=allow-same-origin": false} {
		p := ParseHTML([]byte("<iframe "+sandbox+" srcdoc='"+inner+"'></iframe>"), Options{URL: "https://example.org/"})
		frame := p.Frames[0].Page
		want, nested := "link-preload-script No CORS /a.js\n", ""
		if runs {
			want += "script-classic-external No CORS /a.js\nsvg-script No CORS /d.js\n"
			nested = "script-classic-external No CORS /e.js\n"
		}
		if got := show(frame.Fetches); got != want {
			t.Errorf("%q: got %swant %s", sandbox, got, want)
		}
		if got := show(frame.Frames[0].Page.Fetches); got != nested {
			t.Errorf("%q: nested %s, want %s", sandbox, got, nested)
		}
		fetches, _ := frame.Scripts()
		if styles, _ := frame.Styles(); len(styles) != 1 || len(fetches) != 1 && runs || len(fetches) > 0 && !runs {
			t.Errorf("%q: %d from styles, %d from scripts", sandbox, len(styles), len(fetches))
		}
		if frame.Complete() == runs {
			t.Errorf("%q: complete: %v", sandbox, !runs)
		}
	}
}

func TestComments(t *testing.T) {
	const src = "<!-- crossorigin-ignore font-preload x --><!-- more crossorigin-ignore --><!--\n crossorigin-ignore\n-->"
	p := ParseHTML([]byte(src), Options{})
	if len(p.Comments) != 2 {
		t.Errorf("%d comments", len(p.Comments))
	}
}

// attr makes an attribute of a template's tag.
func attr(name, value string, change ...func(*markup.Attr)) markup.Attr {
	a := markup.Attr{Name: name, Value: value, HasValue: true, Presence: markup.Present}
	for _, c := range change {
		c(&a)
	}
	return a
}

func dynamic(a *markup.Attr) { a.Dynamic, a.Value = true, "" }
func maybe(a *markup.Attr)   { a.Presence = markup.Maybe }

func TestTemplates(t *testing.T) {
	tag := func(name string, attrs ...markup.Attr) markup.Tag {
		return markup.Tag{Name: name, Attrs: attrs, ParentIndex: -1}
	}
	open := func(t markup.Tag) markup.Tag { t.Open = true; return t }
	for _, test := range []struct {
		name string
		tag  markup.Tag
		want string
	}{
		{"dynamic URL", tag("script", attr("src", "", dynamic)), "script-classic-external No CORS {}\n"},
		{"URL that may be missing", tag("script", attr("src", "/a.js", maybe)), ""},
		{"state that may be missing", tag("script", attr("src", "/a.js"), attr("crossorigin", "anonymous", maybe)), "script-classic-external Anonymous open /a.js\n"},
		{"dynamic state", tag("img", attr("src", "/a.png"), attr("crossorigin", "", dynamic)), "img-src Anonymous open /a.png\n"},
		{"dynamic rel", tag("link", attr("rel", "", dynamic), attr("href", "/a")), ""},
		{"dynamic as", tag("link", attr("rel", "preload"), attr("as", "", dynamic), attr("href", "/a")), ""},
		{"dynamic as that nothing reads", tag("link", attr("rel", "stylesheet"), attr("as", "", dynamic), attr("href", "/a")), "link-stylesheet No CORS /a\n"},
		{"spread on a font preload", open(tag("link", attr("rel", "preload"), attr("as", "font"), attr("href", "/a"))), "link-preload-font No CORS open /a\n"},
		{"spread on a preload without as", open(tag("link", attr("rel", "preload"), attr("href", "/a"))), ""},
		{"spread on a script: it may be a module", open(tag("script", attr("src", "/a.js"))), ""},
		{"spread on a classic script: it may be nomodule", open(tag("script", attr("type", ""), attr("src", "/a.js"))), ""},
		{"dynamic type", tag("script", attr("src", "/a.js"), attr("type", "", dynamic)), ""},
		{"srcset in parts", tag("img", attr("srcset", "", dynamic)), "img-srcset No CORS {}\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := FromTags(nil, []markup.Tag{test.tag}, Options{URL: "https://example.org/"})
			if got := show(p.Fetches); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
			if !p.Fragment {
				t.Error("no fragment")
			}
		})
	}
}

func TestHas(t *testing.T) {
	p := FromTags(nil, []markup.Tag{
		{Name: "script", Open: true, Attrs: []markup.Attr{attr("src", "/a"), attr("async", "", maybe)}},
	}, Options{})
	tag := &p.Tags[0]
	for name, want := range map[string]struct {
		present bool
		c       Certainty
	}{"src": {true, Certain}, "async": {true, Open}, "integrity": {false, Open}} {
		if present, c := tag.Has(name); present != want.present || c != want.c {
			t.Errorf("%s: %v %v", name, present, c)
		}
	}
}

func TestPreloadRolesHaveRefs(t *testing.T) {
	// Whatever the resolver calls a preload of a link must come with its URL.
	for c := range resolver.Context(resolver.Contexts) {
		info := c.Info()
		if info.Element != "link" || info.Role != resolver.RolePreload {
			continue
		}
		as := strings.TrimPrefix(info.ID, "link-preload-")
		p := ParseHTML([]byte(`<link rel=preload as=`+as+` href=/a>`), Options{URL: "https://example.org/"})
		if len(p.Fetches) != 1 || p.Fetches[0].Context != c || p.Fetches[0].Ref() == nil {
			t.Errorf("%v: %s", c, show(p.Fetches))
		}
	}
}

func TestDynamicRelation(t *testing.T) {
	for src, want := range map[string][2]Relation{ // with one origin, with two
		`{{ $css.RelPermalink }}`:        {SameOrigin, SameOrigin},
		`{{- $css.Permalink -}}`:         {Unknown, Mixed},
		`{{ .Permalink | absURL }}`:      {Unknown, Unknown},
		`{{ .Permalink }}?v={{ .Hash }}`: {Unknown, Unknown},
		`https://{{ .Permalink }}`:       {Unknown, Unknown},
		`{{ .URL }}`:                     {Unknown, Unknown},
	} {
		a := attr("src", "", dynamic)
		a.ValueSpan = markup.Span{Start: 0, End: len(src)}
		for i, origins := range [][]string{nil, {"https://www.example.org"}} {
			tag := markup.Tag{Name: "script", Attrs: []markup.Attr{a}, ParentIndex: -1}
			p := FromTags([]byte(src), []markup.Tag{tag}, Options{URL: "https://example.org/", Origins: origins})
			if got := p.Fetches[0].Relation(); got != want[i] {
				t.Errorf("%s, %d origins: %d, want %d", src, i+1, got, want[i])
			}
		}
	}
}

// What one large page needs is not kept for others.
func TestReleaseIsBounded(t *testing.T) {
	for name, test := range map[string]struct {
		src  string
		kept bool
	}{
		"page":       {`<img srcset="a 1x, b 2x">`, true},
		"tags":       {strings.Repeat("<img src=a>", maxKeptTags+1), false},
		"attributes": {"<img " + strings.Repeat("a=b ", mostAtOnce+1) + ">", false},
		"candidates": {`<img srcset="a` + strings.Repeat(" 1x, b", mostAtOnce+1) + `">`, false},
	} {
		p := ParseHTML([]byte(test.src), Options{})
		p.Release()
		if kept := p.Src == nil; kept != test.kept {
			t.Errorf("%s: kept %t", name, kept)
		}
	}
}

func TestInAction(t *testing.T) {
	p := FromTags([]byte("{{ a `}} <b>` }}<c>{{ d }}"), nil, Options{})
	p.Actions = []markup.Span{{Start: 0, End: 16}, {Start: 19, End: 26}}
	for at, want := range map[int]bool{0: false, 1: true, 9: true, 15: true, 16: false, 18: false, 19: false, 20: true, 26: false} {
		if got := p.InAction(at); got != want {
			t.Errorf("at %d: %t", at, got)
		}
	}
}
