package markup

import "hash/maphash"

// seenTags remembers tags that were read, since the pages of a site share most
// of theirs. Each has one place, which the next tag with the same hash takes.
type seenTags [1 << 8]seenTag

// seenTag is what readTag makes of a source; spans count from its start.
type seenTag struct {
	source string // from the tag name on
	name   string
	attrs  []Attr
}

// maxSeen is the length of the longest source that is remembered.
const maxSeen = 512

var seenSeed = maphash.MakeSeed()

// place returns the place of a tag with that source; ok says that it is there.
func (s *seenTags) place(source []byte) (at *seenTag, ok bool) {
	at = &s[maphash.Bytes(seenSeed, source)%uint64(len(s))]
	return at, at.source == string(source)
}

// put takes the tag's place.
func (at *seenTag) put(source string, t *Tag) {
	*at = seenTag{source, t.Name, append(at.attrs[:0], t.Attrs...)}
	shift(at.attrs, -t.NameSpan.Start)
}

// get fills in the tag's name and attributes.
func (at *seenTag) get(t *Tag) {
	t.Name = at.name
	t.Attrs = append(t.Attrs[:0], at.attrs...)
	shift(t.Attrs, t.NameSpan.Start)
}

func shift(attrs []Attr, by int) {
	for i := range attrs {
		a := &attrs[i]
		for _, s := range [...]*Span{&a.Span, &a.NameSpan, &a.ValueSpan} {
			s.Start += by
			s.End += by
		}
	}
}
