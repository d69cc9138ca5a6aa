package rule

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

func TestSite(t *testing.T) {
	pages := map[string]string{
		"a.html": `<img src="https://img.example.com/a.png"><img src="/own.png">`,
		"b.html": `<p><img src="https://img.example.com/a.png" crossorigin><img src="/own.png" crossorigin><script src="https://cdn.example.com/x.js" crossorigin></script>`,
		"c.html": `<img src="https://img.example.com/a.png" crossorigin><script src="https://cdn.example.com/x.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
		"d.html": `<img src="https://img.example.com/d.png"><img src="https://img.example.com/d.png" crossorigin>`,
	}
	for _, order := range [][]string{{"a.html", "b.html", "c.html", "d.html"}, {"d.html", "c.html", "b.html", "a.html"}} {
		site := NewSite(nil)
		for _, name := range order {
			site.Add(name, page.ParseHTML([]byte(pages[name]), page.Options{URL: "https://example.org/" + name}))
		}
		found := site.Findings()
		if len(found) != 1 || found[0].Page != "b.html" || found[0].Span.Start != 3 || found[0].Rule != &mixedRequests {
			t.Errorf("%v: %+v", order, found)
		}
	}
	quiet := NewSite(nil)
	for name, src := range pages {
		src = strings.ReplaceAll(src, " crossorigin>", " crossorigin data-crossorigin-ignore=mixed-requests>")
		p := page.ParseHTML([]byte(src), page.Options{URL: "https://example.org/" + name})
		quiet.Add(name, p)
		if got := ids(Check(p, nil)); name == "b.html" && got != "unused-suppression" { // that of the own origin
			t.Errorf("suppressed in %s: %q", name, got)
		}
	}
	if found := quiet.Findings(); len(found) != 0 {
		t.Errorf("suppressed: %+v", found)
	}
	off := NewSite(&Settings{Off: map[string]bool{"mixed-requests": true}})
	for name, src := range pages {
		off.Add(name, page.ParseHTML([]byte(src), page.Options{URL: "https://example.org/"}))
	}
	if found := off.Findings(); len(found) != 0 {
		t.Errorf("switched off: %+v", found)
	}
}

// However many URLs there are, a bounded number is kept, and it is the same
// whatever the order of the pages.
func TestSiteKeepsAPart(t *testing.T) {
	const images = maxSiteFiles + 1000
	parse := func(attr string) *page.Page {
		var src strings.Builder
		for i := range images {
			fmt.Fprintf(&src, "<img src=https://img.example.com/%d.png%s>", i, attr)
		}
		return page.ParseHTML([]byte(src.String()), page.Options{URL: "https://example.org/"})
	}
	pages := map[string]*page.Page{"a": parse(""), "b": parse(" crossorigin")}
	var found [2][]SiteFinding
	for i, names := range [][]string{{"a", "b"}, {"b", "a"}} {
		x := NewSite(nil)
		for _, name := range names {
			x.Add(name, pages[name])
		}
		if len(x.files) > maxSiteFiles || !x.Partial() {
			t.Errorf("%d URLs kept, a part: %t", len(x.files), x.Partial())
		}
		found[i] = x.Findings()
	}
	if len(found[0]) < images/4 || !reflect.DeepEqual(found[0], found[1]) {
		t.Errorf("%d findings, %d in another order", len(found[0]), len(found[1]))
	}
}
