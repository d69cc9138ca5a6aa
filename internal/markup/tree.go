package markup

// node is an open element that can change how later tags are read. Plain HTML
// elements are kept only while an SVG or MathML element is open.
type node struct {
	name      Span // in the start tag
	key       uint64
	namespace Namespace
	role      role // of an HTML element
	traits    traits
	// integration: HTML start tags inside are HTML elements again
	// (https://html.spec.whatwg.org/multipage/parsing.html#html-integration-point).
	integration bool
	reported    int // index among the reported tags, -1 when it was not one

	// What holds inside this element, filled in by push:
	inert   bool // in a template that is no shadow root
	media   int  // place in the stack of the nearest media element of this tree, -1 for none
	foreign int  // number of SVG and MathML elements open up to here
}

// textIntegration reports whether the element is a MathML text integration
// point (https://html.spec.whatwg.org/multipage/parsing.html#mathml-text-integration-point).
func (n *node) textIntegration() bool {
	return n.namespace == MathML && n.traits&textIntegration != 0
}

// annotation reports whether the element is MathML's annotation-xml, in which
// an svg start tag is read as in HTML.
func (n *node) annotation() bool {
	return n.namespace == MathML && n.traits&annotationXML != 0
}

// scope reports whether no end tag of an HTML element reaches through.
func (n *node) scope() bool {
	return n.namespace == MathML && n.traits&(textIntegration|annotationXML) != 0 ||
		n.namespace == SVG && n.traits&svgIntegration != 0
}

// maxDepth bounds the stack, so that the walk of an end tag takes bounded
// time; elements nested deeper are not opened. Browsers and x/net/html have
// the same bound.
const maxDepth = 512

// tree is the part of the parser's stack of open elements that decides
// namespaces, raw text, template contents and media parents
// (https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements).
//
// It is exact for elements that are closed as the standard asks. Of the
// recovery from bad nesting it does what foreign content needs; the adoption
// agency, foster parenting and the table modes are left out, because none of
// them moves an element from one namespace to another.
type tree struct {
	stack []node
	// floor is the number of nodes outside the noscript element that is being
	// read: its content can neither be inside nor close them.
	floor int
}

func (t *tree) top() *node {
	if len(t.stack) == 0 {
		return nil
	}
	return &t.stack[len(t.stack)-1]
}

// foreignDepth returns the number of SVG and MathML elements open.
func (t *tree) foreignDepth() int {
	if n := t.top(); n != nil {
		return n.foreign
	}
	return 0
}

// push opens an element.
func (t *tree) push(n node) {
	if len(t.stack) >= maxDepth {
		return
	}
	n.media = -1
	if outer := t.top(); outer != nil {
		n.inert = n.inert || outer.inert
		n.media = outer.media
		n.foreign = outer.foreign
	}
	switch {
	case n.namespace != HTML:
		n.foreign++
	case n.role == roleTemplate:
		n.media = -1
	case n.role == roleMedia:
		n.media = len(t.stack)
	}
	t.stack = append(t.stack, n)
}

// cut closes every element from place i on.
func (t *tree) cut(i int) {
	t.stack = t.stack[:i]
}

// inForeignRules reports whether a start tag with that name is read by the
// rules for foreign content
// (https://html.spec.whatwg.org/multipage/parsing.html#tree-construction-dispatcher).
func (t *tree) inForeignRules(name []byte) bool {
	n := t.top()
	switch {
	case n == nil || n.namespace == HTML || len(t.stack) == t.floor:
		return false
	case n.textIntegration():
		return equalFold(name, "mglyph") || equalFold(name, "malignmark")
	case n.annotation() && equalFold(name, "svg"):
		return false
	}
	return !n.integration
}

// breakOut closes SVG and MathML elements up to the nearest one that lets HTML
// in.
func (t *tree) breakOut() {
	i := len(t.stack)
	for i > t.floor {
		n := &t.stack[i-1]
		if n.namespace == HTML || n.integration || n.textIntegration() {
			break
		}
		i--
	}
	t.cut(i)
}

// end closes what an end tag with that name closes.
func (t *tree) end(src []byte, name Span) {
	if len(t.stack) == t.floor {
		return
	}
	key := foldedKey(src, name.Start, name.End)
	matches := func(n *node) bool {
		return n.key == key && sameName(src, n.name, name)
	}
	i := len(t.stack) - 1
	if t.stack[i].namespace != HTML {
		tag := src[name.Start:name.End]
		if equalFold(tag, "p") || equalFold(tag, "br") {
			t.breakOut()
			return
		}
		for ; i >= t.floor && t.stack[i].namespace != HTML; i-- {
			if matches(&t.stack[i]) {
				t.cut(i)
				return
			}
		}
	}
	t.endHTML(src[name.Start:name.End], matches)
}

// endHTML applies an end tag by the rules for HTML content: it closes the
// nearest HTML element of that name, unless an element that bounds the scope
// stands between.
func (t *tree) endHTML(name []byte, matches func(*node) bool) {
	if equalFold(name, "template") {
		for i := len(t.stack) - 1; i >= t.floor; i-- {
			if t.stack[i].role == roleTemplate {
				t.cut(i)
				return
			}
		}
		return
	}
	optional := true // all elements passed may be closed by their parent's end
	i := len(t.stack) - 1
	for ; i >= t.floor; i-- {
		n := &t.stack[i]
		switch {
		case n.namespace == HTML && matches(n):
			t.cut(i)
			return
		case n.role == roleTemplate:
			t.leaveForeign(name, i+1)
			return
		case n.scope():
			// Only </foreignObject> and the like over a paragraph or list
			// item that was left open by right.
			if optional && matches(n) {
				t.cut(i)
			}
			return
		}
		optional = optional && n.namespace == HTML && n.traits&optionalEnd != 0
	}
	t.leaveForeign(name, t.floor)
}

// leaveForeign handles an end tag that no known element answers, while the
// elements from index bottom on stand directly in HTML content. HTML elements
// out there are not kept, so an end tag with an HTML name is taken to close
// one of them, and with it the SVG or MathML element somebody forgot to close.
func (t *tree) leaveForeign(name []byte, bottom int) {
	if bottom > 0 && t.stack[bottom-1].foreign > 0 || t.top().namespace == HTML || traitsOf(name, 0, len(name))&flow == 0 {
		return
	}
	i := len(t.stack)
	for i > bottom && t.stack[i-1].namespace != HTML {
		i--
	}
	t.cut(i)
}

func sameName(src []byte, a, b Span) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if lowerByte(src[a.Start+i]) != lowerByte(src[b.Start+i]) {
			return false
		}
	}
	return true
}
