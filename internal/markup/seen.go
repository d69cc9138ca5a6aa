package markup

import (
	"encoding/binary"
	"math/bits"
)

// seenTags remembers tags that were read, since the pages of a site share most
// of theirs. Each has one place, which the next tag with the same hash takes.
type seenTags [1 << 8]seenTag

// seenTag is what reading a source gives; spans count from its start.
type seenTag struct {
	source      string // from the tag name to ">"
	name        string
	attrs       []Attr
	selfClosing bool
}

const (
	// maxSeen is the length of the longest source that is remembered.
	maxSeen = 512
	// seenHead is the number of bytes that decide about the place: they tell
	// most tags apart without looking for their ends.
	seenHead = 6 * lanes
)

// place returns the place of the tag whose name starts at src[i], nil for one
// near the end of the source.
func (s *seenTags) place(src []byte, i int) *seenTag {
	if i+seenHead > len(src) {
		return nil
	}
	return &s[hashHead(src[i:])>>56]
}

// hashHead returns a hash of the first seenHead bytes, best in its top bits.
func hashHead(src []byte) (h uint64) {
	for head := src[:seenHead]; len(head) >= lanes; head = head[lanes:] {
		h = (bits.RotateLeft64(h, 29) ^ binary.LittleEndian.Uint64(head)) * 0x9E3779B97F4A7C15
	}
	return h
}

// at reports whether the tag of this place stands at src[i].
func (t *seenTag) at(src []byte, i int) bool {
	n := len(t.source)
	return n > 0 && n <= len(src)-i && string(src[i:i+n]) == t.source
}

// put takes the tag's place.
func (at *seenTag) put(source string, t *Tag) {
	*at = seenTag{source, t.Name, append(at.attrs[:0], t.Attrs...), t.SelfClosing}
	shift(at.attrs, -t.NameSpan.Start)
}

// get fills in what the source of the tag says.
func (at *seenTag) get(t *Tag) {
	t.Name, t.SelfClosing = at.name, at.selfClosing
	t.Span.End = t.NameSpan.Start + len(at.source)
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
