package page

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Consumers returns what the page fetches, hints aside, from one of the
// hint's URLs: its elements, its style sheets and its inline scripts. Nothing
// is known of what else scripts fetch.
func (p *Page) Consumers(hint *Fetch) []*Fetch {
	out := p.consumersOf(hint)
	if len(out) == 0 && hint.Request.Destination == resolver.DestinationImage {
		if p.styled == nil {
			p.styled = consumers{}
			attributes := p.StyleAttributes()
			for i := range attributes {
				p.styled.add(&attributes[i])
			}
		}
		out = p.styled.of(hint)
	}
	if !p.Fragment {
		return out
	}
	return slices.DeleteFunc(slices.Clone(out), func(c *Fetch) bool { return !p.meets(hint, c) })
}

// consumersOf returns those of the elements, style sheets and scripts. For a few
// hints, which most pages have, they are gone through; for more they are put
// into a table.
func (p *Page) consumersOf(hint *Fetch) (out []*Fetch) {
	const few = 4
	if ref := hint.Ref(); ref != nil && p.consumers == nil && p.asked < few {
		p.asked++
		key := ref.lookup()
		p.EachConsumer(func(f *Fetch) {
			if key.Known() && f.mayFetch(key) {
				out = append(out, f)
			}
		})
		return out
	}
	if p.consumers == nil {
		p.consumers = consumers{}
		p.EachConsumer(p.consumers.add)
	}
	return p.consumers.of(hint)
}

// mayFetch says whether the URL is one of those that the fetch may be of.
func (f *Fetch) mayFetch(key Key) bool {
	for i := range f.Refs {
		if f.Refs[i].lookup() == key {
			return true
		}
	}
	return false
}

// consumers are fetches by the URLs that they may fetch.
type consumers map[Key][]*Fetch

func (c consumers) add(f *Fetch) {
	for i := range f.Refs {
		key := f.Refs[i].lookup()
		if known := c[key]; key.Known() && (len(known) == 0 || known[len(known)-1] != f) {
			c[key] = append(known, f)
		}
	}
}

// of returns the fetches that share a URL with the hint.
func (c consumers) of(hint *Fetch) []*Fetch {
	if len(hint.Refs) == 1 {
		return c[hint.Refs[0].lookup()]
	}
	var out []*Fetch
	for i := range hint.Refs {
		for _, f := range c[hint.Refs[i].lookup()] {
			if !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// EachConsumer calls f for everything that the page fetches, hints and style
// attributes aside.
func (p *Page) EachConsumer(f func(*Fetch)) {
	if !p.consumersKnown {
		p.consumersKnown = true
		styles, _ := p.Styles()
		scripts, _ := p.Scripts()
		for _, fetches := range [...][]Fetch{p.Fetches, styles, scripts} {
			for i := range fetches {
				if c := &fetches[i]; c.Role() == resolver.RoleConsumer && c.Context.Info().LooksUpPreloads() && !c.speculative() {
					p.consumed = append(p.consumed, c)
				}
			}
		}
	}
	for _, c := range p.consumed {
		f(c)
	}
}

// speculative says whether the fetch is for a later page.
func (f *Fetch) speculative() bool {
	return f.Context == resolver.LinkPrefetch || f.Context == resolver.LinkPrerender || f.Context == resolver.LinkNext
}

// Complete says that the page starts nothing but what its tags, its style
// sheets and its headers say: it has no script, and all its style sheets could
// be read.
func (p *Page) Complete() bool {
	if p.completeness == 0 {
		p.completeness = incomplete
		if p.isComplete() {
			p.completeness = complete
		}
	}
	return p.completeness == complete
}

// The answers of Complete; 0 is not asked yet.
const (
	incomplete = 1 + iota
	complete
)

func (p *Page) isComplete() bool {
	if p.Fragment || p.other || !p.base.known {
		return false
	}
	for i := range p.Tags {
		t := &p.Tags[i]
		if t.Certainty == Open {
			return false
		}
		if p.unscripted {
			continue
		}
		if t.Name == "script" && !t.Template && !t.Starts(resolver.ScriptDataBlock, resolver.ScriptImportmap, resolver.ScriptSpeculationrules) {
			return false
		}
		for j := range t.Attrs {
			if a := &t.Attrs[j]; len(a.Name) > 2 && a.Name[:2] == "on" && a.Value != "" {
				return false
			}
		}
	}
	styles, complete := p.Styles()
	for i := range styles {
		if styles[i].Certainty == Open {
			return false
		}
	}
	return complete
}

// Unsupported returns what a preload element would be that fetches nothing
// because of its as: a fetch with its URL, to look for consumers. It is nil
// when the URL is not known.
func (p *Page) Unsupported(t *Tag) *Fetch {
	a := t.Find("href")
	if a == nil || !t.Starts(resolver.LinkPreloadOtherAs) {
		return nil
	}
	return &Fetch{
		Context: resolver.LinkPreloadOtherAs, Tag: t, Span: t.Span,
		Refs: []Ref{{Raw: a.Value, Attr: a, Span: a.ValueSpan, Dynamic: a.Dynamic, base: p.baseOf(t)}},
	}
}
