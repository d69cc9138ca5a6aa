package provenance

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// Sources finds places in the sources of a site, which are read when the first
// one is asked for. It is safe for concurrent use; nil knows no place.
type Sources struct {
	read  func(*Index)
	once  sync.Once
	index Index

	mu    sync.Mutex
	found map[string]match // by tag: templates write the same on many pages
}

// maxFound bounds how many tags are remembered: pages may have some like no
// other.
const maxFound = 1 << 16

// New returns the sources that a function adds to an index.
func New(read func(*Index)) *Sources { return newSources(read, new(memory)) }

func newSources(read func(*Index), m *memory) *Sources {
	return &Sources{read: read, index: Index{memory: m}}
}

// Built is a built page.
type Built struct {
	Source []byte
	// Page is what it reads as; nil when it was not read.
	Page *page.Page
}

// Places returns the places that the tags at these offsets of a built page were
// rendered from, nil for each that is not known.
func (s *Sources) Places(b Built, offsets []int, of Page) []*Place {
	places := make([]*Place, len(offsets))
	if s == nil || len(offsets) == 0 {
		return places
	}
	s.once.Do(func() { s.read(&s.index) })
	var left []int // indexes of the offsets that are in no tag of b.Page
	for i, at := range offsets {
		var t *page.Tag
		if b.Page != nil {
			t = b.Page.TagAt(at)
		}
		if t == nil {
			left = append(left, i)
			continue
		}
		places[i] = s.place(b.Source, t.Span, of)
	}
	if left == nil {
		return places
	}
	markup.Scan(b.Source, everyName, func(t *markup.Tag) bool {
		left = slices.DeleteFunc(left, func(i int) bool {
			inside := t.Span.Start <= offsets[i] && offsets[i] < t.Span.End
			if inside {
				places[i] = s.place(b.Source, t.Span, of)
			}
			return inside
		})
		return len(left) > 0
	})
	return places
}

// place returns the place of the tag at a span of a page's source.
func (s *Sources) place(source []byte, at markup.Span, of Page) (place *Place) {
	tag := source[at.Start:at.End]
	markup.Scan(tag, everyName, func(t *markup.Tag) bool {
		times := func(c *candidate) int { return times(c, source) }
		if of.Copied != nil {
			place = of.Copied.choose(of.Copied.agreeing(t), t, of, times)
		} else {
			place = s.index.choose(s.agreeing(tag, t), t, of, times)
		}
		return false
	})
	return place
}

// times returns how many tags of a page's source one agrees with.
func times(c *candidate, source []byte) (n int) {
	markup.Scan(source, everyName, func(t *markup.Tag) bool {
		if t.Name == c.tag.Name {
			if score, _, _ := agreement(&c.tag, t); score > 0 {
				n++
			}
		}
		return true
	})
	return n
}

// agreeing returns the tags of the sources that agree with one, of which tag is
// the source.
func (s *Sources) agreeing(tag []byte, t *markup.Tag) match {
	s.mu.Lock()
	defer s.mu.Unlock()
	from, known := s.found[string(tag)]
	if known {
		return from
	}
	from = s.index.agreeing(t)
	if s.found == nil {
		s.found = map[string]match{}
	}
	if len(s.found) < maxFound {
		s.found[string(tag)] = from
	}
	return from
}

// maxFile is the size of the largest file that is read for its places.
const maxFile = 8 << 20

// ReadTemplate adds the tags of a template's file under a name. What cannot be
// read has none: whoever builds the site says so.
func (x *Index) ReadTemplate(file, name string) {
	if src, ok := readText(file); ok {
		x.AddTemplate(name, src)
	}
}

// ReadContent adds the tags of a content file in a language under a name, like
// ReadTemplate.
func (x *Index) ReadContent(file, name, language string) {
	info, ok := text(file)
	if !ok {
		return
	}
	of, stamp := contentFile{file, name, language}, content{size: info.Size(), modified: info.ModTime()}
	if x.memory != nil {
		if h, known := x.memory.recall(of, stamp); known {
			x.keep(h)
			return
		}
	}
	stamp.holds = new(holding)
	if src, ok := readText(file); ok {
		stamp.holds = contentOf(name, language, src, func() []byte {
			src, _ := readText(file)
			return src
		})
	}
	x.keep(stamp.holds)
	if x.memory != nil {
		x.memory.keep(of, stamp)
	}
}

// ReadText adds the tags in the strings of a file under a name, like
// ReadTemplate; code is as for AddText.
func (x *Index) ReadText(file, name string, code bool) {
	if src, ok := readText(file); ok {
		x.AddText(name, src, code)
	}
}

// text says whether a file may be one of text.
func text(file string) (info fs.FileInfo, ok bool) {
	info, err := os.Stat(file)
	return info, err == nil && info.Mode().IsRegular() && info.Size() <= maxFile
}

func readText(file string) (src []byte, ok bool) {
	if _, ok := text(file); !ok {
		return nil, false
	}
	src, err := os.ReadFile(file)
	return src, err == nil && bytes.IndexByte(src, 0) < 0
}
