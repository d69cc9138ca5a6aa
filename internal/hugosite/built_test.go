package hugosite

import (
	"path/filepath"
	"testing"
)

func TestBuiltFor(t *testing.T) {
	const pages = "-- index.html --\n-- posts/index.html --\n-- posts/a/index.html --\n"
	locations := func(urls ...string) string {
		text := "-- sitemap.xml --\n<urlset>"
		for _, u := range urls {
			text += "<url>\n<loc>" + u + "</loc></url>"
		}
		return text + "</urlset>\n"
	}
	for _, test := range []struct{ name, archive, want, from string }{
		{"nothing", pages, "", ""},
		{"a feed", pages + "-- index.xml --\n<channel><link>https://x.example/</link><atom:link href=\"https://example.org:8443/sub/index.xml\" rel=\"self\" type=\"application/rss+xml\" />\n", "https://example.org:8443/sub/", "index.xml"},
		{"a feed of elsewhere", pages + "-- index.xml --\n<atom:link href=\"https://example.org/feed.xml\" rel=\"self\">\n", "", ""},
		{"a sitemap", pages + locations("https://example.org/sub/posts/a/", "https://example.org/sub/"), "https://example.org/sub/", "sitemap.xml"},
		{"a folder of the site's name", pages + locations("https://example.org/posts/", "https://example.org/posts/posts/", "https://example.org/posts/posts/a/"), "https://example.org/posts/", "sitemap.xml"},
		{"which cannot be told from a page", pages + locations("https://example.org/posts/"), "", ""},
		{"pages that are not there", pages + locations("https://example.org/", "https://example.org/gone/"), "", ""},
		{"several hosts", pages + locations("https://example.org/", "https://example.net/posts/"), "", ""},
		{"without a host", pages + locations("/posts/a/", "/"), "", ""},
		{"a host without a scheme", pages + locations("//example.org/posts/a/"), "", ""},
		{"sitemaps of languages", pages + "-- en/sitemap.xml --\n-- fr/sitemap.xml --\n-- sitemap.xml --\n<sitemapindex><sitemap><loc>http://example.org/en/sitemap.xml</loc></sitemap><sitemap><loc>http://example.org/fr/sitemap.xml</loc></sitemap></sitemapindex>\n", "http://example.org/", "sitemap.xml"},
	} {
		dir := site(t, test.archive)
		base, from := BuiltFor(dir)
		if from != "" {
			from, _ = filepath.Rel(dir, from)
		}
		if base != test.want || from != test.from {
			t.Errorf("%s: %q from %q, want %q from %q", test.name, base, from, test.want, test.from)
		}
	}
}
