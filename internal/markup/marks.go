package markup

import "encoding/binary"

// marks say where 64 bytes of the source hold what: bit n stands for byte n.
type marks struct {
	less, greater, equals uint64
	quotes, apostrophes   uint64
	slashes               uint64
	blanks                uint64 // ASCII whitespace
	last, before          uint64 // the last letter of an attribute's name and the one before, in any case
	letter1, letter2      uint64 // a letter is one or two bytes further on
}

const (
	block = 64        // the number of bytes that are looked at at once
	ahead = block + 2 // and with those that say what follows the last ones
)

// lookSlow is look for processors without vectors of 32 bytes.
func lookSlow(m *marks, src *[ahead]byte, last, before byte) {
	const rest = ^uint64(topBits)
	// gather moves the top bits of the lanes together.
	gather := func(w uint64) uint64 { return w >> 7 * 0x0102040810204080 >> 56 }
	equal := func(w uint64, c byte) uint64 {
		w ^= uint64(c) * ones
		return gather(^(w&rest + rest | w | rest))
	}
	letters := func(w uint64) uint64 {
		w |= foldBits
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
		m.last |= equal(w|foldBits, last) << i
		m.before |= equal(w|foldBits, before) << i
		m.letter1 |= letters(binary.LittleEndian.Uint64(src[i+1:])) << i
		m.letter2 |= letters(binary.LittleEndian.Uint64(src[i+2:])) << i
	}
}
