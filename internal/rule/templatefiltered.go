package rule

import (
	"bytes"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var templateFiltered = Rule{
	ID:       "template-filtered",
	Title:    "crossorigin printed as an attribute name, which Go templates do not let through",
	Severity: Error,
	Why: `Where an attribute name is expected, html/template takes what an action prints for unsafe unless its type says ` +
		`otherwise: instead of crossorigin the page gets ZgotmplZ, and no attribute. safeHTMLAttr gives a string the type ` +
		`that is let through; safeHTML does not.`,
	Spec: []Citation{
		{"Go: html/template, type HTMLAttr", "https://pkg.go.dev/html/template#HTMLAttr", ""},
		{"Hugo: safe.HTMLAttr", "https://gohugo.io/functions/safe/htmlattr/", ""},
	},
	Examples: []Example{
		{
			Title:  "The attribute from printf",
			Syntax: SyntaxTemplate,
			Source: `<script src="https://cdn.example.com/a.js" {{ printf "crossorigin=%q" "anonymous" }}></script>`,
			Wrong:  1,
		},
		{
			Title:  "safeHTML is for content",
			Syntax: SyntaxTemplate,
			Source: `{{ $attr := "crossorigin" | safeHTML }}<img src="a.png" {{ $attr }}>`,
			Wrong:  1,
		},
		{
			Title:  "Through with",
			Syntax: SyntaxTemplate,
			Source: `{{ with printf "crossorigin=%q" "anonymous" }}<img src="a.png" {{ . }}>{{ end }}{{ with .Attr }}<img src="b.png" {{ . }}>{{ end }}`,
			Wrong:  1,
		},
		{
			Title:  "Right",
			Syntax: SyntaxTemplate,
			Source: `<img src="a.png" {{ "crossorigin" | safeHTMLAttr }}><img src="b.png" crossorigin="{{ .CORS }}"><img src="c.png" {{ .Attributes }}>`,
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for _, t := range p.Traps {
			if t.Kind != markup.TrapFiltered {
				continue
			}
			f := Finding{Severity: Error, Span: t.Span, Message: "no attribute: html/template writes ZgotmplZ here instead of crossorigin. Pipe it through safeHTMLAttr"}
			end := bytes.LastIndex(p.Src[t.Span.Start:t.Span.End], []byte("}}"))
			if end > 0 {
				at := t.Span.Start + len(bytes.TrimRight(p.Src[t.Span.Start:t.Span.Start+end], " \t\r\n-"))
				f.Fixes = []Fix{{"Pipe it through safeHTMLAttr", Display, []edit.Edit{{Start: at, End: at, Text: " | safeHTMLAttr"}}}}
			}
			report(f)
		}
	},
}
