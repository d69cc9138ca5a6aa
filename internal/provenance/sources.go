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
	found map[asked]*Place // templates write the same tag on many pages
}

// asked is what decides where a tag comes from that no page has of its own.
type asked struct{ tag, language string }

// maxFound bounds how many places are remembered: pages may have tags like no
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
		places[i] = s.place(b.Source[t.Span.Start:t.Span.End], of)
	}
	if left == nil {
		return places
	}
	markup.Scan(b.Source, everyName, func(t *markup.Tag) bool {
		left = slices.DeleteFunc(left, func(i int) bool {
			inside := t.Span.Start <= offsets[i] && offsets[i] < t.Span.End
			if inside {
				places[i] = s.place(b.Source[t.Span.Start:t.Span.End], of)
			}
			return inside
		})
		return len(left) > 0
	})
	return places
}

// place returns the place of the tag that tag is the source of.
func (s *Sources) place(tag []byte, of Page) *Place {
	if of.Own != nil || of.Copy { // no other page asks that, and remembering it would keep all of Own
		return s.find(tag, of)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at, known := s.found[asked{string(tag), of.Language}]
	if known {
		return at
	}
	at = s.find(tag, of)
	if s.found == nil {
		s.found = map[asked]*Place{}
	}
	if len(s.found) < maxFound {
		s.found[asked{string(tag), of.Language}] = at
	}
	return at
}

func (s *Sources) find(tag []byte, of Page) (at *Place) {
	from := &s.index
	if of.Copy {
		from = nil
	}
	markup.Scan(tag, everyName, func(t *markup.Tag) bool {
		at = find(t, of.Language, from, of.Own)
		return false
	})
	return at
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
		if tags, known := x.memory.recall(of, stamp); known {
			x.keep(tags)
			return
		}
	}
	if src, ok := readText(file); ok && Fetching(string(src)) {
		stamp.tags = contentTags(name, language, src)
	}
	x.keep(stamp.tags)
	if x.memory != nil {
		x.memory.keep(of, stamp)
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
