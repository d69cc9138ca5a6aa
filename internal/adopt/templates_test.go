package adopt

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// In the tests ‹ stands for the decorator and › for its end.
var short = strings.NewReplacer("‹-", `{{ with partial "crossorigin/annotate.html" . -}}`, "‹", decorator, "-›", "{{- end }}", "›", "{{ end }}")

func TestWrap(t *testing.T) {
	for _, test := range []struct{ name, src, want, note string }{
		{"a main", `{{ define "main" }}a{{ if .x }}b{{ end }}{{ end }}`, `{{ define "main" }}‹a{{ if .x }}b{{ end }}›{{ end }}`, ""},
		{"a main that trims", "{{- define `main` -}}\na\n{{- end -}}", "{{- define `main` -}}‹-\na\n-›{{- end -}}", ""},
		{"two templates", `{{ define "side" }}x{{ end }}{{ define "main" }}a{{ end }}{{ define "mains" }}y{{ end }}`, `{{ define "side" }}x{{ end }}{{ define "main" }}‹a›{{ end }}{{ define "mains" }}y{{ end }}`, ""},
		{"a head", "<html>\n<head lang=en>\n{{ partial `h` . }}</head>{{ block \"main\" . }}{{ end }}", "<html>\n<head lang=en>‹\n{{ partial `h` . }}›</head>{{ block \"main\" . }}{{ end }}", ""},
		{"a header is no head", "<header>a</header>", "", ""},
		{"a head in comments", "{{/* <head> */}}<!-- <head> --><HEAD >a</HEAD\n>", "{{/* <head> */}}<!-- <head> --><HEAD >‹a›</HEAD\n>", ""},
		{"a head of a block", `<head>{{ block "head" . }}{{ end }}</head>`, "", ""},
		{"a head with a block", "<head>a{{- block `head` . }}b{{ if .x }}c{{ end }}{{ end }}\n{{ template `x` . -}}\nd</head>", "<head>‹a-›{{- block `head` . }}b{{ if .x }}c{{ end }}{{ end }}\n{{ template `x` . -}}‹-\nd›</head>", ""},
		{
			"a head with a block under a condition", `<head>a{{ if .x }}{{ block "head" . }}{{ end }}{{ end }}b</head>`, "",
			"the head is left: it has a block under a condition, which cannot be in a decorator: put the decorator round what is in front of the condition and behind it, or use crossorigin annotate or crossorigin-hugo",
		},
		{"a block in a title", "<head>a<title>{{ block `t` . }}b{{ end }}{{ template `x` . }}</title >c</head>", "<head>‹a›<title>{{ block `t` . }}b{{ end }}{{ template `x` . }}</title >‹c›</head>", ""},
		{"a template in a tag", "{{ define `main` }}a<p {{ template `x` . -}}>c{{ end }}", "{{ define `main` }}‹a›<p {{ template `x` . -}}>‹c›{{ end }}", ""},
		{"a block in a value", "<head><meta content=\"{{- block `x` . }}>{{ end }}\">c<!-- <title> --></head>", "<head><meta content=\"{{- block `x` . }}>{{ end }}\">‹c<!-- <title> -->›</head>", ""},
		{"a block in a style", "<head>a<style>{{ block `x` . }}{{ end }}<b>{{ .c }}</style>{{ template `y` }}d</head>", "<head>‹a›<style>{{ block `x` . }}{{ end }}<b>{{ .c }}</style>{{ template `y` }}‹d›</head>", ""},
		{"a variable from piece to piece", `<head>{{ $t := 1 }}{{ block "head" . }}{{ end }}{{ $t }}</head>`, "", "the head is left: the variable $t is used in it and outside, the head is left: the variable $t is used in it and outside"},
		{"a main with a template", `{{ define "main" }}a{{ template "x" . }}b{{ end }}{{ define "x" }}<p>{{ end }}`, `{{ define "main" }}‹a›{{ template "x" . }}‹b›{{ end }}{{ define "x" }}<p>{{ end }}`, ""},
		{"what is defined for a block", `{{ define "css" }}<link rel=stylesheet href=/a.css>{{ end }}`, `{{ define "css" }}‹<link rel=stylesheet href=/a.css>›{{ end }}`, ""},
		{"text that is defined for a block", `{{ define "css" }}dark {{ .Kind }}{{ end }}`, "", ""},
		{"a variable from outside", `{{ $t := .Title }}<head>{{ $t }}</head>`, "", "the head is left: the variable $t is used in it and outside"},
		{"variables of its own", `{{ $u := 1 }}<head>{{ $t := .Title }}{{ $t }}{{ $.Site }}</head>{{ $u }}`, `{{ $u := 1 }}<head>‹{{ $t := .Title }}{{ $t }}{{ $.Site }}›</head>{{ $u }}`, ""},
		{"half a condition", `<head>{{ if .x }}</head>{{ end }}`, "", "the head is left: it ends within a condition that begins in it"},
		{"the other half", `{{ if .x }}<head>{{ end }}</head>`, "", "the head is left: it begins within a condition and ends behind it"},
		{"part of a loop", `{{ range .x }}<head>{{ break }}</head>{{ end }}`, "", "the head is left: it is part of a loop"},
		{"done", `<head>‹a›</head>`, "", ""},
		{"broken", `{{ define "main" }}{{ if }}{{ end }}{{ end }}`, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := short.Replace(test.src)
			edits, notes := wrap("a.html", []byte(src), map[string]bool{"main": true, "css": true})
			if got := strings.Join(notes, ", "); got != test.note {
				t.Errorf("notes %q, want %q", got, test.note)
			}
			want := short.Replace(test.want)
			if want == "" {
				want = src
			}
			got, err := edit.Apply([]byte(src), edits)
			if err != nil || string(got) != want {
				t.Fatalf("got\n%s\nwant\n%s, %v", got, want, err)
			}
			if len(edits) == 0 {
				return
			}
			if _, err := hugotemplate.Scan("a.html", got, markup.NewNames()); err != nil {
				t.Error(err)
			}
			if again, _ := wrap("a.html", got, nil); len(again) > 0 {
				t.Errorf("wrapped twice: %v", again)
			}
		})
	}
}

// Themes are where themesDir says, which may be an absolute path.
func TestThemesElsewhere(t *testing.T) {
	const page = "{{ define \"main\" }}a{{ end }}\n"
	themes := filepath.ToSlash(t.TempDir())
	for _, dir := range []string{"of/others", themes} {
		root := unpack(t, txtar.Parse([]byte("-- site/hugo.toml --\nthemesDir = '"+dir+"'\ntheme = 'a'\n")), same)
		layouts := filepath.Join(root, dir, "a", "layouts")
		if filepath.IsAbs(dir) {
			layouts = filepath.Join(dir, "a", "layouts")
		}
		for name, src := range map[string]string{"home.html": page, "_markup/render-image.html": "<img>"} {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(layouts, name)), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(layouts, name), []byte(src), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		p, err := New(root, nil)
		if err == nil {
			err = p.Templates()
		}
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, c := range p.Changes {
			got[c.File] = c.From
		}
		want := map[string]string{"hugo.toml": "", "layouts/_markup/render-image.html": dir + "/a/layouts/_markup/render-image.html", "layouts/home.html": dir + "/a/layouts/home.html"}
		if !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", dir, got, want)
		}
	}
}

// The site's own templates are changed, a theme's in copies, and what the site
// overrules is left.
func TestTemplates(t *testing.T) {
	const main = "{{ define \"main\" }}a{{ end }}\n"
	root := unpack(t, txtar.Parse([]byte("-- site/hugo.toml --\ntheme = 'a'\n-- site/layouts/home.html --\n"+main+
		"-- site/themes/a/layouts/home.html --\n"+main+"-- site/themes/a/layouts/baseof.html --\n{{ block \"side\" . }}{{ end }}\n-- site/themes/a/layouts/t.html --\n{{ define \"side\" }}<p>{{ end }}\n"+"-- site/themes/a/layouts/s/list.html --\n"+main+"-- site/themes/a/layouts/s/list.xml --\n"+main)), same)
	plan := func() *Plan {
		p, err := New(root, nil)
		if err == nil {
			p.Changes = nil
			err = p.Templates()
		}
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := plan()
	if len(p.Changes) != 3 || p.Changes[2].File != "layouts/t.html" || p.Changes[0].File != "layouts/home.html" || p.Changes[0].From != "" ||
		p.Changes[1].File != "layouts/s/list.html" || p.Changes[1].From != "themes/a/layouts/s/list.html" {
		t.Fatalf("%+v", p.Changes)
	}
	if err := p.Write(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"layouts/home.html", "layouts/s/list.html"} {
		if got, err := os.ReadFile(filepath.Join(root, name)); err != nil || string(got) != short.Replace("{{ define \"main\" }}‹a›{{ end }}\n") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if again := plan(); len(again.Changes) > 0 {
		t.Errorf("%+v", again.Changes)
	}
	if err := p.Write(); err == nil {
		t.Error("a copy was written over a file")
	}
}
