package rule

import (
	"fmt"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var moduleCredentials = Rule{
	ID:       "module-credentials",
	Title:    "One module, asked for with and without credentials",
	Severity: Warning,
	Why: `A page fetches a module once and gives it to every script that imports it. When one script asks for it with ` +
		`credentials and another without, the one that comes first decides, which may change from visit to visit. ` +
		`crossorigin on an inline script is handed down to what it imports.`,
	Spec: []Citation{
		{"HTML: fetch a single module script", "https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script", "5–7"},
		{"HTML: script fetch options", "https://html.spec.whatwg.org/multipage/webappapis.html#script-fetch-options", ""},
	},
	Examples: []Example{
		{
			Title:  "A script with src, and an inline script that imports it",
			Source: `<script type="module" src="https://app.example.com/a.js" crossorigin="use-credentials"></script><script type="module">import "https://app.example.com/a.js"</script>`,
			Wrong:  1,
		},
		{
			Title:  "Alike",
			Source: `<script type="module" src="https://app.example.com/a.js"></script><script type="module" crossorigin>import "https://app.example.com/a.js"</script><script type="module" src="/b.js"></script><script type="module" crossorigin="use-credentials">import "/b.js"</script>`,
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		if !hasModules(p) {
			return
		}
		first := map[page.Key]*page.Fetch{}
		p.EachConsumer(func(f *page.Fetch) {
			if !isModule(f) || f.Certainty != page.Certain || f.Passive() || s.relation(f) != page.CrossOrigin {
				return
			}
			key := f.Refs[0].Key()
			if other := first[key]; other == nil {
				first[key] = f
			} else if other.Request.Credentials != f.Request.Credentials && !p.Apart(f.Tag, other.Tag) {
				report(Finding{Severity: Warning, Span: f.Span, Uncertain: !p.Together(f.Tag, other.Tag), Message: fmt.Sprintf(
					"%s is fetched once, %s or %s: another script asks for it differently, and the first one decides",
					fetched(f), credentialed(true), credentialed(false),
				)})
			}
		})
	},
}

// hasModules says whether two scripts of the page could ask for one module
// with different credentials.
func hasModules(p *page.Page) bool {
	imports := func(t *page.Tag) bool {
		return t.Starts(resolver.ScriptModuleExternal, resolver.ScriptModuleInline, resolver.ScriptClassicInline)
	}
	for t := range p.TagsWith(page.Crossorigin) {
		if state, _, _ := t.State(); state == resolver.UseCredentials && imports(t) {
			return slices.ContainsFunc(p.Tags, func(other page.Tag) bool { return other.Index != t.Index && imports(&other) })
		}
	}
	return false
}
