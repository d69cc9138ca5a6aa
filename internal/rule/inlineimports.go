package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var inlineImports = Rule{
	ID:       "inline-imports",
	Title:    "Imports of an inline script that are made with credentials",
	Severity: Info,
	Why: `crossorigin on an inline script fetches nothing itself, but its imports are made with it: with use-credentials ` +
		`they carry cookies to other origins, and fail unless the server allows just this origin and credentials.`,
	Spec: []Citation{{"HTML: script fetch options", "https://html.spec.whatwg.org/multipage/webappapis.html#script-fetch-options", ""}},
	Examples: []Example{
		{
			Title:  "A module of another origin",
			Source: `<script type="module" crossorigin="use-credentials">import { init } from "https://lib.example.com/lib.js"; init()</script>`,
			Wrong:  1,
			Fixed:  `<script type="module" crossorigin="anonymous">import { init } from "https://lib.example.com/lib.js"; init()</script>`,
		},
		{
			Title:  "Modules of the own origin; no credentials",
			Source: `<script type="module" crossorigin="use-credentials">import "/a.js"</script><script type="module">import "https://lib.example.com/lib.js"</script>`,
		},
	},
	Check: checkInlineImports,
}

func checkInlineImports(p *page.Page, s *Settings, report func(Finding)) {
	if !mayRefuse(p) {
		return
	}
	var last *page.Tag
	scripts, _ := p.Scripts()
	for i := range scripts {
		f := &scripts[i]
		if !isModule(f) || f.Tag == last || f.Certainty != page.Certain || f.State != resolver.UseCredentials || s.relation(f) != page.CrossOrigin {
			continue
		}
		host := f.Refs[0].Host()
		if a := s.answer(host); a == resolver.AnswerCredentials || refuses(a, f.Request.Credentials) != "" {
			continue // fine, or a case for cors-refused
		}
		last = f.Tag
		finding := Finding{Severity: Info, Span: f.Tag.Span, Message: fmt.Sprintf(
			"%s is imported with credentials because of crossorigin on this script: blocked unless %s allows this origin and credentials", fetched(f), host,
		)}
		if a := f.Tag.Find("crossorigin"); editable(a) {
			finding.Fixes = []Fix{{"Send no credentials", Unsafe, []edit.Edit{setValue(a, "anonymous")}}}
		}
		report(finding)
	}
}
