package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var integrityPolicy = Rule{
	ID:       "integrity-policy",
	Title:    "A script that Integrity-Policy blocks",
	Severity: Error,
	Policy:   policyIntegrityPolicy,
	Why: `Under Integrity-Policy: blocked-destinations=(script) every script needs integrity, and it counts only when the ` +
		`script is fetched with CORS: a classic script without crossorigin is blocked even on the own origin.`,
	Spec: []Citation{{"SRI: should request be blocked by integrity policy", "https://w3c.github.io/webappsec-subresource-integrity/#should-request-be-blocked-by-integrity-policy-section", ""}},
	Examples: []Example{
		{
			Title:  "integrity without crossorigin on the own origin",
			Source: `<script src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
			Wrong:  1,
			Fixed:  `<script crossorigin="anonymous" src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
		},
		{Title: "No integrity", Source: `<script type="module" src="/a.js"></script>`, Wrong: 1},
		{Title: "Right", Source: `<script src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorigin></script><script type="module" src="/m.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script><script>inline()</script><img src="/a.png">`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for i := range p.Fetches {
			f := &p.Fetches[i]
			if f.Tag == nil || f.Certainty != page.Certain || f.Request.Destination != resolver.DestinationScript || s.blockedAnyway(f) {
				continue
			}
			value, _, c := f.Integrity()
			if c != page.Certain || resolver.IntegrityPolicyAllows(f.Request, resolver.HasIntegrity(value)) {
				continue
			}
			finding := Finding{Severity: Error, Span: f.Tag.Span, Message: "blocked by Integrity-Policy: no integrity"}
			if resolver.HasIntegrity(value) {
				finding.Message = "blocked by Integrity-Policy: integrity counts only with CORS, so this needs crossorigin, too"
				if edits := s.setState(f.Tag, resolver.Anonymous); edits != nil {
					finding.Fixes = []Fix{{"Add crossorigin", Safe, edits}}
				}
			}
			report(finding)
		}
	},
}
