package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var misspeltAttribute = Rule{
	ID:       "misspelt-attribute",
	Title:    "The name of the crossorigin attribute is misspelt",
	Severity: Error,
	Why: `Browsers ignore attributes that they do not know. The element fetches as if nothing had been written: ` +
		`without CORS, and with cookies.`,
	Spec: []Citation{citeStates},
	Examples: []Example{
		{
			Title:  "The name of the HTTP headers",
			Source: `<img src="https://img.example.com/a.png" cross-origin="anonymous">`,
			Wrong:  1,
			Fixed:  `<img src="https://img.example.com/a.png" crossorigin="anonymous">`,
		},
		{
			Title:  "A letter too few",
			Source: `<link rel="preload" as="font" href="/a.woff2" crossorgin>`,
			Wrong:  1,
			Fixed:  `<link rel="preload" as="font" href="/a.woff2" crossorigin>`,
		},
		{
			Title:  "No equals sign",
			Source: `<script src="https://cdn.example.com/a.js" crossorigin"anonymous"></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://cdn.example.com/a.js" crossorigin="anonymous"></script>`,
		},
		{
			Title:  "Written twice, once wrong",
			Source: `<script src="/a.js" cross_origin crossorigin="anonymous"></script>`,
			Wrong:  1,
			Fixed:  `<script src="/a.js" crossorigin="anonymous"></script>`,
		},
		{
			Title:  "In attributes that a template prints inside of tags",
			Syntax: SyntaxTemplate,
			Source: `{{ define "attrs" }}integrity="{{ .Hash }}" cross-origin{{ end }}{{ define "text" }}Your cross-origin "{{ .Name }}"{{ end }}{{ define "js" }}let crossOrgin = "{{ .X }}"{{ end }}`,
			Wrong:  1,
		},
		{Title: "Capitals are no misspelling", Source: `<img src="https://img.example.com/a.png" crossOrigin="anonymous">`},
		{Title: "Attributes of the author and of frameworks", Source: `<img src="a.png" data-crossorigin="x" :crossorigin="y" v-bind:crossorigin="z" x-origin>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for t := range p.TagsWith(page.Like) {
			if !mayTakeAttribute(t) {
				continue
			}
			for j := range t.Attrs {
				if a := &t.Attrs[j]; misspelt(a.Name) {
					report(misspeltFinding(p, s, t, a))
				}
			}
		}
	},
}

// misspelt says whether an attribute name was most likely meant to be
// crossorigin. Names that a framework would give a meaning are left alone.
func misspelt(name string) bool {
	const right = "crossorigin"
	if len(name) < len(right)-2 || name[0] != 'c' && name[0] != 'r' || name == right {
		return false
	}
	if strings.HasPrefix(name, right) {
		rest := letters(name[len(right):])
		if rest == "anonymous" || rest == "usecredentials" {
			return true
		}
	}
	if strings.ContainsAny(name, ":@.[](){}*#$") {
		return false
	}
	return len(name) <= len(right)+2 && distance(letters(name), right, 2) <= 2
}

func misspeltFinding(p *page.Page, s *Settings, t *page.Tag, a *markup.Attr) Finding {
	f := Finding{
		Severity: Error,
		Span:     a.Span,
		Message:  fmt.Sprintf("%s is no attribute: browsers ignore it. Did you mean crossorigin?", a.Name),
	}
	if !writable(a) {
		return f
	}
	present, c := t.Has("crossorigin")
	switch {
	case c != page.Certain:
	case present:
		f.Fixes = []Fix{{"Remove the misspelt attribute; crossorigin is there already", Safe, []edit.Edit{remove(p, a)}}}
	default:
		state := resolver.Anonymous
		if v := letters(a.Name + a.Value); strings.HasSuffix(v, "usecredentials") {
			state = resolver.UseCredentials
		}
		e := edit.Edit{Start: a.NameSpan.Start, End: a.NameSpan.End, Text: "crossorigin"}
		if _, conformance := resolver.ParseState(a.Value, true); conformance == resolver.Invalid || len(letters(a.Name)) > len("crossorigin")+2 {
			e = edit.Edit{Start: a.Span.Start, End: a.Span.End, Text: s.spelt(state)}
		}
		safety := changing(t, a)
		if state == resolver.Anonymous && failsWithoutCORS(p, s, t) {
			safety = Safe
		}
		f.Fixes = []Fix{{"Write crossorigin", safety, []edit.Edit{e}}}
	}
	return f
}
