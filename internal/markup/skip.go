package markup

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// The fast paths of the scan look at eight bytes at a time, one in each lane
// of a word. A mask has the top bit of the first lane set that is looked for;
// of the lanes behind it nothing is known.
const (
	lanes   = 8
	ones    = 0x0101010101010101
	topBits = 0x8080808080808080
)

// first returns the number of the first lane that the mask marks.
func first(mask uint64) int { return bits.TrailingZeros64(mask) / 8 }

// zeroLanes marks the first lane of w that is zero.
func zeroLanes(w uint64) uint64 { return (w - ones) & ^w & topBits }

// nameEnders marks the first lane of w that holds a "/", a ">" or a byte up to
// the blank: a tag name ends there, unless that byte is a control character.
func nameEnders(w uint64) uint64 {
	const slashes, greater, afterBlank = '/' * ones, '>' * ones, (' ' + 1) * ones
	return zeroLanes(w^slashes) | zeroLanes(w^greater) | (w-afterBlank) & ^w & topBits
}

// angles returns the offset of the first "<", "=", ">" or "?" at or behind
// src[i], four neighbours in ASCII of which the tag or the value of an
// attribute starts behind two. It is -1 when there is none far enough from the
// end of the source.
func angles(src []byte, i int) int {
	const lowBits, angle = 0xFC * ones, '<' * ones
	for ; i+lanes <= len(src); i += lanes {
		if m := zeroLanes(binary.LittleEndian.Uint64(src[i:])&lowBits ^ angle); m != 0 {
			return i + first(m)
		}
	}
	return -1
}

// skipTag returns the offset behind the ">" of the end tag whose name starts
// before src[i], -1 when that takes a closer look. Without a "=" in front of
// it the first ">" ends a tag: only behind one is there a value.
func skipTag(src []byte, i int) int {
	if i = angles(src, i); i >= 0 && src[i] == '>' {
		return i + 1
	}
	return -1
}

// skipAttrs returns the offset behind the ">" of the tag whose name ends at
// src[i], -1 when the source ends first. It walks the same states as nextAttr
// but keeps nothing, which makes it the fast path of the whole scan; carries
// says whether the tag has the attribute that the set of names asks for.
func (n *Names) skipAttrs(src []byte, i int) (next int, selfClosing, carries bool) {
	from := i // behind the tag name or a value
	for {
		if i = angles(src, i); i < 0 {
			return n.walkAttrs(src, from, carries)
		}
		switch src[i] {
		case '>':
			return i + 1, i > from && src[i-1] == '/', carries || n.amongNames(src[from:i])
		case '=':
			name := i - 1
			for name >= from && isSpace(src[name]) {
				name--
			}
			if name < from || src[name] == '/' { // the name of an attribute starts with it
				return n.walkAttrs(src, from, carries)
			}
		default: // a part of a name like any other
			i++
			continue
		}
		carries = carries || n.amongNames(src[from:i])

		for i++; i < len(src) && isSpace(src[i]); i++ {
		}
		if i == len(src) {
			return -1, false, false
		}
		if c := src[i]; c == '"' || c == '\'' {
			end := bytes.IndexByte(src[i+1:], c)
			if end < 0 {
				return -1, false, false
			}
			i += end + 2
		} else {
			for i < len(src) && !endsUnquoted[src[i]] {
				i++
			}
		}
		from = i
	}
}

// amongNames reports whether the attribute that the set asks for is one of the
// names, parted by blanks and slashes.
func (n *Names) amongNames(names []byte) bool {
	return n.attr != "" && len(names) >= len(n.attr) && n.amongLongNames(names)
}

func (n *Names) amongLongNames(names []byte) bool {
	for i := 0; len(names)-i >= len(n.attr); i++ {
		start := i
		for i < len(names) && !endsAttrName[names[i]] {
			i++
		}
		if i-start == len(n.attr) && equalFold(names[start:i], n.attr) {
			return true
		}
	}
	return false
}

// walkAttrs is skipAttrs for tags that are not as simple as nearly all are.
func (n *Names) walkAttrs(src []byte, i int, carries bool) (next int, selfClosing, found bool) {
	for {
		var a Attr
		next, more, selfClosing := nextAttr(src, i, &a)
		if next < 0 || !more {
			return next, selfClosing, carries
		}
		if n.attr != "" && equalFold(src[a.NameSpan.Start:a.NameSpan.End], n.attr) {
			carries = true
		}
		i = next
	}
}
