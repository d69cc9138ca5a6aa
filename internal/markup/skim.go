package markup

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// skim passes over tags that can neither be reported nor change how others are
// read, while no element is open that the scan keeps. It starts at the "<" at
// src[i] and returns the offset of the first "<" that takes a closer look, -1
// when there is none.
//
// It does not read tag by tag but block by block, with the same steps whatever
// is in it, so that the processor need not guess. What is odd in the least ends
// it in front of that tag: another bracket in a tag than its own, a value in
// single quotes, a blank around "=", a "=" or a quote where a name is. Each bit
// of what it works out depends on the bytes up to that one only.
func (n *Names) skim(src []byte, i int) int {
	var m marks
	var c carried
	tag := i // the last "<"
	for ; i+ahead+lanes <= len(src); i += block {
		look(&m, (*[ahead]byte)(src[i:]), n.tail[1], n.tail[0])
		odd := c.odd(&m)
		starts := m.less & m.letter1
		// What is neither a start tag nor an end tag takes a closer look itself,
		// what is odd takes one from the tag on that it is in.
		stop := m.less&^(starts|m.slashes>>1&m.letter2) | odd
		for rest := starts; rest != 0; rest &= rest - 1 {
			at := bits.TrailingZeros64(rest)
			if n.mayConcern(binary.LittleEndian.Uint32(src[i+at+1:])) {
				stop |= 1 << at
				break
			}
		}
		if stop != 0 {
			if at := bits.TrailingZeros64(stop); odd>>at&1 == 0 {
				return i + at
			} else if front := m.less & (1<<at - 1); front != 0 {
				tag = i + last(front)
			}
			return tag
		}
		if m.less != 0 {
			tag = i + last(m.less)
		}
		if c.tag == 0 { // text goes faster by itself
			next := bytes.IndexByte(src[i+block:], '<')
			if next < 0 {
				return -1
			}
			i += next
			c = carried{}
		}
	}
	if c.tag != 0 {
		return tag
	}
	if next := bytes.IndexByte(src[i:], '<'); next >= 0 {
		return i + next
	}
	return -1
}

// last returns the place of the last bit of a mark.
func last(mark uint64) int { return bits.Len64(mark) - 1 }

// carried is what goes over from one block to the next: the last bits of the
// one before as the first ones.
type carried struct {
	tag, quoted   uint64 // all ones inside a tag, inside a quoted value
	name, value   uint64 // in the name of a tag, in a value without quotes
	equals, taken uint64
	last, before  uint64
}

// odd marks what makes the tags of a block take a closer look.
func (c *carried) odd(m *marks) (odd uint64) {
	// Inside a tag, "<" included and ">" not.
	tag := parity(m.less|m.greater) ^ c.tag
	odd = m.less&^tag | m.greater&tag

	// Inside double quotes, opening ones included and closing ones not.
	quotes := m.quotes & tag
	quoted := parity(quotes) ^ c.quoted
	odd |= (m.less | m.greater) & quoted
	bare := tag &^ quoted
	odd |= m.apostrophes & bare

	// The name of a tag goes on to the next blank, slash or ">". Adding the
	// place where it starts makes a carry run to its end.
	solid := ^(m.blanks | m.slashes | m.greater)
	name := solid &^ (solid + (m.less&bare | c.name))
	odd |= name & (m.equals | quotes)

	// A "=" follows a name, and a value that is quoted a "=".
	equals := m.equals & bare
	taken := m.blanks | m.slashes | quotes
	odd |= equals & (taken<<1 | c.taken)
	behind := equals<<1 | c.equals
	odd |= quotes & quoted &^ behind

	// A value without quotes goes on to the next blank or ">".
	solid = ^(m.blanks | m.greater)
	value := solid &^ (solid + (behind&bare&^m.quotes | c.value))
	odd |= value&quotes | behind&bare&m.blanks

	// The name of the attribute that is looked for.
	last, before := m.last&bare&^name, m.before&bare
	odd |= (m.blanks | m.slashes | m.equals | m.greater) & (last<<1 | c.last) & (before<<2 | c.before)

	c.tag, c.quoted = -(tag >> 63), -(quoted >> 63)
	c.name, c.value = name>>63, value>>63
	c.equals, c.taken = equals>>63, taken>>63
	c.last, c.before = last>>63, before>>62
	return odd
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
