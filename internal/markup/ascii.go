package markup

// equalFold reports whether b is s in any ASCII case; s is in lower case.
// Unicode folding would let U+017F pass for s and U+212A for k.
func equalFold[B []byte | string](b B, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i := range len(s) {
		if lowerByte(b[i]) != s[i] {
			return false
		}
	}
	return true
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// lower returns s with its ASCII letters in lower case, s itself when there
// is nothing to change.
func lower(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for j := i; j < len(b); j++ {
				b[j] = lowerByte(b[j])
			}
			return string(b)
		}
	}
	return s
}

func isLetter(c byte) bool {
	c |= 0x20
	return 'a' <= c && c <= 'z'
}

// isSpace reports whether c is ASCII whitespace as the tokenizer sees it
// (https://infra.spec.whatwg.org/#ascii-whitespace).
func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

// endsName holds the bytes that end a tag name.
var endsName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true}

// endsAttrName holds the bytes that end an attribute name, save that "=" may
// start one.
var endsAttrName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true, '=': true}

// endsUnquoted holds the bytes that end an unquoted attribute value.
var endsUnquoted = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '>': true}
