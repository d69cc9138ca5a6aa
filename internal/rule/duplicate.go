package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var duplicateAttribute = Rule{
	ID:       "duplicate-attribute",
	Title:    "crossorigin written twice on one element",
	Severity: Warning,
	Why: `The parser keeps the first of two attributes with one name and drops the rest. A browser that looks ahead for ` +
		`things to preload may read the other one: Chromium fetches the file twice, once each way.`,
	Spec: []Citation{{"HTML: attribute name state", "https://html.spec.whatwg.org/multipage/parsing.html#attribute-name-state", ""}},
	Examples: []Example{
		{
			Title:  "Two states",
			Source: `<script crossorigin="anonymous" src="/a.js" crossorigin="use-credentials"></script>`,
			Wrong:  1,
			Fixed:  `<script crossorigin="anonymous" src="/a.js"></script>`,
		},
		{
			Title:  "A tool added what was there already",
			Source: `<link crossorigin rel="stylesheet" href="/a.css" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorigin="anonymous">`,
			Wrong:  1,
			Fixed:  `<link crossorigin rel="stylesheet" href="/a.css" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=">`,
		},
		{
			Title:  "A template that adds another in one of its branches",
			Syntax: SyntaxTemplate,
			Source: `<script crossorigin src="/a.js" {{ if .X }}crossorigin="use-credentials"{{ end }}></script><script src="/b.js" {{ if .X }}crossorigin{{ else }}crossorigin="use-credentials"{{ end }}></script>`,
			Wrong:  1,
			Fixed:  `<script crossorigin src="/a.js" {{ if .X }}{{ end }}></script><script src="/b.js" {{ if .X }}crossorigin{{ else }}crossorigin="use-credentials"{{ end }}></script>`,
		},
		{Title: "Where it has no effect anyway", Source: `<a href="/" crossorigin crossorigin="use-credentials">A</a>`},
		{Title: "Once", Source: `<script crossorigin src="/a.js" data-crossorigin="x"></script>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for t := range p.TagsWith(page.Crossorigin) {
			var first *markup.Attr
			for j := range t.Attrs {
				a := &t.Attrs[j]
				switch {
				case a.Name != "crossorigin":
				case first == nil:
					first = a
				case pointless(t) != "": // a case for no-effect
				default:
					reportDuplicate(p, first, a, report)
				}
			}
		}
	},
}

func reportDuplicate(p *page.Page, first, a *markup.Attr, report func(Finding)) {
	if (first.Presence != markup.Present || a.Presence != markup.Present) && (first.Guard == "" || first.Guard != a.Guard) {
		return // one branch of a template writes the one, another the other
	}
	f := Finding{Severity: Warning, Span: a.Span, Message: "a second crossorigin on the same element: it is dropped"}
	if !first.Dynamic && !a.Dynamic {
		want, _ := resolver.ParseState(first.Value, true)
		if got, _ := resolver.ParseState(a.Value, true); got != want {
			f.Severity = Error
			f.Message = "a second crossorigin that says something else: the parser drops it, but Chromium's preload scanner reads it and fetches the file a second time"
		}
	}
	if writable(a) {
		f.Fixes = []Fix{{"Remove the second attribute", Safe, []edit.Edit{remove(p, a)}}}
	}
	report(f)
}
