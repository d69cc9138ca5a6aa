package markup

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

const (
	block = 64        // the number of bytes that are looked at at once
	ahead = block + 4 // and with those that the names that start in them go on with
)

// skimBlocksSlow passes over the tags of src, which starts in text, until one
// takes a closer look: open says that the last "<" before src[next] is the one.
// Else src[next] is text again, and less than a block is left.
//
// It does not read tag by tag but block by block, with the same steps whatever
// is in it, so that the processor need not guess. What is odd in the least ends
// it in front of that tag: another bracket in a tag than its own, a value in
// single quotes, a blank around "=", a "=" or a quote where a name is. Each bit
// of what it works out depends on the bytes up to that one only, and of the
// block before on the last bits only.
//
// It takes a closer look at the names that starts says, see Names.start, and at
// attributes whose names start with two letters, given in lower case.
func skimBlocksSlow(src []byte, starts *[1 << startBits]int8, first, second byte) (next int, open bool) {
	var m marks
	var tag, quoted, less, equals, parted, run uint64
	for ; next+ahead <= len(src); next += block {
		b := (*[ahead]byte)(src[next:])
		if tag>>63 == 0 && bytes.IndexByte(b[:block], '<') < 0 {
			continue // text
		}
		m.look(b, first, second)

		// Behind "<" there is a letter or a slash.
		name := m.less<<1 | less>>63
		less = m.less
		odd := name &^ (m.letters | m.slashes)

		// Inside a tag, "<" included and ">" not. They come by turns.
		angles := m.less | m.greater
		tag = parity(angles) ^ -(tag >> 63)
		odd |= angles & (m.less ^ tag)

		// Inside double quotes, opening ones included and closing ones not.
		quotes := m.quotes & tag
		quoted = parity(quotes) ^ -(quoted >> 63)
		odd |= angles & quoted
		bare := tag &^ quoted
		odd |= m.apostrophes & bare

		// A value that is quoted follows a "=", one without quotes too.
		m.equals &= bare
		behind := m.equals<<1 | equals>>63
		equals = m.equals
		odd |= quotes&quoted&^behind | behind&m.blanks

		// A "=" follows a name. What parts names comes before the attribute that
		// is looked for.
		parts := m.blanks | m.slashes | quotes
		odd |= (m.equals | m.head&bare) & (parts<<1 | parted>>63)
		parted = parts

		// From "<" and from "=" there are runs to the next blank, quote or ">": names
		// of tags and values without quotes. Adding the places where they start makes
		// a carry go through each, so that where one starts there is a bit left only
		// if another goes on there.
		solid := ^(m.blanks | m.greater | quotes)
		from := m.less | m.equals
		ended := solid + from + run>>63
		odd |= from & ended
		run = from | solid&^ended

		if odd |= concerned(b, name&m.letters, starts); odd != 0 {
			return next + bits.TrailingZeros64(odd), true
		}
	}
	return next, tag>>63 != 0
}

// concerned marks those of the names that start at the given places which the
// set may want or the scanner may act on.
func concerned(b *[ahead]byte, places uint64, starts *[1 << startBits]int8) (marked uint64) {
	for ; places != 0; places &= places - 1 {
		name := binary.LittleEndian.Uint32(b[bits.TrailingZeros64(places):])
		marked |= places & -places & uint64(starts[startSlot(name)])
	}
	return marked
}

// parity sets the bits that have an odd number of bits of x at and below them.
func parity(x uint64) uint64 {
	x ^= x << 1
	x ^= x << 2
	x ^= x << 4
	x ^= x << 8
	x ^= x << 16
	return x ^ x<<32
}

// marks say where 64 bytes of the source hold what: bit n stands for byte n.
type marks struct {
	less, greater, equals uint64
	quotes, apostrophes   uint64
	slashes               uint64
	blanks                uint64 // ASCII whitespace
	letters               uint64
	head                  uint64 // the first two letters of an attribute's name start here, in any case
}

// look fills in the marks.
func (m *marks) look(src *[ahead]byte, first, second byte) {
	const rest = ^uint64(topBits)
	// gather moves the top bits of the lanes together.
	gather := func(w uint64) uint64 { return w >> 7 * 0x0102040810204080 >> 56 }
	equal := func(w uint64, c byte) uint64 {
		w ^= uint64(c) * ones
		return gather(^(w&rest + rest | w | rest))
	}
	letters := func(w uint64) uint64 {
		low := w & rest
		return gather((low + (0x80-'a')*ones) &^ (low + (0x80-'z'-1)*ones) &^ w & topBits)
	}
	*m = marks{}
	for i := 0; i < block; i += lanes {
		w := binary.LittleEndian.Uint64(src[i:])
		m.less |= equal(w, '<') << i
		m.greater |= equal(w, '>') << i
		m.equals |= equal(w, '=') << i
		m.quotes |= equal(w, '"') << i
		m.apostrophes |= equal(w, '\'') << i
		m.slashes |= equal(w, '/') << i
		m.blanks |= (equal(w, ' ') | equal(w, '\t') | equal(w, '\n') | equal(w, '\f') | equal(w, '\r')) << i
		m.letters |= letters(w|foldBits) << i
		m.head |= equal(w|foldBits, first) & equal(binary.LittleEndian.Uint64(src[i+1:])|foldBits, second) << i
	}
}
