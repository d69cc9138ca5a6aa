package hugosite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestStaticOf names the file behind what Hugo only copies.
func TestStaticOf(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"hugo.toml":                    "theme = \"one\"\n[languages.en]\n[languages.ja]\nbaseURL = \"https://ja.example.org/\"\n[[module.mounts]]\nsource = \"static\"\ntarget = \"static\"\n[[module.mounts]]\nsource = \"more\"\ntarget = \"static/below\"",
		"static/a.html":                "a",
		"static/folder/index.html":     "a",
		"more/b.html":                  "b",
		"themes/one/static/a.html":     "c",
		"themes/one/static/theme.html": "c",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Read(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"a.html": "static/a.html", "ja/a.html": "static/a.html", "folder/index.html": "static/folder/index.html", "folder": "", "fr/a.html": "",
		"below/b.html": "more/b.html", "b.html": "", "theme.html": "themes/one/static/theme.html", "../hugo.toml": "", "": "",
	} {
		got := s.StaticOf(name)
		if got != "" {
			rel, _ := filepath.Rel(dir, got)
			got = filepath.ToSlash(rel)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestLanguages(t *testing.T) {
	for _, test := range []struct{ name, config, pages, content string }{
		{
			"one", "title = 'x'\n",
			"index.html  ja/index.html ", "content/p.md  content/p.ja.md ",
		},
		{
			"the usual one at the root", "[languages.en]\n[languages.JA]\n[languages.fr]\ndisabled = true\n",
			"index.html en ja/p/index.html ja ja en en/x.html en fr/x.html en", "content/p.md en content/p.ja.md ja content/b/index.JA.md ja content/p.fr.md en content/ja/p.md en",
		},
		{
			"all in folders", "defaultContentLanguage = 'ja'\ndefaultContentLanguageInSubdir = true\n[languages.en]\n[languages.ja]\n",
			"index.html  ja/index.html ja en/index.html en", "content/p.md ja content/p.en.md en",
		},
		{
			"hosts", "[languages.en]\nbaseURL = 'https://en.example/'\n[languages.ja]\nbaseURL = 'https://ja.example/'\n",
			"en/index.html en ja/index.html ja index.html ", "content/p.md en",
		},
		{
			"folders of content", "[languages.en]\ncontentDir = 'content/en'\n[languages.ja]\ncontentDir = 'content/ja'\n",
			"index.html en ja/p/index.html ja", "content/en/p.md en content/ja/p.md ja",
		},
		{
			"mounts", "[languages.en]\n[languages.ja]\n[languages.de]\n[module]\n[[module.mounts]]\nsource = 'a'\ntarget = 'content'\n[module.mounts.sites.matrix]\nlanguages = ['ja']\n" +
				"[[module.mounts]]\nsource = 'b'\ntarget = 'content'\n[module.mounts.sites.matrix]\nlanguages = ['ja', 'de']\n[[module.mounts]]\nsource = 'c'\ntarget = 'content'\n[module.mounts.sites.matrix]\nlanguages = ['*']\n",
			"de/p.html de", "a/p.md ja b/p.md  c/p.md  c/p.de.md de",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := site(t, "-- hugo.toml --\nbaseURL = 'https://example.org/'\n"+test.config)
			s, err := Read(root, nil)
			if err != nil {
				t.Fatal(err)
			}
			fields := strings.Split(test.pages, " ")
			for i := 0; i < len(fields); i += 2 {
				if got := s.LanguageOfPage(fields[i]); got != fields[i+1] {
					t.Errorf("page %s: %q, want %q", fields[i], got, fields[i+1])
				}
			}
			fields = strings.Split(test.content, " ")
			for i := 0; i < len(fields); i += 2 {
				got := "in no mount"
				for m := range s.Mounts {
					source, _ := filepath.Rel(root, s.Mounts[m].Source)
					if strings.HasPrefix(fields[i], filepath.ToSlash(source)+"/") && s.Mounts[m].Component == Content {
						got = s.LanguageOfContent(&s.Mounts[m], filepath.FromSlash(fields[i]))
					}
				}
				if got != fields[i+1] {
					t.Errorf("file %s: %q, want %q", fields[i], got, fields[i+1])
				}
			}
		})
	}
}
