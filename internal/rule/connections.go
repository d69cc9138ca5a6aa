package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// connection is what a page does with one origin that it connects to ahead.
// Index 0 stands for connections without credentials, 1 for those with.
type connection struct {
	hints  [2][]*page.Fetch // preconnects, by what they open
	users  [2]*page.Fetch   // the first fetch that needs each
	fonts  bool             // the host serves only fonts, from style sheets that cannot be read
	origin string
}

func pool(credentials bool) int {
	if credentials {
		return 1
	}
	return 0
}

// eachConnection calls f for every other origin that the page preconnects to,
// in the order of the first preconnect.
func eachConnection(p *page.Page, s *Settings, f func(*connection)) {
	var list []*connection
	find := func(origin string) *connection {
		for _, c := range list {
			if c.origin == origin {
				return c
			}
		}
		return nil
	}
	for i := range p.Fetches {
		h := &p.Fetches[i]
		if h.Role() != resolver.RoleConnection || h.Certainty != page.Certain || h.Passive() {
			continue
		}
		ref := h.Ref()
		if ref == nil || !ref.HTTP() || s.relation(h) != page.CrossOrigin {
			continue
		}
		c := find(ref.Origin())
		if c == nil {
			c = &connection{origin: ref.Origin(), fonts: publicHosts[ref.Host()].fonts}
			list = append(list, c)
		}
		opens := pool(resolver.PreconnectPool(h.State, false))
		c.hints[opens] = append(c.hints[opens], h)
	}
	if len(list) == 0 {
		return
	}
	use := func(fetch *page.Fetch) {
		info := fetch.Context.Info()
		if fetch.Certainty != page.Certain || info.Status != resolver.Specified || info.Role == resolver.RoleConnection || fetch.Passive() {
			return
		}
		for i := range fetch.Refs {
			if c := find(fetch.Refs[i].Origin()); c != nil {
				needs := pool(resolver.Pool(fetch.Request, false))
				if c.users[needs] == nil {
					c.users[needs] = fetch
				}
			}
		}
	}
	for i := range p.Fetches {
		use(&p.Fetches[i])
	}
	p.EachConsumer(use)
	for _, c := range list {
		f(c)
	}
}
