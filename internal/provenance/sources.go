package provenance

import (
	"bytes"
	"os"
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

type asked struct {
	tag string
	of  Page
}

// New returns the sources that a function adds to an index.
func New(read func(*Index)) *Sources { return &Sources{read: read} }

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
	left := len(offsets)
	for i, at := range offsets {
		if b.Page == nil {
			break
		}
		if t := b.Page.TagAt(at); t != nil {
			places[i] = s.place(b.Source[t.Span.Start:t.Span.End], of)
			left--
		}
	}
	if left == 0 {
		return places
	}
	left = len(offsets)
	markup.Scan(b.Source, everyName, func(t *markup.Tag) bool {
		for i, at := range offsets {
			if t.Span.Start <= at && at < t.Span.End {
				places[i] = s.place(b.Source[t.Span.Start:t.Span.End], of)
				left--
			}
		}
		return left > 0
	})
	return places
}

// place returns the place of the tag that tag is the source of.
func (s *Sources) place(tag []byte, of Page) *Place {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, known := s.found[asked{string(tag), of}]
	if known {
		return at
	}
	markup.Scan(tag, everyName, func(t *markup.Tag) bool {
		at = find(t, of.Language, &s.index, of.Own)
		return false
	})
	if s.found == nil {
		s.found = map[asked]*Place{}
	}
	s.found[asked{string(tag), of}] = at
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
	if src, ok := readText(file); ok && Fetching(string(src)) {
		x.AddContent(name, language, src)
	}
}

func readText(file string) (src []byte, ok bool) {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, false
	}
	src, err = os.ReadFile(file)
	return src, err == nil && bytes.IndexByte(src, 0) < 0
}
