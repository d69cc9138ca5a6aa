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

var wanted = markup.NewNames(slices.Sorted(maps.Keys(wantedElements))...)

// Wanted says whether a page keeps the tags of an element: those that fetch,
// or that say how others do.
func Wanted(element string) bool { return wantedElements[element] }

// everyName is for the second scan, which looks for crossorigin on elements
// that are none of the wanted ones.
var everyName = markup.EveryName()

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
	if p.hasStray() {
		p.scanStrays()
	}
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
	if tag.Namespace == markup.HTML && tag.Name == "image" {
		// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
		tag.Name = "img"
	}
	p.contexts.match(tag)
	switch {
	case tag.Name == "base" && tag.Namespace == markup.HTML:
		p.setBase(tag)
	case tag.Starts(resolver.LinkCanonical):
		p.setCanonical(tag)
	}
}

// keep copies the attributes of a tag, whose slice the scanner reuses. Those of
// many tags share one piece of memory.
func (p *Page) keep(attrs []markup.Attr) []markup.Attr {
	if cap(p.attrs)-len(p.attrs) < len(attrs) {
		p.attrs = make([]markup.Attr, 0, max(64, len(attrs)))
	}
	start := len(p.attrs)
	p.attrs = append(p.attrs, attrs...)
	return p.attrs[start:len(p.attrs):len(p.attrs)]
}

// hasStray says whether the word crossorigin stands where an attribute name
// can stand, outside the tags and the scripts that are known already.
func (p *Page) hasStray() bool {
	next := 0 // in p.Tags
	for i := 0; ; {
		at := indexAttrName(p.Src[i:])
		if at < 0 {
			return false
		}
		at += i
		i = at + len("crossorigin")
		for next < len(p.Tags) && max(p.Tags[next].Span.End, p.Tags[next].Text.End) <= at {
			next++
		}
		if next == len(p.Tags) || p.Tags[next].Span.Start > at {
			return true
		}
	}
}

// indexAttrName returns the offset of the first "crossorigin" that can be an
// attribute's name; -1 when there is none. Its end in lower case, or all of it
// in capitals, is looked for at the speed of memory; the rest is compared only
// then.
func indexAttrName(src []byte) int {
	lower := indexNameEnding(src, []byte("rigin"))
	if lower >= 0 {
		src = src[:lower]
	}
	if upper := indexNameEnding(src, []byte("RIGIN")); upper >= 0 {
		return upper
	}
	return lower
}

func indexNameEnding(src, ending []byte) int {
	const name = "crossorigin"
	for i := 0; ; {
		n := bytes.Index(src[i:], ending)
		if n < 0 {
			return -1
		}
		i += n + len(ending)
		start := i - len(name)
		if start >= 1 && i < len(src) && startsAttr[src[start-1]] && endsAttr[src[i]] && equalFold(src[start:i], name) {
			return start
		}
	}
}

var startsAttr, endsAttr = [256]bool{}, [256]bool{}

func init() {
	for _, c := range []byte(" \t\n\r\f/\"'") {
		startsAttr[c] = true
	}
	for _, c := range []byte(" \t\n\r\f/>=") {
		endsAttr[c] = true
	}
}

// scanStrays adds the tags of other elements that carry crossorigin and puts
// all tags in source order.
func (p *Page) scanStrays() {
	known := p.Tags
	var strays []Tag
	next := 0
	markup.Scan(p.Src, everyName, func(t *markup.Tag) bool {
		for next < len(known) && known[next].Span.Start < t.Span.Start {
			next++
		}
		if next < len(known) && known[next].Span.Start == t.Span.Start {
			return true
		}
		if _, ok := t.Attr("crossorigin"); ok {
			stray := Tag{Tag: t.Clone(), Stray: true}
			stray.ParentIndex = -1
			strays = append(strays, stray)
		}
		return true
	})
	p.merge(strays)
}

// merge puts strays between the known tags and renumbers them.
func (p *Page) merge(strays []Tag) {
	if len(strays) == 0 {
		return
	}
	place := make([]int, len(p.Tags)) // old index → new index
	merged := make([]Tag, 0, len(p.Tags)+len(strays))
	for i := range p.Tags {
		for len(strays) > 0 && strays[0].Span.Start < p.Tags[i].Span.Start {
			merged = append(merged, strays[0])
			strays = strays[1:]
		}
		place[i] = len(merged)
		merged = append(merged, p.Tags[i])
	}
	merged = append(merged, strays...)
	for i := range merged {
		t := &merged[i]
		t.Index = i
		if t.ParentIndex >= 0 {
			t.ParentIndex = place[t.ParentIndex]
		}
		if t.Stray {
			p.contexts.match(t)
		}
	}
	p.Tags = merged
}
