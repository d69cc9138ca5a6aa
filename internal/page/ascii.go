package page

import "strings"

// equalFold reports whether b is lower, which is in lower case, in any ASCII
// case. Unicode folding would let U+017F pass for s and U+212A for k.
func equalFold[B []byte | string](b B, lower string) bool {
	if len(b) != len(lower) {
		return false
	}
	for i := range len(lower) {
		c := b[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// isSpace reports whether c is ASCII whitespace
// (https://infra.spec.whatwg.org/#ascii-whitespace).
func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

const spaces = " \t\n\f\r"

func trimSpace(s string) string { return strings.Trim(s, spaces) }

func isLetter(c byte) bool {
	c |= 0x20
	return 'a' <= c && c <= 'z'
}
