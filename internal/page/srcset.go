package page

import "strings"

// eachCandidate calls f with the URL of every image candidate string
// (https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute).
// Candidates with descriptors that a browser would not accept are reported
// too: they are never chosen, and their URLs no less the author's.
func eachCandidate(srcset string, f func(url string)) {
	for {
		srcset = strings.TrimLeft(srcset, spaces+",")
		if srcset == "" {
			return
		}
		end := strings.IndexAny(srcset, spaces)
		if end < 0 {
			end = len(srcset)
		}
		url := srcset[:end]
		srcset = srcset[end:]
		if trimmed := strings.TrimRight(url, ","); len(trimmed) < len(url) {
			f(trimmed)
			continue
		}
		f(url)
		srcset = srcset[descriptors(srcset):]
	}
}

// descriptors returns the length of the descriptors in front, the comma that
// ends them included. Commas in parentheses do not end them.
func descriptors(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
		case ',':
			if depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}
