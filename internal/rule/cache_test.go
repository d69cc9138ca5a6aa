package rule

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// What is found on a page does not depend on the pages that were read before it
// with the same cache, whatever these are.
func TestFindingsDoNotDependOnTheCache(t *testing.T) {
	heads := []string{
		"", `<base href="https://user@example.org/">`, `<base href="blob:https://example.org/1">`,
		`<link rel="canonical" href="https://example.org/">`, `<link rel="canonical" href="https://cdn.example.com/">`,
		`<link rel="stylesheet" href="/site.css">`, `<link rel="stylesheet" href="https://example.org/site.css">`,
	}
	var sources []string
	for _, r := range All() {
		for _, e := range r.Examples {
			for _, head := range heads {
				if e.Syntax == SyntaxHTML {
					sources = append(sources, head+e.Source, head+strings.ReplaceAll(e.Source, ".woff2", "é.woff2"))
				}
			}
		}
	}
	local := func(url string) ([]byte, bool) {
		return []byte(`@font-face { src: url(/a.woff2) } p { background: url(https://example.org/a.png), url(https://cdn.example.com/a.png) }`), strings.HasSuffix(url, ".css")
	}
	s := &Settings{Uncertain: true, Policies: Policies{CrossOriginIsolated: "require-corp"}}
	for _, o := range []page.Options{
		{Local: local},
		{URL: "/posts/", Local: local},
		{URL: "https://example.org/posts/", Local: local},
		{URL: "https://example.org/posts/", Origins: []string{"https://cdn.example.com"}, Local: local},
	} {
		finds := func(src string, cache *page.Cache) string {
			o.Cache = cache
			p := page.ParseHTML([]byte(src), o)
			defer p.Release()
			return fmt.Sprintf("%+v", Check(p, s))
		}
		alone := map[string]string{}
		for _, src := range sources {
			alone[src] = finds(src, nil)
		}
		for _, order := range []func(){func() {}, func() { slices.Reverse(sources) }} {
			order()
			var cache page.Cache
			for _, src := range sources {
				if got := finds(src, &cache); got != alone[src] {
					t.Fatalf("%s at %q:\ngot  %s\nwant %s", src, o.URL, got, alone[src])
				}
			}
		}
	}
}
