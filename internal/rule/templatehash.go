package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var templateHash = Rule{
	ID:       "template-no-hash",
	Title:    "The integrity of a resource without fingerprint",
	Severity: Warning,
	Why: `.Data.Integrity is set by fingerprint. For a resource that was not piped through it Hugo prints integrity="", which ` +
		`browsers ignore: the file is not checked, and nothing tells.`,
	Spec: []Citation{{"Hugo: resources.Fingerprint", "https://gohugo.io/functions/resources/fingerprint/", ""}},
	Examples: []Example{
		{
			Title:  "Built, but not fingerprinted",
			Syntax: SyntaxTemplate,
			Source: `{{ $js := resources.Get "js/main.ts" | js.Build }}<script src="{{ $js.RelPermalink }}" integrity="{{ $js.Data.Integrity }}"></script>`,
			Wrong:  1,
		},
		{
			Title:  "Through with, and through variables",
			Syntax: SyntaxTemplate,
			Source: `{{ with resources.Get "a.css" | minify }}<link rel="stylesheet" href="{{ .RelPermalink }}" integrity="{{ .Data.Integrity }}">{{ with . | postCSS }}<link rel="stylesheet" href="{{ .RelPermalink }}" integrity="{{ .Data.Integrity }}">{{ end }}{{ end }}` +
				`{{ $js := resources.Get "a.js" }}{{ $hash := $js.Data.Integrity }}<script src="{{ $js.RelPermalink }}" integrity="{{ $hash }}"></script>{{ with $js }}<script src="{{ .RelPermalink }}" integrity="{{ .Data.Integrity }}"></script>{{ end }}`,
			Wrong: 4,
		},
		{
			Title:  "Right, through with",
			Syntax: SyntaxTemplate,
			Source: `{{ with resources.Get "a.css" | minify | fingerprint }}<link rel="stylesheet" href="{{ .RelPermalink }}" integrity="{{ .Data.Integrity }}">{{ end }}` +
				`{{ with resources.Get "a.css" }}{{ with . | fingerprint }}<link rel="stylesheet" href="{{ .RelPermalink }}" integrity="{{ .Data.Integrity }}">{{ else }}{{ end }}{{ end }}` +
				`{{ with .Resource }}<link rel="stylesheet" href="{{ .RelPermalink }}" integrity="{{ .Data.Integrity }}">{{ end }}{{ range resources.Match "*.js" }}<script src="{{ .RelPermalink }}" integrity="{{ .Data.Integrity }}"></script>{{ end }}`,
		},
		{
			Title:  "Right, or not known",
			Syntax: SyntaxTemplate,
			Source: `{{ $js := resources.Get "js/main.ts" | js.Build }}{{ if hugo.IsProduction }}{{ $js = $js | minify | fingerprint }}{{ end }}` +
				`<script src="{{ $js.RelPermalink }}" integrity="{{ $js.Data.Integrity }}"></script>{{ $css := partial "css.html" . }}<link rel="stylesheet" href="{{ $css.RelPermalink }}" integrity="{{ $css.Data.Integrity }}">`,
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for i := range p.Traps {
			trap := &p.Traps[i]
			if trap.Kind == markup.TrapNoHash && inIntegrity(p, trap) {
				report(Finding{Severity: Warning, Span: trap.Span, Message: "not checked: Hugo prints an empty integrity, because the resource was not piped through fingerprint"})
			}
		}
	},
}

// inIntegrity says whether an action stands in the value of an integrity
// attribute.
func inIntegrity(p *page.Page, t *markup.Trap) bool {
	for tag := range p.TagsWith(page.Integrity) {
		if a := tag.Find("integrity"); a.ValueSpan.Start <= t.Span.Start && t.Span.End <= a.ValueSpan.End {
			return true
		}
	}
	return false
}
