package rule

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// TestTemplates checks what is said of tags of which a part is not known.
func TestTemplates(t *testing.T) {
	attr := func(name, value string) markup.Attr {
		return markup.Attr{Name: name, Value: value, HasValue: true, Presence: markup.Present}
	}
	dynamic := func(name string) markup.Attr {
		return markup.Attr{Name: name, HasValue: true, Presence: markup.Present, Dynamic: true}
	}
	maybe := func(a markup.Attr, guard string) markup.Attr {
		a.Presence, a.Guard = markup.Maybe, guard
		return a
	}
	cdn := attr("src", "https://cdn.example.com/a.js")
	hash := attr("integrity", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
	for _, test := range []struct {
		name            string
		tag             markup.Tag
		want, uncertain string
	}{
		{"blocked whatever the rest is", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, hash}}, "integrity-needs-crossorigin", "integrity-needs-crossorigin"},
		{"a spread may add crossorigin", markup.Tag{Name: "link", Attrs: []markup.Attr{attr("rel", "stylesheet"), attr("href", "https://cdn.example.com/a.css"), hash}, Open: true}, "", "integrity-needs-crossorigin"},
		{"integrity and crossorigin together", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, maybe(hash, "with .x"), maybe(attr("crossorigin", "anonymous"), "with .x")}}, "", ""},
		{"integrity under a condition, crossorigin never", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, maybe(hash, "with .x")}}, "integrity-needs-crossorigin", "integrity-needs-crossorigin"},
		{"a hash that is not known", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, dynamic("integrity")}}, "", "integrity-needs-crossorigin"},
		{"a URL that is not known", markup.Tag{Name: "script", Attrs: []markup.Attr{dynamic("src"), hash}}, "", "integrity-needs-crossorigin"},
		{"a value that is not known", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, dynamic("crossorigin")}}, "", ""},
		{"an invalid value under a condition", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, maybe(attr("crossorigin", "yes"), "if .x")}}, "invalid-value", "invalid-value"},
		{"a font of a dynamic URL", markup.Tag{Name: "link", Attrs: []markup.Attr{attr("rel", "preload"), attr("as", "font"), dynamic("href")}}, "font-preload", "font-preload"},
		{"a font that may have it", markup.Tag{Name: "link", Attrs: []markup.Attr{attr("rel", "preload"), attr("as", "font"), attr("href", "/a"), maybe(attr("crossorigin", ""), "if .x")}}, "", "font-preload"},
		{"two branches", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, maybe(attr("crossorigin", "anonymous"), "if .x"), maybe(attr("crossorigin", "use-credentials"), "else .x")}}, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.tag.ParentIndex = -1
			p := page.FromTags(nil, []markup.Tag{test.tag}, page.Options{URL: "https://example.org/"})
			if got := ids(Check(p, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := ids(Check(p, &Settings{Uncertain: true})); got != test.uncertain {
				t.Errorf("with what is uncertain: %q, want %q", got, test.uncertain)
			}
		})
	}
}

// TestFragments: tags under different conditions of a template need not be
// together on any page.
func TestFragments(t *testing.T) {
	link := func(attrs ...markup.Attr) markup.Tag {
		return markup.Tag{Name: "link", Attrs: attrs, ParentIndex: -1}
	}
	attr := func(name, value string) markup.Attr {
		return markup.Attr{Name: name, Value: value, HasValue: true, Presence: markup.Present}
	}
	tags := []markup.Tag{
		link(attr("rel", "preload"), attr("as", "style"), attr("href", "/a.css"), attr("crossorigin", "")),
		link(attr("rel", "stylesheet"), attr("href", "/a.css")),
		link(attr("rel", "preconnect"), attr("href", "https://fonts.gstatic.com")),
	}
	tags[0].Guard, tags[1].Guard = "if .A", "if .B"
	p := page.FromTags(nil, tags, page.Options{URL: "https://example.org/"})
	if got := ids(Check(p, nil)); got != "preconnect-pool" {
		t.Errorf("got %q, want only that of a host that serves nothing but fonts", got)
	}
	for _, f := range Check(p, &Settings{Uncertain: true}) {
		if f.Rule == &preloadMismatch && (!f.Uncertain || f.Severity != Info || f.Fixes[0].Safety != Display) {
			t.Errorf("%+v", f)
		}
	}
}

// TestBranches: what a template renders together and what it never does.
func TestBranches(t *testing.T) {
	const (
		preload = `<link rel="preload" as="script" href="/a.js">`
		script  = `<script src="/a.js" crossorigin></script>`
		found   = "preload-mismatch"
		track   = `<track src="https://cdn.example.com/en.vtt">`
	)
	for _, test := range []struct{ name, src, want, uncertain string }{
		{"together", preload + script, found, found},
		{"under one condition", "{{ if .A }}" + preload + "{{ end }}{{ if .A }}" + script + "{{ end }}", found, found},
		{"one deeper than the other", preload + "{{ with .A }}{{ if .B }}" + script + "{{ end }}{{ end }}", found, found},
		{"branches that exclude each other", "{{ if .A }}" + preload + "{{ else }}" + script + "{{ end }}", "", ""},
		{"inside of such branches", "{{ if .A }}{{ if .B }}" + preload + "{{ end }}{{ else if .C }}" + script + "{{ end }}", "", ""},
		{"a condition and its negation", "{{ if .A }}" + preload + "{{ end }}{{ if not .A }}" + script + "{{ end }}", "", ""},
		{"conditions that have nothing to do with each other", "{{ if .A }}" + preload + "{{ end }}{{ if .B }}" + script + "{{ end }}", "", found},
		{"actions that may add attributes", `<script src="https://cdn.example.com/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" {{ .Attrs | safeHTMLAttr }}></script>`, "", "integrity-needs-crossorigin"},
		{"actions that may add attributes, and crossorigin", `<script src="https://cdn.example.com/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorigin {{ .Attrs | safeHTMLAttr }}></script>`, "", ""},
		{"a track in a video that may have crossorigin", `<video src="/v.mp4" {{ if .X }}crossorigin{{ end }}>` + track + "</video>", "", "track-blocked"},
		{"a track in one of two videos", `{{ if .X }}<video src="/a.mp4" crossorigin>{{ else }}<video src="/b.mp4">{{ end }}` + track + "</video>", "", "track-blocked"},
		{"a track in one of two videos with crossorigin", `<video src="/c.mp4"></video>{{ if .X }}<video src="/a.mp4" crossorigin>{{ else }}<video crossorigin>{{ end }}` + track + "</video>", "", ""},
		{"a track in a video under a condition", `{{ if .X }}<video src="/a.mp4">{{ end }}` + track + "{{ if .X }}</video>{{ end }}", "", "track-blocked"},
		{"another template of the file", preload + `{{ define "x" }}` + script + "{{ end }}", "", found},
		{"a pair in both branches, one of them wrong", "{{ if .A }}" + preload + script + "{{ else }}" + preload + `<script src="/a.js"></script>{{ end }}`, found, found},
		{"a pair in both branches", `{{ if .A }}<link rel="preload" as="script" href="/a.js" crossorigin>{{ else }}` + preload + `{{ end }}{{ if .A }}` + script + `{{ else }}<script src="/a.js"></script>{{ end }}`, "", ""},
		{"the same variable", `<link rel="preload" as="script" href="{{ $js.RelPermalink }}"> {{- with .X }}<script src="{{- $js.RelPermalink -}}" crossorigin></script>{{ end }}`, found, found},
		{"a variable that is assigned between", `<link rel="preload" as="script" href="{{ $js.RelPermalink }}">{{ $js = .Y }}<script src="{{ $js.RelPermalink }}" crossorigin></script>`, "", ""},
		{"a field of another dot", `<link rel="preload" as="script" href="{{ .RelPermalink }}">{{ with .Y }}<script src="{{ .RelPermalink }}" crossorigin></script>{{ end }}`, "", ""},
		{"the same path", `<link rel="preload" as="script" href="{{ "a.js" | relURL }}"><script src="{{ "a.js" | relURL }}" crossorigin></script>`, found, found},
		{"what a function prints", `<link rel="preload" as="script" href="{{ url .X }}"><script src="{{ url .X }}" crossorigin></script>`, "", ""},
		{
			"a hash that only the consumer has", `{{ $s := resources.Get "a.css" | fingerprint }}<link rel="preload" href="{{ $s.RelPermalink }}" as="style"><link href="{{ $s.RelPermalink }}" rel="stylesheet" integrity="{{ $s.Data.Integrity }}">`,
			"preload-integrity", "preload-integrity",
		},
		{
			"a hash that both have", `<link rel="preload" href="{{ $s.RelPermalink }}" as="style" integrity="{{ $s.Data.Integrity }}"><link href="{{ $s.RelPermalink }}" rel="stylesheet" integrity="{{ $s.Data.Integrity }}">`,
			"", "",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := parseExample(&Example{Title: test.name, Syntax: SyntaxTemplate}, "{{ $js := .J }}{{ $s := .S }}"+test.src)
			if got := ids(Check(p, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := ids(Check(p, &Settings{Uncertain: true})); got != test.uncertain {
				t.Errorf("with what is uncertain: %q, want %q", got, test.uncertain)
			}
		})
	}
}

// TestPermalinkTemplate is luizdepra/hugo-coder#96 in the theme's own words.
func TestPermalinkTemplate(t *testing.T) {
	const src = `<link rel="stylesheet" href="{{ $css.Permalink }}" integrity="{{ $css.Data.Integrity }}">`
	value := func(name, text string) markup.Attr {
		at := strings.Index(src, text)
		return markup.Attr{Name: name, HasValue: true, Presence: markup.Present, Dynamic: true, ValueSpan: markup.Span{Start: at, End: at + len(text)}}
	}
	tag := markup.Tag{Name: "link", ParentIndex: -1, NameSpan: markup.Span{Start: 1, End: 5}, Attrs: []markup.Attr{
		{Name: "rel", Value: "stylesheet", HasValue: true, Presence: markup.Present},
		value("href", "{{ $css.Permalink }}"), value("integrity", "{{ $css.Data.Integrity }}"),
	}}
	for _, test := range []struct {
		origins []string
		want    string
		fixed   string
	}{
		{nil, "template-permalink", strings.Replace(src, "<link", `<link crossorigin="anonymous"`, 1)},
		{[]string{"https://www.example.org"}, "integrity-needs-crossorigin", strings.Replace(src, "<link", `<link crossorigin="anonymous"`, 1)},
	} {
		p := page.FromTags([]byte(src), []markup.Tag{tag}, page.Options{URL: "https://example.org/", Origins: test.origins})
		findings := Check(p, nil)
		if got := ids(findings); got != test.want {
			t.Errorf("%v: %q, want %q", test.origins, got, test.want)
		}
		if got := repair(t, src, findings); got != test.fixed {
			t.Errorf("fixed %s", got)
		}
	}
}
