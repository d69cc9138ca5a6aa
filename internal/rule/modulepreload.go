package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var modulepreloadMismatch = Rule{
	ID:       "modulepreload-mismatch",
	Title:    "A modulepreload that differs from the script it is for",
	Severity: Error,
	Why: `A module is fetched once, by whatever asks for it first, and a modulepreload is first: its credentials mode and its ` +
		`integrity count, not those of the script. A classic script does not use it at all and is fetched again.`,
	Spec: []Citation{
		{"HTML: fetch a single module script", "https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script", "5–7"},
		{"HTML: modulepreload", "https://html.spec.whatwg.org/multipage/links.html#link-type-modulepreload", ""},
	},
	Examples: []Example{
		{
			Title:  "The script sends cookies, its preload does not",
			Source: `<link rel="modulepreload" href="https://app.example.com/main.js"><script type="module" src="https://app.example.com/main.js" crossorigin="use-credentials"></script>`,
			Wrong:  1,
			Fixed:  `<link crossorigin="use-credentials" rel="modulepreload" href="https://app.example.com/main.js"><script type="module" src="https://app.example.com/main.js" crossorigin="use-credentials"></script>`,
		},
		{
			Title:  "The preload sends cookies, the script does not",
			Source: `<link rel="modulepreload" href="https://app.example.com/main.js" crossorigin="use-credentials"><script type="module">import "https://app.example.com/main.js"</script>`,
			Wrong:  1,
			Fixed:  `<link rel="modulepreload" href="https://app.example.com/main.js" crossorigin="anonymous"><script type="module">import "https://app.example.com/main.js"</script>`,
			From:   "sveltejs/sapper#1578",
		},
		{
			Title:  "A classic script",
			Source: `<link rel="modulepreload" href="/a.js"><script src="/a.js"></script>`,
			Wrong:  1,
		},
		{
			Title:  "A hash that is never looked at",
			Source: `<link rel="modulepreload" href="/a.js"><script type="module" src="/a.js" integrity="sha256-AAAA"></script>`,
			Wrong:  1,
			Fixed:  `<link integrity="sha256-AAAA" rel="modulepreload" href="/a.js"><script type="module" src="/a.js" integrity="sha256-AAAA"></script>`,
			From:   "whatwg/html#12922",
		},
		{
			Title: "The attribute makes no difference: absent and anonymous are alike for modules, and within one origin cookies are always sent",
			Source: `<link rel="modulepreload" href="https://app.example.com/a.js"><script type="module" src="https://app.example.com/a.js" crossorigin></script>` +
				`<link rel="modulepreload" href="/b.js"><script type="module" src="/b.js" crossorigin="use-credentials"></script>`,
			From: "vitejs/vite#6648",
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for i := range p.Fetches {
			h := &p.Fetches[i]
			if h.Role() != resolver.RoleModulePreload || h.Certainty != page.Certain || h.Passive() || h.Request.Destination != resolver.DestinationScript {
				continue
			}
			if f, ok := checkModulepreload(p, s, h); ok {
				report(f)
			}
		}
	},
}

func checkModulepreload(p *page.Page, s *Settings, h *page.Fetch) (Finding, bool) {
	var module, classic *page.Fetch
	for _, c := range p.Consumers(h) {
		switch {
		case c.Certainty == page.Open:
			return Finding{}, false
		case c.Passive():
		case isModule(c):
			if module == nil {
				module = c
			}
		case c.Context == resolver.ScriptClassicExternal:
			classic = c
		}
	}
	f := Finding{Severity: Error, Span: h.Span}
	switch {
	case module == nil && classic == nil:
		return f, false
	case module == nil:
		f.Message = "fetched twice: " + fetched(h) + " is used as a classic script, which takes nothing from a modulepreload. Did you mean rel=preload as=script?"
		return f, true
	case module.Request.Credentials != h.Request.Credentials && s.relation(h) == page.CrossOrigin:
		include := h.Request.Credentials == resolver.CredentialsInclude
		f.Message = fmt.Sprintf("credentials %s: %s is fetched once, by this modulepreload and therefore %s, although the script asks for it %s",
			map[bool]string{true: "sent unasked", false: "lost"}[include], fetched(h), credentialed(include), credentialed(!include))
		if edits := s.setState(h.Tag, module.State); edits != nil && module.State != resolver.NoCORS {
			f.Fixes = []Fix{{"Preload as the script asks", Unsafe, edits}}
		} else if a := h.Tag.Find("crossorigin"); a != nil && editable(a) {
			f.Fixes = []Fix{{"Preload as the script asks", Unsafe, setValues(a, "anonymous")}}
		}
		return f, true
	}
	want, _, wantCertainty := module.Integrity()
	have, _, haveCertainty := h.Integrity()
	if wantCertainty == page.Certain && haveCertainty == page.Certain && !resolver.ConsumesIntegrity(have, want) {
		f.Severity = Warning
		f.Message = "not checked: " + fetched(h) + " is fetched by this modulepreload, so the integrity of the script is not looked at"
		if edits := copyIntegrity(h.Tag, want); edits != nil {
			f.Fixes = []Fix{{"Preload with the same integrity", Unsafe, edits}}
		}
		return f, true
	}
	return f, false
}

// isModule says whether a fetch is one of a JavaScript module in a window.
func isModule(f *page.Fetch) bool {
	switch f.Context {
	case resolver.ScriptModuleExternal, resolver.ModuleStaticImport, resolver.ScriptClassicImport:
		return true
	}
	return false
}

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
		first := map[string]*page.Fetch{}
		p.EachConsumer(func(f *page.Fetch) {
			if !isModule(f) || f.Certainty != page.Certain || f.Passive() || s.relation(f) != page.CrossOrigin {
				return
			}
			key := f.Refs[0].Key()
			if other := first[key]; other == nil {
				first[key] = f
			} else if other.Request.Credentials != f.Request.Credentials {
				report(Finding{Severity: Warning, Span: f.Span, Message: fmt.Sprintf(
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
	scripts, credentials := 0, false
	for i := range p.Tags {
		t := &p.Tags[i]
		if t.Starts(resolver.ScriptModuleExternal, resolver.ScriptModuleInline, resolver.ScriptClassicInline) {
			scripts++
			state, _, _ := t.State()
			credentials = credentials || state == resolver.UseCredentials
		}
	}
	return scripts > 1 && credentials
}

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
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
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
			if a := s.answer(host); a == AnswerCredentials || refuses(a, f.Request.Credentials) != "" {
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
	},
}
