package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

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
		{
			Title: "CSS: a style sheet and images, while fonts and masks are fetched with CORS",
			Source: `<style>@import "https://cdn.example.com/a.css"; @font-face { font-family: A; src: url(https://cdn.example.com/a.woff2) }</style>` +
				`<p style="background: url(https://img.example.com/a.png); mask: url(https://img.example.com/m.svg)">A</p>`,
			Wrong: 2,
		},
		{
			Title:  "A style sheet's own images",
			Syntax: SyntaxCSS,
			Source: `p { background: url(https://img.example.com/a.png), url(/b.png) }`,
			Wrong:  1,
		},
		{Title: "Right", Source: `<script src="/a.js"></script><script type="module" src="https://cdn.example.com/m.js"></script><link rel="stylesheet" href="https://cdn.example.com/a.css" crossorigin>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		policy := resolver.RequireCORP
		if s.Policies.CrossOriginIsolated == "credentialless" {
			policy = resolver.Credentialless
		}
		check := func(f *page.Fetch, ref *page.Ref) {
			if resolver.BlockedWithoutCORP(policy, f.Request) {
				report(s.opaque(p, f, ref, fmt.Sprintf("blocked unless %s sends Cross-Origin-Resource-Policy, because the request is made without CORS", ref.Host())))
			}
		}
		eachOpaque(p, s, check)
		eachOpaqueStyle(p, s, check)
	},
}
