// Package ascii holds Infra's operations on ASCII letters, which keys, keywords
// and names are compared with. It imports nothing, and any package below cmd may
// use it. Unicode folding would let U+017F pass for s and U+212A for k.
package ascii

// Lower returns s with its ASCII letters in lower case, s itself when there is
// nothing to change (https://infra.spec.whatwg.org/#ascii-lowercase).
func Lower(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
