package markup

import "encoding/binary"

// seenTags remembers tags that were read, since the pages of a site share most
// of theirs. Each has one place, which the next tag with the same hash takes;
// the last place is for those near the end of a source.
type seenTags [1<<9 + 1]seenTag

// seenTag is what reading a source gives.
type seenTag struct {
	source      string // from the tag name to ">"
	start       int    // where that was when it was last met: spans are as of there
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

// place returns the place of the tag whose name starts at src[i].
func (s *seenTags) place(src []byte, i int) *seenTag {
	if i+seenHead > len(src) {
		return &s[len(s)-1]
	}
	return &s[hashHead((*[seenHead]byte)(src[i:]))>>55]
}

// hashHead returns a hash of the first seenHead bytes, best in its top bits. Its
// halves do not wait for each other.
func hashHead(head *[seenHead]byte) uint64 {
	const k = 0x9E3779B97F4A7C15
	word := func(i int) uint64 { return binary.LittleEndian.Uint64(head[i*lanes:]) }
	a := (word(0)*k+word(1))*k + word(2)
	b := (word(3)*k+word(4))*k + word(5)
	return (a*k ^ b) * k
}

// at reports whether the tag of this place stands at src[i].
func (at *seenTag) at(src []byte, i int) bool {
	n := len(at.source)
	return n > 0 && n <= len(src)-i && string(src[i:i+n]) == at.source
}

// get fills in what the source of the tag says. The attributes are those of the
// place: copying them costs more than moving them to where the tag is now.
func (at *seenTag) get(t *Tag) {
	shift(at.attrs, t.NameSpan.Start-at.start)
	at.start = t.NameSpan.Start
	t.Name, t.Attrs, t.SelfClosing = at.name, at.attrs, at.selfClosing
	t.Span.End = at.start + len(at.source)
}

func shift(attrs []Attr, by int) {
	for i := range attrs {
		a := &attrs[i]
		a.Span.Start += by
		a.Span.End += by
		a.NameSpan.Start += by
		a.NameSpan.End += by
		a.ValueSpan.Start += by
		a.ValueSpan.End += by
	}
}
