package markup

import "bytes"

// rawTextEnd returns where the text that starts at src[i] ends: at the "<" of
// the end tag with the given lowercase name, or at the end of the source
// (https://html.spec.whatwg.org/multipage/parsing.html#rawtext-end-tag-name-state).
func rawTextEnd(src []byte, i int, name string) int {
	for i < len(src) {
		j := bytes.IndexByte(src[i:], '<')
		if j < 0 {
			break
		}
		i += j
		if isEndTag(src, i, name) {
			return i
		}
		i++
	}
	return len(src)
}

// isEndTag reports whether the "<" at src[i] starts an end tag with that name.
func isEndTag(src []byte, i int, name string) bool {
	return i+1 < len(src) && src[i+1] == '/' && isTagName(src, i+2, name)
}

// isTagName reports whether the lowercase name stands at src[i] in any case
// and ends there.
func isTagName(src []byte, i int, name string) bool {
	end := i + len(name)
	return end < len(src) && endsName[src[end]] && equalFold(src[i:end], name)
}

// scriptEnd is rawTextEnd for script elements, where "<!--" followed by
// "<script" hides the next "</script" from the parser
// (https://html.spec.whatwg.org/multipage/parsing.html#script-data-escape-start-state).
func scriptEnd(src []byte, i int) int {
	const name = "script"
	for i < len(src) {
		j := bytes.IndexByte(src[i:], '<')
		if j < 0 {
			break
		}
		i += j
		if isEndTag(src, i, name) {
			return i
		}
		if !bytes.HasPrefix(src[i:], []byte("<!--")) {
			i++
			continue
		}
		var ended bool
		i, ended = escapedScriptEnd(src, i+len("<!"), name)
		if ended {
			return i
		}
	}
	return len(src)
}

// escapedScriptEnd walks the escaped and double escaped states from the first
// dash of "<!--". It stops at the end tag of the script (ended) or behind the
// "-->" that leads back to plain script data.
func escapedScriptEnd(src []byte, i int, name string) (next int, ended bool) {
	double := false
	dashes := 0
	for ; i < len(src); i++ {
		switch src[i] {
		case '-':
			dashes++
			continue
		case '>':
			if dashes >= 2 {
				return i + 1, false
			}
		case '<':
			switch {
			case !double && isEndTag(src, i, name):
				return i, true
			case double && isEndTag(src, i, name):
				double = false
				i += len("</") + len(name)
			case !double && isTagName(src, i+1, name):
				double = true
				i += len("<") + len(name)
			}
		}
		dashes = 0
	}
	return i, false
}

// commentEnd returns the content of the comment whose "<!--" ends at src[i]
// and the offset behind the comment. A comment that is never closed ends with
// the source
// (https://html.spec.whatwg.org/multipage/parsing.html#comment-start-state).
func commentEnd(src []byte, i int) (text Span, next int) {
	switch {
	case bytes.HasPrefix(src[i:], []byte(">")):
		return Span{i, i}, i + 1
	case bytes.HasPrefix(src[i:], []byte("->")):
		return Span{i, i}, i + 2
	}
	for j := i; ; {
		n := bytes.IndexByte(src[j:], '>')
		if n < 0 {
			return Span{i, len(src)}, len(src)
		}
		j += n
		content := src[i:j]
		switch {
		case bytes.HasSuffix(content, []byte("--")):
			return Span{i, j - len("--")}, j + 1
		case bytes.HasSuffix(content, []byte("--!")):
			return Span{i, j - len("--!")}, j + 1
		}
		j++
	}
}

// cdataEnd returns the offset behind the "]]>" of the CDATA section whose
// content starts at src[i].
func cdataEnd(src []byte, i int) int {
	if n := bytes.Index(src[i:], []byte("]]>")); n >= 0 {
		return i + n + len("]]>")
	}
	return len(src)
}

// bogusCommentEnd returns the offset behind the next ">".
func bogusCommentEnd(src []byte, i int) int {
	if n := bytes.IndexByte(src[i:], '>'); n >= 0 {
		return i + n + 1
	}
	return len(src)
}

// foreignTextEnd returns the offset of the first tag behind src[i], where an
// SVG script or style has its text. Comments and CDATA sections are passed
// over.
func foreignTextEnd(src []byte, i int) int {
	for i < len(src) {
		n := bytes.IndexByte(src[i:], '<')
		if n < 0 {
			break
		}
		i += n
		rest := src[i+1:]
		switch {
		case len(rest) > 0 && isLetter(rest[0]), len(rest) > 1 && rest[0] == '/' && isLetter(rest[1]):
			return i
		case bytes.HasPrefix(rest, []byte("!--")):
			_, i = commentEnd(src, i+len("<!--"))
		case bytes.HasPrefix(rest, []byte("![CDATA[")):
			i = cdataEnd(src, i+len("<![CDATA["))
		default:
			i++
		}
	}
	return len(src)
}
