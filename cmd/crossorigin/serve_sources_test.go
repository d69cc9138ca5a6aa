package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
)

// Sources are the same as long as nothing has changed that a place can come
// from, and as they are now once anything has.
func TestFreshSources(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("hugo.toml", "theme = \"t\"\n[markup.goldmark.renderer]\nunsafe = true\n")
	write("themes/t/hugo.toml", "")
	write("layouts/all.html", `<img src="/layout.png">`)
	write("content/a.md", `<img src="/content.png">`)
	write("static/large.mp4", "x")
	s := &freshSources{root: root}
	now := func() *provenance.Sources {
		s.checked = time.Time{}
		sources, _ := s.now()
		return sources
	}
	from := func(tag string) string {
		at := now().Places(provenance.Built{Source: []byte(tag)}, []int{0}, provenance.Page{})[0]
		if at == nil {
			return ""
		}
		return strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(at.File, root)), "/")
	}
	for _, step := range []struct {
		name, file, text string
		again            bool // sources are read again
		tag, want        string
	}{
		{"the site", "", "", false, `<img src="/content.png">`, "content/a.md"},
		{"a page is edited", "content/a.md", `<img src="/edited.png">`, true, `<img src="/edited.png">`, "content/a.md"},
		{"a page is added", "content/b.md", `<img src="/b.png">`, true, `<img src="/b.png">`, "content/b.md"},
		{"a folder is added", "content/deep/c.md", `<img src="/c.png">`, true, `<img src="/c.png">`, "content/deep/c.md"},
		{"a template is edited", "layouts/all.html", `<img src="/changed.png">`, true, `<img src="/changed.png">`, "layouts/all.html"},
		{"the theme has a template", "themes/t/layouts/t.html", `<img src="/t.png">`, true, `<img src="/t.png">`, "themes/t/layouts/t.html"},
		{"the theme's is edited", "themes/t/layouts/t.html", `<img src="/theme.png">`, true, `<img src="/theme.png">`, "themes/t/layouts/t.html"},
		{"a static file is edited", "static/large.mp4", "xyz", false, `<img src="/b.png">`, "content/b.md"},
		{"the theme is configured", "themes/t/hugo.toml", "[[module.mounts]]\nsource = \"layouts\"\ntarget = \"layouts\"", true, `<img src="/b.png">`, "content/b.md"},
		{"the site is half written", "hugo.toml", "theme = [", true, `<img src="/b.png">`, ""},
		{"the site has another folder", "hugo.toml", "contentDir = \"content/deep\"\n[markup.goldmark.renderer]\nunsafe = true\n", true, `<img src="/b.png">`, ""},
	} {
		t.Run(step.name, func(t *testing.T) {
			was := now()
			if again := now(); again != was {
				t.Error("read again although nothing has changed")
			}
			if step.file != "" {
				write(step.file, step.text)
			}
			if is := now(); (is != was) != step.again {
				t.Errorf("read again: %v", is != was)
			}
			if got := from(step.tag); got != step.want {
				t.Errorf("%s is from %q, want %q", step.tag, got, step.want)
			}
		})
	}
}

// What lies behind links is not seen to change, so it is read each time.
func TestFreshSourcesBehindLinks(t *testing.T) {
	root, elsewhere := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "hugo.toml"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, "layouts"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(root, "layouts", "linked")); err != nil {
		t.Skip(err)
	}
	s := &freshSources{root: root}
	first, _ := s.now()
	s.checked = time.Time{}
	if again, _ := s.now(); again == first {
		t.Error("taken for the same")
	}
}
