package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var citePool = Citation{"Fetch: connection pool", "https://fetch.spec.whatwg.org/#connection-pool", ""}

var citePreconnect = Citation{"HTML: preconnect", "https://html.spec.whatwg.org/multipage/links.html#preconnect", "6–7"}

var preconnectPool = Rule{
	ID:       "preconnect-pool",
	Title:    "A preconnect whose connection is not the one that is used",
	Severity: Warning,
	Why: `Browsers keep connections for requests with credentials apart from those without. Fonts, module scripts, fetch() ` +
		`and everything with crossorigin use the connection without, scripts, style sheets and images without crossorigin ` +
		`the one with. A preconnect of the other kind opens a connection that nothing uses.`,
	Spec: []Citation{citePreconnect, citePool},
	Examples: []Example{
		{
			Title:  "Google's fonts",
			Source: `<link rel="preconnect" href="https://fonts.gstatic.com"><link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel="preconnect" href="https://fonts.gstatic.com"><link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">`,
			From:   "GoogleChrome/lighthouse#5932",
		},
		{
			Title:  "crossorigin everywhere, because fonts needed it",
			Source: `<link rel="preconnect" href="https://cdn.example.com" crossorigin><img src="https://cdn.example.com/a.png">`,
			Wrong:  1,
			Fixed:  `<link rel="preconnect" href="https://cdn.example.com"><img src="https://cdn.example.com/a.png">`,
			From:   "canonical/deployment-configs#258",
		},
		{
			Title:  "A module script never sends credentials to another origin by itself",
			Source: `<link rel=preconnect href=//esm.sh><script type=module src="https://esm.sh/preact"></script>`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel=preconnect href=//esm.sh><link rel=preconnect href=//esm.sh><script type=module src="https://esm.sh/preact"></script>`,
		},
		{
			Title: "Right",
			Source: `<link rel="preconnect" href="https://fonts.googleapis.com"><link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>` +
				`<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter"><link rel="preconnect" href="https://cdn.example.com"><script src="https://cdn.example.com/a.js"></script>`,
		},
		{Title: "What scripts fetch is not known", Source: `<link rel="preconnect" href="https://api.example.com"><script src="/app.js"></script>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		eachConnection(p, s, func(c *connection) {
			opened, used := -1, -1
			for i := range c.hints {
				if c.hints[i] != nil {
					opened += 1 + i
				}
				if c.users[i] != nil {
					used += 1 + i
				}
			}
			if used < 0 && c.fonts {
				used = 0
			}
			if used < 0 || used > 1 || opened > 1 || opened == used {
				return // nothing is known, both kinds are needed, or it is right
			}
			h := c.hints[opened][0]
			f := Finding{Severity: Warning, Span: h.Span}
			what := "what this host serves is fonts, which are fetched"
			if u := c.users[used]; u != nil {
				what = fmt.Sprintf("%s (%s) is fetched", consumer(u), fetched(u))
				if h.Link != nil && h.Link.Source != "" {
					f.Span = u.Span
				}
			}
			waste := "connection not used"
			if c.fonts || p.Complete() {
				waste = "connection wasted"
			}
			f.Message = fmt.Sprintf("%s: this preconnect to %s%s is for requests %s, but %s %s",
				waste, c.origin, from(h), credentialed(opened == 1), what, credentialed(used == 1))
			if fix, ok := poolFix(p, s, h, used, c.fonts); ok {
				f.Fixes = []Fix{fix}
			}
			report(f)
		})
	},
}

// poolFix changes the preconnect, or adds another where a script or a style
// sheet that cannot be read may need the one that is there.
func poolFix(p *page.Page, s *Settings, h *page.Fetch, used int, fonts bool) (Fix, bool) {
	if h.Tag == nil || h.Tag.Open {
		return Fix{}, false
	}
	change := togglePool(p, s, h.Tag, used)
	if change == nil {
		return Fix{}, false
	}
	if fonts || p.Complete() {
		return Fix{"Open the connection that is used", Safe, []edit.Edit{*change}}, true
	}
	return Fix{"Open the connection that is used, too", Safe, []edit.Edit{beside(p, h.Tag, *change)}}, true
}

// togglePool returns the edit that makes a preconnect one of the other kind.
func togglePool(p *page.Page, s *Settings, t *page.Tag, used int) *edit.Edit {
	a := t.Find("crossorigin")
	switch {
	case used == 1 && a != nil && editable(a):
		e := remove(p, a)
		return &e
	case used == 0 && a == nil:
		e := insert(t, s.spelt(resolver.Anonymous))
		return &e
	case used == 0 && editable(a):
		e := setValue(a, "anonymous")
		return &e
	}
	return nil
}

// beside returns the edit that puts a copy of the tag, changed, behind it. The
// changed one comes first in the page so that a second look finds both.
func beside(p *page.Page, t *page.Tag, change edit.Edit) edit.Edit {
	src := p.Src[t.Span.Start:t.Span.End]
	start, end := change.Start-t.Span.Start, change.End-t.Span.Start
	text := string(src[:start]) + change.Text + string(src[end:])
	return edit.Edit{Start: t.Span.Start, End: t.Span.Start, Text: text + separator(p.Src, t.Span)}
}

// separator returns the line break and the indentation in front of a tag that
// has a line of its own.
func separator(src []byte, s markup.Span) string {
	i := s.Start
	for i > 0 && (src[i-1] == ' ' || src[i-1] == '\t') {
		i--
	}
	if i > 0 && src[i-1] == '\n' {
		return "\n" + string(src[i:s.Start])
	}
	return ""
}

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
			if c.users[0] == nil || c.users[1] == nil || (c.hints[0] == nil) == (c.hints[1] == nil) {
				return
			}
			missing := pool(c.hints[1] == nil)
			h := c.hints[1-missing][0]
			f := Finding{Severity: Warning, Span: h.Span, Message: fmt.Sprintf(
				"a second connection to %s is needed%s: this one is for requests %s, but %s (%s) is fetched %s",
				c.origin, from(h), credentialed(missing == 0), consumer(c.users[missing]), fetched(c.users[missing]), credentialed(missing == 1),
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

var preconnectSelf = Rule{
	ID:       "preconnect-self",
	Title:    "A preconnect to the page's own origin",
	Severity: Warning,
	Why: `The page came over a connection to its own origin, and that is used for what it fetches from there. The hint does ` +
		`nothing at best.`,
	Spec: []Citation{citePreconnect},
	Examples: []Example{
		{Title: "The site's own URL", Source: `<link rel="preconnect" href="https://example.org">`, Wrong: 1},
		{Title: "A path", Source: `<link rel="preconnect" href="/" crossorigin>`, Wrong: 1},
		{Title: "Another host", Source: `<link rel="preconnect" href="https://www.example.org">`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		for i := range p.Fetches {
			h := &p.Fetches[i]
			if h.Role() != resolver.RoleConnection || h.Passive() || h.Link != nil && h.Link.Source != "" {
				continue
			}
			if ref := h.Ref(); ref == nil || !ref.HTTP() || ref.Relation() != page.SameOrigin {
				continue
			}
			report(Finding{Severity: Warning, Span: h.Span, Message: "this preconnect does nothing: it is to the page's own origin, to which there is a connection already"})
		}
	},
}
