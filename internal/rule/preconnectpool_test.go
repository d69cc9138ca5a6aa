package rule

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// What a message says goes no further than what is known of the page.
func TestPreconnectPoolWording(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"nothing else on the page", `<link rel=preconnect href=https://cdn.example.com crossorigin><img src=https://cdn.example.com/a.png>`, "connection wasted: "},
		{"a script", `<link rel=preconnect href=https://cdn.example.com crossorigin><img src=https://cdn.example.com/a.png><script src=/a.js></script>`, "connection not used, as far as the page shows "},
		{"a style sheet that cannot be read", `<link rel=preconnect href=https://cdn.example.com crossorigin><img src=https://cdn.example.com/a.png><link rel=stylesheet href=/a.css>`, "connection not used, as far as the page shows "},
		{"a host of fonts, whatever scripts do", `<link rel=preconnect href=https://fonts.gstatic.com><script src=/a.js></script>`, "connection wasted: "},
	} {
		found := Check(page.ParseHTML([]byte(test.src), page.Options{URL: "https://example.org/"}), nil)
		if len(found) != 1 || found[0].Rule != &preconnectPool || !strings.HasPrefix(found[0].Message, test.want) {
			t.Errorf("%s: %v", test.name, messages(found))
		}
	}
}

// What is wrong with a header whatever the page holds is told at the header.
func TestPreconnectPoolOfHeaders(t *testing.T) {
	links := page.ParseLinkHeader("<https://fonts.gstatic.com>; rel=preconnect, <https://cdn.example.com>; rel=preconnect")
	for i := range links {
		links[i].Source = "_headers:2"
	}
	for src, want := range map[string]string{
		"": "",
		`<link rel=stylesheet href="https://cdn.example.com/a.css" crossorigin>`: "preconnect-pool",
	} {
		p := page.ParseHTML([]byte(src), page.Options{URL: "https://example.org/", Links: links})
		if got := ids(Check(p, nil)); got != want {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
	p := page.ParseHeaders([]byte("/*\n  Link: <https://fonts.gstatic.com>; rel=preconnect\n"), page.Options{URL: "https://example.org/"})
	if got := ids(Check(p, nil)); got != "preconnect-pool" {
		t.Errorf("at the header: %q", got)
	}
}

// What is reported of a page can be done at once: where another rule changes how
// a file is fetched, the preconnect is judged by what it is changed to, and when
// everything safe is done nothing is left.
func TestConnectionsOfFetchesThatAreRepaired(t *testing.T) {
	const (
		without = `<link rel="preconnect" href="https://cdn.example.com" crossorigin>`
		with    = `<link rel="preconnect" href="https://cdn.example.com">`
		font    = `<link rel="preload" as="font" href="https://cdn.example.com/a.woff2" crossorigin="use-credentials">`
		rule    = `<style>@font-face { font-family: A; src: url(https://cdn.example.com/a.woff2) }</style>`
		image   = `<link rel="preload" as="image" href="https://cdn.example.com/a.png" crossorigin="use-credentials"><img src="https://cdn.example.com/a.png">`
		script  = `<script src="https://cdn.example.com/a.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"></script>`
	)
	for _, tt := range []struct {
		name, src, want string
		preconnects     int
	}{
		{"a font of which the page shows the use", without + font + rule, "font-preload", 1},
		{"a font of which the page shows the use, and a preconnect with credentials", with + font + rule, "preconnect-pool font-preload", 1},
		{"a font without", without + font, "font-preload", 1},
		{"a font, and a preconnect with credentials", with + font, "preconnect-pool font-preload", 1},
		{"an image", with + image, "preload-mismatch", 1},
		{"an image, and a preconnect without credentials", without + image, "preconnect-pool preload-mismatch", 1},
		{"integrity", without + script, "integrity-needs-crossorigin", 1},
		{"integrity, and a preconnect with credentials", with + script, "preconnect-pool integrity-needs-crossorigin", 2}, // a script may use the other,
	} {
		src := []byte(tt.src)
		options := page.Options{URL: "https://example.org/"}
		found := Check(page.ParseHTML(src, options), nil)
		if got := ids(found); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		var edits []edit.Edit
		for _, f := range found {
			for _, fix := range f.Fixes[:min(1, len(f.Fixes))] {
				edits = append(edits, fix.Edits...)
			}
		}
		fixed, err := edit.Apply(src, edits)
		if err != nil {
			t.Fatal(tt.name, err)
		}
		if left := Check(page.ParseHTML(fixed, options), nil); len(left) > 0 {
			t.Errorf("%s: %v is left in\n%s", tt.name, messages(left), fixed)
		}
		if n := strings.Count(string(fixed), "preconnect"); n != tt.preconnects {
			t.Errorf("%s: %d preconnects in\n%s", tt.name, n, fixed)
		}
	}
}
