package page

import (
	"fmt"
	"strings"
	"testing"
)

func TestCSS(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"import as a string", `@charset "utf-8"; @import "a.css" layer(x) screen;`, "css-import a.css"},
		{"import as url", `@import url(a.css); @import url( "b.css" ) supports(display: grid);`, "css-import a.css, css-import b.css"},
		{"import behind a rule counts no more", `p { color: red } @import "a.css";`, ""},
		{"import with credentials", `@import url("a.css" cross-origin(use-credentials));`, "css-import-cross-origin-use-credentials a.css"},
		{"fonts", `@font-face { font-family: A; src: local("A"), url(a.woff2) format("woff2"), url('a.woff') }`, "css-font-face a.woff2, css-font-face a.woff"},
		{"font with a modifier", `@font-face { src: url("a.woff2" referrer-policy(no-referrer) cross-origin(anonymous)) format(woff2); }`, "css-font-face-cross-origin-anonymous a.woff2"},
		{"images", `p { background: #fff url(a.png) no-repeat; cursor: url(c.cur), auto } li { list-style: url("d.png") }`, "css-image a.png, css-image c.cur, css-image d.png"},
		{"image sets", `p { background-image: image-set("a.png" 1x, url(b.png) 2x); content: -webkit-image-set(url(c.png) 1x) "text" }`, "css-image a.png, css-image b.png, css-image c.png"},
		{"a string alone is no URL", `p { content: "a.png"; background: attr(x) "b.png" }`, ""},
		{"always with CORS", `p { mask: url(m.svg#a); -webkit-mask-image: url(n.png); shape-outside: url(s.png); clip-path: url(c.svg#p); filter: blur(1px) url(f.svg#x) }`, "css-mask-image m.svg#a, css-mask-image n.png, css-shape-outside s.png, css-clip-path c.svg#p, css-filter f.svg#x"},
		{"the document's own", `p { filter: url(#f); clip-path: url("#c") }`, ""},
		{"nested rules and at-rules", `@media (min-width: 1px) { @supports (display: grid) { p { &:hover { background: url(a.png) } color: red } } }`, "css-image a.png"},
		{"not known where it goes", `:root { --logo: url(a.png) } p { offset-path: url(b.svg) }`, "open a.png, open b.svg"},
		{"in preludes and comments", `@namespace url(http://www.w3.org/1999/xhtml); @supports (background: url(a.png)) {} /* p { background: url(b.png) } */`, ""},
		{"escapes", `p { background: url(a\ b.png) } q { background: url("\61\
.png") }`, "css-image a b.png, css-image a.png"},
		{"escapes in names", `@\69mport \75rl(a.css); p { background: \75 rl( "b.png" ), u\72l( c.png ), \55\52\4C(d\29 .png), i\6d age-set("e.png" 1x) } q { background: \76rl(f.png) }`, "css-import a.css, css-image b.png, css-image c.png, css-image d).png, css-image e.png"},
		{"no URL in an escaped url()", `p { background: \75rl(a b.png), \75rl("c.png" foo bar), \75rl(`, "open c.png"},
		{"unclosed string", `p { background: url("a.png`, "css-image a.png"},
		{"unclosed url", `p { background: url(a.png`, "css-image a.png"},
		{"a modifier that no browser knows", `p { background: url("a.png" crossorigin(anonymous)) }`, "open a.png"},
		{"capitals", `P { BACKGROUND-Image: URL(a.png) } @FONT-FACE { SRC: Url(b.woff) }`, "css-image a.png, css-font-face b.woff"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			scanCSS([]byte(test.src), false, func(u use) {
				name := u.context.String()
				if u.certainty == Open {
					name = "open"
				}
				got = append(got, name+" "+u.raw)
				if text := test.src[u.span.Start:u.span.End]; !strings.Contains(text, u.raw[:1]) && !strings.Contains(text, "\\") {
					t.Errorf("span of %s is %q", u.raw, text)
				}
			})
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), test.want)
			}
		})
	}
}

// In SVG the text of a style element is decoded before it is a style sheet, and
// in MathML there is none.
func TestStylesInSVG(t *testing.T) {
	const style = `<style>p { fill: red; background: url(&quot;/a&amp;b.png&quot;<!-- " -->) }<![CDATA[ q { background: url("/c.png" crossorigin(x)) }]]></style>`
	p := ParseHTML([]byte("<svg>"+style+"</svg><math>"+style+"</math>"), Options{URL: "https://example.org/"})
	fetches, _ := p.Styles()
	if got := show(fetches); got != "css-image No CORS /a&b.png\ncss-image No CORS open /c.png\n" {
		t.Errorf("got %s", got)
	}
	mistakes := p.Modifiers()
	if len(mistakes) != 1 || !mistakes[0].Inexact || mistakes[0].Span != p.Tags[0].Text {
		t.Errorf("modifiers %+v, want one somewhere in the element", mistakes)
	}
}

// A style element of another type is for a script, not for the browser.
func TestTypesOfStyles(t *testing.T) {
	for attrs, want := range map[string]int{"": 1, " type": 1, " type=''": 1, " type=Text/CSS": 1, " type=text/tailwindcss": 0, " type='text/css '": 0} {
		p := ParseHTML([]byte(`<style`+attrs+`>p { background: url("b" crossorigin(x)) }</style>`), Options{URL: "https://example.org/"})
		fetches, _ := p.Styles()
		if mistakes := p.Modifiers(); len(fetches) != want || len(mistakes) != want {
			t.Errorf("style%s: %d fetches, %d mistakes, want %d", attrs, len(fetches), len(mistakes), want)
		}
	}
}

func TestStyles(t *testing.T) {
	files := map[string]string{
		"https://example.org/css/main.css":  `@import "fonts.css"; @import url("https://cdn.example/x.css"); p { background: url(../img/a.png) }`,
		"https://example.org/css/fonts.css": `@import "main.css"; @font-face { src: url(/f/a.woff2) }`,
	}
	reads := 0
	o := Options{URL: "https://example.org/posts/one/", Cache: &Cache{}, Local: func(url string) ([]byte, bool) {
		reads++
		src, ok := files[url]
		return []byte(src), ok
	}}
	const src = `<link rel=stylesheet href="/css/main.css?v=1#x" crossorigin><link rel=stylesheet href="../../css/main.css"><style>p { cursor: url(c.cur) }</style>` +
		`<link rel=preload as=style href=/css/fonts.css onload="this.rel='stylesheet'"><p style="background: url(&quot;b.png&quot;)">`
	for range 2 {
		p := ParseHTML([]byte(src), o)
		fetches, complete := p.Styles()
		want := "css-image No CORS /posts/one/c.cur\n" +
			"css-import No CORS /css/fonts.css\ncss-import No CORS https://cdn.example/x.css\ncss-image No CORS /img/a.png\n" +
			"css-import No CORS /css/main.css\ncss-font-face No CORS /f/a.woff2\n"
		if got := show(fetches); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
		if complete {
			t.Error("complete, although main.css?v=1 and x.css cannot be read")
		}
		if got := show(p.StyleAttributes()); got != "css-image No CORS /posts/one/b.png\n" {
			t.Errorf("style attributes: %s", got)
		}
	}
	if reads != 3 {
		t.Errorf("%d reads, want 3: pages share what they have read", reads)
	}
}

func TestSize(t *testing.T) {
	o := Options{URL: "https://example.org/", Cache: &Cache{}, Local: func(url string) ([]byte, bool) { return make([]byte, 100), url == "https://example.org/a.woff2" }}
	p := ParseHTML([]byte(`<img src=/a.woff2><img src=/b.woff2><img src=https://cdn.example/a.woff2>`), o)
	for i, want := range []int{100, -1, -1} {
		n, ok := p.Size(p.Fetches[i].Ref())
		if ok != (want >= 0) || ok && n != want {
			t.Errorf("%d: %d %v", i, n, ok)
		}
	}
}

func TestLocalOfAPageWithoutOrigin(t *testing.T) {
	var asked []string
	local := func(url string) ([]byte, bool) { asked = append(asked, url); return nil, false }
	const src = `<link rel=stylesheet href=/a.css?x><link rel=stylesheet href=b.css><link rel=stylesheet href=https://example.org/c.css>`
	for url, want := range map[string]string{"/posts/": "/a.css?x /posts/b.css", "": "/a.css?x"} {
		asked = nil
		ParseHTML([]byte(src), Options{URL: url, Local: local}).Styles()
		if got := strings.Join(asked, " "); got != want {
			t.Errorf("%q: asked for %q, want %q", url, got, want)
		}
	}
}

func FuzzCSS(f *testing.F) {
	for _, s := range []string{`@import url("a" cross-origin(anonymous));`, `p{background:url(a)}`, `@font-face{src:url("\61`, "a{b:c(d(url('e'", `}{)(`, "p{x:image-set('a' 1x", `p{background:url("a" crossorigin() cross-origin(x) cross-origin(`, "p{x:url(a cross-origin())}"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, src string, declarations bool) {
		before := src
		last := 0
		scanCSS([]byte(src), declarations, func(u use) {
			if u.span.Start < last || u.span.End > len(src) || u.span.Start > u.span.End {
				t.Errorf("span %v of %d bytes, after %d", u.span, len(src), last)
			}
			last = u.span.Start
			_ = src[u.span.Start:u.span.End]
		})
		for _, m := range modifiersIn([]byte(src), 0, declarations) {
			_ = src[m.Span.Start:m.Span.End]
		}
		if src != before {
			t.Error("the source was changed")
		}
	})
}

func BenchmarkCSS(b *testing.B) {
	var s strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&s, ".class-%d > a:hover { color: var(--x); margin: 0 auto 1rem; background: #fff }\n", i)
	}
	src := []byte(s.String())
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		scanCSS(src, false, func(use) {})
	}
}
