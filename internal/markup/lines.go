package markup

import (
	"bytes"
	"slices"
	"sort"
	"unicode/utf8"
)

// Lines turns byte offsets of one source into lines and columns. It reads the
// source once, as far as it is asked about. It is not safe for concurrent use.
type Lines struct {
	src    []byte
	starts []int // offset of each line's first character
	read   int   // how far these are known
	// The last answer: columns of one long line are counted on from it.
	line, offset, column int
}

// NewLines returns the line index of src, which must not change while it is
// used.
func NewLines(src []byte) *Lines {
	first := 0
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		first = len("\ufeff")
	}
	return &Lines{src: src, starts: []int{first}}
}

// LineColumn returns the line and the column of a byte offset, both from 1.
// Lines end at line feeds. Columns count characters; a byte that is not part
// of valid UTF-8 is one character, a byte order mark in front of the first line
// none: editors do not count it. Offsets beyond the source count as its end.
func (l *Lines) LineColumn(offset int) (line, column int) {
	offset = min(max(offset, l.starts[0]), len(l.src))
	l.index(offset)
	line = sort.SearchInts(l.starts, offset+1)
	from, column := l.starts[line-1], 1
	if line == l.line && offset >= l.offset {
		from, column = l.offset, l.column
	}
	column += utf8.RuneCount(l.src[from:offset])
	// Inside a character the count would start again with its middle, so only
	// its first byte is remembered.
	if offset == len(l.src) || utf8.RuneStart(l.src[offset]) {
		l.line, l.offset, l.column = line, offset, column
	}
	return line, column
}

// index finds the lines up to an offset.
func (l *Lines) index(offset int) {
	if offset <= l.read {
		return
	}
	lines := len(l.starts) + bytes.Count(l.src[l.read:offset], []byte{'\n'})
	l.starts = slices.Grow(l.starts, lines-len(l.starts))
	for len(l.starts) < lines {
		l.read += bytes.IndexByte(l.src[l.read:], '\n') + 1
		l.starts = append(l.starts, l.read)
	}
	l.read = offset
}
