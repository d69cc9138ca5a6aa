package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var integrityIgnored = Rule{
	ID:       "integrity-ignored",
	Title:    "integrity where nothing is checked",
	Severity: Warning,
	Why: `integrity works on script elements with src and on links of the types stylesheet, preload and modulepreload. ` +
		`Elsewhere, and when no hash in it is one that browsers know, the file is used unchecked.`,
	Spec: []Citation{
		{"HTML: integrity attribute of link", "https://html.spec.whatwg.org/multipage/semantics.html#attr-link-integrity", ""},
		{"HTML: integrity attribute of script", "https://html.spec.whatwg.org/multipage/scripting.html#attr-script-integrity", ""},
		{"SRI: parse metadata", "https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata-section", ""},
	},
	Examples: []Example{
		{
			Title:  "An icon",
			Source: `<link rel="icon" href="/favicon.ico" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=">`,
			Wrong:  1,
			Fixed:  `<link rel="icon" href="/favicon.ico">`,
		},
		{
			Title:  "An inline script",
			Source: `<script integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorigin="anonymous">run()</script>`,
			Wrong:  1,
			Fixed:  `<script crossorigin="anonymous">run()</script>`,
		},
		{
			Title:  "On an import map, whose own integrity is another thing",
			Source: `<script type="importmap" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=">{"imports": {"a": "/a.js"}, "integrity": {"/a.js": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}}</script>`,
			Wrong:  1,
			Fixed:  `<script type="importmap">{"imports": {"a": "/a.js"}, "integrity": {"/a.js": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}}</script>`,
		},
		{Title: "A hash written in another way", Source: `<script src="/a.js" integrity="sha256:AAAA"></script><script src="/b.js" integrity="md5-AAAA"></script>`, Wrong: 2},
		{
			Title:  "A template with a hash in each branch",
			Syntax: SyntaxTemplate,
			Source: `<script src="/a.js" {{ if .X }}integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="{{ else }}integrity="sha1-AAAA"{{ end }}></script><script src="/b.js" integrity="{{ if .X }}sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU={{ else }}AAAA{{ end }}"></script>`,
			Wrong:  2,
		},
		{
			Title:  "Right; and what a build without fingerprints leaves",
			Source: `<script src="/a.js" integrity="md5-AAAA sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb?x"></script><link rel="preload stylesheet" as="style" href="/a.css" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="><link rel="stylesheet" href="/b.css" integrity="">`,
			From:   "html-validate: attribute-misuse on rel=\"preload stylesheet\"",
		},
	},
	Check: checkIntegrityIgnored,
}

func checkIntegrityIgnored(p *page.Page, s *Settings, report func(Finding)) {
	for t := range p.TagsWith(page.Integrity) {
		for a := range shown(t, "integrity") {
			if a.Dynamic || a.Value == "" {
				continue
			}
			f := Finding{Severity: Warning, Span: a.Span}
			where := integrityMisplaced(t)
			switch {
			case where != "":
				f.Message = "not checked: integrity has no effect " + where
				if writable(a) {
					f.Fixes = []Fix{{"Remove the attribute", Safe, []edit.Edit{remove(p, a)}}}
				}
			case readsIntegrity(t) && !resolver.HasIntegrity(a.Value):
				f.Message = fmt.Sprintf("not checked: integrity=%q holds no hash that browsers know (sha256-, sha384- or sha512- and base64)", a.Value)
			default:
				continue
			}
			report(f)
		}
	}
}

// integrityMisplaced says where an integrity attribute stands that is not
// read, "" when it may be.
func integrityMisplaced(t *page.Tag) string {
	switch {
	case t.Name == "img" || t.Name == "audio" || t.Name == "video" || t.Name == "source" || t.Name == "track" || t.Name == "iframe":
		return "on " + tagName(t)
	case t.Name == "script":
		return integrityUnfetched(t)
	case t.Name != "link" || t.Certainty != page.Certain || len(t.Contexts) == 0 || readsIntegrity(t):
		return ""
	case t.Starts(resolver.LinkPreloadOtherAs, resolver.LinkModulepreloadBadAs):
		return ""
	}
	rel, _, _ := t.Value("rel")
	return "on rel=" + strings.Join(strings.Fields(rel), " ")
}

// integrityUnfetched says why an integrity attribute of a script is not read, ""
// when it may be: it is for a fetch.
func integrityUnfetched(t *page.Tag) string {
	switch {
	case readsIntegrity(t):
		return ""
	case t.Starts(resolver.ScriptClassicInline, resolver.ScriptModuleInline) && t.Text.Len() > 0:
		return "on an inline script"
	case t.Starts(resolver.ScriptImportmap):
		return "on an import map: it is for the fetch of a script. The hashes of modules stand in the map itself, under \"integrity\""
	case t.Starts(resolver.ScriptSpeculationrules):
		return "on speculation rules"
	}
	return ""
}

func readsIntegrity(t *page.Tag) bool {
	if t.Certainty != page.Certain {
		return false
	}
	for _, c := range t.Contexts {
		switch role := c.Info().Role; {
		case role == resolver.RolePreload || role == resolver.RoleModulePreload,
			c == resolver.LinkStylesheet, c == resolver.LinkAlternateStylesheet,
			c == resolver.ScriptClassicExternal, c == resolver.ScriptModuleExternal:
			return true
		}
	}
	return false
}
