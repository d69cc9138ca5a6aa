package config

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

const repository = "../.."

func TestGeneratedFilesAreFresh(t *testing.T) {
	files, err := Generate(os.DirFS(repository))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(repository, filepath.FromSlash(name)))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is stale, run go generate ./internal/config: %v", name, err)
		}
	}
}

func TestGenerateWithoutAPlace(t *testing.T) {
	_, err := Generate(fstest.MapFS{moduleReadme: {Data: []byte("# Nothing\n")}})
	if err == nil || !strings.Contains(err.Error(), moduleReadme+": no place for the table of keys") {
		t.Error(err)
	}
}

// A value that the module takes is one that the programs take.
func TestFormats(t *testing.T) {
	for _, test := range []struct {
		key     string
		yes, no []string
	}{
		{"baseURL", []string{"", "/", "/blog/", "https://example.org/", "HTTP://[::1]:8080/a?b", "https://例え.jp/"}, []string{"example.org", "//example.org/", "ftp://a/", "https:///a", "https:a"}},
		{"origins", []string{"https://a.example", "http://localhost:1313/"}, []string{"a.example", "https://a.example/b", "https://u@a.example", "", "https://a.example?b"}},
		{"exclude", []string{"a", "a/**", "*.html", "[a-c]?", `\[`, "[^x]"}, []string{"[", "[]", "a[-]", `a\`, "[a-"}},
	} {
		k := lookup("", test.key)
		for _, list := range [][]string{test.yes, test.no} {
			for _, s := range list {
				want := &list[0] == &test.yes[0]
				_, err := FromParams(map[string]any{test.key: s}, nil)
				if k.Type == List {
					_, err = FromParams(map[string]any{test.key: []any{s}}, nil)
				}
				if k.Format.MatchString(s) != want || (err == nil) != want {
					t.Errorf("%s = %q: want %t, the module's format %t, error %v", test.key, s, want, k.Format.MatchString(s), err)
				}
			}
		}
	}
}
