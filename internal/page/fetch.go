package page

import (
	"iter"
	"sort"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Fetch is one thing that the page starts: a request, or a hint that prepares
// one. Exactly one of Tag, Link and Sheet says what starts it; what a script
// starts has the Tag of the script.
type Fetch struct {
	Context resolver.Context
	// State is the state of the crossorigin that the context listens to. It
	// and Request count only when Certainty is Certain.
	State       resolver.State
	Conformance resolver.Conformance
	Request     resolver.Request
	Certainty   Certainty

	Tag   *Tag
	Link  *Link
	Sheet *StyleSheet
	// Span is the fetch's place in the page's source; empty when it is in
	// another file.
	Span markup.Span
	// Refs are the URLs of which one is fetched: more than one for images
	// with candidates. They are empty when the URL is not known.
	Refs []Ref
}

// Carrier returns the tag whose crossorigin the fetch listens to: that of its
// own tag or of the media element around it; nil for a fetch without.
func (p *Page) Carrier(f *Fetch) *Tag {
	if f.Tag == nil {
		return nil
	}
	switch f.Context.Info().Carrier {
	case resolver.CarrierOwn, resolver.CarrierScript:
		return f.Tag
	case resolver.CarrierParent:
		return p.Parent(f.Tag)
	}
	return nil
}

// Parent returns the audio, video or picture element around a tag, nil when
// there is none.
func (p *Page) Parent(t *Tag) *Tag {
	if t.ParentIndex < 0 || t.ParentIndex >= len(p.Tags) {
		return nil
	}
	return &p.Tags[t.ParentIndex]
}

// Role returns what the fetch is for.
func (f *Fetch) Role() resolver.Role { return f.Context.Info().Role }

// Ref returns the URL of a fetch that has exactly one, nil otherwise.
func (f *Fetch) Ref() *Ref {
	if len(f.Refs) != 1 {
		return nil
	}
	return &f.Refs[0]
}

// Relation returns how the origins of the fetch's URLs relate to the page's,
// Unknown when they do not all relate alike.
func (f *Fetch) Relation() Relation {
	if len(f.Refs) == 0 {
		return Unknown
	}
	r := f.Refs[0].Relation()
	for i := range f.Refs[1:] {
		if f.Refs[1+i].Relation() != r {
			return Unknown
		}
	}
	return r
}

// Integrity returns the integrity attribute or parameter of the fetch.
func (f *Fetch) Integrity() (value string, present bool, c Certainty) {
	switch {
	case f.Tag != nil && f.Context.Info().Carrier != resolver.CarrierScript:
		return f.Tag.Value("integrity")
	case f.Link != nil:
		value, present = f.Link.Param("integrity")
		return value, present, Certain
	}
	return "", false, Certain
}

// Passive says that the fetch does not happen when a browser with scripting
// loads the page: it stands in noscript, or in a template element.
func (f *Fetch) Passive() bool {
	return f.Tag != nil && (f.Tag.Noscript || f.Tag.Template)
}

// Of returns the fetches that a tag starts.
func (p *Page) Of(t *Tag) []Fetch {
	// They are in the order of their tags, with those of Link headers behind.
	from := sort.Search(len(p.Fetches), func(i int) bool { return p.Fetches[i].Tag == nil || p.Fetches[i].Tag.Index >= t.Index })
	to := from
	for to < len(p.Fetches) && p.Fetches[to].Tag == t {
		to++
	}
	return p.Fetches[from:to]
}

// Inside returns the fetches of a media element and of its children.
func (p *Page) Inside(media *Tag) (all []Fetch) {
	// They are in the order of their tags, with those of Link headers behind.
	from := sort.Search(len(p.Fetches), func(i int) bool { return p.Fetches[i].Tag == nil || p.Fetches[i].Tag.Index >= media.Index })
	for _, f := range p.Fetches[from:] {
		if f.Tag == media || f.Tag != nil && f.Tag.ParentIndex == media.Index {
			all = append(all, f)
		}
	}
	return all
}

// startFetches adds what a tag starts.
func (p *Page) startFetches(t *Tag) {
	if t.Certainty != Certain {
		return
	}
	for _, c := range t.Contexts {
		info := c.Info()
		switch {
		case info.Carrier == resolver.CarrierIgnored && c != resolver.VideoPoster && c != resolver.InputImage:
			continue // no crossorigin reaches it, and no browser is known to let one
		case info.Effect == resolver.EffectImports && info.Status == resolver.NoRequest:
			continue // see Imports
		case (c == resolver.LinkStylesheet || c == resolver.LinkAlternateStylesheet) && t.otherStyle():
			continue
		}
		f := Fetch{Context: c, Tag: t, Span: t.Span}
		carrier := t
		if info.Carrier == resolver.CarrierParent {
			carrier = p.Parent(t)
		}
		switch {
		case carrier == nil && !p.Fragment:
			continue // outside of a media element, or not directly in it
		case carrier == nil:
			f.Certainty = Open // a template leaves open which element it is in
		default:
			f.State, f.Conformance, f.Certainty = carrier.State()
		}
		f.Request = resolver.Resolve(c, f.State)
		if len(p.refs) == cap(p.refs) { // without a copy: fetches hold on to what is there
			p.refs = make([]Ref, 0, max(32, min(2*cap(p.refs), mostAtOnce)))
		}
		start := len(p.refs)
		p.appendRefs(c, t)
		f.Refs = p.refs[start:len(p.refs):len(p.refs)]
		p.start(f)
	}
}

// start adds a fetch.
func (p *Page) start(f Fetch) {
	if f.Role() != resolver.RoleConsumer {
		p.hints = append(p.hints, len(p.Fetches))
	}
	p.Fetches = append(p.Fetches, f)
}

// Hints yields the fetches that are hints, in their order.
func (p *Page) Hints() iter.Seq[*Fetch] {
	return func(yield func(*Fetch) bool) {
		for _, i := range p.hints {
			if !yield(&p.Fetches[i]) {
				return
			}
		}
	}
}

// appendRefs appends the URLs of what the tag starts in a context to p.refs.
func (p *Page) appendRefs(c resolver.Context, t *Tag) {
	switch c {
	case resolver.ImgSrc, resolver.ImgSrcset, resolver.ImgPicture:
		p.pictureRefs(t)
		p.srcsetRefs(t, "srcset")
		p.attrRef(t, "src")
	case resolver.LinkPreloadImage:
		// With imagesrcset the href is for browsers that do not know it
		// (https://html.spec.whatwg.org/multipage/links.html#preload, step 2).
		if v, present, _ := t.Value("imagesrcset"); present && v != "" || t.Find("imagesrcset") != nil && t.Find("imagesrcset").Dynamic {
			p.srcsetRefs(t, "imagesrcset")
		}
		p.attrRef(t, "href")
	case resolver.VideoPoster:
		p.attrRef(t, "poster")
	case resolver.SVGImage, resolver.SVGFeimage, resolver.SVGScript:
		if t.Find("href") != nil {
			p.attrRef(t, "href")
		} else {
			p.attrRef(t, "xlink:href")
		}
	default:
		if t.Name == "link" {
			p.attrRef(t, "href")
		} else {
			p.attrRef(t, "src")
		}
	}
}

// maxSources bounds how far in front of an img its sources are looked for.
const maxSources = 64

// pictureRefs appends the candidates of the source elements in front of an img
// in picture.
func (p *Page) pictureRefs(img *Tag) {
	if img.Parent != "picture" || img.ParentIndex < 0 {
		return
	}
	for i := max(img.ParentIndex+1, img.Index-maxSources); i < img.Index; i++ {
		if s := &p.Tags[i]; s.Name == "source" && s.ParentIndex == img.ParentIndex {
			p.srcsetRefs(s, "srcset")
		}
	}
}

func (p *Page) attrRef(t *Tag, name string) {
	a := t.Find(name)
	if a == nil || !a.Dynamic && a.Value == "" {
		return
	}
	ref := Ref{Raw: a.Value, Attr: a, Span: a.ValueSpan, Dynamic: a.Dynamic || a.Presence == markup.Maybe, base: p.baseOf(t)}
	if ref.Dynamic {
		ref.resolved = true
		ref.target, ref.Expression = p.dynamicTarget(a), p.expressionOf(a)
	}
	p.refs = append(p.refs, ref)
}

// srcsetRefs appends the URLs of a srcset
// (https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute).
func (p *Page) srcsetRefs(t *Tag, name string) {
	a := t.Find(name)
	if a == nil {
		return
	}
	if a.Dynamic || a.Presence == markup.Maybe {
		p.refs = append(p.refs, Ref{Attr: a, Span: a.ValueSpan, Dynamic: true, base: p.baseOf(t)})
		return
	}
	eachCandidate(a.Value, func(url string) {
		p.refs = append(p.refs, Ref{Raw: url, Attr: a, Span: a.ValueSpan, base: p.baseOf(t)})
	})
}
