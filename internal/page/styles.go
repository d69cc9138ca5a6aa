package page

import (
	"bytes"
	"iter"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// maxImports bounds how deep @import is followed.
const maxImports = 8

// StyleSheet is where a style sheet's fetches come from.
type StyleSheet struct {
	URL string // absolute, or a path where the origin is not known; "" for one in the page
}

// sheet is a style sheet of the site, with all its fetches resolved so that
// pages can share it.
type sheet struct {
	StyleSheet
	found   bool
	fetches []Fetch
}

// ParseCSS returns a style sheet as a page of its own. o.URL is where the
// sheet is served.
func ParseCSS(src []byte, o Options) *Page {
	p := &Page{Src: src, Options: o, other: true, sheet: true}
	p.base = p.documentBase()
	scanCSS(src, false, func(u use) {
		p.Fetches = append(p.Fetches, u.fetch(&StyleSheet{}, &p.base, 0))
	})
	return p
}

// fetch makes a fetch of a use; offset is the style text's place in the page,
// -1 when it is in another file or was decoded.
func (u *use) fetch(s *StyleSheet, b *base, offset int) Fetch {
	f := Fetch{
		Context: u.context, Request: resolver.Resolve(u.context, resolver.NoCORS), Certainty: u.certainty,
		Sheet: s, Refs: []Ref{{Raw: u.raw, base: b}},
	}
	if offset >= 0 {
		f.Span = markup.Span{Start: u.span.Start + offset, End: u.span.End + offset}
		f.Refs[0].Span = f.Span
	}
	return f
}

// Styles returns what the style sheets of the page start: those in style
// elements, and the files of the site that link elements and @import name.
// complete says that all of them could be read.
func (p *Page) Styles() (fetches []Fetch, complete bool) {
	if !p.styles.read {
		p.styles.read, p.styles.complete = true, true
		p.gatherStyles(&p.styles)
	}
	return p.styles.fetches, p.styles.complete
}

type styles struct {
	fetches        []Fetch
	visited        map[Key]bool
	read, complete bool
}

func (p *Page) gatherStyles(s *styles) {
	for i := range p.Tags {
		t := &p.Tags[i]
		if t.Template || !t.holdsCSS() || t.Text.Len() == 0 {
			continue
		}
		if p.Fragment {
			s.complete = false
			if bytes.Contains(p.Src[t.Text.Start:t.Text.End], []byte("{{")) {
				continue // no CSS before the template has run
			}
		}
		start := len(s.fetches)
		in := &StyleSheet{}
		text, offset := p.styleText(t)
		for _, u := range p.Options.Cache.inlineStyle(text) {
			f := u.fetch(in, &p.base, offset)
			if offset < 0 {
				f.Span = t.Text
			}
			s.fetches = append(s.fetches, f)
		}
		p.followImports(s, s.fetches[start:len(s.fetches):len(s.fetches)], 0)
	}
	for i := range p.Fetches {
		f := &p.Fetches[i]
		switch f.Context {
		case resolver.LinkStylesheet, resolver.LinkAlternateStylesheet:
		case resolver.LinkPreloadStyle:
			if !becomesStylesheet(f.Tag) {
				continue
			}
		default:
			continue
		}
		if f.Tag.Template {
			continue
		}
		if ref := f.Ref(); ref == nil || !p.follow(s, ref, 0) {
			s.complete = false
		}
	}
}

// holdsCSS says whether the text of a tag's element may be a style sheet
// (https://html.spec.whatwg.org/multipage/semantics.html#update-a-style-block, step 4).
func (t *Tag) holdsCSS() bool {
	if t.Name != "style" || t.Namespace == markup.MathML {
		return false
	}
	kind, _, c := t.Value("type")
	return c == Open || kind == "" || equalFold(kind, "text/css")
}

// styleText returns the style sheet in a style element, and its offset in the
// source, -1 when it is written in another way there.
func (p *Page) styleText(t *Tag) (text []byte, offset int) {
	source := p.Src[t.Text.Start:t.Text.End]
	if t.Namespace == markup.HTML || bytes.IndexByte(source, '&') < 0 && bytes.IndexByte(source, '<') < 0 {
		return source, t.Text.Start
	}
	return markup.ForeignText(source), -1
}

// otherStyle says whether a link names a type of style sheet that browsers do not
// know, and do not fetch
// (https://html.spec.whatwg.org/multipage/semantics.html#processing-the-type-attribute).
func (t *Tag) otherStyle() bool {
	if t.Find("type") == nil {
		return false
	}
	kind, _, c := t.Value("type")
	kind, _, _ = strings.Cut(kind, ";")
	kind = strings.Trim(kind, " \t\n\f\r")
	return c == Certain && kind != "" && !equalFold(kind, "text/css")
}

// stylesIn returns the uses in a style sheet.
func stylesIn(text []byte) []use {
	var uses []use
	if bytes.IndexByte(text, '(') >= 0 || bytes.IndexByte(text, '@') >= 0 {
		scanCSS(text, false, func(u use) { uses = append(uses, u) })
	}
	return uses
}

// becomesStylesheet says whether a preload's load handler makes it a style
// sheet, a common way to load one without waiting for it.
func becomesStylesheet(t *Tag) bool {
	a := t.Find("onload")
	return a != nil && (a.Dynamic || strings.Contains(a.Value, "stylesheet"))
}

// followImports reads the files that the imports among the fetches name.
func (p *Page) followImports(s *styles, fetches []Fetch, depth int) {
	for i := range fetches {
		switch f := &fetches[i]; f.Context {
		case resolver.CSSImport, resolver.CSSImportCrossOriginAnonymous, resolver.CSSImportCrossOriginUseCredentials:
			if !p.follow(s, f.Ref(), depth+1) {
				s.complete = false
			}
		}
	}
}

// follow adds the fetches of a style sheet of the site.
func (p *Page) follow(s *styles, ref *Ref, depth int) bool {
	where := p.local(ref)
	if !where.Known() || depth > maxImports {
		return false
	}
	if s.visited[where] {
		return true
	}
	if s.visited == nil {
		s.visited = map[Key]bool{}
	}
	s.visited[where] = true
	sheet := p.Options.Cache.sheet(p, where, ref)
	if !sheet.found {
		return false
	}
	s.fetches = append(s.fetches, sheet.fetches...)
	p.followImports(s, sheet.fetches, depth)
	return true
}

// local returns the URL of what may be a file of the site, the zero Key for what
// is none.
func (p *Page) local(ref *Ref) Key {
	if p.Options.Local == nil || ref.Relation() != SameOrigin && ref.Relation() != Mixed {
		return Key{}
	}
	key := ref.Key()
	if strings.HasPrefix(key.rest, "data:") || key.origin == unknownOrigin && strings.HasPrefix(key.rest, unknownPath) {
		return Key{}
	}
	return key
}

// Size returns the size in bytes of the site's file that the reference names;
// ok is false when there is none.
func (p *Page) Size(ref *Ref) (n int, ok bool) {
	where := p.local(ref)
	if !where.Known() {
		return 0, false
	}
	n = p.Options.Cache.size(p, where)
	return n, n >= 0
}

// readSheet reads and resolves a style sheet of the site.
func (p *Page) readSheet(where Key, ref *Ref) *sheet {
	s := &sheet{StyleSheet: StyleSheet{URL: where.local()}}
	src, ok := p.Options.Local(s.URL)
	if !ok {
		return s
	}
	s.found = true
	b := p.base
	b.set(ref.target)
	b.fixed = ref.Relation() == Mixed
	scanCSS(src, false, func(u use) {
		s.fetches = append(s.fetches, u.fetch(&s.StyleSheet, &b, -1))
		// Pages share the sheet, and a reference that is resolved is only read.
		s.fetches[len(s.fetches)-1].Refs[0].resolve()
	})
	return s
}

// carriers is for the second scan, which looks for style on all elements.
var carriers = markup.NewNames().OrAttr("style")

// Styled yields the start tags that have a style attribute, which any element
// may. It scans the page again; a tag is valid until the next one, Clone it to
// keep it.
func (p *Page) Styled() iter.Seq[*markup.Tag] {
	return func(yield func(*markup.Tag) bool) { markup.Scan(p.Src, carriers, yield) }
}

// StyleAttributes returns what the style attributes of the page start. It
// scans the page again.
func (p *Page) StyleAttributes() []Fetch {
	if p.attributesRead {
		return p.styleAttributes
	}
	p.attributesRead = true
	if p.Fragment || p.other {
		return nil
	}
	in := &StyleSheet{}
	for t := range p.Styled() {
		a := t.Find("style")
		if a == nil || t.Template || !strings.Contains(a.Value, "(") {
			continue
		}
		offset := -1
		if string(p.Src[a.ValueSpan.Start:a.ValueSpan.End]) == a.Value {
			offset = a.ValueSpan.Start
		}
		scanCSS([]byte(a.Value), true, func(u use) {
			f := u.fetch(in, &p.base, offset)
			if offset < 0 {
				f.Span = a.Span
			}
			p.styleAttributes = append(p.styleAttributes, f)
		})
	}
	return p.styleAttributes
}
