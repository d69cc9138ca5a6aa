package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var preloadMismatch = Rule{
	ID:       "preload-mismatch",
	Title:    "A preload that differs from the request it is for",
	Severity: Error,
	Why: `A preloaded response serves a request only when URL, destination, mode and credentials mode are the same, also ` +
		`within one origin. Otherwise the file is downloaded twice: once by the preload, once by what needs it.`,
	Spec: []Citation{citeConsume, citePotentialCORS},
	Examples: []Example{
		{
			Title:  "A framework sets crossorigin on the script only",
			Source: `<link rel="preload" as="script" href="/app.js"><script src="/app.js" crossorigin="anonymous"></script>`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel="preload" as="script" href="/app.js"><script src="/app.js" crossorigin="anonymous"></script>`,
			From:   "vercel/next.js#65879",
		},
		{
			Title:  "crossorigin on the preload of a style sheet",
			Source: `<link rel="preload" as="style" href="/a.css" crossorigin><link rel="stylesheet" href="/a.css">`,
			Wrong:  1,
			Fixed:  `<link rel="preload" as="style" href="/a.css"><link rel="stylesheet" href="/a.css">`,
			From:   "google/perfetto#3738",
		},
		{
			Title:  "A module, preloaded as a classic script",
			Source: `<link rel="preload" as="script" href="/app.js"><script type="module" src="/app.js"></script>`,
			Wrong:  1,
			Fixed:  `<link rel="modulepreload" as="script" href="/app.js"><script type="module" src="/app.js"></script>`,
			From:   "laravel/framework#53424",
		},
		{
			Title:  "A font, preloaded as an image",
			Source: `<link rel="preload" as="image" href="/a.woff2" crossorigin><style>@font-face { font-family: A; src: url(/a.woff2) }</style>`,
			Wrong:  1,
			Fixed:  `<link rel="preload" as="font" href="/a.woff2" crossorigin><style>@font-face { font-family: A; src: url(/a.woff2) }</style>`,
		},
		{
			Title:  "Data that a script fetches",
			Source: `<link rel="preload" as="fetch" href="/data.json"><script>fetch("/data.json").then(show)</script>`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel="preload" as="fetch" href="/data.json"><script>fetch("/data.json").then(show)</script>`,
		},
		{
			Title:  "No preload serves captions of a video without crossorigin",
			Source: `<link rel="preload" as="track" href="/en.vtt"><video src="/v.mp4"><track src="/en.vtt" default></video>`,
			Wrong:  1,
		},
		{
			Title:  "Candidates of an image",
			Source: `<link rel="preload" as="image" imagesrcset="/a.png 1x, /b.png 2x"><img srcset="/a.png 1x, /b.png 2x" crossorigin>`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel="preload" as="image" imagesrcset="/a.png 1x, /b.png 2x"><img srcset="/a.png 1x, /b.png 2x" crossorigin>`,
		},
		{
			Title: "Right",
			Source: `<link rel="preload" as="style" href="a.css"><link rel="stylesheet" href="./a.css">` +
				`<link rel="preload" as="script" href="/m.js" crossorigin><script type="module" src="/m.js"></script>` +
				`<link rel="preload" as="image" href="/mask.svg" crossorigin><div style="mask-image: url(/mask.svg)"></div>` +
				`<link rel="preload" as="fetch" href="/d.json" crossorigin><script>fetch('/d.json')</script>`,
		},
		{
			Title:  "One of two requests takes it",
			Source: `<link rel="preload" as="image" href="/a.png"><img src="/a.png"><img src="/a.png" crossorigin>`,
		},
		{
			Title:  "A poster: Chromium fetches it with crossorigin of the video, the standard without",
			Source: `<link rel="preload" as="image" href="/a.png"><video poster="/a.png" crossorigin></video><link rel="preload" as="image" href="/b.png" crossorigin><video poster="/b.png" crossorigin></video>`,
		},
		{
			Title:  "Scripts may fetch it in any way",
			Source: `<link rel="preload" as="fetch" href="/d.json" crossorigin="use-credentials"><script>fetch("/d.json", options)</script>`,
		},
	},
	Check: checkPreloadMismatch,
}

func checkPreloadMismatch(p *page.Page, s *Settings, report func(Finding)) {
	eachPreload(p, func(h *page.Fetch) {
		c := unserved(p, s, h)
		if c == nil || (h.Context == resolver.LinkPreloadFont || h.Context == resolver.HeaderPreloadFont) && h.State != resolver.Anonymous {
			return // served, or a case for font-preload
		}
		f := Finding{Severity: Error, Span: h.Span, Uncertain: !p.Together(h.Tag, c.Tag)}
		if h.Link != nil && h.Link.Source != "" {
			f.Span = c.Span
		}
		f.Message = fmt.Sprintf("%s: the preload of %s%s has %s, but %s has %s", twice(p, h), fetched(h), from(h), with(h.Request, c.Request), consumer(c), with(c.Request, h.Request))
		if _, _, possible := preloadFor(c.Request, ""); !possible {
			f.Message += "; no preload has that"
		}
		if edits := s.fitPreload(p, h.Tag, c); edits != nil {
			f.Fixes = []Fix{{"Preload it as it is fetched", Safe, edits}}
		}
		if fix, ok := s.asModule(p, h); ok {
			f.Fixes = append([]Fix{fix}, f.Fixes...)
		}
		report(f)
	})
}

// unserved returns a consumer of the preload's URL when there are any and the
// preload serves none of them.
func unserved(p *page.Page, s *Settings, h *page.Fetch) *page.Fetch {
	var first *page.Fetch
	for _, c := range p.Consumers(h) {
		switch {
		case c.Certainty == page.Open || contested(c) || fits(h, c):
			return nil
		case c.Passive() || s.blockedAnyway(c):
			continue
		case first == nil || first.Request.Destination != h.Request.Destination && c.Request.Destination == h.Request.Destination:
			first = c
		}
	}
	return first
}

// with names what of a request differs from another.
func with(r, other resolver.Request) string {
	if r.Destination != other.Destination && r.Destination != resolver.DestinationNone {
		name := r.Destination.String()
		if name == "" {
			name = "none"
		}
		if r.Mode == other.Mode && r.Credentials == other.Credentials {
			return "destination " + name
		}
		return request(r) + ", destination " + name
	}
	return request(r)
}
