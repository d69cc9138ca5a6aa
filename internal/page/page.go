// Package page puts the tags of one document together: what it fetches, which
// hints it gives, how their URLs resolve and which of them are cross-origin.
// It is the third stage of the pipeline: bytes → tags (markup, hugotemplate) →
// page → rules. Which request a tag makes it asks the resolver.
//
// What the source leaves open stays open: accessors say with a Certainty how
// far a value can be trusted, and nothing is guessed.
package page

import (
	"slices"
	"sort"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Certainty says whether the source settles a value.
type Certainty uint8

const (
	Certain Certainty = iota
	Open              // a template, a script or a missing setting decides
)

// Options say what is known of a page beside its bytes.
type Options struct {
	// Name is the page's file name, for messages.
	Name string
	// URL is where the page is served. A URL without origin ("/posts/one/")
	// says that only the path is known; "" that nothing is.
	URL string
	// Origins are further origins that serve the same site
	// ("https://www.example.org"): a URL on one of them, or on the page's own
	// origin, is same-origin for some visitors only.
	Origins []string
	// Local returns the site's file for a URL of the site, if it has one. The
	// URL is absolute, without fragment; where the origin is not known it is
	// the path and the query.
	Local func(url string) ([]byte, bool)
	// Links are the Link header fields that come with the page.
	Links []Link
	// Cache shares what pages of one site have in common; nil for none.
	Cache *Cache
}

// Page is one document: an HTML page, a template, a style sheet or a headers
// file. It is not safe for concurrent use.
type Page struct {
	Src     []byte
	Options Options
	// Fragment says that the source is a template: a part of pages of which
	// other parts are not known, with values that are not known.
	Fragment bool
	// Tags are the start tags that can fetch, that hold something that
	// fetches, or that carry crossorigin without any effect, in source order.
	Tags []Tag
	// Fetches are what the tags and the Link headers start, hints included,
	// in source order and then in the order of the headers. What style sheets
	// and scripts start comes from Styles and Imports.
	Fetches []Fetch
	// Comments are the contents of the comments that could be addressed to a
	// checker: they start with the word "crossorigin-ignore".
	Comments []markup.Span
	// Actions are the places of the actions of a template, in source order.
	Actions []markup.Span
	// Unread is the number of conditions inside the tags of a template that are
	// more than can be read one by one: what is wrong under one of them alone may
	// not be found.
	Unread int
	// Traps are attributes of a template that are not rendered as written.
	Traps []markup.Trap
	// Frames are the documents in srcdoc attributes.
	Frames []Frame
	// Blocks are the paths of a headers file, with the Link fields for each.
	Blocks []Block

	base   base
	before *base // the base in front of the base element, nil without one
	baseAt int   // index of the tag that set base
	other  bool  // the page is a style sheet or a headers file
	sheet  bool  // the page is a style sheet
	depth  int   // of srcdoc documents around this one
	// unscripted says that scripts neither run nor are fetched
	// (https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-scripts-browsing-context-flag).
	unscripted bool

	// What is read only when a rule asks for it.
	scripts         scripts
	styleAttributes []Fetch
	attributesRead  bool
	consumers       consumers
	asked           int       // hints whose consumers were asked for
	styled          consumers // of style attributes
	completeness    uint8
	consumersKnown  bool // EachConsumer was asked

	memory
}

// memory is what the tags and fetches of a page are kept in.
type memory struct {
	tags     []Tag
	fetches  []Fetch
	attrs    []markup.Attr
	refs     []Ref
	contexts contextArena
	tagsWith [attributes][]int // indexes into Page.Tags
	hints    []int             // indexes into Page.Fetches
	consumed []*Fetch          // see EachConsumer
	styles   styles
}

// maxKeptTags bounds the memory that one large page leaves behind.
const maxKeptTags = 4096

// released are the pages whose memory others can have.
var released = sync.Pool{New: func() any { return new(Page) }}

// Release gives the page's memory to pages that are parsed later: neither the
// page nor anything that it gave is to be used again, but for strings.
func (p *Page) Release() {
	// A piece of attributes or URLs is larger for one tag with very many.
	if max(cap(p.Tags), cap(p.styles.fetches)) > maxKeptTags || max(cap(p.attrs), cap(p.refs)) > mostAtOnce {
		return
	}
	m := p.memory
	m.tags, m.fetches, m.attrs, m.refs = p.Tags[:0], p.Fetches[:0], m.attrs[:0], m.refs[:0]
	m.contexts.free, m.hints, m.consumed = m.contexts.free[:0], m.hints[:0], m.consumed[:0]
	for i := range m.tagsWith {
		m.tagsWith[i] = m.tagsWith[i][:0]
	}
	m.styles = styles{fetches: m.styles.fetches[:0], visited: m.styles.visited}
	clear(m.styles.visited)
	*p = Page{memory: m}
	released.Put(p)
}

// ParseHTML returns the page that src is.
func ParseHTML(src []byte, o Options) *Page {
	p := newPage(src, o)
	p.scan()
	p.finish()
	return p
}

// newPage returns a page without tags.
func newPage(src []byte, o Options) *Page {
	p := released.Get().(*Page)
	p.Src, p.Options, p.Tags, p.Fetches = src, o, p.tags, p.fetches
	p.base = p.documentBase()
	return p
}

// FromTags returns the page that the tags of a template make. The tags are in
// source order; src is the template's source, to which their spans refer.
func FromTags(src []byte, tags []markup.Tag, o Options) *Page {
	p := &Page{Src: src, Options: o, Fragment: true}
	p.base = p.documentBase()
	p.Tags = make([]Tag, 0, len(tags))
	for i := range tags {
		p.add(&tags[i])
	}
	p.finish()
	return p
}

// InAction says whether a place in the source of a template is inside an action,
// where nothing can be written.
func (p *Page) InAction(at int) bool {
	i := sort.Search(len(p.Actions), func(i int) bool { return p.Actions[i].End > at })
	return i < len(p.Actions) && p.Actions[i].Start < at
}

// finish resolves what needs all tags.
func (p *Page) finish() {
	p.Fetches = slices.Grow(p.Fetches, len(p.Tags)+len(p.Options.Links))
	for i := range p.Tags {
		t := &p.Tags[i]
		p.noteAttributes(t)
		p.startFetches(t)
		if t.Name == "iframe" && t.Namespace == markup.HTML {
			p.frame(t)
		}
	}
	for i := range p.Options.Links {
		p.startLink(&p.Options.Links[i])
	}
}
