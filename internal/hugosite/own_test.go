package hugosite

import (
	"path/filepath"
	"strings"
	"testing"
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
