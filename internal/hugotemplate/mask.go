package hugotemplate

import (
	"bytes"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// filler stands in the holes. It is part of every name and unquoted value that
// it touches, and starts nothing of its own in text.
const filler = 'x'

// mask returns the source of content as HTML of the same length: holes are
// filled so that the text around them is read as it will be rendered.
//
// A hole that prints nothing must not part what stands before it from what
// stands behind, save in two places. Behind "=" white space means as little
// as nothing, so a quote behind the hole still starts a value. Behind a tag
// name the hole must not become part of that name.
func mask(dst, src []byte, content markup.Span, holes []hole) []byte {
	dst = append(dst[:0], src[content.Start:content.End]...)
	at := content.Start
	var before context
	for _, h := range holes {
		before.see(src[at:h.Start])
		at = h.End
		fill := dst[h.Start-content.Start : h.End-content.Start]
		c := byte(filler)
		if before.equals && !h.prints {
			c = ' '
		}
		for i := range fill {
			fill[i] = c
		}
		if before.tagName {
			fill[0] = ' '
		}
		before.tagName = false
		before.equals = before.equals && !h.prints
	}
	return dst
}

// context is what the text in front of a hole ends with.
type context struct {
	equals  bool // "=", perhaps with white space behind it
	tagName bool // "<" or "</" and a name
}

// longestName bounds the search for the "<" in front of a tag name.
const longestName = 64

// see goes on behind text.
func (c *context) see(text []byte) {
	if len(text) == 0 {
		return
	}
	if last := bytes.TrimRight(text, " \t\r\n\f"); len(last) > 0 {
		c.equals = last[len(last)-1] == '='
	}
	c.tagName = false
	for i := len(text) - 1; i >= 0 && i >= len(text)-longestName; i-- {
		b := text[i]
		switch {
		case b == '<' || b == '/' && i > 0 && text[i-1] == '<':
			c.tagName = i+1 < len(text) && isLetter(text[i+1])
			return
		case !isLetter(b) && (b < '0' || '9' < b) && b != '-' && b != ':' && b != '_':
			return
		}
	}
}

func isLetter(c byte) bool {
	c |= 0x20
	return 'a' <= c && c <= 'z'
}
