package provenance

import "strings"

// Fetching says whether a text may hold raw HTML that fetches, so that it is
// worth reading for its tags.
func Fetching(text string) bool {
	i := strings.IndexByte(text, '<')
	if i >= 0 && holds(text, "crossorigin") {
		return true
	}
	for rest := text; i >= 0; i = strings.IndexByte(rest, '<') {
		if rest = rest[i+1:]; startsFetching(rest) {
			return true
		}
	}
	return false
}

// starts are how the names of the tags start that fetch, by first letter.
var starts = map[byte][]string{
	'l': {"link"}, 's': {"script", "source", "style"}, 'i': {"img", "image", "input", "iframe"}, 'v': {"video"}, 'a': {"audio"}, 't': {"track"},
}

func startsFetching(tag string) bool {
	if tag == "" {
		return false
	}
	for _, name := range starts[tag[0]|0x20] {
		if hasPrefixFold(tag, name) {
			return true
		}
	}
	return false
}

// holds says whether a text holds a word in lower case, whatever its case there.
func holds(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|0x20 == word[0] && hasPrefixFold(text[i:], word) {
			return true
		}
	}
	return false
}

// hasPrefixFold folds ASCII letters only.
func hasPrefixFold(text, prefix string) bool {
	if len(text) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if text[i]|0x20 != prefix[i] {
			return false
		}
	}
	return true
}
