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
				_, rendered = tag.Attr("crossorigin")
				return true
			})
			if rendered != (test.want == "") {
				t.Errorf("rendered %s", out.Bytes())
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
