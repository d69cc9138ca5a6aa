package hugosite

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestContentOf names the file behind a page where Hugo puts it unless told
// otherwise, and no other.
func TestContentOf(t *testing.T) {
	root := site(t, `-- hugo.toml --
theme = "one"
defaultContentLanguage = "en"
[permalinks.page]
news = "/:year/:slug/"
[languages.en]
[languages.ja]
[[module.mounts]]
source = "content"
target = "content"
[[module.mounts]]
source = "text"
target = "content/docs"
-- content/_index.md --
-- content/posts/a.md --
-- content/posts/a.ja.md --
-- content/posts/Big Name.md --
-- content/posts/b/index.md --
-- content/posts/b/part.md --
-- content/posts/_index.md --
-- content/posts/moved.md --
---
title: x
url: /elsewhere/
---
-- content/posts/slug.md --
+++
slug = "x"
+++
-- content/posts/two.md --
-- content/posts/two/index.md --
-- content/news/n.md --
-- content/page.html --
-- content/gen/_content.gotmpl --
-- text/d.org --
-- themes/one/content/posts/a.md --
-- themes/one/content/theme.md --
`)
	s, err := Read(root, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"index.html": "content/_index.md", "ja/index.html": "", "posts/a/index.html": "content/posts/a.md", "posts/a.html": "content/posts/a.md",
		"ja/posts/a/index.html": "content/posts/a.ja.md", "posts/big-name/index.html": "content/posts/Big Name.md", "posts/b/index.html": "content/posts/b/index.md",
		"posts/index.html": "content/posts/_index.md", "posts/page/2/index.html": "", "posts/moved/index.html": "", "posts/slug/index.html": "", "posts/two/index.html": "",
		"news/n/index.html": "", "page/index.html": "content/page.html", "docs/d/index.html": "text/d.org", "theme/index.html": "themes/one/content/theme.md",
		"elsewhere/index.html": "", "posts/a/index.xml": "", "": "", "404.html": "",
	} {
		got := s.ContentOf(name)
		if got != "" {
			rel, _ := filepath.Rel(root, got)
			got = filepath.ToSlash(rel)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if len(s.Parameters) != 1 || !strings.HasSuffix(s.Parameters[0], "hugo.toml") {
		t.Errorf("configuration: %v", s.Parameters)
	}
}

// linesOfFront are lines that put a page elsewhere, and some that look like it.
var linesOfFront = []string{
	"url: /x/", "url=1", "URL :", `"slug": "x"`, "{\"path\":1", "\t, { Path\t=", `"url:`, `url"=`, "slug:\n", "path\n", "path", "urls:", "u:", "", "\n", "{", `""url:`, "'url':",
	"title: url: x", "Useful words about a slug: none.", "slug\r\n", "s", `"`, "\u017flug: x",
}

// FuzzMovesPage compares with an expression that says the same.
func FuzzMovesPage(f *testing.F) {
	says := regexp.MustCompile(`^[\s{,]*"?(?:[uU][rR][lL]|[sS][lL][uU][gG]|[pP][aA][tT][hH])"?\s*[:=]`)
	for _, line := range linesOfFront {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		if got, want := movesPage(line), says.Match(line); got != want {
			t.Errorf("%q: %t, want %t", line, got, want)
		}
	})
}

// BenchmarkMovesPage compares with the expression on lines of text.
func BenchmarkMovesPage(b *testing.B) {
	says := regexp.MustCompile(`^[\s{,]*"?(?i:url|slug|path)"?\s*[:=]`)
	var text [][]byte
	for line := range strings.Lines(strings.Repeat("title: A page\nSome words about pages, and more of them.\n  - a list\n\n", 50)) {
		text = append(text, []byte(line))
	}
	each := func(moves func([]byte) bool) time.Duration {
		start := time.Now()
		for _, line := range text {
			if moves(line) {
				b.Fatalf("%q", line)
			}
		}
		return time.Since(start)
	}
	var bytewise, expression time.Duration
	for b.Loop() {
		bytewise += each(movesPage)
		expression += each(says.Match)
	}
	b.ReportMetric(float64(bytewise)/float64(expression), "of-expression")
}
