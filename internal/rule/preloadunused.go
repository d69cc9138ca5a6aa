package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var preloadUnused = Rule{
	ID:       "preload-unused",
	Title:    "A preload that nothing on the page uses",
	Severity: Warning,
	Why: `What is preloaded and not used is downloaded for nothing, ahead of what the page needs. This is reported only ` +
		`where all of the page is known: it has no scripts, its style sheets can be read, and it does fetch other files of ` +
		`this kind.`,
	Spec: []Citation{citeConsume},
	Examples: []Example{
		{
			Title:  "The style sheet names another version",
			Source: `<link rel="preload" as="font" href="/a.woff2?v=2" crossorigin><style>@font-face { font-family: A; src: url("/a.woff2?v=1") }</style>`,
			Wrong:  1,
		},
		{
			Title:  "Used by a style sheet, a style attribute or a page without scripting",
			Source: `<link rel="preload" as="font" href="/a.woff2" crossorigin><style>@font-face { font-family: A; src: url(a.woff2) }</style><link rel="preload" as="image" href="/b.png"><p style="background: url('/b.png')"></p><link rel="preload" as="image" href="/c.png"><noscript><img src="/c.png"></noscript>`,
		},
		{Title: "A part of a page", Source: `<link rel="preload" as="font" href="/a.woff2" crossorigin>`},
		{Title: "A script may use it", Source: `<link rel="preload" as="image" href="/a.png"><script src="/a.js"></script><img src="/b.png">`},
		{Title: "A style sheet that cannot be read may use it", Source: `<link rel="preload" as="image" href="/a.png"><link rel="stylesheet" href="/a.css"><img src="/b.png">`},
	},
	Check: checkPreloadUnused,
}

func checkPreloadUnused(p *page.Page, s *Settings, report func(Finding)) {
	complete, asked := false, false
	var kinds map[resolver.Destination]bool
	eachPreload(p, func(h *page.Fetch) {
		for i := range h.Refs {
			if h.Refs[i].Relation() == page.Unknown {
				return
			}
		}
		if !asked {
			complete, asked = p.Complete(), true
			if complete {
				kinds = destinations(p)
			}
		}
		// One that fetches nothing of the kind may be a part of a page.
		if !complete || !kinds[h.Request.Destination] || h.Context == resolver.LinkPreloadFont && h.State != resolver.Anonymous || len(p.Consumers(h)) > 0 {
			return
		}
		f := Finding{Severity: Warning, Span: h.Span, Message: fmt.Sprintf("downloaded for nothing: nothing on this page uses %s%s", fetched(h), from(h))}
		if ref := h.Ref(); ref != nil {
			if n, ok := p.Size(ref); ok {
				f.Message += " (" + bytesText(n) + ")"
			}
		}
		report(f)
	})
}

// destinations returns the kinds of files that the page fetches.
func destinations(p *page.Page) map[resolver.Destination]bool {
	kinds := map[resolver.Destination]bool{}
	p.EachConsumer(func(f *page.Fetch) { kinds[f.Request.Destination] = true })
	return kinds
}
