package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var manifestLogin = Rule{
	ID:       "manifest-login",
	Title:    "A manifest behind a login, without credentials",
	Severity: Error,
	Policy:   policyAuthenticated,
	Why: `Without crossorigin="use-credentials" Chromium fetches the web app manifest without cookies even from the own ` +
		`origin, although the standard says otherwise. Behind a login the answer is 401 or 403, and the app cannot be installed.`,
	Spec: []Citation{{"HTML: link type manifest", "https://html.spec.whatwg.org/multipage/links.html#link-type-manifest", ""}},
	Examples: []Example{
		{
			Title:  "Behind a proxy that asks for a password",
			Source: `<link rel="manifest" href="/manifest.json">`,
			Wrong:  1,
			Fixed:  `<link crossorigin="use-credentials" rel="manifest" href="/manifest.json">`,
			From:   "coder/code-server#1212",
		},
		{
			Title:  "Anonymous is what it is anyway",
			Source: `<link rel="manifest" href="/manifest.json" crossorigin="anonymous">`,
			Wrong:  1,
			Fixed:  `<link rel="manifest" href="/manifest.json" crossorigin="use-credentials">`,
			From:   "dgtlmoon/changedetection.io#3790",
		},
		{Title: "Right", Source: `<link rel="manifest" href="/manifest.json" crossorigin="use-credentials">`, From: "wg-easy/wg-easy#1265"},
		{Title: "Not behind the login", Source: `<link rel="manifest" href="data:application/manifest+json,{}"><link rel="manifest" href="https://cdn.example.com/manifest.json">`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for i := range p.Fetches {
			f := &p.Fetches[i]
			if f.Context != resolver.LinkManifest || f.Certainty != page.Certain || f.State == resolver.UseCredentials || notHTTP(f) {
				continue
			}
			relation := s.relation(f)
			elsewhere := relation == page.CrossOrigin || relation == page.Unknown // where the login may not be asked for
			finding := Finding{Severity: Error, Span: f.Tag.Span, Uncertain: elsewhere, Message: "refused by the login: Chromium fetches the manifest without cookies unless crossorigin is use-credentials"}
			if edits := s.setState(f.Tag, resolver.UseCredentials); edits != nil {
				safety := Unsafe
				if relation == page.SameOrigin {
					safety = Safe
				}
				finding.Fixes = []Fix{{"Send credentials", safety, edits}}
			}
			report(finding)
		}
	},
}
