package adopt

import (
	"bytes"
	"strings"
)

// linesLike gives the text the line ends of the file.
func (f *source) linesLike(text string) string {
	if bytes.Contains(f.src, []byte("\r\n")) {
		return strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// lineStart returns where the line begins that the offset is in.
func lineStart(src []byte, offset int) int {
	return bytes.LastIndexByte(src[:offset], '\n') + 1
}

// lineEnd returns where the line ends that the offset is in, line feed
// included.
func lineEnd(src []byte, offset int) int {
	if i := bytes.IndexByte(src[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(src)
}

// trimmed returns the end of the last line before the offset that is neither
// blank nor a comment.
func trimmed(src []byte, offset int) int {
	for offset > 0 {
		start := lineStart(src, offset-1)
		if line := bytes.TrimSpace(src[start:offset]); len(line) > 0 && line[0] != '#' {
			break
		}
		offset = start
	}
	return offset
}

// opened returns text to insert at the offset, which begins a line of its own
// there.
func opened(src []byte, offset int, text string) string {
	if offset > 0 && src[offset-1] != '\n' {
		return "\n" + text
	}
	return text
}
