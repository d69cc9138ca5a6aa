package markup

// node is an open element that can change how later tags are read. Plain HTML
// elements are kept only where tree.keeps says so.
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
	media   bool // a media element of the same tree is open
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

// bounds reports whether most end tags do not reach through the element
// (https://html.spec.whatwg.org/multipage/parsing.html#has-an-element-in-scope).
func (n *node) bounds() bool {
	return n.namespace == MathML && n.traits&(textIntegration|annotationXML) != 0 ||
		n.namespace == SVG && n.traits&svgIntegration != 0 ||
		n.namespace == HTML && (n.role == roleTemplate || n.traits&bound != 0)
}

// maxDepth bounds the stack, so that the walk of an end tag takes bounded
// time; elements nested deeper are not opened. Browsers and x/net/html have
// the same bound.
const maxDepth = 512

// tree is the part of the parser's stack of open elements that decides
// namespaces, raw text, template contents and media parents
// (https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements).
//
// What elements that are not kept decide is left to an outline, which keeps
// all of them.
type tree struct {
	stack []node
	// floor is the number of nodes outside the noscript element that is being
	// read: its content can neither be inside nor close them.
	floor int
	all   bool // every element is kept: the tree is that of an outline
	// lost are the formatting elements that others have closed. They are opened
	// again.
	lost    []node
	changes int // times that elements were closed
}

func (t *tree) top() *node {
	if len(t.stack) == 0 {
		return nil
	}
	return &t.stack[len(t.stack)-1]
}

// keeps reports whether every HTML element that is opened now is kept: in SVG
// and MathML, where their end tags decide what is HTML again, and in a media
// element, which is the parent of what is directly in it only.
func (t *tree) keeps() bool {
	n := t.top()
	return t.all || n != nil && (n.foreign > 0 || n.media)
}

// push opens an element.
func (t *tree) push(n node) {
	if len(t.stack) >= maxDepth {
		return
	}
	if !t.keeps() {
		t.lost = t.lost[:0]
	}
	if outer := t.top(); outer != nil {
		n.inert = n.inert || outer.inert
		n.media = outer.media
		n.foreign = outer.foreign
	}
	switch {
	case n.namespace != HTML:
		n.foreign++
	case n.role == roleTemplate:
		n.media = false
	case n.role == roleMedia:
		n.media = true
	}
	t.stack = append(t.stack, n)
}

// cut closes every element from place i on.
func (t *tree) cut(i int) {
	if i < len(t.stack) {
		t.stack = t.stack[:i]
		t.changes++
	}
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

// end closes what an end tag with that name closes. It is false when elements
// decide that are not kept.
func (t *tree) end(src []byte, name Span) (settled bool) {
	i := len(t.stack) - 1
	if i < t.floor {
		return true
	}
	key := foldedKey(src, name.Start, name.End)
	if t.stack[i].namespace != HTML {
		if tag := src[name.Start:name.End]; equalFold(tag, "p") || equalFold(tag, "br") {
			return false
		}
	}
	for ; i >= t.floor; i-- {
		n := &t.stack[i]
		if n.key == key && sameName(src, n.name, name) {
			t.cut(i)
			return true
		}
		if n.namespace == HTML {
			break
		}
		if i > t.floor && t.stack[i-1].namespace == HTML {
			break // an HTML element is closed by other rules
		}
	}
	return !t.keeps()
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
