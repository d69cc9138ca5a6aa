package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var spelling = Rule{
	ID:       "spelling",
	Title:    "crossorigin in another spelling than the site's",
	Severity: Info,
	Policy:   policySpelling,
	Why:      `crossorigin, crossorigin="" and crossorigin="anonymous" mean the same. A site that writes one of them is easier to read and to search.`,
	Spec:     []Citation{citeStates},
	Examples: []Example{
		{
			Title:  "The site writes crossorigin=\"anonymous\"",
			Source: `<script src="/a.js" crossorigin></script><script src="/b.js" crossorigin=""></script><img src="/c.png" crossorigin="Anonymous">`,
			Wrong:  3,
			Fixed:  `<script src="/a.js" crossorigin="anonymous"></script><script src="/b.js" crossorigin="anonymous"></script><img src="/c.png" crossorigin="anonymous">`,
		},
		{
			Title:  "A template with one in each branch",
			Syntax: SyntaxTemplate,
			Source: `<script src="/a.js" {{ if .X }}crossorigin="use-credentials"{{ else }}crossorigin{{ end }}></script>`,
			Wrong:  1,
			Fixed:  `<script src="/a.js" {{ if .X }}crossorigin="use-credentials"{{ else }}crossorigin="anonymous"{{ end }}></script>`,
		},
		{Title: "Right", Source: `<script src="/a.js" crossorigin="anonymous"></script><script src="/b.js" crossorigin=use-credentials></script>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		bare := s.Policies.Spelling == "bare"
		for t := range p.TagsWith(page.Crossorigin) {
			if !mayTakeAttribute(t) {
				continue
			}
			for a := range shown(t, "crossorigin") {
				state, conformance := resolver.ParseState(a.Value, true)
				if a.Dynamic || state != resolver.Anonymous || conformance == resolver.Invalid || bare && !a.HasValue || !bare && a.Value == "anonymous" {
					continue
				}
				report(Finding{
					Severity: Info, Span: a.Span, Message: "this site writes " + s.spelt(resolver.Anonymous),
					Fixes: []Fix{{"Write " + s.spelt(resolver.Anonymous), Safe, []edit.Edit{respell(p, a, bare)}}},
				})
			}
		}
	},
}

// respell writes the Anonymous state in the other way. Behind a bare
// attribute a blank has to part it from what follows.
func respell(p *page.Page, a *markup.Attr, bare bool) edit.Edit {
	if !bare {
		return setValue(a, "anonymous")
	}
	e := edit.Edit{Start: a.NameSpan.End, End: a.Span.End}
	if e.End < len(p.Src) && !isSpace(p.Src[e.End]) && p.Src[e.End] != '>' && p.Src[e.End] != '/' {
		e.Text = " "
	}
	return e
}
