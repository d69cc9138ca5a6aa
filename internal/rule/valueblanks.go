package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var valueBlanks = Rule{
	ID:       "value-blanks",
	Title:    "The value of crossorigin has blanks around its keyword",
	Severity: Warning,
	Why: `The value is compared as it is, blanks included. "anonymous " is no keyword and means anonymous all the same; ` +
		`"use-credentials " means anonymous too, so that no cookies are sent to another origin.`,
	Spec: []Citation{citeEnumerated, citeStates},
	Examples: []Example{
		{
			Title:  "A blank changes the state",
			Source: `<img src="https://img.example.com/me.png" crossorigin="use-credentials ">`,
			Wrong:  1,
			Fixed:  `<img src="https://img.example.com/me.png" crossorigin="use-credentials">`,
		},
		{
			Title:  "A blank that does no harm yet",
			Source: "<script src=\"/a.js\" crossorigin=\"\n anonymous\"></script>",
			Wrong:  1,
			Fixed:  `<script src="/a.js" crossorigin="anonymous"></script>`,
		},
		{
			Title:  "In attributes that a template prints inside of tags",
			Syntax: SyntaxTemplate,
			Source: `{{ define "attrs" }}defer crossorigin="anonymous "{{ end }}`,
			Wrong:  1,
			Fixed:  `{{ define "attrs" }}defer crossorigin="anonymous"{{ end }}`,
		},
		{Title: "No blanks", Source: `<script src="/a.js" crossorigin = "anonymous" ></script>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		eachValue(p, func(t *page.Tag, a *markup.Attr) {
			if !blanks(a.Value) {
				return
			}
			f := Finding{Severity: Warning, Span: a.Span}
			trimmed := fold(strings.Trim(a.Value, " \t\n\f\r"))
			safety := Safe
			if trimmed == "use-credentials" {
				f.Severity, safety = Error, changing(t, a)
				f.Message = fmt.Sprintf("crossorigin=%q has blanks around the keyword, so it means anonymous: no credentials are sent to another origin", a.Value)
			} else {
				trimmed = "anonymous"
				f.Message = fmt.Sprintf("crossorigin=%q has blanks in its value and is no keyword; browsers take it for anonymous", a.Value)
			}
			f.Fixes = []Fix{{"Write " + trimmed, safety, setValues(a, trimmed)}}
			report(f)
		})
	},
}
