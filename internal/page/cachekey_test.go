package page

import (
	"fmt"
	"testing"
)

// What a page of a site leaves in the cache changes nothing for another.
func TestCacheKeysHoldWhatDecides(t *testing.T) {
	origins := []string{"https://www.example.org"}
	const font = `@font-face { font-family: A; src: url(/a.woff2) } p { background: url(https://example.org/b.png), url(https://cdn.example/c.png) }`
	local := func(string) ([]byte, bool) { return []byte(font), true }
	for _, test := range []struct {
		name          string
		o             Options
		first, second string
	}{
		{"a base of another kind", Options{URL: "https://example.org/"}, `<base href="blob:https://example.org/1"><img src="/é.png">`, `<img src="/é.png">`},
		{"a base with a user", Options{URL: "https://example.org/"}, `<base href="https://user@example.org/"><img src="/é.png">`, `<img src="/é.png">`},
		{"a base that is not known", Options{URL: "https://example.org/"}, `<base href="{{ .X }}"><img src="/é.png">`, `<img src="/é.png">`},
		{"bases with opaque origins", Options{URL: "https://example.org/"}, `<base href="a://one/"><img src="/b.png">`, `<base href="c://two/"><img src="/b.png">`},
		{
			"a style sheet by its path and by one of two origins",
			Options{URL: "https://example.org/", Origins: origins, Local: local},
			`<link rel=stylesheet href=/a.css>`, `<link rel=stylesheet href=https://example.org/a.css>`,
		},
		{
			"pages with canonical URLs of two hosts",
			Options{URL: "/", Local: local},
			`<link rel=canonical href=https://elsewhere.example/><link rel=stylesheet href=/a.css>`, `<link rel=canonical href=https://example.org/><link rel=stylesheet href=/a.css>`,
		},
		{
			"pages with a canonical URL and without",
			Options{URL: "/", Local: local},
			`<link rel=canonical href=https://example.org/><link rel=stylesheet href=/a.css>`, `<link rel=stylesheet href=/a.css>`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			read := func(src string, cache *Cache) string {
				o := test.o
				o.Cache = cache
				p := ParseHTML([]byte(src), o)
				styles, _ := p.Styles()
				found := show(p.Fetches) + show(styles)
				for i := range styles {
					found += fmt.Sprintln("style", i, "relation", styles[i].Ref().Relation())
				}
				return found
			}
			shared := &Cache{}
			read(test.first, shared)
			if got, want := read(test.second, shared), read(test.second, nil); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}
