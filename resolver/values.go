package resolver

// Values are the bits of lowercase values, by their length.
type Values [][]ValueBits

// ValueBits are the bits of one value.
type ValueBits struct {
	Value string
	Bits  uint64
}

// bits returns the bits of a value, compared ASCII case-insensitively, 0 for a
// value that is not listed.
func (v Values) bits(value string) uint64 {
	if len(value) >= len(v) {
		return 0
	}
	same := v[len(value)]
	for i := range same {
		if value == same[i].Value { // as nearly all are written
			return same[i].Bits
		}
	}
	for i := range same {
		if equalFold(value, same[i].Value) {
			return same[i].Bits
		}
	}
	return 0
}

// tokenBits returns the bits of the tokens that a value holds, split on ASCII
// whitespace (https://infra.spec.whatwg.org/#split-on-ascii-whitespace).
func (v Values) tokenBits(value string) (set uint64) {
	if set = v.bits(value); set != 0 {
		return set // most values are one token
	}
	for i := 0; i < len(value); {
		for i < len(value) && asciiSpace(value[i]) {
			i++
		}
		start := i
		for i < len(value) && !asciiSpace(value[i]) {
			i++
		}
		set |= v.bits(value[start:i])
	}
	return set
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
