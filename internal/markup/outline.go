package markup

// outline reads a document again and keeps all elements, to say what a tag
// closes whose effect depends on elements that the scan has not kept. It goes
// on from where it was asked last, so a document is read twice at most.
type outline struct {
	scanner *scanner // nil until somebody asks
	start   int      // of what it reads
	read    int      // offset up to which it has read
}

// noNames lets a scan keep all elements and report none.
var noNames = func() *Names {
	n := NewNames()
	n.skims = false
	return n
}()

// close gives the outline's memory back.
func (o *outline) close() {
	if o.scanner != nil {
		o.scanner.src = nil
		scanners.Put(o.scanner)
		o.scanner = nil
	}
}

// outlined returns all elements that are open at an offset, where no tag or
// text that hides tags is cut through.
func (s *scanner) outlined(offset int) *tree {
	o := &s.outlines[0]
	if s.noscript {
		o = &s.outlines[1]
	}
	if o.scanner == nil {
		o.scanner, o.read = scanners.Get().(*scanner), o.start
		in := o.scanner
		in.src, in.want, in.visitor, in.noscript, in.reported, in.told = s.src, noNames, Visitor{}, s.noscript, 0, 0
		in.drawings.reset(noNames)
		in.tree = tree{stack: append(in.tree.stack[:0], s.tree.stack[:s.tree.floor]...), floor: s.tree.floor, all: true}
	}
	o.scanner.scan(o.read, offset)
	o.read = offset
	return &o.scanner.tree
}

// endByAll closes what an end tag closes, by all elements that are open.
func (s *scanner) endByAll(name Span) {
	if s.tree.all {
		s.tree.endAll(s.src, name)
		return
	}
	s.drawings.open = nil // what surrounds it has decided
	all := s.outlined(name.Start - len("</"))
	before := all.changes
	all.endAll(s.src, name)
	if all.changes != before {
		s.tree.follow(all)
	}
}

// closeFor closes what the start tag of an HTML element, the current one, ends
// before it is opened. It is true when the tag is passed over.
func (s *scanner) closeFor(src []byte, t traits) (ignored bool) {
	if t&(closing|closesParagraph|tablePart) == 0 {
		return false
	}
	if s.tree.all {
		return s.tree.closeFor(src, s.tag.NameSpan, t)
	}
	s.drawings.open = nil
	all := s.outlined(s.tag.Span.Start)
	before := all.changes
	ignored = all.closeFor(src, s.tag.NameSpan, t)
	if all.changes != before {
		s.tree.follow(all)
	}
	return ignored
}

// follow closes the elements that are not open in an outline of the same
// document.
func (t *tree) follow(all *tree) {
	kept, j := t.floor, t.floor
	for i := t.floor; i < len(t.stack); i++ {
		// Elements that were opened again come from before.
		for j < len(all.stack) && all.stack[j].name.Start < t.stack[i].name.Start {
			j++
		}
		if j < len(all.stack) && all.stack[j].name == t.stack[i].name {
			t.stack[kept] = t.stack[i]
			kept++
		}
	}
	// Only elements that nothing depends on go from under others.
	t.cut(kept)
	t.lost = append(t.lost[:0], all.lost...)
}
