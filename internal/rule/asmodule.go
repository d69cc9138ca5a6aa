package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// asModule is the fix that makes the preload of a module script a modulepreload,
// which has the script's mode and credentials by itself and prepares the module,
// too. There is none when something else than module scripts takes the file,
// or a template stands in the way.
func (s *Settings) asModule(p *page.Page, h *page.Fetch) (Fix, bool) {
	t := h.Tag
	if t == nil || t.Open || h.Context != resolver.LinkPreloadScript {
		return Fix{}, false
	}
	rel := t.Find("rel")
	if rel == nil || !editable(rel) || fold(rel.Value) != "preload" {
		return Fix{}, false // with other link types beside
	}
	var module *page.Fetch
	for _, c := range p.Consumers(h) {
		switch {
		case c.Passive():
		case c.Certainty != page.Certain || c.Context != resolver.ScriptModuleExternal:
			return Fix{}, false
		case module == nil:
			module = c
		}
	}
	if module == nil {
		return Fix{}, false
	}
	edits := []edit.Edit{setValue(rel, "modulepreload")}
	if resolver.Resolve(resolver.LinkModulepreloadScript, h.State).Credentials != module.Request.Credentials {
		more := s.setState(t, module.State)
		if more == nil || module.State == resolver.NoCORS {
			return Fix{}, false
		}
		edits = append(edits, more...)
	}
	own, _, _ := t.Value("integrity")
	if want, _, _ := module.Integrity(); !resolver.ConsumesIntegrity(own, want) {
		more := copyIntegrity(t, want)
		if more == nil {
			return Fix{}, false
		}
		edits = append(edits, more...)
	}
	return Fix{"Preload it as a module", Safe, edits}, true
}
