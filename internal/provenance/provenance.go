// Package provenance finds the tag in the sources of a Hugo site that a tag of
// a built page was rendered from. It stands beside the pipeline: findings in
// pages get the place where they can be put right.
//
// A source tag can have rendered a page's tag when what the source says for
// certain is there: name, attributes and the static parts of their values. Of
// several such tags the one that says most is taken. Where two say as much, or
// what they say would fit too many tags, there is no answer: nothing is guessed.
package provenance

import (
	"slices"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// Place is the place of a tag in a template or content file; Line and Column
// count from 1.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	// Template says that the file is a template, which may render the tag on
	// many pages.
	Template bool `json:"-"`
}

// Index holds the tags of source files. It is safe for concurrent use once
// everything is added.
type Index struct {
	mu     sync.RWMutex
	byName map[string][]candidate
	// unread are the templates that hold none of the elements asked for: of the
	// many of a site few do, and what is found mostly is about few elements.
	unread []template
	asked  map[string]bool // elements
	memory *memory         // of content files; nil for none
}

type template struct {
	file string
	src  []byte
}

type candidate struct {
	Place
	language string // of a content file, "" when it is not known
	tag      markup.Tag
}

// Page is what is known of how a built page was made.
type Page struct {
	// Own holds what the page alone is made from, nil when that is not known.
	Own *Index
	// Copy says that the page is a copy of what Own was read from, so that
	// nothing else wrote its tags.
	Copy bool
	// Language is that of the page, "" when it is not known. Of content files
	// that say the same it is made from one in its language.
	Language string
}

// Empty says whether it holds no tag and no template.
func (x *Index) Empty() bool { return len(x.byName)+len(x.unread) == 0 }

var everyName = markup.EveryName()

// AddTemplate adds the tags of a template, of which src is kept. What Hugo refuses
// has none.
func (x *Index) AddTemplate(file string, src []byte) {
	x.unread, x.asked = append(x.unread, template{file, src}), nil
}

// named returns the tags of an element.
func (x *Index) named(element string) []candidate {
	x.mu.RLock()
	known, asked := x.byName[element], x.asked[element]
	x.mu.RUnlock()
	if asked {
		return known
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.asked[element] {
		x.unread = slices.DeleteFunc(x.unread, func(t template) bool { return x.read(t, element) })
		if x.asked == nil {
			x.asked = map[string]bool{}
		}
		x.asked[element] = true
	}
	return x.byName[element]
}

// read reads a template that may hold an element, and says whether it did: the
// name of a tag stands behind its "<" as it is, only actions in it would tell
// otherwise, and of such a tag the element is not known.
func (x *Index) read(t template, element string) bool {
	if !holdsTag(t.src, element) {
		return false
	}
	if s, err := hugotemplate.Scan(t.file, t.src, everyName); err == nil {
		x.keep(candidates(candidate{Place: Place{File: t.file, Template: true}}, t.src, s.Tags))
	}
	return true
}

// AddContent adds the tags of a content file in a language, "" when that is not
// known.
func (x *Index) AddContent(file, language string, src []byte) {
	x.keep(contentTags(file, language, src))
}

func contentTags(file, language string, src []byte) []candidate {
	return candidates(candidate{Place: Place{File: file}, language: language}, src, hugotemplate.ScanContent(file, src, everyName, false).Tags)
}

// candidates are those of the tags of a file that fetch, or that carry the
// attribute; in is what they have in common.
func candidates(in candidate, src []byte, tags []markup.Tag) (all []candidate) {
	var lines *markup.Lines
	for i := range tags {
		t := &tags[i]
		if _, carries := t.Attr("crossorigin"); !carries && !page.Wanted(t.Name) {
			continue
		}
		if lines == nil {
			lines = markup.NewLines(src)
		}
		c := in
		c.tag = *t
		c.Line, c.Column = lines.LineColumn(t.Span.Start)
		all = append(all, c)
	}
	return all
}

func (x *Index) keep(all []candidate) {
	if x.byName == nil {
		x.byName = map[string][]candidate{}
	}
	for _, c := range all {
		x.byName[c.tag.Name] = append(x.byName[c.tag.Name], c)
	}
}

// find returns the place in one of several indexes that a tag of a built page in
// a language was rendered from; nil indexes hold nothing.
func find(built *markup.Tag, language string, indexes ...*Index) *Place {
	var at []*candidate
	best := 0
	for _, x := range indexes {
		if x == nil {
			continue
		}
		named := x.named(built.Name)
		for i := range named {
			c := &named[i]
			switch score := agreement(&c.tag, built); {
			case score > best:
				best, at = score, append(at[:0], c)
			case score == best && score > 0:
				at = append(at, c)
			}
		}
	}
	return choose(at, language)
}

// choose returns the place of the only candidate, or, where all are content
// files in known languages, of the only one in the page's; nil for none.
func choose(from []*candidate, language string) (at *Place) {
	if len(from) == 1 {
		return &from[0].Place
	}
	for _, c := range from {
		switch {
		case c.language == "":
			return nil
		case c.language == language && at != nil:
			return nil
		case c.language == language:
			at = &c.Place
		}
	}
	return at
}

// agreement weighs what a source tag and a tag of a page have in common; 0 when
// the one cannot have rendered the other, or when the source says nothing of
// any value, so that it would fit too many tags.
func agreement(source, built *markup.Tag) int {
	score, said := 0, false
	for i := range source.Attrs {
		s := &source.Attrs[i]
		b, there := built.Attr(s.Name)
		switch {
		case !there:
			if s.Presence == markup.Present && !dropped(s) {
				return 0
			}
		case s.Dynamic:
			if !strings.HasPrefix(b.Value, s.Prefix) {
				return 0
			}
			score += 1 + min(len(s.Prefix), 1)
			said = said || s.Prefix != ""
		case s.Value != b.Value:
			if s.Presence == markup.Present && !spacing(s.Value, b.Value) {
				return 0
			}
		default:
			score += 3
			said = said || s.Value != ""
		}
	}
	if !said {
		return 0
	}
	if source.Open {
		return score
	}
	for i := range built.Attrs {
		if _, there := source.Attr(built.Attrs[i].Name); !there {
			return 0
		}
	}
	return score
}

// dropped says whether minifiers leave an attribute out because it says what
// holds anyway.
func dropped(a *markup.Attr) bool {
	switch a.Name {
	case "type", "media", "language", "charset":
		return true
	}
	return !a.Dynamic && a.Value == "" && a.HasValue
}

// spacing says whether values differ in white space only.
func spacing(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}
