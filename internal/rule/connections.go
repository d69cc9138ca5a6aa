package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// pool is one of the two kinds of connections that browsers keep to an origin.
type pool int

const (
	withoutCredentials pool = iota
	withCredentials
)

func poolOf(credentials bool) pool {
	if credentials {
		return withCredentials
	}
	return withoutCredentials
}

func (p pool) other() pool { return poolOf(p == withoutCredentials) }

// String returns what a message says of requests in the pool.
func (p pool) String() string { return credentialed(p == withCredentials) }

// pools is a set of them.
type pools [2]bool

// only returns the one in a set of one.
func (p pools) only() (one pool, ok bool) {
	return poolOf(p[withCredentials]), p[withCredentials] != p[withoutCredentials]
}

// connection is what a page does with one origin that it connects to ahead, by
// pool.
type connection struct {
	hints  [2][]*page.Fetch // preconnects, by what they open
	users  [2]*user         // the first fetch that needs each
	styles bool             // only style sheets need the one with credentials
	fonts  resolver.Fonts
	origin string
}

// pools returns those that the page opens a connection in, and those that it
// needs one in.
func (c *connection) pools() (opened, used pools) {
	for i := range opened {
		opened[i], used[i] = c.hints[i] != nil, c.users[i] != nil
	}
	return opened, used
}

// user is a fetch that needs a connection.
type user struct {
	*page.Fetch
	mended bool // it is made in another way now, which another rule reports
}

// says names the fetch and says that it is made, or has to be.
func (u *user) says() string {
	verb := "is fetched"
	if u.mended {
		verb = "has to be fetched"
	}
	return fmt.Sprintf("%s (%s) %s", consumer(u.Fetch), fetched(u.Fetch), verb)
}

// mend returns the fetch as it is once what other rules report about it is
// repaired, so that all that is reported of a page can be done at once: a preload
// is made as what uses it, and integrity is checked with CORS. It returns nil for
// a preload of which the page shows the use, which counts by itself.
func mend(p *page.Page, s *Settings, f *page.Fetch) *user {
	if s.blockedAnyway(f) {
		repaired := *f
		repaired.Request = resolver.Resolve(f.Context, resolver.Anonymous)
		return &user{&repaired, true}
	}
	if f.Role() != resolver.RolePreload || servesAny(p, f) {
		return &user{f, false}
	}
	if len(p.Consumers(f)) > 0 {
		return nil
	}
	if f.Request.Destination == resolver.DestinationFont && f.State != resolver.Anonymous {
		font := *f
		font.Context, font.Request = resolver.CSSFontFace, resolver.Resolve(resolver.CSSFontFace, resolver.NoCORS)
		return &user{&font, true}
	}
	return &user{f, false}
}

// eachConnection calls f for every other origin that the page preconnects to,
// in the order of the first preconnect.
func eachConnection(p *page.Page, s *Settings, f func(*connection)) {
	var list []*connection
	byOrigin := map[string]*connection{}
	for h := range p.Hints() {
		if h.Role() != resolver.RoleConnection || h.Certainty != page.Certain || h.Passive() || contested(h) {
			continue
		}
		ref := h.Ref()
		if ref == nil || !ref.HTTP() || s.relation(h) != page.CrossOrigin {
			continue
		}
		c := byOrigin[ref.Origin()]
		if c == nil {
			c = &connection{origin: ref.Origin(), fonts: resolver.LookupHost(ref.Host()).Fonts, styles: true}
			list = append(list, c)
			byOrigin[c.origin] = c
		}
		opens := poolOf(resolver.PreconnectPool(h.State, false))
		c.hints[opens] = append(c.hints[opens], h)
	}
	if len(list) == 0 {
		return
	}
	styles, _ := p.Styles()
	scripts, _ := p.Scripts()
	for _, fetches := range [...][]page.Fetch{p.Fetches, styles, scripts} {
		for i := range fetches {
			fetch := &fetches[i]
			for j := range fetch.Refs {
				ref := &fetch.Refs[j]
				if ref.Relation() == page.SameOrigin || byOrigin[ref.Origin()] == nil || !connects(fetch) {
					continue
				}
				u := mend(p, s, fetch)
				if u == nil {
					continue
				}
				c, needs := byOrigin[ref.Origin()], poolOf(resolver.Pool(u.Request, false))
				c.styles = c.styles && (needs == withoutCredentials || u.Request.Destination == resolver.DestinationStyle)
				if c.users[needs] == nil {
					c.users[needs] = u
				}
			}
		}
	}
	for _, c := range list {
		f(c)
	}
}

// connects says whether a fetch needs a connection of which all is known.
func connects(f *page.Fetch) bool {
	info := f.Context.Info()
	return f.Certainty == page.Certain && info.Status == resolver.Specified && info.Role != resolver.RoleConnection && !f.Passive() && !contested(f)
}

// poolFix changes the preconnect, or adds another where a script or a style
// sheet that cannot be read may need the one that is there.
func poolFix(p *page.Page, s *Settings, h *page.Fetch, used pool, fonts bool) (Fix, bool) {
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
func togglePool(p *page.Page, s *Settings, t *page.Tag, used pool) *edit.Edit {
	a := t.Find("crossorigin")
	switch {
	case used == withCredentials && a != nil && editable(a):
		e := remove(p, a)
		return &e
	case used == withoutCredentials && a == nil:
		e := insert(t, s.spelt(resolver.Anonymous))
		return &e
	case used == withoutCredentials && editable(a):
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
	if i == 0 || src[i-1] != '\n' {
		return ""
	}
	end := i - 1
	if end > 0 && src[end-1] == '\r' {
		end--
	}
	return string(src[end:s.Start])
}
