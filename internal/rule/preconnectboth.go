package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var preconnectBoth = Rule{
	ID:       "preconnect-both",
	Title:    "A host that needs two preconnects",
	Severity: Warning,
	Why: `When a page fetches some files of a host with credentials and others without, it needs two connections, one of ` +
		`each kind. A preconnect opens one of them; the other is opened only when the first file needs it.`,
	Spec: []Citation{citePreconnect, citePool},
	Examples: []Example{
		{
			Title:  "A style sheet and a script with integrity",
			Source: `<link rel="preconnect" href="https://cdn.example.com"><link rel="stylesheet" href="https://cdn.example.com/a.css"><script src="https://cdn.example.com/a.js" crossorigin></script>`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel="preconnect" href="https://cdn.example.com"><link rel="preconnect" href="https://cdn.example.com"><link rel="stylesheet" href="https://cdn.example.com/a.css"><script src="https://cdn.example.com/a.js" crossorigin></script>`,
			From:   "GoogleChrome/web.dev#5714",
		},
		{
			Title:  "Images, and fonts of a style sheet",
			Source: "<style>@font-face { font-family: A; src: url(https://cdn.example.com/a.woff2) }</style>\n  <link rel=preconnect href=https://cdn.example.com crossorigin>\n<img src=https://cdn.example.com/a.png>",
			Wrong:  1,
			Fixed:  "<style>@font-face { font-family: A; src: url(https://cdn.example.com/a.woff2) }</style>\n  <link rel=preconnect href=https://cdn.example.com>\n  <link rel=preconnect href=https://cdn.example.com crossorigin>\n<img src=https://cdn.example.com/a.png>",
			From:   "kiva/ui#4018",
		},
		{
			Title:  "Both are there",
			Source: `<link rel="preconnect" href="https://cdn.example.com"><link rel="preconnect" href="https://cdn.example.com" crossorigin><link rel="stylesheet" href="https://cdn.example.com/a.css"><script src="https://cdn.example.com/a.js" crossorigin></script>`,
		},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		eachConnection(p, s, func(c *connection) {
			opened, used := c.pools()
			opens, opensOne := opened.only()
			if used != (pools{true, true}) || !opensOne {
				return
			}
			h, missing := c.hints[opens][0], opens.other()
			f := Finding{Severity: Warning, Span: h.Span, Uncertain: p.Fragment, Message: fmt.Sprintf(
				"a second connection to %s is needed%s: this one is for requests %s, but %s %s",
				c.origin, from(h), opens, c.users[missing].says(), missing,
			)}
			if h.Tag == nil {
				if h.Link.Source != "" {
					f.Span = c.users[missing].Span
				}
			} else if change := togglePool(p, s, h.Tag, missing); change != nil && !h.Tag.Open {
				f.Fixes = []Fix{{"Add the other preconnect", Safe, []edit.Edit{beside(p, h.Tag, *change)}}}
			}
			report(f)
		})
	},
}
