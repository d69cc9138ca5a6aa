package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var fontPreload = Rule{
	ID:       "font-preload",
	Title:    "A font preload that no font can use",
	Severity: Error,
	Why: `Fonts are always fetched with CORS and without cookies to other origins, as with crossorigin="anonymous". A ` +
		`preload with another mode or credentials mode is no match, even for a font of the own origin: the font is ` +
		`downloaded twice.`,
	Spec: []Citation{citeFont, citeConsume},
	Examples: []Example{
		{
			Title:  "A font of the own origin",
			Source: `<link rel="preload" href="/fonts/InterVariable.woff2" as="font" type="font/woff2">`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel="preload" href="/fonts/InterVariable.woff2" as="font" type="font/woff2">`,
			From:   "bluesky-social/social-app#6992",
		},
		{
			Title:  "The attribute was taken from all preloads, fonts included",
			Source: `<link rel=preload as=font href=https://fonts.example.net/a.woff2/>`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel=preload as=font href=https://fonts.example.net/a.woff2/>`,
			From:   "lodash/lodash.com#304",
		},
		{
			Title:  "With credentials",
			Source: `<link rel="preload" as="font" href="/a.woff2" crossorigin="use-credentials">`,
			Wrong:  1,
			Fixed:  `<link rel="preload" as="font" href="/a.woff2" crossorigin="anonymous">`,
		},
		{Title: "Right", Source: `<link rel="preload" as="font" href="/a.woff2" crossorigin><link rel="preload" as="FONT" href="/b.woff2" crossorigin="anonymous">`, From: "lodash/lodash.com#305"},
		{
			Title:  "A style sheet that asks for its font with credentials",
			Source: `<link rel="preload" as="font" href="/a.woff2" crossorigin="use-credentials"><style>@font-face { font-family: A; src: url("/a.woff2" cross-origin(use-credentials)) }</style>`,
		},
		{
			Title:  "In a Link header",
			Syntax: SyntaxHeaders,
			Source: "/\n  Link: </a.woff2>; rel=preload; as=font\n",
			Wrong:  1,
			Fixed:  "/\n  Link: </a.woff2>; rel=preload; as=font; crossorigin=anonymous\n",
		},
		{
			Title:  "A template that preloads fonts and other files in one place",
			Syntax: SyntaxTemplate,
			Source: `<link rel="preload" href="{{ .URL }}" as="{{ if .Font }}font{{ else }}style{{ end }}">`,
			Wrong:  1,
		},
		{
			Title:  "A template that prints the tag, where nothing can be written for it",
			Syntax: SyntaxTemplate,
			Source: "{{ printf `<link rel=\"preload\" as=\"font\" href=\"%s\">` .RelPermalink | safeHTML }}{{ printf `<link rel=\"preload\" as=\"font\" href=\"%s\" %s>` .RelPermalink .More | safeHTML }}",
			Wrong:  1,
		},
		{
			Title:  "A template that knows fonts from other files",
			Syntax: SyntaxTemplate,
			Source: `<link rel="preload" href="{{ .URL }}" as="{{ if .Font }}font{{ else }}style{{ end }}" {{ if .Font }}crossorigin{{ end }}>` +
				`<link rel="preload" href="{{ .URL }}" {{ if .Font }}as="font" crossorigin{{ else }}as="style"{{ end }}><link rel="{{ if .Font }}preload{{ else }}stylesheet{{ end }}" href="{{ .URL }}" {{ if .Font }}as="font" crossorigin{{ end }}>`,
		},
		{Title: "Not a font", Source: `<link rel="preload" as="style" href="/font.css"><link rel="prefetch" as="font" href="/a.woff2">`},
	},
	Check: checkFontPreload,
}

func checkFontPreload(p *page.Page, s *Settings, report func(Finding)) {
	for f := range p.Hints() {
		switch {
		case f.Context != resolver.LinkPreloadFont && f.Context != resolver.HeaderPreloadFont:
			continue
		case f.Link != nil && (f.Link.Source != "" || f.Conformance != resolver.Missing && f.State == resolver.NoCORS):
			continue // reported where the header is set; a case for link-header
		case notHTTP(f):
			continue
		case f.Certainty == page.Certain && f.State == resolver.Anonymous:
			continue
		case f.Certainty == page.Certain && servesAny(p, f):
			continue // a font that its style sheet fetches in another way
		}
		finding := Finding{Severity: Error, Span: f.Span, Uncertain: f.Certainty != page.Certain}
		switch {
		case finding.Uncertain:
			finding.Message = "this font preload is of use only with crossorigin=anonymous, which a template decides"
		case f.State == resolver.NoCORS:
			finding.Message = twice(p, f) + ": fonts are fetched with CORS, and a preload without crossorigin is made without it"
		default:
			finding.Message = twice(p, f) + ": fonts are fetched without credentials to other origins, and this preload is made with them"
		}
		edits := setLinkState(f.Link, resolver.Anonymous)
		if f.Tag != nil {
			edits = s.setState(f.Tag, resolver.Anonymous)
		}
		if edits != nil && !finding.Uncertain {
			finding.Fixes = []Fix{{"Preload as fonts are fetched", Safe, edits}}
		}
		report(finding)
	}
}

// servesAny says whether something that the page is known to fetch takes the
// preload.
func servesAny(p *page.Page, h *page.Fetch) bool {
	for _, c := range p.Consumers(h) {
		if fits(h, c) {
			return true
		}
	}
	return false
}
