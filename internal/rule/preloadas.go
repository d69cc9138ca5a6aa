package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var preloadAs = Rule{
	ID:       "preload-as",
	Title:    "A preload whose as starts no preload",
	Severity: Warning,
	Why: `A preload without as, or with one that is none of fetch, font, image, script, style and track, fetches nothing; ` +
		`nor does a modulepreload for something that is no module. The hint is lost, without a word in the console.`,
	Spec: []Citation{{"HTML: preload", "https://html.spec.whatwg.org/multipage/links.html#link-type-preload", ""}},
	Examples: []Example{
		{
			Title:  "The file's suffix",
			Source: `<link rel="preload" href="/a.css" as="css"><link rel="stylesheet" href="/a.css">`,
			Wrong:  1,
			Fixed:  `<link rel="preload" href="/a.css" as="style"><link rel="stylesheet" href="/a.css">`,
		},
		{
			Title:  "No as",
			Source: `<link rel="preload" href="/a.js" crossorigin><script src="/a.js" crossorigin></script>`,
			Wrong:  1,
			Fixed:  `<link as="script" rel="preload" href="/a.js" crossorigin><script src="/a.js" crossorigin></script>`,
		},
		{Title: "Videos cannot be preloaded", Source: `<link rel="preload" as="video" href="/v.mp4">`, Wrong: 1},
		{Title: "No module", Source: `<link rel="modulepreload" as="image" href="/v.png">`, Wrong: 1},
		{
			Title:  "Right",
			Source: `<link rel="preload" as="IMAGE" href="/a.png"><link rel="modulepreload" href="/a.js"><link rel="modulepreload" as="worker" href="/w.js"><link rel="prefetch" as="document" href="/b">`,
		},
	},
	Check: checkPreloadAs,
}

func checkPreloadAs(p *page.Page, s *Settings, report func(Finding)) {
	for i := range p.Tags {
		t := &p.Tags[i]
		switch {
		case !t.Starts(resolver.LinkPreloadOtherAs, resolver.LinkModulepreloadBadAs):
			continue
		case !t.Starts(resolver.LinkPreloadOtherAs):
			as, _, _ := t.Value("as")
			report(Finding{Severity: Warning, Span: t.Span, Message: fmt.Sprintf("this modulepreload fetches nothing by the standard: as=%s is no module", as)})
			continue
		}
		as, present, _ := t.Value("as")
		f := Finding{Severity: Warning, Span: t.Span}
		if present {
			f.Message = fmt.Sprintf("this preload does nothing: as=%q is none of fetch, font, image, script, style and track", as)
		} else {
			f.Message = "this preload does nothing without as"
		}
		if fix, ok := asFix(p, s, t, as); ok {
			f.Fixes = []Fix{fix}
		}
		report(f)
	}
}

// asFix finds the right as from what the page fetches, or from what stands
// there.
func asFix(p *page.Page, s *Settings, t *page.Tag, as string) (Fix, bool) {
	if hint := p.Unsupported(t); hint != nil {
		for _, c := range p.Consumers(hint) {
			if c.Certainty != page.Certain || c.Passive() {
				continue
			}
			if edits := s.fitPreload(p, t, c); edits != nil {
				return Fix{"Preload it as it is fetched", Safe, edits}, true
			}
		}
	}
	a := t.Find("as")
	if a == nil || !editable(a) {
		return Fix{}, false
	}
	meant := map[string]string{
		"css": "style", "stylesheet": "style", "styles": "style", "js": "script", "javascript": "script",
		"scripts": "script", "img": "image", "images": "image", "picture": "image", "fonts": "font", "woff": "font",
		"json": "fetch", "xhr": "fetch", "data": "fetch", "vtt": "track",
	}
	v := fold(strings.TrimSpace(as))
	if _, known := resolver.PreloadDestination(v); !known {
		v = meant[v]
	}
	if v == "" {
		return Fix{}, false
	}
	return Fix{"Write as=" + v, Unsafe, setValues(a, v)}, true
}
