package markup

// drawings remembers svg elements that hold nothing to report: a theme writes
// the same few icons to all pages, and comparing them is many times faster than
// reading them. What comes of a tag depends on the open elements and the bytes
// in front of it, so the same bytes with no element open give the same again.
type drawings struct {
	want    *Names // what is to be reported decides what is remembered
	sources [1 << 6][]byte
	// The drawing that is being read.
	open  bool
	start int // of its source
	told  int // how much had been reported then
}

// maxDrawing is the length of the longest source that is remembered.
const maxDrawing = 4 << 10

// place returns the place of the drawing at the start of src.
func (d *drawings) place(src []byte) *[]byte {
	h := hashHead(src)
	return &d.sources[h>>58]
}

// reset forgets what was remembered for other names.
func (d *drawings) reset(want *Names) {
	d.open = false
	if d.want != want {
		*d = drawings{want: want}
	}
}

// beginDrawing returns the length of the drawing whose tag starts at src[i], when it is
// one that is remembered, and takes note of it otherwise.
func (s *scanner) beginDrawing(src []byte, i int) (length int) {
	d := &s.drawings
	if len(s.tree.stack) > 0 || s.noscript || len(src)-i < seenHead {
		return 0
	}
	if known := *d.place(src[i:]); len(known) > 0 && len(known) <= len(src)-i && string(src[i:i+len(known)]) == string(known) {
		return len(known)
	}
	d.open, d.start, d.told = true, i, s.told
	return 0
}

// endDrawing remembers the drawing that an end tag in front of src[i] has ended.
func (s *scanner) endDrawing(src []byte, i int) {
	d := &s.drawings
	if len(s.tree.stack) > 0 || s.noscript {
		return
	}
	d.open = false
	if s.told == d.told && i-d.start >= seenHead && i-d.start <= maxDrawing {
		at := d.place(src[d.start:])
		*at = append((*at)[:0], src[d.start:i]...)
	}
}
