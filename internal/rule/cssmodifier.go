package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var cssModifier = Rule{
	ID:       "css-modifier",
	Title:    "A cross-origin() in CSS that browsers do not take",
	Severity: Error,
	Why: `A url() takes the modifier cross-origin(anonymous) or cross-origin(use-credentials) behind a quoted URL. With ` +
		`anything else the whole declaration is invalid: the browser drops it and fetches nothing. The name was ` +
		`crossorigin() in an earlier draft. A browser that does not know the modifier drops the declaration too, so ` +
		`write one without it in front.`,
	Spec: []Citation{
		{"CSS Values: request URL modifiers", "https://drafts.csswg.org/css-values-5/#request-url-modifiers", ""},
		{"CSS Values: URL modifiers", "https://drafts.csswg.org/css-values-4/#url-modifiers", ""},
	},
	Examples: []Example{
		{
			Title:  "The name of the HTML attribute",
			Syntax: SyntaxCSS,
			Source: `p { mask-image: url("https://cdn.example.com/a.svg" crossorigin(anonymous)) }`,
			Wrong:  1,
			Fixed:  `p { mask-image: url("https://cdn.example.com/a.svg" cross-origin(anonymous)) }`,
		},
		{
			Title:  "No keyword",
			Syntax: SyntaxCSS,
			Source: "@font-face { font-family: A; src: url('a.woff2' cross-origin(use-credential)) }\n@import url('b.css' cross-origin());",
			Wrong:  2,
			Fixed:  "@font-face { font-family: A; src: url('a.woff2' cross-origin(use-credentials)) }\n@import url('b.css' cross-origin(anonymous));",
		},
		{
			Title:  "Twice, and behind a URL without quotes",
			Syntax: SyntaxCSS,
			Source: `p { background: url("a.png" cross-origin(anonymous) cross-origin(use-credentials)) } q { background: url(a.png cross-origin(anonymous)) }`,
			Wrong:  2,
		},
		{
			Title:  "In a style element",
			Source: `<style>p { background: url("a.png" CROSSORIGIN(anonymous)) }</style>`,
			Wrong:  1,
			Fixed:  `<style>p { background: url("a.png" cross-origin(anonymous)) }</style>`,
		},
		{
			Title:  "In a style attribute",
			Source: `<p style="background: url('a.png' crossorigin(anonymous))">A</p>`,
			Wrong:  1,
			Fixed:  `<p style="background: url('a.png' cross-origin(anonymous))">A</p>`,
		},
		{
			Title:  "In a style attribute with character references",
			Source: `<b style='mask: url(&quot;b.svg&quot; cross-origin(none))'>B</b>`,
			Wrong:  1,
		},
		{
			Title:  "In a style attribute, right",
			Source: `<p style="background: url('a.png' cross-origin(anonymous))" title="url('a.png' crossorigin(anonymous))">A</p>`,
		},
		{
			Title:  "Right, or not ours",
			Syntax: SyntaxCSS,
			Source: `p { background: url(a.png); background: url("a.png" cross-origin(anonymous) integrity("sha256-A")); --x: url("b" Cross-Origin( use-credentials )); content: "url('a' crossorigin())" } q { background: url("a.png" foo) }`,
		},
		{
			Title:  "In a custom property and a condition, which fetch nothing",
			Syntax: SyntaxCSS,
			Source: `p { --x: url("a.png" crossorigin(anonymous)); --y: url(a.png cross-origin(anonymous)) } @supports (background: url("a" cross-origin(none))) { p { color: red } }`,
		},
	},
	Check: checkCSSModifier,
}

func checkCSSModifier(p *page.Page, s *Settings, report func(Finding)) {
	for _, m := range p.Modifiers() {
		const dropped = "; browsers drop the declaration and fetch nothing"
		f := Finding{Severity: Error, Span: m.Span}
		meant := "anonymous"
		if meansCredentials(m.Argument) {
			meant = "use-credentials"
		}
		switch m.Flaw {
		case page.FlawName:
			f.Message = "crossorigin() is no modifier of url()" + dropped + ". Did you mean cross-origin()?"
		case page.FlawArgument:
			f.Message = fmt.Sprintf("cross-origin(%s) takes anonymous or use-credentials%s", m.Argument, dropped)
		case page.FlawRepeated:
			f.Message = m.Name + "() is there twice" + dropped
		case page.FlawUnquoted:
			f.Message = m.Name + "() stands behind a URL without quotes, which takes no modifiers" + dropped
		}
		if (m.Flaw == page.FlawName || m.Flaw == page.FlawArgument) && !m.Inexact {
			f.Fixes = []Fix{{"Write cross-origin(" + meant + ")", Unsafe, []edit.Edit{{Start: m.Span.Start, End: m.Span.End, Text: "cross-origin(" + meant + ")"}}}}
		}
		report(f)
	}
}
