package markup

import "bytes"

// drawings remembers svg elements that hold nothing to report: a theme writes
// the same few icons to all pages, and comparing them is many times faster than
// reading them. What comes of a tag depends on the open elements and the bytes
// in front of it, so the same bytes with no element open give the same again.
type drawings struct {
	want    *Names // what is to be reported decides what is remembered
	sources [1 << 7][]byte
	// The drawing that is being read.
	open  *[]byte // its place, nil for none
	start int     // of its source
	told  int     // how much had been reported then
}

// maxDrawing is the length of the longest source that is remembered.
const maxDrawing = 8 << 10

// place returns the place of the drawing at the start of src, nil for what is
// too short or too long to be remembered. Icons of a set have the same head, so
// the length decides too.
func (d *drawings) place(src []byte) *[]byte {
	length := bytes.Index(src[:min(len(src), maxDrawing)], []byte("</svg>"))
	if length < seenHead {
		return nil
	}
	h := hashHead((*[seenHead]byte)(src)) + uint64(length)*0x9E3779B97F4A7C15
	return &d.sources[h>>57]
}

// reset forgets what was remembered for other names.
func (d *drawings) reset(want *Names) {
	d.open = nil
	if d.want != want {
		*d = drawings{want: want}
	}
}

// beginDrawing returns the length of the drawing whose tag starts at src[i], when
// it is one that is remembered, and takes note of it otherwise.
func (s *scanner) beginDrawing(src []byte, i int) (length int) {
	d := &s.drawings
	if len(s.tree.stack) > 0 || s.noscript {
		return 0
	}
	place := d.place(src[i:])
	if place == nil {
		return 0
	}
	if known := *place; len(known) > 0 && bytes.HasPrefix(src[i:], known) {
		return len(known)
	}
	d.open, d.start, d.told = place, i, s.told
	return 0
}

// endDrawing remembers the drawing that an end tag in front of src[i] has ended.
func (s *scanner) endDrawing(src []byte, i int) {
	d := &s.drawings
	if len(s.tree.stack) > 0 || s.noscript {
		return
	}
	if s.told == d.told && i-d.start <= maxDrawing {
		*d.open = append((*d.open)[:0], src[d.start:i]...)
	}
	d.open = nil
}
