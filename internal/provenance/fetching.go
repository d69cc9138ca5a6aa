package provenance

import (
	"bytes"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// fetching says whether a text may hold raw HTML of which an index keeps tags, so
// that it is worth reading.
func fetching(text []byte) bool {
	i := bytes.IndexByte(text, '<')
	if i >= 0 && holds(text, "crossorigin") {
		return true
	}
	for rest := text; i >= 0; i = bytes.IndexByte(rest, '<') {
		rest = rest[i+1:]
		if name := strings.ToLower(string(rest[:letters(rest)])); page.Wanted(name) {
			return true
		}
	}
	return false
}

// letters returns how many ASCII letters a text starts with.
func letters(text []byte) int {
	for i := range len(text) {
		if c := text[i] | 0x20; c < 'a' || 'z' < c {
			return i
		}
	}
	return len(text)
}

// holds says whether a text holds a word in lower case, whatever its case there.
func holds(text []byte, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|0x20 == word[0] && hasPrefixFold(text[i:], word) {
			return true
		}
	}
	return false
}

// holdsTag says whether a text holds "<" and the name of an element, given in lower
// case, whatever its case there.
func holdsTag(text []byte, element string) bool {
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 {
			return false
		}
		if text = text[i+1:]; hasPrefixFold(text, element) {
			return true
		}
	}
}

// hasPrefixFold folds ASCII letters only; the prefix is in lower case.
func hasPrefixFold(text []byte, prefix string) bool {
	if len(text) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != prefix[i] {
			return false
		}
	}
	return true
}
