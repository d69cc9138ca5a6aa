package page

import (
	"encoding/json"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// importMap is the part of the page's import map that needs no scopes
// (https://html.spec.whatwg.org/multipage/webappapis.html#import-maps).
type importMap struct {
	known   bool
	imports map[string]string
}

func (p *Page) importMap() *importMap {
	m := &importMap{known: true}
	for i := range p.Tags {
		t := &p.Tags[i]
		if t.Name == "script" && t.Namespace == markup.HTML && t.Starts(resolver.ScriptImportmap) {
			m.read(p.Src[t.Text.Start:t.Text.End])
		}
	}
	return m
}

// read adds the imports of one map; earlier entries win.
func (m *importMap) read(text []byte) {
	var parsed struct {
		Imports map[string]any `json:"imports"`
		Scopes  map[string]any `json:"scopes"`
	}
	if json.Unmarshal(text, &parsed) != nil || len(parsed.Scopes) > 0 {
		m.known = false
		return
	}
	if m.imports == nil {
		m.imports = map[string]string{}
	}
	for specifier, target := range parsed.Imports {
		if url, ok := target.(string); ok && m.imports[specifier] == "" {
			m.imports[specifier] = url
		}
	}
}

// resolve returns the URL reference that a specifier stands for, "" when that
// is not known
// (https://html.spec.whatwg.org/multipage/webappapis.html#resolve-a-module-specifier).
func (m *importMap) resolve(specifier string) string {
	if !m.known {
		return ""
	}
	if url, ok := m.imports[specifier]; ok {
		return url
	}
	longest := ""
	for prefix := range m.imports {
		if strings.HasSuffix(prefix, "/") && strings.HasPrefix(specifier, prefix) && len(prefix) > len(longest) {
			longest = prefix
		}
	}
	if longest != "" {
		if !strings.HasSuffix(m.imports[longest], "/") {
			return ""
		}
		return m.imports[longest] + specifier[len(longest):]
	}
	for _, prefix := range [...]string{"/", "./", "../", "https://", "http://"} {
		if strings.HasPrefix(specifier, prefix) {
			return specifier
		}
	}
	return "" // a bare specifier, which fails to resolve
}
