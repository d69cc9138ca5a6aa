package rule

import (
	"strings"
	"testing"

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
