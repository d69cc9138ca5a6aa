package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var fetchPreload = Rule{
	ID:       "fetch-preload",
	Title:    "A preload for fetch() without crossorigin",
	Severity: Warning,
	Why: `fetch(), XMLHttpRequest and EventSource use CORS unless told otherwise, also within one origin. A preload as=fetch ` +
		`without crossorigin serves only fetch() with mode no-cors and credentials include, which can read nothing of ` +
		`another origin; the data is downloaded twice.`,
	Spec: []Citation{
		citeConsume,
		{"Fetch: new Request(input, init)", "https://fetch.spec.whatwg.org/#dom-request", "5.5"},
	},
	Examples: []Example{
		{
			Title:  "Data of the own origin",
			Source: `<link rel="preload" as="fetch" href="/index.json"><script src="/search.js"></script>`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel="preload" as="fetch" href="/index.json"><script src="/search.js"></script>`,
		},
		{Title: "Right", Source: `<link rel="preload" as="fetch" href="/index.json" crossorigin><link rel="preload" as="fetch" href="/me.json" crossorigin="use-credentials">`},
		{Title: "The call is there and asks for just that", Source: `<link rel="preload" as="fetch" href="/a"><script>fetch("/a", {mode: "no-cors", credentials: "include"})</script>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		eachPreload(p, func(h *page.Fetch) {
			if h.Request.Destination != resolver.DestinationEmpty || h.State != resolver.NoCORS || len(p.Consumers(h)) > 0 || h.Link != nil && h.Link.Source != "" {
				return // of known consumers preload-mismatch knows more
			}
			f := Finding{
				Severity: Warning, Span: h.Span,
				Message: twice(p, h) + ", unless by fetch() with mode no-cors and credentials include: a preload as=fetch without crossorigin serves nothing else",
			}
			if h.Tag != nil {
				if edits := s.setState(h.Tag, resolver.Anonymous); edits != nil {
					safety := Unsafe
					if s.relation(h) == page.SameOrigin {
						safety = Safe
					}
					f.Fixes = []Fix{{"Preload as fetch() does by default", safety, edits}}
				}
			}
			report(f)
		})
	},
}
