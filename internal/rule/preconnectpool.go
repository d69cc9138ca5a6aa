package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

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
		{
			Title:  "A font service, whose style sheets name fonts of the same host",
			Source: `<link rel="preconnect" href="https://use.typekit.net" crossorigin><link rel="stylesheet" href="https://use.typekit.net/abc1def.css">`,
		},
		{
			Title:  "The preload of a font that is made with credentials is to be made without",
			Source: `<link rel="preconnect" href="https://cdn.example.com" crossorigin><link data-crossorigin-ignore="font-preload" rel="preload" as="font" href="https://cdn.example.com/a.woff2" crossorigin="use-credentials">`,
		},
		{
			Title:  "A script with integrity has to be fetched without credentials",
			Source: `<link rel="preconnect" href="https://cdn.example.com" crossorigin><script data-crossorigin-ignore="integrity-needs-crossorigin" src="https://cdn.example.com/a.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"></script>`,
		},
		{Title: "What scripts fetch is not known", Source: `<link rel="preconnect" href="https://api.example.com"><script src="/app.js"></script>`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		eachConnection(p, s, func(c *connection) {
			if f, wrong := wrongPool(p, s, c); wrong {
				report(f)
			}
		})
	},
}

// wrongPool looks at one origin.
func wrongPool(p *page.Page, s *Settings, c *connection) (f Finding, wrong bool) {
	opened, used := c.pools()
	if used == (pools{}) && c.fonts == resolver.FontsOnly {
		used[withoutCredentials] = true
	}
	opens, opensOne := opened.only()
	needs, needsOne := used.only()
	if !opensOne || !needsOne || opens == needs {
		return Finding{}, false // nothing is known, both kinds are needed, or it is right
	}
	if opens == withoutCredentials && c.styles && c.fonts == resolver.FontsAlso {
		return Finding{}, false // its style sheets may name fonts, which use it
	}
	h := c.hints[opens][0]
	if c.users[needs] == nil && h.Link != nil && h.Link.Source != "" {
		return Finding{}, false // reported where the header is set
	}
	f = Finding{Severity: Warning, Span: h.Span, Uncertain: p.Fragment && c.fonts != resolver.FontsOnly}
	what := "what this host serves is fonts, which are fetched"
	if u := c.users[needs]; u != nil {
		what = u.says()
		if h.Link != nil && h.Link.Source != "" {
			f.Span = u.Span
		}
	}
	waste := "connection not used, as far as the page shows (its scripts and other style sheets may use it)"
	if c.fonts == resolver.FontsOnly || p.Complete() {
		waste = "connection wasted"
	}
	f.Message = fmt.Sprintf("%s: this preconnect to %s%s is for requests %s, but %s %s",
		waste, c.origin, from(h), opens, what, needs)
	if fix, ok := poolFix(p, s, h, needs, c.fonts == resolver.FontsOnly); ok {
		f.Fixes = []Fix{fix}
	}
	return f, true
}
