package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var preconnectSelf = Rule{
	ID:       "preconnect-self",
	Title:    "A preconnect to the page's own origin",
	Severity: Warning,
	Why: `The page came over a connection to its own origin, and that is used for what it fetches from there. The hint does ` +
		`nothing at best.`,
	Spec: []Citation{citePreconnect},
	Examples: []Example{
		{Title: "The site's own URL", Source: `<link rel="preconnect" href="https://example.org">`, Wrong: 1},
		{Title: "A path", Source: `<link rel="preconnect" href="/" crossorigin>`, Wrong: 1},
		{Title: "Another host", Source: `<link rel="preconnect" href="https://www.example.org">`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for h := range p.Hints() {
			if h.Role() != resolver.RoleConnection || h.Passive() || h.Link != nil && h.Link.Source != "" {
				continue
			}
			if ref := h.Ref(); ref == nil || !ref.HTTP() || ref.Relation() != page.SameOrigin {
				continue
			}
			report(Finding{Severity: Warning, Span: h.Span, Message: "this preconnect does nothing: it is to the page's own origin, to which there is a connection already"})
		}
	},
}
