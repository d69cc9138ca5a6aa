package page

import (
	"slices"
	"sort"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Tag is a start tag with the contexts that it starts.
type Tag struct {
	markup.Tag
	// Index is the tag's place in Page.Tags.
	Index int
	// Contexts are what the tag starts, as the resolver recognises it. They
	// count only when Certainty is Certain.
	Contexts  []resolver.Context
	Certainty Certainty
	// Stray says that the element is none that fetches with a CORS state: the
	// tag is here only because it carries the attribute.
	Stray bool
}

// TagAt returns the tag at an offset of the source, nil for none that the page
// keeps.
func (p *Page) TagAt(offset int) *Tag {
	i := sort.Search(len(p.Tags), func(i int) bool { return p.Tags[i].Span.End > offset })
	if i < len(p.Tags) && p.Tags[i].Span.Start <= offset {
		return &p.Tags[i]
	}
	return nil
}

// Has says whether the tag has the attribute.
func (t *Tag) Has(name string) (bool, Certainty) {
	a := t.Find(name)
	switch {
	case a == nil && t.Open:
		return false, Open
	case a == nil:
		return false, Certain
	case a.Presence == markup.Maybe:
		return true, Open
	}
	return true, Certain
}

// Value returns the attribute's value, with character references decoded. The
// result is certain when both presence and value are known.
func (t *Tag) Value(name string) (value string, present bool, c Certainty) {
	present, c = t.Has(name)
	if !present {
		return "", false, c
	}
	a := t.Find(name)
	if a.Dynamic {
		return "", true, Open
	}
	return a.Value, true, c
}

// State returns the state of the tag's own crossorigin attribute.
func (t *Tag) State() (resolver.State, resolver.Conformance, Certainty) {
	value, present, c := t.Value("crossorigin")
	state, conformance := resolver.ParseState(value, present)
	return state, conformance, c
}

// Starts says whether the tag certainly starts one of the contexts.
func (t *Tag) Starts(contexts ...resolver.Context) bool {
	if t.Certainty != Certain {
		return false
	}
	for _, c := range t.Contexts {
		for _, want := range contexts {
			if c == want {
				return true
			}
		}
	}
	return false
}

// contextArena holds the contexts of all tags of a page in a few slices.
type contextArena struct{ free []resolver.Context }

// match asks the resolver what the tag starts.
func (a *contextArena) match(t *Tag) {
	const most = 8 // of one tag; more need an allocation of their own
	if cap(a.free)-len(a.free) < most {
		a.free = make([]resolver.Context, 0, 32*most)
	}
	start := len(a.free)
	open := openings{}
	dst := matchTag(a.free[start:start:start+most], t, &open, false)
	if open.presence {
		var other [most]resolver.Context
		if !slices.Equal(dst, matchTag(other[:0], t, &openings{}, true)) {
			t.Certainty = Open
		}
	}
	if open.rel || open.kind || open.as && usesAs(dst) {
		t.Certainty = Open
	}
	t.Contexts = dst
	if len(dst) <= most {
		a.free = a.free[:start+len(dst)]
	}
}

// openings are the attributes that decide the contexts of a tag and that the
// source leaves open.
type openings struct {
	rel, as, kind bool // the value
	presence      bool
}

// matchTag asks the resolver, taking attributes whose presence is open as
// present or not.
func matchTag(dst []resolver.Context, t *Tag, open *openings, present bool) []resolver.Context {
	el := resolver.Element{Name: t.Name, SVG: t.Namespace == markup.SVG, Parent: t.Parent}
	return resolver.Match(dst, el, func(name string) (string, bool) {
		a := t.Find(name)
		if a != nil && a.Presence == markup.Present && !a.Dynamic {
			return a.Value, true
		}
		if a == nil && !t.Open {
			return "", false
		}
		switch name {
		case "rel":
			open.rel = true
		case "as":
			open.as = true
		case "type", "language":
			open.kind = true
		}
		if a != nil && a.Presence == markup.Present {
			// Only the value is open. Where just its being empty or not
			// matters, it is taken as not empty: an empty URL is no fetch.
			return dynamicValue, true
		}
		open.presence = true
		switch {
		case !present:
			return "", false
		case a != nil && !a.Dynamic:
			return a.Value, true
		}
		return dynamicValue, true
	})
}

// dynamicValue stands for a value that is not known. It is no keyword.
const dynamicValue = "\x00"

// usesAs says whether one of the contexts depends on the as attribute.
func usesAs(contexts []resolver.Context) bool {
	for _, c := range contexts {
		switch c.Info().Role {
		case resolver.RolePreload, resolver.RoleModulePreload:
			return true
		}
		if c == resolver.LinkPreloadOtherAs || c == resolver.LinkModulepreloadBadAs {
			return true
		}
	}
	return false
}
