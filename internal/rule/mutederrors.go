package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var mutedErrors = Rule{
	ID:       "muted-errors",
	Title:    "Errors of a script of another origin are muted",
	Severity: Warning,
	Policy:   policyMutedErrors,
	Why: `An error in a classic script that was fetched without CORS reaches window.onerror as "Script error." without file, ` +
		`line and stack. With crossorigin, and a server that allows it, all of that is there.`,
	Spec: []Citation{
		{"HTML: fetch a classic script", "https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-script", "5.6"},
		{"HTML: report an exception", "https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception", "4"},
	},
	Examples: []Example{
		{
			Title:  "An error tracker sees nothing",
			Source: `<script src="https://cdn.example.com/app.js"></script>`,
			Wrong:  1,
			Fixed:  `<script crossorigin="anonymous" src="https://cdn.example.com/app.js"></script>`,
			From:   "PostHog/posthog-js#1130",
		},
		{
			Title:  "Right: the own origin, a module, crossorigin",
			Source: `<script src="/a.js"></script><script type="module" src="https://cdn.example.com/b.js"></script><script crossorigin src="https://cdn.example.com/c.js"></script>`,
			From:   "angular/angular-cli#16801",
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		eachOpaque(p, s, func(f *page.Fetch, ref *page.Ref) {
			if f.Context == resolver.ScriptClassicExternal || f.Context == resolver.SVGScript {
				report(s.opaque(p, f, ref, fmt.Sprintf("errors muted: what goes wrong in %s is reported as \"Script error.\"", placeOf(ref))))
			}
		})
	},
}
