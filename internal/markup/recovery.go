package markup

import "slices"

// The methods here close elements as the parser does when all open elements are
// known, also where they are not nested as the standard asks
// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody).
// What they leave out: the insertion modes around and in tables, but for what
// its parts close, and the order of formatting elements that are opened again.

// is reports whether the node is an HTML element with that lowercase name.
func (n *node) is(src []byte, name string) bool {
	return n.namespace == HTML && equalFold(src[n.name.Start:n.name.End], name)
}

// isSpecial reports whether the end tags of ordinary elements do not reach
// through the element.
func (n *node) isSpecial() bool {
	return n.bounds() || n.namespace == HTML && n.traits&special != 0
}

// marks reports whether formatting elements are not opened again outside of the
// element when they were opened in it.
func (n *node) marks() bool {
	return n.namespace == HTML && (n.traits&bound != 0 || n.role == roleTemplate)
}

// nearest returns the index of the nearest open element that is meant, -1 when
// there is none or one that bounds the search is nearer.
func (t *tree) nearest(meant, bounds func(*node) bool) int {
	for i := len(t.stack) - 1; i >= t.floor; i-- {
		switch n := &t.stack[i]; {
		case meant(n):
			return i
		case bounds(n):
			return -1
		}
	}
	return -1
}

// close closes the elements from place i on, if there is one. The formatting
// elements among them are opened again with what comes next.
func (t *tree) close(i int) {
	if i < 0 {
		return
	}
	for j := i; j < len(t.stack); j++ {
		n := &t.stack[j]
		if n.marks() {
			t.lost = slices.DeleteFunc(t.lost, func(l node) bool { return l.name.Start > n.name.Start })
			break
		}
		if n.namespace == HTML && n.traits&formatting != 0 && len(t.lost) < maxDepth {
			t.lost = append(t.lost, *n)
		}
	}
	t.cut(i)
}

// reopen opens the formatting elements again that others have closed
// (https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements).
func (t *tree) reopen() {
	if len(t.lost) == 0 || !t.keeps() {
		return
	}
	mark := -1
	for i := len(t.stack) - 1; i >= t.floor && mark < 0; i-- {
		if t.stack[i].marks() {
			mark = t.stack[i].name.Start
		}
	}
	from := len(t.lost)
	for from > 0 && t.lost[from-1].name.Start > mark {
		from--
	}
	again := t.lost[from:]
	t.lost = t.lost[:from]
	for _, n := range again {
		t.push(node{name: n.name, key: n.key, traits: n.traits, reported: -1})
	}
}

// endAll closes what the end tag with that name closes
// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign).
func (t *tree) endAll(src []byte, name Span) {
	tag, key := src[name.Start:name.End], foldedKey(src, name.Start, name.End)
	matches := func(n *node) bool { return n.key == key && sameName(src, n.name, name) }
	if n := t.top(); n != nil && n.namespace != HTML && len(t.stack) > t.floor {
		if equalFold(tag, "p") || equalFold(tag, "br") {
			t.breakOut()
		} else {
			for i := len(t.stack) - 1; i >= t.floor && t.stack[i].namespace != HTML; i-- {
				if matches(&t.stack[i]) {
					t.cut(i)
					return
				}
			}
		}
	}
	t.endHTML(src, tag, traitsOf(src, name.Start, name.End), func(n *node) bool { return n.namespace == HTML && matches(n) })
}

// endHTML closes what the end tag closes by the rules for HTML content.
func (t *tree) endHTML(src, name []byte, of traits, matches func(*node) bool) {
	switch {
	case of&implied != 0: // nothing is closed before the document ends
	case equalFold(name, "template"):
		t.close(t.nearest(func(n *node) bool { return n.role == roleTemplate }, never))
	case of&tablePart != 0:
		t.close(t.nearest(matches, func(n *node) bool { return n.role == roleTemplate || n.is(src, "table") }))
	case of&heading != 0:
		t.close(t.nearest(func(n *node) bool { return n.namespace == HTML && n.traits&heading != 0 }, (*node).bounds))
	case equalFold(name, "p"):
		t.closeParagraph(src)
	case equalFold(name, "form"):
		if i := t.nearest(matches, (*node).bounds); i >= 0 {
			t.stack = slices.Delete(t.stack, i, i+1)
			t.changes++
		}
	case equalFold(name, "li"):
		t.close(t.nearest(matches, func(n *node) bool { return n.bounds() || n.is(src, "ul") || n.is(src, "ol") }))
	case of&scoped != 0:
		t.close(t.nearest(matches, (*node).bounds))
	case of&formatting != 0:
		t.endFormatting(matches)
	default:
		t.close(t.nearest(matches, (*node).isSpecial))
	}
}

func never(*node) bool { return false }

// closeParagraph closes the paragraph that is open in button scope
// (https://html.spec.whatwg.org/multipage/parsing.html#close-a-p-element).
func (t *tree) closeParagraph(src []byte) {
	t.close(t.nearest(
		func(n *node) bool { return n.is(src, "p") },
		func(n *node) bool { return n.bounds() || n.is(src, "button") },
	))
}

// endFormatting runs the adoption agency algorithm
// (https://html.spec.whatwg.org/multipage/parsing.html#adoption-agency-algorithm).
func (t *tree) endFormatting(matches func(*node) bool) {
	const rounds = 8
	t.reopen()
	for range rounds {
		at := t.nearest(matches, (*node).bounds)
		if at < 0 {
			return
		}
		block := at + 1
		for block < len(t.stack) && !t.stack[block].isSpecial() {
			block++
		}
		element := t.stack[at]
		if block == len(t.stack) {
			t.close(at)
			t.lost = slices.DeleteFunc(t.lost, func(l node) bool { return l.name == element.name })
			return
		}
		// The formatting element goes behind the block, and what is between them
		// goes away, but for formatting elements.
		to := at
		for _, n := range t.stack[at+1 : block] {
			if n.traits&formatting != 0 {
				t.stack[to] = n
				to++
			}
		}
		t.stack[to] = t.stack[block]
		t.stack[to+1] = element
		t.stack[to+1].inert, t.stack[to+1].media, t.stack[to+1].foreign = t.stack[to].inert, t.stack[to].media, t.stack[to].foreign
		t.stack = slices.Delete(t.stack, to+2, block+1)
		t.changes++
	}
}

// closeFor closes what the start tag of an HTML element ends. It is true for a
// tag that the parser passes over.
func (t *tree) closeFor(src []byte, name Span, of traits) (ignored bool) {
	tag := src[name.Start:name.End]
	switch {
	case equalFold(tag, "li"):
		t.closeItem(src, "li", "li")
	case equalFold(tag, "dd"), equalFold(tag, "dt"):
		t.closeItem(src, "dd", "dt")
	case equalFold(tag, "button"):
		t.close(t.nearest(func(n *node) bool { return n.is(src, "button") }, (*node).bounds))
	case equalFold(tag, "a"):
		isLink := func(n *node) bool { return n.is(src, "a") }
		if t.nearest(isLink, (*node).marks) >= 0 || slices.ContainsFunc(t.lost, func(n node) bool { return isLink(&n) }) {
			t.endFormatting(isLink)
		}
	case equalFold(tag, "form"):
		open := t.nearest(func(n *node) bool { return n.is(src, "form") }, never) >= 0
		if inTemplate := t.nearest(func(n *node) bool { return n.role == roleTemplate }, never) >= 0; open && !inTemplate {
			return true
		}
	case of&tablePart != 0 && !equalFold(tag, "table"):
		return t.closeInTable(src, tag)
	}
	if of&closesParagraph != 0 {
		t.closeParagraph(src)
	}
	if n := t.top(); n != nil && len(t.stack) > t.floor && n.namespace == HTML && of&heading != 0 && n.traits&heading != 0 {
		t.close(len(t.stack) - 1)
	}
	return false
}

// closeItem closes the list item, of one of two kinds, that a new one ends.
func (t *tree) closeItem(src []byte, one, other string) {
	t.close(t.nearest(
		func(n *node) bool { return n.is(src, one) || n.is(src, other) },
		func(n *node) bool {
			return n.isSpecial() && !n.is(src, "address") && !n.is(src, "div") && !n.is(src, "p")
		},
	))
}

// closeInTable closes what a part of a table ends. Outside of a table there is
// no such element.
func (t *tree) closeInTable(src, tag []byte) (ignored bool) {
	within := []string{"table"}
	switch {
	case equalFold(tag, "tr"):
		within = []string{"tbody", "thead", "tfoot", "table"}
	case equalFold(tag, "td"), equalFold(tag, "th"):
		within = []string{"tr", "tbody", "thead", "tfoot", "table"}
	}
	i := t.nearest(
		func(n *node) bool {
			return n.role == roleTemplate || slices.ContainsFunc(within, func(name string) bool { return n.is(src, name) })
		},
		never,
	)
	if i < 0 {
		return true
	}
	if i+1 < len(t.stack) {
		t.close(i + 1)
	}
	return false
}
