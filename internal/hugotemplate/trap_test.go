package hugotemplate

import (
	"bytes"
	htmltemplate "html/template"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// functions are those of Hugo's that matter here, as Hugo has them.
var functions = htmltemplate.FuncMap{
	"safeHTML":     func(s string) htmltemplate.HTML { return htmltemplate.HTML(s) },
	"safeHTMLAttr": func(s string) htmltemplate.HTMLAttr { return htmltemplate.HTMLAttr(s) },
	"cond": func(c bool, a, b any) any {
		if c {
			return a
		}
		return b
	},
}

// Every template is rendered too: the attribute is there exactly when there is
// no trap.
func TestTraps(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"name from a string", `<img {{ "crossorigin" }}="anonymous">`, `{{ "crossorigin" }}`},
		{"name from a string in capitals", `<img {{ "CrossOrigin" }}>`, `{{ "CrossOrigin" }}`},
		{"attribute from printf", "<img {{ printf `crossorigin=%q` `anonymous` }}>", "{{ printf `crossorigin=%q` `anonymous` }}"},
		{"attribute by safeHTML", "<img {{ `alt=\"\" crossorigin=\"anonymous\"` | safeHTML }}>", "{{ `alt=\"\" crossorigin=\"anonymous\"` | safeHTML }}"},
		{"under a condition", `<img{{ if .Yes }} {{ "crossorigin" }}{{ end }}>`, `{{ "crossorigin" }}`},
		{"from a variable", `{{ $x := printf "crossorigin=%s" .Name }}{{ if .No }}{{ $x = "crossorigin" }}{{ end }}<img {{ $x }}>`, `{{ $x }}`},
		{"glued by trim markers", "<script defer {{- if .Yes -}} crossorigin{{ end }}></script>", "crossorigin"},
		{"glued by the next trim marker", "<img crossorigin\n{{- if .Yes -}}\nalt{{ end }}>", "crossorigin"},

		{"safeHTMLAttr", `<img {{ "crossorigin" | safeHTMLAttr }}>`, ""},
		{"safeHTMLAttr first", `<img {{ safeHTMLAttr "crossorigin" }}>`, ""},
		{"printf and safeHTMLAttr", "<img {{ printf `crossorigin=%q` `anonymous` | safeHTMLAttr }}>", ""},
		{"variable with safeHTMLAttr", `{{ $x := "crossorigin" | safeHTMLAttr }}<img {{ $x }}>`, ""},
		{"variable that may be safe", `{{ $x := "crossorigin" }}{{ if .Yes }}{{ $x = safeHTMLAttr "crossorigin" }}{{ end }}<img {{ $x }}>`, ""},
		{"function that keeps the type", `<img {{ cond .Yes (safeHTMLAttr "crossorigin") "" }}>`, ""},
		{"in a value", `<img crossorigin="{{ "anonymous" }}">`, ""},
		{"trim markers behind a quoted value", "<img alt=\"\" {{- if .Yes -}} crossorigin{{ end }}>", ""},
		{"behind another attribute", `<img {{ with .Name }}alt="{{ . }}"{{ end }} crossorigin>`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := Scan("t", []byte(test.src), checked)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, trap := range s.Traps {
				got = append(got, test.src[trap.Span.Start:trap.Span.End])
			}
			if strings.Join(got, "|") != test.want {
				t.Errorf("traps %q, want %q", got, test.want)
			}
			page := htmltemplate.Must(htmltemplate.New("t").Funcs(functions).Parse(test.src))
			var out bytes.Buffer
			if err := page.Execute(&out, map[string]any{"Yes": true, "No": false, "Name": "x"}); err != nil {
				t.Fatal(err)
			}
			rendered := false
			markup.Scan(out.Bytes(), checked, func(tag *markup.Tag) bool {
				rendered = tag.Find("crossorigin") != nil
				return true
			})
			if rendered != (test.want == "") {
				t.Errorf("rendered %s", out.Bytes())
			}
		})
	}
}

// A hash that is printed of a resource without fingerprint.
func TestHashless(t *testing.T) {
	const use = `<script src="{{ $x.RelPermalink }}" integrity="{{ $x.Data.Integrity }}"></script>`
	for _, test := range []struct {
		name, src string
		trap      bool
	}{
		{"got and used", `{{ $x := resources.Get "a.js" }}`, true},
		{"built and minified", `{{ $x := resources.Get "a.ts" | js.Build (dict "target" "es2020") | minify }}`, true},
		{"in several steps", `{{ $a := "a.js" | resources.Get }}{{ $b := resources.Concat "b.js" (slice $a) }}{{ $x := ($b | resources.Minify) }}`, true},
		{"assigned twice", `{{ $x := resources.Get "a.js" }}{{ if .X }}{{ $x = $x | minify }}{{ end }}`, true},
		{"declared by a condition", `{{ with $x := resources.Get "a.js" }}`, true},

		{"another of its name has one", `{{ if .X }}{{ $x := resources.Get "b.js" | fingerprint }}{{ $x.Data.Integrity }}{{ end }}{{ $x := resources.Get "a.js" }}`, true},
		{"an inner one of its name has one", `{{ $x := resources.Get "a.js" }}{{ if hugo.IsProduction }}{{ $x := $x | fingerprint }}{{ end }}`, true},
		{"of a define that has one of its name", `{{ define "a" }}{{ $x := .Y | fingerprint }}{{ end }}{{ $x := resources.Get "a.js" }}`, true},

		{"where an outer one of its name has none", `{{ $x := resources.Get "a.js" }}{{ with .X }}{{ $x := $x | fingerprint }}`, false},
		{"assigned in the condition of a branch", `{{ $x := resources.Get "a.js" }}{{ if $x = $x | fingerprint }}{{ end }}`, false},
		{"with a fingerprint", `{{ $x := resources.Get "a.js" | fingerprint }}`, false},
		{"with a fingerprint by its full name", `{{ $x := resources.Get "a.js" | resources.Fingerprint "sha384" | minify }}`, false},
		{"with a fingerprint in production", `{{ $x := resources.Get "a.js" }}{{ if hugo.IsProduction }}{{ $x = $x | fingerprint }}{{ end }}`, false},
		{"of another variable", `{{ $a := resources.Get "a.js" | fingerprint }}{{ $x := $a }}`, false},
		{"of a partial", `{{ $x := partial "a.js" . }}`, false},
		{"of a parameter", `{{ $x := .Script }}`, false},
		{"of a loop", `{{ range $x := .Scripts }}`, false},
		{"that holds itself", `{{ $x := 1 }}{{ $x = $x }}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := test.src + use
			if strings.Contains(src, "{{ with") || strings.Contains(src, "{{ range") {
				src += "{{ end }}"
			}
			s, err := Scan("t", []byte(src), checked)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(s.Traps) == 1 && s.Traps[0].Kind == markup.TrapNoHash && src[s.Traps[0].Span.Start:s.Traps[0].Span.End] == "{{ $x.Data.Integrity }}"; got != test.trap {
				t.Errorf("traps %v, want one: %t", s.Traps, test.trap)
			}
		})
	}
}

// Words that only look like a lost attribute.
func TestNoTrap(t *testing.T) {
	for _, src := range []string{
		`<img data-{{ "crossorigin" }}>`,
		`<img alt="{{ "crossorigin" }}">`,
		`{{ "crossorigin" }}`,
		`<img {{ .CrossOrigin }}>`,
		`<img {{ $.Param "crossorigin" }}>`,
		`<img {{ partial "attrs" "crossorigin" }}>`,
		`<img {{ printf "alt=%q" (index .Params "crossorigin") }}>`,
		`<img {{ "data-crossorigin" }}>`,
		`<img {{ range $k, $v := .A }}{{ $k }}{{ end }}>`,
		`<img data-{{ if .X }}crossorigin{{ end }}>`,
		`<p>a {{- if .X -}} crossorigin{{ end }}</p>`,
		`<script>a {{- if .X -}} crossorigin{{ end }}</script>`,
		`{{ define "a" }}{{ "crossorigin" }}{{ end }}`,
	} {
		s, err := Scan("t", []byte(src), checked)
		if err != nil || len(s.Traps) != 0 {
			t.Errorf("%s: %v, error %v", src, s.Traps, err)
		}
	}
}
