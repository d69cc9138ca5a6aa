package page

import (
	"bytes"
	"maps"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// wanted are the elements that fetch, or that say how others do.
var wantedElements = map[string]bool{
	"base": true, "link": true, "script": true, "style": true, "img": true, "image": true, "picture": true,
	"source": true, "audio": true, "video": true, "track": true, "iframe": true, "input": true, "feimage": true,
}

var wanted = markup.NewNames(slices.Sorted(maps.Keys(wantedElements))...).OrAttr("crossorigin")

// Wanted says whether a page keeps the tags of an element: those that fetch,
// or that say how others do.
func Wanted(element string) bool { return wantedElements[element] }

// Suppression starts every comment that is addressed to a checker.
const Suppression = "crossorigin-ignore"

func (p *Page) scan() {
	markup.Visit(p.Src, wanted, markup.Visitor{
		Tag: func(t *markup.Tag) bool {
			p.add(t)
			return true
		},
		Comment: p.comment,
	})
}

func (p *Page) comment(text markup.Span) {
	if bytes.HasPrefix(bytes.TrimLeft(p.Src[text.Start:text.End], " \t\r\n"), []byte(Suppression)) {
		p.Comments = append(p.Comments, text)
	}
}

// add keeps a tag.
func (p *Page) add(t *markup.Tag) {
	if len(p.Tags) == cap(p.Tags) {
		grown := make([]Tag, len(p.Tags), max(32, 2*cap(p.Tags)))
		copy(grown, p.Tags)
		p.Tags = grown
	}
	p.Tags = append(p.Tags, Tag{Tag: *t, Index: len(p.Tags)})
	tag := &p.Tags[len(p.Tags)-1]
	tag.Attrs = p.keep(t.Attrs)
	if !p.Fragment {
		p.leaveOpen(tag)
	}
	if t.ByAttr {
		tag.Stray, tag.ParentIndex = true, -1
		p.contexts.match(tag)
		return
	}
	if tag.Namespace == markup.HTML && tag.Name == "image" {
		// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
		tag.Name = "img"
	}
	p.contexts.match(tag)
	if p.unscripted && tag.Name == "script" {
		tag.Contexts = nil
	}
	p.setURLs(tag)
}

// setURLs notes what a tag says of URLs behind it.
func (p *Page) setURLs(tag *Tag) {
	switch {
	case tag.Stray:
	case tag.Name == "base" && tag.Namespace == markup.HTML:
		p.setBase(tag)
	case tag.Starts(resolver.LinkCanonical):
		p.setCanonical(tag)
	}
}

// mostAtOnce bounds the pieces of memory that the attributes and the URLs of a
// page are kept in: what is left free at the end does not grow with the page.
const mostAtOnce = 1 << 13

// keep copies the attributes of a tag, whose slice the scanner reuses. Those of
// many tags share one piece of memory.
func (p *Page) keep(attrs []markup.Attr) []markup.Attr {
	if cap(p.attrs)-len(p.attrs) < len(attrs) {
		p.attrs = make([]markup.Attr, 0, max(64, min(2*cap(p.attrs), mostAtOnce), len(attrs)))
	}
	start := len(p.attrs)
	p.attrs = append(p.attrs, attrs...)
	return p.attrs[start:len(p.attrs):len(p.attrs)]
}
