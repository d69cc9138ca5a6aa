package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// eachPreload calls f for every preload, of a tag or of a Link header, about
// which all is known that decides its request.
func eachPreload(p *page.Page, f func(*page.Fetch)) {
	for h := range p.Hints() {
		if h.Role() == resolver.RolePreload && h.Certainty == page.Certain && !h.Passive() && !contested(h) && !notHTTP(h) {
			f(h)
		}
	}
}

// notHTTP says whether a fetch has a URL of another scheme, such as data: it asks
// no server, and no preload serves it
// (https://fetch.spec.whatwg.org/#concept-fetch, step 11).
func notHTTP(f *page.Fetch) bool {
	ref := f.Ref()
	return ref != nil && ref.Key().Known() && !ref.HTTP()
}

// contested says whether browsers are known to fetch otherwise than the standard
// says, so that what is wrong by the one is right by the others; see the quirks
// in resolver/reference.
func contested(f *page.Fetch) bool {
	switch f.Context {
	case resolver.VideoPoster: // crossorigin of the video counts in Chromium
		has, c := f.Tag.Has("crossorigin")
		return has || c == page.Open
	case resolver.LinkIcon, resolver.SVGImage, resolver.SVGFeimage, resolver.SVGScript:
		return f.State != resolver.NoCORS
	case resolver.CSSClipPath, resolver.CSSFilter:
		return true
	}
	// In Link headers browsers take every value for anonymous, the standard
	// only keywords: link-header says so.
	return f.Link != nil && (f.Conformance == resolver.Empty || f.Conformance == resolver.Invalid)
}

// fits says whether a preload has the consumer's request; a destination that
// the standards leave open fits any.
func fits(preload, c *page.Fetch) bool {
	consumer := c.Request
	if consumer.Destination == resolver.DestinationNone {
		consumer.Destination = preload.Request.Destination
	}
	return resolver.Consumes(preload.Request, consumer)
}

// fitsIntegrity says whether the preload's integrity metadata do for the
// consumer. What is not known is taken to fit, save for a hash that a template
// is known to write for the consumer, while the preload has none.
func fitsIntegrity(p *page.Page, preload, c *page.Fetch) bool {
	have, present, haveCertainty := preload.Integrity()
	want, _, wantCertainty := c.Integrity()
	if haveCertainty == page.Certain && !present && c.Tag != nil {
		if a := c.Tag.Find("integrity"); a != nil && a.Dynamic && a.Presence == markup.Present && fingerprint(p, a) {
			return false
		}
	}
	return haveCertainty == page.Open || wantCertainty == page.Open || resolver.ConsumesIntegrity(have, want)
}

// blockedAnyway says whether integrity-needs-crossorigin is what is wrong
// with a fetch.
func (s *Settings) blockedAnyway(f *page.Fetch) bool {
	value, _, c := f.Integrity()
	return f.Request.Mode == resolver.ModeNoCORS && c == page.Certain && resolver.HasIntegrity(value) && s.relation(f) != page.SameOrigin
}

// preloadFor returns the as and the state that give a preload the request;
// first is the as to try first.
func preloadFor(r resolver.Request, first string) (as string, state resolver.State, ok bool) {
	for _, as := range [...]string{first, "script", "style", "image", "font", "fetch", "track"} {
		d, known := resolver.PreloadDestination(as)
		if !known || r.Destination != resolver.DestinationNone && d != r.Destination {
			continue
		}
		for _, state := range [...]resolver.State{resolver.NoCORS, resolver.Anonymous, resolver.UseCredentials} {
			got := resolver.Resolve(resolver.LinkPreloadFetch, state)
			if got.Mode == r.Mode && got.Credentials == r.Credentials {
				return as, state, true
			}
		}
	}
	return "", 0, false
}

// fitPreload returns the edits that make a preload element preload what the
// consumer fetches; none when no preload can, or a template stands in the way.
func (s *Settings) fitPreload(p *page.Page, t *page.Tag, c *page.Fetch) []edit.Edit {
	if t == nil {
		return nil
	}
	have, _, _ := t.Value("as")
	as, state, ok := preloadFor(c.Request, fold(have))
	if !ok {
		return nil
	}
	var edits []edit.Edit
	possible := true
	add := func(more []edit.Edit) {
		edits = append(edits, more...)
		possible = possible && more != nil
	}
	if now, _, _ := t.State(); now != state {
		if a := t.Find("crossorigin"); state != resolver.NoCORS {
			add(s.setState(t, state))
		} else if editable(a) {
			add([]edit.Edit{remove(p, a)})
		} else {
			return nil
		}
	}
	if fold(have) != as {
		add(setAttr(t, "as", as))
	}
	own, _, _ := t.Value("integrity")
	if want, _, _ := c.Integrity(); !resolver.ConsumesIntegrity(own, want) {
		add(copyIntegrity(t, want))
	}
	if !possible {
		return nil
	}
	return edits
}

// setAttr returns the edits that give the tag an attribute with a value that
// needs no quotes; none when a template stands in the way.
func setAttr(t *page.Tag, name, value string) []edit.Edit {
	switch a := t.Find(name); {
	case a == nil && !t.Open:
		return []edit.Edit{insert(t, name+`="`+value+`"`)}
	case a == nil || !editable(a):
		return nil
	default:
		return setValues(a, value)
	}
}
