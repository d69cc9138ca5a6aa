package markup

import "bytes"

// nextAttr reads the attribute at or after src[i], where i is behind the tag
// name, an attribute or a slash. It follows the tokenizer states from "before
// attribute name" to "after attribute value (quoted)"
// (https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state).
//
// It returns the offset behind what it read. At the end of the tag, found is
// false and next is behind the ">"; selfClosing says that a "/" stands before
// it. A tag cut off by the end of the source gives next -1.
func nextAttr(src []byte, i int, a *Attr) (next int, found, selfClosing bool) {
	slash := false
	for ; ; i++ {
		if i >= len(src) {
			return -1, false, false
		}
		c := src[i]
		if c == '/' {
			slash = true
			continue
		}
		if c == '>' {
			return i + 1, false, slash && src[i-1] == '/'
		}
		if !isSpace(c) {
			break
		}
	}

	nameStart := i
	for i++; i < len(src) && !endsAttrName[src[i]]; i++ {
	}
	*a = Attr{} // a literal with fields would be made elsewhere and copied
	a.NameSpan, a.Span, a.ValueSpan, a.Presence = Span{nameStart, i}, Span{nameStart, i}, Span{i, i}, Present
	for ; i < len(src) && isSpace(src[i]); i++ {
	}
	if i >= len(src) {
		return -1, false, false
	}
	if src[i] != '=' {
		return i, true, false
	}
	for i++; i < len(src) && isSpace(src[i]); i++ {
	}
	if i >= len(src) {
		return -1, false, false
	}

	a.HasValue = true
	switch c := src[i]; c {
	case '"', '\'':
		n := bytes.IndexByte(src[i+1:], c)
		if n < 0 {
			return -1, false, false
		}
		a.Quote = c
		a.ValueSpan = Span{i + 1, i + 1 + n}
		i += n + 2
	default: // also ">", which makes the value empty
		start := i
		for i < len(src) && !endsUnquoted[src[i]] {
			i++
		}
		a.ValueSpan = Span{start, i}
	}
	if i >= len(src) {
		return -1, false, false
	}
	a.Span.End = i
	return i, true, false
}
