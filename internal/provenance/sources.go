package provenance

import (
	"bytes"
	"os"
	"regexp"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
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

// Places returns the places that the tags at these offsets of a built page were
// rendered from, nil for each that is not known.
func (s *Sources) Places(page []byte, offsets []int, of Page) []*Place {
	places := make([]*Place, len(offsets))
	if s == nil || len(offsets) == 0 {
		return places
	}
	s.once.Do(func() { s.read(&s.index) })
	left := len(offsets)
	markup.Scan(page, everyName, func(t *markup.Tag) bool {
		for i, at := range offsets {
			if t.Span.Start <= at && at < t.Span.End {
				places[i] = s.place(page, t, of)
				left--
			}
		}
		return left > 0
	})
	return places
}

func (s *Sources) place(page []byte, t *markup.Tag, of Page) *Place {
	k := asked{string(page[t.Span.Start:t.Span.End]), of}
	s.mu.Lock()
	defer s.mu.Unlock()
	at, known := s.found[k]
	if !known {
		at = find(t, of.Language, &s.index, of.Own)
		if s.found == nil {
			s.found = map[asked]*Place{}
		}
		s.found[k] = at
	}
	return at
}

// maxFile is the size of the largest file that is read for its places.
const maxFile = 8 << 20

// fetching matches raw HTML that is worth reading a content file for.
var fetching = regexp.MustCompile(`(?i)<(link|script|img|image|video|audio|source|track|input|iframe|style)|crossorigin`)

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
	if src, ok := readText(file); ok && bytes.IndexByte(src, '<') >= 0 && fetching.Match(src) {
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
