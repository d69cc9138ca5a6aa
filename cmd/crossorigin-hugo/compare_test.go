package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// everything is a site that uses what Hugo does to a page on its way to disk.
const everything = `-- hugo.toml --
baseURL = "https://example.org/"
title = "Everything"
enableRobotsTXT = true
defaultContentLanguage = "en"
[languages.en]
weight = 1
[languages.ja]
weight = 2
[security]
allowContent = [".*"]
[pagination]
pagerSize = 2
[outputs]
page = ["html", "amp", "json", "print", "old"]
home = ["html", "rss", "json"]
[outputFormats.print]
mediaType = "text/html"
baseName = "print"
isHTML = true
permalinkable = true
[outputFormats.old]
mediaType = "text/old"
baseName = "old"
isHTML = true
[mediaTypes."text/old"]
suffixes = ["htm"]
[params.crossorigin]
exclude = ["embed/**"]
-- config/other/hugo.toml --
baseURL = "https://other.example/"
title = "Other"
[security]
allowContent = [".*"]
[params.crossorigin]
exclude = ["embed"]
-- layouts/baseof.html --
<!doctype html>
<html><head><title>{{ .Title }}</title>
<link rel="preload" as="font" href="/f.woff2">
<style>@font-face { font-family: F; src: url(/f.woff2) } p { font-family: F }</style>
{{ with (templates.Defer (dict "key" "global")) }}<script src="https://cdn.example/d.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" async></script>{{ end }}
{{ $css := resources.Get "a.css" | fingerprint | resources.PostProcess }}<link rel="stylesheet" href="{{ $css.RelPermalink }}" integrity="{{ $css.Data.Integrity }}">
{{ with .OutputFormats.Get "amp" }}<link rel="amphtml" href="{{ .Permalink }}">{{ end }}
{{ ("<link rel=preload as=font href=/f.woff2><style>@font-face { font-family: F; src: url(/f.woff2) } p { font-family: F }</style><p>" | resources.FromString "made/page.html").Publish }}
<link rel="stylesheet" href="/fonts.css"><link rel="preload" as="font" href="/g.woff2">
<link rel="stylesheet" href="{{ "fonts.css" | absURL }}" integrity="{{ $css.Data.Integrity }}">
</head><body>{{ block "main" . }}{{ end }}</body></html>
-- layouts/all.html --
{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ with .Resources.Get "data.txt" }}<a href="{{ .RelPermalink }}">data</a>{{ end }}{{ end }}
-- layouts/section.html --
{{ define "main" }}{{ range .Paginator.Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
-- layouts/all.json --
{"title": {{ .Title | jsonify }}, "tag": "<link rel=preload as=font href=/f.woff2>"}
-- layouts/page.old.htm --
<!doctype html><title>{{ .Title }}</title><link rel="preload" as="font" href="/f.woff2"><style>@font-face { font-family: F; src: url(/f.woff2) } p { font-family: F }</style><p>
-- layouts/404.html --
{{ define "main" }}not found{{ end }}
-- layouts/alias.html --
<!doctype html><title>{{ .Permalink }}</title><link rel="preload" as="font" href="/f.woff2"><style>@font-face { font-family: F; src: url(/f.woff2) } p { font-family: F }</style><meta http-equiv="refresh" content="0; url={{ .Permalink }}"><p>
-- assets/a.css --
b { color: red }
-- static/f.woff2 --
font
-- static/fonts.css --
@font-face { font-family: G; src: url(g.woff2) }
-- static/copied/old.htm --
<link rel=preload as=font href=/f.woff2><style>@font-face { font-family: F; src: url(/f.woff2) } p { font-family: F }</style><p>
-- static/copied/page.html --
<link rel=preload as=font href=/f.woff2><style>@font-face { font-family: F; src: url(/f.woff2) } p { font-family: F }</style><p>
-- static/embed/page.html --
<link rel=preload as=font href=/f.woff2>
-- static/plain.txt --
<link rel=preload as=font href=/f.woff2>
-- content/_index.md --
---
title: Home
---
-- content/_index.ja.md --
---
title: ホーム
---
-- content/posts/one.md --
---
title: One
date: 2020-01-01
tags: [a, b]
aliases: [/old/one/, old-one.html]
---
text
-- content/posts/one.ja.md --
---
title: 一
date: 2020-01-01
---
-- content/posts/two/index.md --
---
title: Two
date: 2020-01-02
---
-- content/posts/two/data.txt --
data
-- content/posts/raw.html --
---
title: Raw
date: 2020-01-05
---
<p>raw</p>
-- content/posts/日本 語.md --
---
title: Spaces
date: 2020-01-03
---
-- content/posts/moved.md --
---
title: Moved
date: 2020-01-04
url: /elsewhere/page.html
---
-- content/posts/draft.md --
---
title: Draft
draft: true
---
-- content/posts/future.md --
---
title: Future
date: 2090-01-01
---
`

// headersFile is one with a link to annotate. What it sends counts for pages.
const headersFile = `-- static/_headers --
/posts/*
  Link: </g.woff2>; rel=preload; as=font
/*
  X-Frame-Options: DENY
`

// below puts text in front of the configuration of a site.
func below(text string) func(string) string {
	return func(s string) string {
		return strings.Replace(s, "-- hugo.toml --\n", "-- hugo.toml --\n"+text+"\n", 1)
	}
}

func hosts(s string) string {
	return strings.NewReplacer("[languages.en]", "[languages.en]\nbaseURL = 'https://en.example/'", "[languages.ja]", "[languages.ja]\nbaseURL = 'https://ja.example/'").Replace(s)
}

// TestOutputIsStockHugosPlusAnnotations builds a site with stock Hugo and with
// this command. The files are the same but for annotations, which are those
// that crossorigin annotate makes in what stock Hugo built.
func TestOutputIsStockHugosPlusAnnotations(t *testing.T) {
	tests := []struct {
		name  string
		site  func(string) string
		flags []string
		least int // annotated files
	}{
		{"as it is", nil, nil, 45},
		{"minified", nil, []string{"--minify"}, 45},
		{"drafts and future", nil, []string{"-D", "-F", "-E"}, 50},
		{"below a path", nil, []string{"-b", "https://example.org/sub/folder/"}, 20},
		{"another configuration", nil, []string{"--config", "config/other/hugo.toml", "--environment", "staging"}, 14},
		{"clean and collect garbage", nil, []string{"--cleanDestinationDir", "--gc"}, 45},
		{"ugly URLs", below("uglyURLs = true"), nil, 40},
		{"relative URLs", below("relativeURLs = true"), nil, 45},
		{"relative URLs below a path", below("relativeURLs = true"), []string{"-b", "https://example.org/sub/", "--minify"}, 20},
		{"canonical URLs", below("canonifyURLs = true"), []string{"--minify"}, 45},
		{"statistics", below("build = { buildStats = { enable = true } }"), nil, 45},
		{"a host for each language", hosts, nil, 45},
		{"languages in folders", below("defaultContentLanguageInSubdir = true"), nil, 45},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			archive := everything + headersFile
			if tt.site != nil {
				archive = tt.site(archive)
			}
			dir := writeSite(t, archive)
			age(t, dir)
			top := t.TempDir()
			stock, ours, later := filepath.Join(top, "stock"), filepath.Join(top, "ours"), filepath.Join(top, "later")
			for _, out := range []string{stock, ours, later} { // something for --cleanDestinationDir
				if err := os.MkdirAll(filepath.Join(out, "left"), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(out, "left", "index.html"), nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			runStock(t, append([]string{"-s", dir, "-d", stock}, tt.flags...)...)
			runStock(t, append([]string{"-s", dir, "-d", later}, tt.flags...)...)
			annotateFolder(t, dir, later, annotateFlags(tt.flags)...)
			build := func() {
				code, out, errOut := runOurs(t, append([]string{"-s", dir, "-d", ours, "--quiet", "--fail-on", "never"}, tt.flags...)...)
				if code != exitClean {
					t.Fatalf("exit code %d\n%s%s", code, out, errOut)
				}
			}
			build()
			annotated := compareTrees(t, stock, ours)
			if len(annotated) < tt.least {
				t.Errorf("only %d files annotated: %v", len(annotated), annotated)
			}
			if annotated["embed/page.html"] != 0 {
				t.Error("an excluded file was annotated")
			}
			sameTrees(t, later, ours)
			build() // over what is there
			sameTrees(t, later, ours)
		})
	}
}

// age makes static files of different modes and times.
func age(t testing.TB, dir string) {
	t.Helper()
	old := time.Date(2010, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, name := range []string{"static/copied/page.html", "static/plain.txt", "static/f.woff2"} {
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "static/copied/page.html"), 0o755); err != nil {
		t.Fatal(err)
	}
}
