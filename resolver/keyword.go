package resolver

import (
	"encoding/binary"
	"math/bits"
)

// Fold returns s with its ASCII capital letters in lowercase, written to buf:
// nothing where there are none, or where s is no keyword, being longer than buf
// or having blanks.
//
// Other letters stay as they are: the standards compare keywords ASCII
// case-insensitively, so that U+017F is no s.
func Fold(buf *[32]byte, s string) []byte {
	if len(s) > len(buf) {
		return nil
	}
	var changed uint64
	for i := 0; i < len(s); i += 8 {
		w := word(s, i)
		folded := lower(w)
		changed |= w ^ folded
		binary.LittleEndian.PutUint64(buf[i:], folded)
		if stop := i + bits.TrailingZeros64(upToBlank(w))/8; stop < min(i+8, len(s)) && asciiSpace(s[stop]) {
			return nil
		}
	}
	if changed == 0 {
		return nil
	}
	return buf[:len(s)]
}

// NextToken cuts the first token off a set of space-separated tokens
// (https://infra.spec.whatwg.org/#split-on-ascii-whitespace). It is empty when
// there is none.
func NextToken(set string) (token, rest string) {
	for set != "" && asciiSpace(set[0]) {
		set = set[1:]
	}
	for i := 0; ; i++ {
		i += bits.TrailingZeros64(upToBlank(word(set, i))) / 8
		if i >= len(set) {
			return set, ""
		}
		if asciiSpace(set[i]) {
			return set[:i], set[i:]
		}
	}
}

// word returns eight bytes of s, the first one lowest, and zeros behind its end.
func word(s string, i int) uint64 {
	switch n := len(s) - i; {
	case n >= 8:
		return load8(s[i:])
	case n <= 0:
		return 0
	case len(s) >= 8:
		return load8(s[len(s)-8:]) >> (64 - 8*n)
	case n >= 4:
		return load4(s[i:]) | load4(s[len(s)-4:])<<(8*n-32)
	default:
		return uint64(s[i]) | uint64(s[i+n/2])<<(n/2*8) | uint64(s[len(s)-1])<<(8*n-8)
	}
}

func load4(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func load8(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// Constants to work on the eight bytes of a word at once.
const (
	eachByte = 0x0101010101010101
	topBits  = 0x80 * eachByte
)

// lower folds the ASCII letters of a word.
func lower(w uint64) uint64 {
	low := w &^ topBits // so that no sum carries over
	fromA := low + (0x80-'A')*eachByte
	aboveZ := low + (0x80-'Z'-1)*eachByte
	upper := fromA &^ aboveZ &^ w & topBits
	return w | upper>>2 // the two cases of a letter differ in 0x20
}

// upToBlank returns a word whose lowest set bit is in the first byte of w that
// is a blank, a control character or zero; it is 0 where there is none.
func upToBlank(w uint64) uint64 {
	return (w - (' '+1)*eachByte) &^ w & topBits
}

func asciiSpace(c byte) bool {
	const blanks = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\f' | 1<<'\r'
	return c <= ' ' && blanks>>c&1 == 1
}

// equalFold compares ASCII case-insensitively; lower is lowercase already.
// strings.EqualFold also folds U+017F and U+212A, which the standards do not.
func equalFold(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := range len(s) {
		// The two cases of a letter differ in one bit.
		if c, l := s[i], lower[i]; c != l && (c^l != 0x20 || l < 'a' || l > 'z') {
			return false
		}
	}
	return true
}
