package page

import (
	"strings"
	"testing"
)

// TestSends is what Netlify and Cloudflare document of patterns, and where they
// differ.
func TestSends(t *testing.T) {
	for _, test := range []struct {
		pattern, path       string
		netlify, cloudflare application
	}{
		{"/*", "/", always, always},
		{"/*", "/a/b", always, always},
		{"/", "/", always, always},
		{"/", "/a/", never, never},

		{"/a/", "/a/", always, always},
		{"/a", "/a/", always, never},
		{"/A/", "/a/", always, never},
		{"/a", "/b", never, never},

		{"/a/*", "/a", always, never},
		{"/a/*", "/a/", always, always},
		{"/a/*", "/a/b/c/", always, always},
		{"/a/*", "/ab/", always, never}, // the slash belongs to the wildcard
		{"/a/*/c/", "/a/b/b/c/", always, always},
		{"/a/*/c/", "/a/c/", always, never},
		{"/a*/", "/ab/c/", always, always},
		{"/*/feed/", "/a/b/feed/", always, always},
		{"/*.html", "/x/a.html", sometimes, never},
		{"/*.htm", "/x/a.html", never, never},
		{"/a*", "/about.html", always, always},
		{"/about", "/about.html", sometimes, always},
		{"/about.html", "/about.html", sometimes, never},
		{"/blog/*", "/blog/about.html", always, always},

		{"/posts/:slug/", "/posts/one/", always, always},
		{"/posts/:slug", "/posts/one/", always, never},
		{"/posts/:slug", "/posts/", never, never},
		{"/posts/:slug", "/posts/one.html", always, always},
		{"/posts/:slug.html", "/posts/one/", always, never},
		{"/posts/:a-:b/", "/posts/x/", always, never},
		{"/posts/:a-:b/", "/posts/x-y-z/", always, always},
		{"/posts/x:a/", "/posts/xy/", never, always},
		{"/:x/y", "/blog/y.html", sometimes, always},
		{"/:x/y.html", "/blog/y.html", sometimes, never},
		{"/:x/:y", "/blog/y.html", always, always},
		{"/:x/z", "/blog/y.html", never, never},
		{"/:a/:b/", "/x/y/", always, always},
		{"/to/https://a/*", "/to/https://a/b", never, always},
		{"/:a/:b/", "/x/", never, never},
		{"/:1/", "/:1/", always, always},
		{"/:1/", "/a/", always, never},
		{strings.Repeat("/*a", 30), strings.Repeat("/a", 200) + "b", never, never},
	} {
		for _, server := range []struct {
			name string
			dialect
			want application
		}{
			{"Netlify", onNetlify, test.netlify},
			{"Cloudflare", onCloudflare, test.cloudflare},
			{"any", anyServer, test.netlify.both(test.cloudflare)},
		} {
			b := Block{Pattern: test.pattern}
			b.compile(server.dialect)
			if got := b.sends("", test.path); got != server.want {
				t.Errorf("%s: %s, %s: %d, want %d", server.name, test.pattern, test.path, got, server.want)
			}
		}
	}
}

// Hugo's server has patterns of another kind.
func TestSendsInHugo(t *testing.T) {
	for _, test := range []struct {
		pattern, path string
		want          application
	}{
		{"/**", "/a/b/", always},
		{"/*", "/a/b/", always},
		{"/{a,b}/", "/b/", always},
		{"/[a-c]/", "/d/", never},
		{"/:a/", "/x/", never},
		{"/about.html", "/about.html", always},
		{"/[", "/[", never},
	} {
		b := Block{Pattern: test.pattern}
		b.compile(inHugo)
		if got := b.sends("", test.path); got != test.want {
			t.Errorf("%s, %s: %d, want %d", test.pattern, test.path, got, test.want)
		}
	}
}
