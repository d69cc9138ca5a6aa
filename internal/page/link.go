package page

import (
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Link is one link of a Link header field
// (https://www.rfc-editor.org/rfc/rfc8288#section-3).
type Link struct {
	Target string // between the angle brackets
	Params []Param
	// Span is the link's place in the file that sets the header, Target and
	// parameters included; Source names the place for pages that only receive
	// the header ("_headers:3").
	Span       markup.Span
	TargetSpan markup.Span
	Source     string
	// Inexact says that the file writes the link with escapes, so that the
	// spans are those of the whole field.
	Inexact bool
}

// Param is a parameter of a Link header field.
type Param struct {
	Name     string // ASCII-lowercased
	Value    string // unquoted and unescaped
	HasValue bool
	Span     markup.Span // name to the end of the value
}

// Param returns the value of the first parameter with that lowercase name.
func (l *Link) Param(name string) (value string, present bool) {
	if p := l.Find(name); p != nil {
		return p.Value, true
	}
	return "", false
}

// Find returns the first parameter with that lowercase name, nil when there
// is none; later ones count no more
// (https://html.spec.whatwg.org/multipage/links.html#extract-links).
func (l *Link) Find(name string) *Param {
	for i := range l.Params {
		if l.Params[i].Name == name {
			return &l.Params[i]
		}
	}
	return nil
}

// startLink adds what a Link header field starts: preload and preconnect, the
// only types that are processed there
// (https://html.spec.whatwg.org/multipage/links.html#process-link-headers).
func (p *Page) startLink(l *Link) {
	rel, _ := l.Param("rel")
	as, _ := l.Param("as")
	for token := range tokens(rel) {
		var c resolver.Context
		switch {
		case equalFold(token, "preconnect"):
			c = resolver.HeaderPreconnect
		case equalFold(token, "preload"):
			var ok bool
			if c, ok = headerPreload(as); !ok {
				continue
			}
		default:
			continue
		}
		f := Fetch{Context: c, Link: l, Span: l.Span}
		if l.Source != "" {
			f.Span = markup.Span{}
		}
		value, present := l.Param("crossorigin")
		f.State, f.Conformance = resolver.ParseHeaderState(value, present)
		f.Request = resolver.Resolve(c, f.State)
		start := len(p.refs)
		p.headerRefs(c, l)
		if len(p.refs) == start {
			continue // https://html.spec.whatwg.org/multipage/semantics.html#create-a-link-request, step 1
		}
		f.Refs = p.refs[start:len(p.refs):len(p.refs)]
		p.start(f)
	}
}

// headerRefs appends the URLs of which a link starts one to p.refs.
func (p *Page) headerRefs(c resolver.Context, l *Link) {
	base := p.headerBase()
	if srcset, _ := l.Param("imagesrcset"); c == resolver.HeaderPreloadImage {
		eachCandidate(srcset, func(url string) {
			p.refs = append(p.refs, Ref{Raw: url, Span: l.Find("imagesrcset").Span, base: base})
		})
	}
	if l.Target != "" {
		p.refs = append(p.refs, Ref{Raw: l.Target, Span: l.TargetSpan, base: base})
	}
}

// headerBase returns the base of Link header fields: they are read before
// there is a base element.
func (p *Page) headerBase() *base {
	if p.before != nil {
		return p.before
	}
	return &p.base
}

// headerPreload takes as as it is written: a header field is no enumerated
// attribute, whose case would not count
// (https://html.spec.whatwg.org/multipage/links.html#translate-a-preload-destination).
func headerPreload(as string) (resolver.Context, bool) {
	switch as {
	case "fetch":
		return resolver.HeaderPreloadFetch, true
	case "font":
		return resolver.HeaderPreloadFont, true
	case "image":
		return resolver.HeaderPreloadImage, true
	case "script":
		return resolver.HeaderPreloadScript, true
	case "style":
		return resolver.HeaderPreloadStyle, true
	case "track":
		return resolver.HeaderPreloadTrack, true
	}
	return 0, false
}

// tokens yields the tokens of a space-separated set.
func tokens(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := 0; i < len(s); {
			for i < len(s) && isSpace(s[i]) {
				i++
			}
			start := i
			for i < len(s) && !isSpace(s[i]) {
				i++
			}
			if start < i && !yield(s[start:i]) {
				return
			}
		}
	}
}
