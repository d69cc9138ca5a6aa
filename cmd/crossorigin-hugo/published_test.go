package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gohugoio/hugo/hugolib"
)

// byHand is a site whose templates know nothing of the module.
const byHand = `-- hugo.toml --
baseURL = "https://example.org/"
theme = "crossorigin"
CONFIG
-- layouts/baseof.html --
<!doctype html><html><head><link rel="preload" as="font" href="/f.woff2"></head><body>{{ block "main" . }}{{ end }}
<!-- <img crosorigin src=a.png> --><link rel="preload" as="image" href="/i.png"></body></html>
-- layouts/home.html --
{{ define "main" }}<script src="https://cdn.example/a.js" integrity="sha384-abc"></script>{{ range site.RegularPages }}{{ .Path }} {{ end }}{{ end }}
-- layouts/all.html --
{{ define "main" }}{{ .Content }}{{ end }}
-- content/p.md --
---
title: P
tags: [t]
---
-- layouts/s/page.html --
{{ define "main" }}<img crossorgin src="/i.png">{{ end }}
-- content/s/q.md --
`

func TestCheckOfWhatIsPublished(t *testing.T) {
	const (
		font = `public/categories/index.html (and 6 more pages): <link rel="preload" as="font" href="/f.woff2">: `
		far  = `public/index.html: <script src="https://cdn.example/a.js" integrity="sha384-abc">: `
		name = `public/s/q/index.html: <img crossorgin src="/i.png">: `
	)
	tests := []struct {
		name, config string
		fails        bool
		want         []string
		not          []string
	}{
		{"errors", "[params.crossorigin]\ncheckPublished = 'public'", true, []string{
			"ERROR " + font, "ERROR " + far, "ERROR " + name, "[font-preload]", "crossorigin-integrity-needs-crossorigin",
		}, []string{"crosorigin", "image"}},
		{"warnings", "[params.crossorigin]\ncheckPublished = './public/'\nvalidate = 'warn'", false, []string{"WARN  " + font, "WARN  " + far, "WARN  " + name}, nil},
		{"off", "[params.crossorigin]\nvalidate = 'warn'", false, nil, []string{"crossorigin"}},
		{"silent", "[params.crossorigin]\ncheckPublished = 'public'\nvalidate = 'off'", false, nil, []string{"crossorigin"}},
		{"ignored by id", "ignoreLogs = ['crossorigin-font-preload', 'crossorigin-misspelt-attribute', 'crossorigin-integrity-needs-crossorigin']\n[params.crossorigin]\ncheckPublished = 'public'", false, nil, []string{"crossorigin"}},
		{"by rule", "[params.crossorigin]\ncheckPublished = 'public'\n[params.crossorigin.rules]\nfont-preload = 'off'\nmisspelt-attribute = 'warning'", true, []string{"ERROR " + far, "WARN  " + name}, []string{"font"}},
		{"excluded", "[params.crossorigin]\ncheckPublished = 'public'\nexclude = ['index.html', '**/q', '[t-z]ags']", true, []string{
			"ERROR public/categories/index.html (and 2 more pages): <link",
		}, []string{"script", "<img"}},
		{"elsewhere", "publishDir = 'out'\n[params.crossorigin]\ncheckPublished = 'public'", true, []string{`checkPublished is "public", but this build does not write there`, "crossorigin-check"}, nil},
		{"another folder", "publishDir = 'a/out'\n[params.crossorigin]\ncheckPublished = 'a/out'", true, []string{"ERROR a/out/index.html: <script"}, nil},
		{"minified", "minify.minifyOutput = true\n[params.crossorigin]\ncheckPublished = 'public'", true, []string{"public/index.html: <script src=https://cdn.example/a.js integrity=sha384-abc>"}, nil},
		{"in Japanese", "defaultContentLanguage = 'ja'\n[languages.ja]\nlocale = 'ja'\n[params.crossorigin]\ncheckPublished = 'public'", true, []string{"public/categories/index.html (ほか 6 ページ): <link", "フォントは同一オリジンでも"}, nil},
		{"languages", "[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n[params.crossorigin]\ncheckPublished = 'public'", true, []string{
			"public/categories/index.html (and 6 more pages): <link", "ERROR public/index.html: <script", "public/ja/categories/index.html (ほか 2 ページ): <link", "ERROR public/ja/index.html: <script",
		}, nil},
		{"languages in folders", "defaultContentLanguageInSubdir = true\n[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n[params.crossorigin]\ncheckPublished = 'public'", true, []string{
			"public/en/categories/index.html (and 6 more pages): <link", "ERROR public/en/index.html: <script", "public/ja/categories/index.html (ほか 2 ページ): <link",
		}, nil},
		{"parameters of a language", "[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n[languages.ja.params.crossorigin]\nfailOn = 'never'\n[params.crossorigin]\ncheckPublished = 'public'\n[params.crossorigin.rules]\nmisspelt-attribute = 'off'", true, []string{
			"ERROR public/index.html: <script", "WARN  public/ja/index.html: <script",
		}, []string{"ERROR public/ja", "WARN  public/index"}},
		{"what is wrong for all languages is said once", "[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n[params.crossorigin]\ncheckPublished = 'out'\nannottate = true", true, []string{
			"unknown key annottate", `checkPublished is "out"`,
		}, []string{"annottate という", `checkPublished は`}},
		{"what is wrong for one language", "[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n[languages.ja.params.crossorigin]\nannottate = true", true, []string{"annottate というキー"}, []string{"unknown key"}},
		{"hosts", "[languages.en]\nbaseURL = 'https://example.org/'\n[languages.ja]\nbaseURL = 'https://cdn.example/'\n[params.crossorigin]\ncheckPublished = 'public'", true, []string{
			"public/en/index.html: <script", "public/ja/categories/index.html (ほか 2 ページ): <link",
		}, []string{"public/ja/index.html: <script"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := buildModule(t, strings.Replace(byHand, "CONFIG", tt.config, 1))
			log := b.LogString()
			if (err != nil) != tt.fails {
				t.Errorf("error %v", err)
			}
			for _, want := range tt.want {
				if !strings.Contains(log, want) {
					t.Errorf("%q is not in\n%s", want, log)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(log, not) {
					t.Errorf("%q is in\n%s", not, log)
				}
			}
		})
	}
}

// What is on the disk while Hugo serves is of another build: it is not checked,
// neither at first nor after a change.
func TestNoCheckWhileServing(t *testing.T) {
	site := strings.Replace(byHand, "CONFIG", "publishDir = 'a/out'\n[params.crossorigin]\ncheckPublished = 'a/out'", 1) + moduleFiles(t)
	b := hugolib.Test(t, site, hugolib.TestOptRunning(), hugolib.TestOptWarn())
	b.AssertFileExists("a/out/s/q/index.html", true)
	b.EditFileReplaceAll("content/p.md", "title: P", "title: Q").Build()
	b.AssertFileExists("a/out/crossorigin-check.txt", false)
	if log := b.LogString(); strings.Contains(log, "crossorigin") {
		t.Error(log)
	}
}

// Where it is not asked for, the check leaves no trace in what is published.
func TestNoCheckNoTrace(t *testing.T) {
	for _, config := range []string{"", "[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n"} {
		site := writeSite(t, strings.Replace(byHand, "CONFIG", config, 1)+moduleFiles(t))
		with, without := filepath.Join(t.TempDir(), "with"), filepath.Join(t.TempDir(), "without")
		runStock(t, "-s", site, "-d", with, "--noBuildLock", "--panicOnWarning")
		if err := os.RemoveAll(filepath.Join(site, "themes/crossorigin/content")); err != nil {
			t.Fatal(err)
		}
		runStock(t, "-s", site, "-d", without, "--noBuildLock", "--panicOnWarning")
		want, got := tree(t, without), tree(t, with)
		if len(got) != len(want) || len(want) < 10 {
			t.Errorf("%d files, want %d", len(got), len(want))
		}
		for name := range want {
			if !bytes.Equal(got[name], want[name]) {
				t.Errorf("%s differs", name)
			}
		}
	}
}
