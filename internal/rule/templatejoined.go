package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var templateJoined = Rule{
	ID:       "template-joined",
	Title:    "crossorigin that trim markers join to its neighbour",
	Severity: Error,
	Why: `{{- and -}} take away all white space beside them, also the one that parts two attributes. What is rendered is one ` +
		`attribute with both names, which no browser knows.`,
	Spec: []Citation{{"Go: text/template, text and spaces", "https://pkg.go.dev/text/template#hdr-Text_and_spaces", ""}},
	Examples: []Example{
		{
			Title:  "Markers on both sides",
			Syntax: SyntaxTemplate,
			Source: `<script defer {{- if .CORS -}} crossorigin{{ end }} src="a.js"></script>`,
			Wrong:  1,
		},
		{
			Title:  "Right: the value in front is quoted, or there is white space inside",
			Syntax: SyntaxTemplate,
			Source: `<img alt="" {{- if .CORS -}} crossorigin{{ end }} src="a.png"><script defer {{- if .CORS }} crossorigin{{ end }}></script>`,
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for _, t := range p.Traps {
			if t.Kind == markup.TrapJoined {
				report(Finding{Severity: Error, Span: t.Span, Message: "no attribute: trim markers take away the white space that parts crossorigin from its neighbour"})
			}
		}
	},
}
