package page

import "github.com/hugo-crossorigin/crossorigin/resolver"

// Consumers returns what the page fetches, hints aside, from one of the
// hint's URLs: its elements, its style sheets and its inline scripts. Nothing
// is known of what else scripts fetch.
func (p *Page) Consumers(hint *Fetch) []*Fetch {
	var out []*Fetch
	p.EachConsumer(func(f *Fetch) {
		if sharesURL(hint, f) {
			out = append(out, f)
		}
	})
	if len(out) == 0 && hint.Request.Destination == resolver.DestinationImage {
		attributes := p.StyleAttributes()
		for i := range attributes {
			if sharesURL(hint, &attributes[i]) {
				out = append(out, &attributes[i])
			}
		}
	}
	return out
}

// EachConsumer calls f for everything that the page fetches, hints and style
// attributes aside.
func (p *Page) EachConsumer(f func(*Fetch)) {
	styles, _ := p.Styles()
	scripts, _ := p.Scripts()
	for _, fetches := range [...][]Fetch{p.Fetches, styles, scripts} {
		for i := range fetches {
			if c := &fetches[i]; c.Role() == resolver.RoleConsumer && !c.Context.Info().Worker && !c.speculative() {
				f(c)
			}
		}
	}
}

// speculative says whether the fetch is for a later page.
func (f *Fetch) speculative() bool {
	return f.Context == resolver.LinkPrefetch || f.Context == resolver.LinkPrerender || f.Context == resolver.LinkNext
}

func sharesURL(a, b *Fetch) bool {
	for i := range a.Refs {
		key := a.Refs[i].Key()
		if key == "" {
			continue
		}
		for j := range b.Refs {
			if b.Refs[j].Key() == key {
				return true
			}
		}
	}
	return false
}

// Complete says that the page starts nothing but what its tags, its style
// sheets and its headers say: it has no script, and all its style sheets could
// be read.
func (p *Page) Complete() bool {
	if p.Fragment || p.other || !p.base.known {
		return false
	}
	for i := range p.Tags {
		t := &p.Tags[i]
		if t.Certainty == Open {
			return false
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
		Refs: []Ref{{Raw: a.Value, Attr: a, Span: a.ValueSpan, Dynamic: a.Dynamic, base: &p.base}},
	}
}
