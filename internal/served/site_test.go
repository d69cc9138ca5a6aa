package served

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func none(string) ([]byte, error) { return nil, fs.ErrNotExist }

func TestSiteURL(t *testing.T) {
	for _, test := range []struct{ base, rel, want string }{
		{"https://example.org/", "index.html", "https://example.org/"},
		{"https://example.org", "posts/a/index.html", "https://example.org/posts/a/"},
		{"https://example.org/blog/", "404.html", "https://example.org/blog/404.html"},
		{"https://example.org/", "a b/ä?.html", "https://example.org/a%20b/%C3%A4%3F.html"},
		{"https://example.org/", "INDEX.HTML", "https://example.org/INDEX.HTML"},
		{"", "posts/index.html", "/posts/"},
		{"/blog", "index.htm", "/blog/"},
	} {
		s := New("", test.base, nil, none)
		if got := s.URL(filepath.FromSlash(test.rel)); got != test.want {
			t.Errorf("%q, %s: %s, want %s", test.base, test.rel, got, test.want)
		}
	}
}

func TestSiteFile(t *testing.T) {
	for _, test := range []struct{ base, url, want string }{
		{"https://example.org/", "https://example.org/css/a.css", "css/a.css"},
		{"https://example.org/", "https://example.org/css/a.css?v=1#x", "css/a.css"},
		{"https://example.org/", "https://www.example.org/a.css", "a.css"},
		{"https://example.org/", "https://other.example/a.css", ""},
		{"https://example.org/blog/", "https://example.org/blog/a%20b.css", "a b.css"},
		{"https://example.org/blog/", "https://example.org/a.css", ""},
		{"https://example.org/", "https://example.org/posts/", "posts/index.html"},
		{"https://example.org/", "https://example.org/%2e%2e/secret", ""},
		{"https://example.org/", "https://example.org/%zz", ""},
		{"", "/css/a.css?v=1", "css/a.css"},
		{"/blog", "/blog/a.css", "a.css"},
		{"/blog", "/a.css", ""},
		{"", "/../a.css", ""},
	} {
		s := New("", test.base, []string{"https://www.example.org"}, none)
		rel, ok := s.File(test.url)
		if got := filepath.ToSlash(rel); ok != (test.want != "") || ok && got != test.want {
			t.Errorf("%q, %s: %q %t, want %q", test.base, test.url, got, ok, test.want)
		}
	}
}

func TestSiteReadsOnlyItsFolder(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "public")
	if err := os.MkdirAll(filepath.Join(dir, "css"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{filepath.Join(dir, "css", "a.css"): "a", filepath.Join(top, "secret"): "s"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(top, "secret"), filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	s := New(dir, "https://example.org/", nil, Folder(dir))
	if src, ok := s.local("https://example.org/css/a.css"); !ok || string(src) != "a" {
		t.Errorf("%q, %t", src, ok)
	}
	for _, url := range []string{"https://example.org/link", "https://example.org/css/", "https://example.org/css", "https://example.org/nothing"} {
		if src, ok := s.local(url); ok {
			t.Errorf("%s: %q", url, src)
		}
	}
}
