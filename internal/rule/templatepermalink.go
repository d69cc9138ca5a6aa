package rule

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var templatePermalink = Rule{
	ID:       "template-permalink",
	Title:    "A template that writes an absolute URL with integrity, and no crossorigin",
	Severity: Warning,
	Why: `.Permalink is a URL on the site's baseURL. Whoever opens the site under another name (with or without www, a ` +
		`deploy preview, localhost) then gets the file from another origin: with integrity and without crossorigin it is ` +
		`blocked, and the page has no style or script. .RelPermalink is of the page's own origin wherever it is opened.`,
	Spec: []Citation{citeIntegrity, {"Hugo: RelPermalink", "https://gohugo.io/methods/resource/relpermalink/", ""}},
	Examples: []Example{
		{
			Title:  "A theme's style sheet",
			Syntax: SyntaxTemplate,
			Source: `{{ $css := resources.Get "a.css" | fingerprint }}<link rel="stylesheet" href="{{ $css.Permalink }}" integrity="{{ $css.Data.Integrity }}">`,
			Wrong:  1,
			Fixed:  `{{ $css := resources.Get "a.css" | fingerprint }}<link crossorigin="anonymous" rel="stylesheet" href="{{ $css.Permalink }}" integrity="{{ $css.Data.Integrity }}">`,
			From:   "luizdepra/hugo-coder#96",
		},
		{
			Title:  "Through with, and through variables",
			Syntax: SyntaxTemplate,
			Source: `{{ with resources.Get "a.css" | fingerprint }}<link rel="stylesheet" href="{{ .Permalink }}" integrity="{{ .Data.Integrity }}">{{ end }}` +
				`{{ $css := resources.Get "b.css" | fingerprint }}{{ $url := $css.Permalink }}{{ $hash := $css.Data.Integrity -}}<link rel="stylesheet" href="{{ $url }}" integrity="{{ $hash }}">`,
			Wrong: 2,
			Fixed: `{{ with resources.Get "a.css" | fingerprint }}<link crossorigin="anonymous" rel="stylesheet" href="{{ .Permalink }}" integrity="{{ .Data.Integrity }}">{{ end }}` +
				`{{ $css := resources.Get "b.css" | fingerprint }}{{ $url := $css.Permalink }}{{ $hash := $css.Data.Integrity -}}<link crossorigin="anonymous" rel="stylesheet" href="{{ $url }}" integrity="{{ $hash }}">`,
		},
		{
			Title:  "In one branch of two",
			Syntax: SyntaxTemplate,
			Source: `{{ $css := resources.Get "b.css" | fingerprint }}<link rel="stylesheet" href="{{ if .Absolute }}{{ $css.Permalink }}{{ else }}{{ $css.RelPermalink }}{{ end }}" integrity="{{ $css.Data.Integrity }}">`,
			Wrong:  1,
		},
		{
			Title:  "With crossorigin, or of the own origin",
			Syntax: SyntaxTemplate,
			Source: `{{ $js := resources.Get "a.js" | fingerprint }}<script src="{{ $js.Permalink }}" integrity="{{ $js.Data.Integrity }}" crossorigin="anonymous"></script>` +
				`<script src="{{ $js.RelPermalink }}" integrity="{{ $js.Data.Integrity }}"></script><script type="module" src="{{ $js.Permalink }}" integrity="{{ $js.Data.Integrity }}"></script>`,
			From: "luizdepra/hugo-coder#97",
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for i := range p.Fetches {
			if f := &p.Fetches[i]; isPermalink(p, s, f) && f.Certainty == page.Certain && f.Request.Mode == resolver.ModeNoCORS {
				finding := Finding{Severity: Warning, Span: f.Tag.Span, Message: "blocked wherever the site is opened under another name than baseURL: .Permalink is then of another origin, and integrity needs crossorigin. " +
					"Write .RelPermalink, or add crossorigin"}
				if edits := s.setState(f.Tag, resolver.Anonymous); edits != nil {
					finding.Fixes = []Fix{{"Add crossorigin", Safe, edits}}
				}
				report(finding)
			}
		}
	},
}

// isPermalink says whether a template fetches a URL on the site's baseURL, of
// which is not known whether it is the page's origin, with a hash.
func isPermalink(p *page.Page, s *Settings, f *page.Fetch) bool {
	if !p.Fragment || f.Tag == nil || !integrityCounts(f.Context) || f.Ref() == nil || s.relation(f) != page.Unknown {
		return false
	}
	a := f.Tag.Find("integrity")
	return a != nil && a.Dynamic && fingerprint(p, a) && f.Ref().Attr != nil && strings.HasSuffix(p.Printed(f.Ref().Attr), ".Permalink")
}
