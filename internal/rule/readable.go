package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Rules for sites that need what other origins send to be readable, not only
// usable.

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
		eachOpaque(p, s, func(f *page.Fetch) {
			if f.Context == resolver.ScriptClassicExternal || f.Context == resolver.SVGScript {
				report(s.opaque(p, f, fmt.Sprintf("errors muted: what goes wrong in %s is reported as \"Script error.\"", place(f))))
			}
		})
	},
}

var taintedCanvas = Rule{
	ID:       "tainted-canvas",
	Title:    "An image or video that taints a canvas",
	Severity: Warning,
	Policy:   policyCanvas,
	Why: `A canvas that an image or video of another origin was drawn on can no longer be read, and WebGL does not take it ` +
		`at all, unless it was fetched with CORS.`,
	Spec: []Citation{{"HTML: the image argument is not origin-clean", "https://html.spec.whatwg.org/multipage/canvas.html#the-image-argument-is-not-origin-clean", ""}},
	Examples: []Example{
		{
			Title:  "An image of a CDN",
			Source: `<img src="https://img.example.com/a.png">`,
			Wrong:  1,
			Fixed:  `<img crossorigin="anonymous" src="https://img.example.com/a.png">`,
		},
		{
			Title:  "A video's source",
			Source: `<video><source src="https://cdn.example.com/v.mp4"></video>`,
			Wrong:  1,
			Fixed:  `<video crossorigin="anonymous"><source src="https://cdn.example.com/v.mp4"></video>`,
		},
		{Title: "Right", Source: `<img src="/a.png"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img crossorigin src="https://img.example.com/a.png">`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		var last *page.Tag
		eachOpaque(p, s, func(f *page.Fetch) {
			switch f.Context {
			case resolver.ImgSrc, resolver.ImgSrcset, resolver.ImgPicture, resolver.SVGImage, resolver.VideoSrc, resolver.VideoSource:
				if p.Carrier(f) == last {
					return // another source of the same video
				}
				last = p.Carrier(f)
				report(s.opaque(p, f, fmt.Sprintf("taints a canvas: %s is fetched without CORS", place(f))))
			}
		})
	},
}

var embedderPolicy = Rule{
	ID:       "embedder-policy",
	Title:    "A file that Cross-Origin-Embedder-Policy blocks",
	Severity: Warning,
	Policy:   policyCrossOriginIsolated,
	Why: `Under Cross-Origin-Embedder-Policy: require-corp, what is fetched without CORS from another origin is blocked unless ` +
		`its server sends Cross-Origin-Resource-Policy. With crossorigin the CORS headers decide instead.`,
	Spec: []Citation{{"Fetch: cross-origin resource policy check", "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check", ""}},
	Examples: []Example{
		{
			Title:  "A script and an image",
			Source: `<script src="https://cdn.example.com/a.js"></script><img src="https://img.example.com/a.png">`,
			Wrong:  2,
			Fixed:  `<script crossorigin="anonymous" src="https://cdn.example.com/a.js"></script><img crossorigin="anonymous" src="https://img.example.com/a.png">`,
		},
		{Title: "Right", Source: `<script src="/a.js"></script><script type="module" src="https://cdn.example.com/m.js"></script><link rel="stylesheet" href="https://cdn.example.com/a.css" crossorigin>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		policy := resolver.RequireCORP
		if s.Policies.CrossOriginIsolated == "credentialless" {
			policy = resolver.Credentialless
		}
		eachOpaque(p, s, func(f *page.Fetch) {
			if resolver.BlockedWithoutCORP(policy, f.Request) {
				report(s.opaque(p, f, fmt.Sprintf("blocked unless %s sends Cross-Origin-Resource-Policy, because the request is made without CORS", f.Refs[0].Host())))
			}
		})
	},
}

// eachOpaque calls f for every fetch whose response the page can use but not
// read.
func eachOpaque(p *page.Page, s *Settings, f func(*page.Fetch)) {
	for i := range p.Fetches {
		fetch := &p.Fetches[i]
		if fetch.Tag == nil || fetch.Certainty != page.Certain || fetch.Request.Mode != resolver.ModeNoCORS || fetch.Passive() || s.blockedAnyway(fetch) {
			continue
		}
		switch s.relation(fetch) {
		case page.CrossOrigin, page.Mixed:
			f(fetch)
		}
	}
}

// opaque makes a finding about a fetch without CORS, with the fix that may
// break it: nobody knows whether the server answers.
func (s *Settings) opaque(p *page.Page, f *page.Fetch, message string) Finding {
	finding := Finding{Severity: Warning, Span: f.Tag.Span, Message: message}
	if f.Context.Info().Effect != resolver.EffectModeAndCredentials {
		return finding
	}
	if carrier := p.Carrier(f); carrier != nil && s.answer(f.Refs[0].Host()) != AnswerNone {
		if edits := s.setState(carrier, resolver.Anonymous); edits != nil {
			finding.Fixes = []Fix{{"Add crossorigin", Unsafe, edits}}
		}
	}
	return finding
}
