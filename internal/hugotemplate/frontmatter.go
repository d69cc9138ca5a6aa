package hugotemplate

import "bytes"

// frontMatterEnd returns where the content behind the front matter starts: 0
// where there is none, the end of the source where it is not closed
// (https://gohugo.io/content-management/front-matter/).
func frontMatterEnd(src []byte) int {
	start := 0
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		start = len("\uFEFF")
	}
	start = len(src) - len(bytes.TrimLeft(src[start:], " \t\r\n\f"))
	rest := src[start:]
	switch {
	case bytes.HasPrefix(rest, []byte("---")), bytes.HasPrefix(rest, []byte("+++")):
		n := bytes.Index(rest[3:], append([]byte{'\n'}, rest[:3]...))
		if n < 0 {
			return len(src)
		}
		return start + 3 + n + len("\n---")
	case bytes.HasPrefix(rest, []byte("{")) && !bytes.HasPrefix(rest, []byte("{{")):
		return start + objectLen(rest)
	case bytes.HasPrefix(rest, []byte("#+")):
		for bytes.HasPrefix(rest, []byte("#+")) {
			n := bytes.IndexByte(rest, '\n')
			if n < 0 {
				return len(src)
			}
			rest = rest[n+1:]
		}
		return len(src) - len(rest)
	}
	return 0
}

// objectLen returns the length of the JSON object that b starts with.
func objectLen(b []byte) int {
	level, inString := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{':
			level++
		case c == '}':
			level--
			if level == 0 {
				return i + 1
			}
		}
	}
	return len(b)
}
