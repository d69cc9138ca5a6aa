package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var linkHeader = Rule{
	ID:       "link-header",
	Title:    "A Link header that browsers and the standard read differently",
	Severity: Warning,
	Why: `In a Link header, crossorigin counts only as crossorigin=anonymous or crossorigin=use-credentials; bare or with ` +
		`another value it means no CORS by the standard, while Chromium and Firefox take it for anonymous; in Early Hints ` +
		`Chromium drops the whole link. And of the link types the standard processes only preload and preconnect in headers, with as in lower case.`,
	Spec: []Citation{
		{"HTML: apply link options from parsed header attributes", "https://html.spec.whatwg.org/multipage/semantics.html#apply-link-options-from-parsed-header-attributes", "2"},
		{"HTML: process Link headers", "https://html.spec.whatwg.org/multipage/semantics.html#process-link-headers", ""},
	},
	Examples: []Example{
		{
			Title:  "Bare, as in markup",
			Syntax: SyntaxHeaders,
			Source: "/*\n  Link: </inter.woff2>; rel=preload; as=font; crossorigin\n",
			Wrong:  1,
			Fixed:  "/*\n  Link: </inter.woff2>; rel=preload; as=font; crossorigin=anonymous\n",
		},
		{
			Title:  "Another value",
			Syntax: SyntaxHeaders,
			Source: "/*\n  Link: <https://cdn.example.com>; rel=\"preconnect\"; crossorigin=\"true\", </a.css>; rel=preload; as=style\n",
			Wrong:  1,
			Fixed:  "/*\n  Link: <https://cdn.example.com>; rel=\"preconnect\"; crossorigin=anonymous, </a.css>; rel=preload; as=style\n",
		},
		{
			Title:  "A link type that headers do not have",
			Syntax: SyntaxHeaders,
			Source: "/\n  Link: </app.js>; rel=modulepreload\n",
			Wrong:  1,
			From:   "cloudflare/netjet#39",
		},
		{
			Title:  "Capitals, which only markup allows",
			Syntax: SyntaxHeaders,
			Source: "/\n  Link: </inter.woff2>; rel=preload; as=\"Font\"; crossorigin=anonymous\n",
			Wrong:  1,
			Fixed:  "/\n  Link: </inter.woff2>; rel=preload; as=font; crossorigin=anonymous\n",
		},
		{
			Title:  "No angle brackets; a preload of nothing",
			Syntax: SyntaxHeaders,
			Source: "/\n  Link: /app.js; rel=preload; as=script\n  Link: </v.mp4>; rel=preload; as=video\n",
			Wrong:  2,
		},
		{
			Title:  "Right",
			Syntax: SyntaxHeaders,
			Source: "# fonts\n/*\n  X-Frame-Options: DENY\n  Link: </inter.woff2>; rel=preload; as=font; crossorigin=anonymous\n  Link: <https://fonts.gstatic.com>; rel=preconnect; crossorigin=\"Anonymous\"\n  Link: </>; rel=canonical\n",
			From:   "symfony/webpack-encore-bundle#225",
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for i := range p.Blocks {
			b := &p.Blocks[i]
			for _, span := range b.Unread {
				report(Finding{Severity: Warning, Span: span, Message: "this Link field does nothing: expected <URL>; rel=…"})
			}
			for j := range b.Links {
				checkLink(&b.Links[j], report)
			}
		}
	},
}

func checkLink(l *page.Link, report func(Finding)) {
	rel, _ := l.Param("rel")
	types := strings.Fields(fold(rel))
	has := func(name string) bool {
		for _, t := range types {
			if t == name {
				return true
			}
		}
		return false
	}
	if !has("preload") && !has("preconnect") {
		for _, name := range [...]string{"modulepreload", "prefetch", "stylesheet", "icon", "manifest"} {
			if has(name) {
				report(Finding{Severity: Info, Span: l.Span, Message: fmt.Sprintf("rel=%s in a Link header is not processed by the standard, and not by every browser", name)})
			}
		}
		return
	}
	if as, present := l.Param("as"); has("preload") {
		if _, known := resolver.PreloadDestination(fold(as)); !known {
			f := Finding{Severity: Warning, Span: l.Span, Message: "this preload does nothing without as"}
			if present {
				f.Message = fmt.Sprintf("this preload does nothing: as=%q is none of fetch, font, image, script, style and track", as)
			}
			report(f)
			return
		}
		if as != fold(as) {
			f := Finding{Severity: Warning, Span: l.Find("as").Span, Message: fmt.Sprintf("this preload does nothing by the standard, which takes as in a Link header only in lower case: as=%s", fold(as))}
			if !l.Inexact {
				f.Fixes = []Fix{{"Write as=" + fold(as), Safe, []edit.Edit{{Start: f.Span.Start, End: f.Span.End, Text: "as=" + fold(as)}}}}
			}
			report(f)
			return
		}
	}
	param := l.Find("crossorigin")
	if param == nil {
		return
	}
	_, conformance := resolver.ParseHeaderState(param.Value, true)
	if conformance == resolver.IsKeyword {
		return
	}
	written := "crossorigin without a value"
	if param.Value != "" {
		written = fmt.Sprintf("crossorigin=%q", param.Value)
	}
	f := Finding{Severity: Warning, Span: param.Span, Message: written + " in a Link header means no CORS by the standard, and anonymous in browsers"}
	state, safety := resolver.Anonymous, Safe
	if meansCredentials(param.Value) {
		state, safety = resolver.UseCredentials, Unsafe
	}
	if edits := setLinkState(l, state); edits != nil {
		f.Fixes = []Fix{{"Write crossorigin=" + keyword(state), safety, edits}}
	}
	report(f)
}
