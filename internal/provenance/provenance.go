// Package provenance finds the tag in the sources of a Hugo site that a tag of
// a built page was rendered from. It stands beside the pipeline: findings in
// pages get the place where they can be put right.
//
// A source tag can have rendered a page's tag when what the source says for
// certain is there: name, attributes and the static parts of their values. Of
// several such tags the one that says most is taken. Where two say as much, or
// what they say would fit too many tags, there is no answer: nothing is guessed.
//
// Tags stand in templates and content, and also in strings: of front matter,
// data, translations, parameters and templates' actions. Whether a string
// becomes markup is not known, so one is only named where no other tag agrees.
package provenance

import (
	"bytes"
	"fmt"
	"slices"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// Spot is a place in a source file; Line and Column count from 1.
type Spot struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// String returns file:line:column.
func (s Spot) String() string { return fmt.Sprintf("%s:%d:%d", s.File, s.Line, s.Column) }

// Place is the place of a tag in a source file.
type Place struct {
	Spot
	// Template says that the file is a template, which may render the tag on
	// many pages.
	Template bool `json:"-"`
	// For is the place in a content file that the tag was rendered for: the call
	// of the shortcode, or the Markdown of the render hook, that the template
	// is. It is zero where that is not known, or the template is another.
	For Spot `json:"for,omitzero"`
}

// String returns the name of the file, line and column, and those of what it was
// rendered for: "layouts/_shortcodes/a.html:1:1 for content/b.md:3:1".
func (p *Place) String() string {
	if p.For == (Spot{}) {
		return p.Spot.String()
	}
	return p.Spot.String() + " for " + p.For.String()
}

// Alone is the place without what it was rendered for, the same for all that one
// tag of a template rendered.
func (p Place) Alone() Place {
	p.For = Spot{}
	return p
}

// Index holds the tags of source files. It is safe for concurrent use once
// everything is added.
type Index struct {
	mu     sync.RWMutex
	byName map[string]*element
	// unread are the templates that hold none of the elements asked for: of the
	// many of a site few do, and what is found mostly is about few elements.
	unread []template
	asked  map[string]bool // elements

	calls     map[string][]call   // by the name of the shortcode
	images    map[string][]*image // by the last part of the destination
	inners    map[string]inside   // what shortcodes do with what stands inside
	anyName   bool                // an action of a template may print any tag
	imageHook bool                // a template renders the images of Markdown
	memory    *memory             // of content files; nil for none
}

type template struct {
	file string
	src  []byte
}

type candidate struct {
	Place
	language string // of a content file, "" when it is not known
	tag      markup.Tag
	// quoted says that the tag stands in a string.
	quoted bool
	// within is the shortcode that the tag stands inside of, "" for none; how is
	// what that has to do for the tag to reach the page.
	within string
	how    inside
	image  *image // of Markdown that the tag is; nil for every other
}

// Page is what is known of how a built page was made.
type Page struct {
	// Content returns the name of the content file that the page is made from, ""
	// when that is not known; nil for never.
	Content func() string
	// Copied holds the tags of the file that the page is a copy of, so that
	// nothing else wrote its tags; nil for any other page.
	Copied *Index
	// Language is that of the page, "" when it is not known. Of content files
	// that say the same it is made from one in its language.
	Language string
}

var everyName = markup.EveryName()

// AddTemplate adds the tags of a template, of which src is kept. What Hugo refuses
// has none.
func (x *Index) AddTemplate(file string, src []byte) {
	x.unread, x.asked = append(x.unread, template{file, src}), nil
	if name := shortcodeOf(file); name != "" {
		if x.inners == nil {
			x.inners = map[string]inside{}
		}
		x.inners[name] = insideOf(src)
	}
	x.imageHook = x.imageHook || isImageHook(file)
	x.anyName = x.anyName || bytes.Contains(src, []byte("<%"))
}

// named returns the tags of an element; nil for none.
func (x *Index) named(name string) *element {
	x.mu.RLock()
	known, asked := x.byName[name], x.asked[name]
	x.mu.RUnlock()
	if asked {
		return known
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.asked[name] {
		x.unread = slices.DeleteFunc(x.unread, func(t template) bool { return x.read(t, name) })
		if x.asked == nil {
			x.asked = map[string]bool{}
		}
		x.asked[name] = true
	}
	return x.byName[name]
}

// read reads a template that may hold an element, and says whether it did: the
// name of a tag stands behind its "<" as it is, only actions in it would tell
// otherwise, and of such a tag the element is not known.
func (x *Index) read(t template, element string) bool {
	if !holdsTag(t.src, element) {
		return false
	}
	s, err := hugotemplate.Scan(t.file, t.src, everyName)
	if err != nil {
		return true
	}
	in := candidate{Place: Place{Spot: Spot{File: t.file}, Template: true}}
	var h holding
	h.add(in, t.src, 0, slices.DeleteFunc(s.Tags, func(t markup.Tag) bool {
		return slices.ContainsFunc(s.Actions, func(a markup.Span) bool { return a.Start <= t.Span.Start && t.Span.Start < a.End })
	}))
	for _, action := range s.Actions {
		if !slices.ContainsFunc(s.Comments, func(c hugotemplate.Comment) bool { return c.Span == action }) {
			h.addStrings(in, t.src, action, true)
		}
	}
	h.join()
	x.keep(&h)
	return true
}

// AddContent adds the tags of a content file in a language, "" when that is not
// known, and the shortcodes that it calls.
func (x *Index) AddContent(file, language string, src []byte) {
	x.keep(contentOf(file, language, src, func() []byte { return src }))
}

// contentOf returns what a content file holds; again reads it when that is asked
// for.
func contentOf(file, language string, src []byte, again func() []byte) *holding {
	var h holding
	in := candidate{Place: Place{Spot: Spot{File: file}}, language: language}
	tags := fetching(src)
	if tags {
		h.add(in, src, 0, hugotemplate.ScanContent(file, src, everyName, false).Tags)
		h.addStrings(in, src, hugotemplate.FrontMatter(src), false)
	}
	if bytes.Contains(src, []byte("{{")) {
		h.addCalls(in, src, tags)
	}
	h.addImages(in, src, again)
	return &h
}

// AddText adds the tags in the strings of a file of data, translations or
// parameters. In a content adapter, which code says, strings are those of a
// template.
func (x *Index) AddText(file string, src []byte, code bool) {
	if fetching(src) {
		var h holding
		h.addStrings(candidate{Place: Place{Spot: Spot{File: file}}}, src, markup.Span{End: len(src)}, code)
		x.keep(&h)
	}
}

// holding is what a source file holds.
type holding struct {
	tags   []candidate
	images []*image
	calls  []call
}

// add adds tags of a file that fetch, or that carry the attribute, whose places
// are those in src from an offset on; in is what they have in common.
func (h *holding) add(in candidate, src []byte, offset int, tags []markup.Tag) {
	var lines *markup.Lines
	for i := range tags {
		t := &tags[i]
		if t.Find("crossorigin") == nil && !page.Wanted(t.Name) {
			continue
		}
		if lines == nil {
			lines = markup.NewLines(src)
		}
		c := in
		c.tag = *t
		c.Line, c.Column = lines.LineColumn(offset + t.Span.Start)
		h.tags = append(h.tags, c)
	}
}

// join leaves out of the tags in strings those that are known to be printed.
func (h *holding) join() {
	printed := map[Spot]bool{}
	h.tags = slices.DeleteFunc(h.tags, func(c candidate) bool {
		if c.quoted {
			return printed[c.Spot]
		}
		printed[c.Spot] = true
		return false
	})
}

// keep adds what a file holds.
func (x *Index) keep(h *holding) {
	if x.byName == nil {
		x.byName, x.calls, x.images = map[string]*element{}, map[string][]call{}, map[string][]*image{}
	}
	for _, c := range h.tags {
		of := x.byName[c.tag.Name]
		if of == nil {
			of = &element{bySource: map[source][]*candidate{}}
			x.byName[c.tag.Name] = of
		}
		of.add(&c)
	}
	for _, i := range h.images {
		last := lastPart(i.destination)
		x.images[last] = append(x.images[last], i)
	}
	for _, c := range h.calls {
		x.calls[c.name] = append(x.calls[c.name], c)
	}
}

// match is what agrees with a tag of a built page.
type match struct {
	best []*candidate // that say most
	// rivals says that others say less and agree too, or templates that say
	// nothing.
	rivals bool
}

// agreeing returns the tags that say most of what a tag of a built page is; none
// where a shortcode that says less was called with all that the tag says.
func (x *Index) agreeing(built *markup.Tag) match {
	var at, quoted, unsaid, others []*candidate
	best, bestQuoted, bestRewritten := 0, 0, 0
	weigh := func(c *candidate) {
		switch score, said, rewritten := agreement(&c.tag, built); {
		case score == 0 || !x.reaches(c):
		case rewritten:
			bestRewritten = max(bestRewritten, score)
		case !said:
			unsaid = append(unsaid, c)
		case c.quoted && !c.Template && x.anyName:
		case c.quoted && score > bestQuoted:
			bestQuoted, quoted = score, append(quoted[:0], c)
		case c.quoted && score == bestQuoted:
			quoted = append(quoted, c)
		case c.quoted:
		case score > best:
			others = append(others, at...)
			best, at = score, append(at[:0], c)
		case score == best:
			at = append(at, c)
		default:
			others = append(others, c)
		}
	}
	x.named(built.Name).each(built, weigh)
	if !x.imageHook && built.Name == "img" {
		for _, i := range x.imagesOf(built) {
			weigh(i.candidate())
		}
	}
	switch {
	case bestRewritten > max(best, bestQuoted):
		return match{nil, true}
	case best+bestQuoted == 0 && len(unsaid) == 1 && x.calledWith(unsaid[0].File, built):
		return match{unsaid, false} // its parameters say it
	case best == 0:
		return match{quoted, false}
	case bestQuoted >= best:
		at = append(at, quoted...)
	}
	if slices.ContainsFunc(others, func(c *candidate) bool { return c.Template && x.calledForAll(c.File, built) }) {
		return match{nil, true}
	}
	return match{at, len(others) > 0 || slices.ContainsFunc(unsaid, func(c *candidate) bool { return x.mayRender(c, built) })}
}

// reaches says whether a tag can be in a page.
func (x *Index) reaches(c *candidate) bool { return c.within == "" || x.inners[c.within] == c.how }
