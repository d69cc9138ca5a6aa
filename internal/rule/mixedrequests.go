package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var mixedRequests = Rule{
	ID:       "mixed-requests",
	Title:    "One file of another origin, fetched with and without CORS",
	Severity: Warning,
	Why: `What was fetched without CORS cannot serve a request with CORS: it is fetched again. Where the server sends CORS ` +
		`headers only to CORS requests, the browser's cache answers the second request with a response that has none, and ` +
		`the file is blocked, on some visits and not on others.`,
	Spec: []Citation{citePotentialCORS, {"HTML: list of available images", "https://html.spec.whatwg.org/multipage/images.html#list-of-available-images", ""}},
	Examples: []Example{
		{
			Title:  "An image in the page and on a canvas",
			Source: `<img src="https://img.example.com/a.png"><img src="https://img.example.com/a.png" crossorigin="anonymous" id="source">`,
			Wrong:  1,
			From:   "vitejs/vite#18723",
		},
		{
			Title:  "Alike, or within one origin",
			Source: `<img src="https://img.example.com/a.png"><img src="https://img.example.com/a.png"><img src="/b.png"><img src="/b.png" crossorigin>`,
		},
		{
			Title:  "A page without scripting is another page",
			Source: `<img src="https://img.example.com/a.png" crossorigin><noscript><img src="https://img.example.com/a.png"></noscript>`,
		},
	},
	Check: checkMixedRequests,
}

func checkMixedRequests(p *page.Page, s *Settings, report func(Finding)) {
	if !s.mixesModes(p) {
		return
	}
	first := map[page.Key]*page.Fetch{}
	for i := range p.Fetches {
		f := &p.Fetches[i]
		if !s.mixable(f) {
			continue
		}
		key := f.Ref().Key()
		other := first[key]
		switch {
		case other == nil:
			first[key] = f
		case p.Apart(f.Tag, other.Tag):
		case other.Request.Destination == f.Request.Destination && other.Request.Mode != f.Request.Mode && !s.blockedAnyway(f) && !s.blockedAnyway(other):
			report(Finding{Severity: Warning, Span: f.Span, Uncertain: !p.Together(f.Tag, other.Tag), Message: fmt.Sprintf(
				"fetched twice: %s is fetched in mode %s here and in mode %s further up", fetched(f), f.Request.Mode, other.Request.Mode,
			)})
		}
	}
}

// mixable says whether a fetch of the same file in another mode would be one
// too many: it is one of a single URL of another origin.
func (s *Settings) mixable(f *page.Fetch) bool {
	return f.Role() == resolver.RoleConsumer && f.Certainty == page.Certain && f.Ref() != nil && !f.Passive() &&
		f.Request.Destination != resolver.DestinationNone && f.Request.Destination != resolver.DestinationEmpty &&
		s.relation(f) == page.CrossOrigin
}

// mixesModes says whether the page fetches such files in different modes at all,
// and asks for that with crossorigin. Most pages do not, and need no table of
// their URLs.
func (s *Settings) mixesModes(p *page.Page) bool {
	asks, modes := false, 0
	for i := range p.Fetches {
		f := &p.Fetches[i]
		asks = asks || f.Context.Info().Effect == resolver.EffectModeAndCredentials && f.Role() == resolver.RoleConsumer && f.State != resolver.NoCORS
		if s.mixable(f) {
			modes |= 1 << f.Request.Mode
		}
	}
	return asks && modes&(modes-1) != 0
}
