package rule

import (
	"cmp"
	"fmt"

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
			Source: `<link rel="modulepreload" href="/a.js"><script type="module" src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
			Wrong:  1,
			Fixed:  `<link integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" rel="modulepreload" href="/a.js"><script type="module" src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
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
		for h := range p.Hints() {
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
		case resolver.SameModule(h.Context, c.Context):
			if module == nil {
				module = c
			}
		case c.Context == resolver.ScriptClassicExternal:
			classic = c
		}
	}
	if module == nil && classic == nil {
		return Finding{}, false
	}
	f := Finding{Severity: Error, Span: h.Span, Uncertain: !p.Together(h.Tag, cmp.Or(module, classic).Tag)}
	switch {
	case module == nil:
		f.Message = twice(p, h) + ": " + fetched(h) + " is used as a classic script, which takes nothing from a modulepreload. Did you mean rel=preload as=script?"
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
