package report

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// Finding is a rule's finding with its place in the file, independent of the
// file's bytes.
type Finding struct {
	rule.Finding
	File               string
	Line, Column       int // from 1; columns count characters
	EndLine, EndColumn int // just behind the finding
	Text               string
	// ByHand says that the file is a source: the same in another one is to be
	// repaired there too, and is not joined.
	ByHand bool
	// Origin is where the finding's tag comes from, nil when that is not known.
	Origin                              *provenance.Place
	Source                              string // the line that the finding starts in, cut to what is worth showing
	SourceColumn, SourceLen, SourceSkip int    // the finding in Source, in characters; characters cut off in front
}

// maxText and maxSource keep findings small on minified pages of one line.
const (
	maxText   = 300
	maxSource = 160
)

// Locate gives the findings of one file their places.
func Locate(file string, src []byte, findings []rule.Finding) []Finding {
	if len(findings) == 0 {
		return nil
	}
	lines := markup.NewLines(src)
	located := make([]Finding, len(findings))
	for i, f := range findings {
		l := Finding{Finding: f, File: file}
		l.Line, l.Column = lines.LineColumn(f.Span.Start)
		l.EndLine, l.EndColumn = lines.LineColumn(f.Span.End)
		l.Text = string(cut(src[f.Span.Start:f.Span.End], maxText))
		l.excerpt(src)
		located[i] = l
	}
	return located
}

// ForSite parts what is certain of one page from what other pages may yet settle.
func ForSite(findings []Finding) (now, later []Finding) {
	for i := range findings {
		if findings[i].ForSite() {
			later = append(later, findings[i])
		} else {
			now = append(now, findings[i])
		}
	}
	return now, later
}

// Trace gives the findings of a built page the places that they come from.
func Trace(findings []Finding, page provenance.Built, sources *provenance.Sources, of provenance.Page) {
	offsets := make([]int, len(findings))
	for i := range findings {
		offsets[i] = findings[i].Span.Start
	}
	for i, at := range sources.Places(page, offsets, of) {
		findings[i].Origin = at
	}
}

// excerpt takes the finding's first line, at most maxSource bytes of it.
func (f *Finding) excerpt(src []byte) {
	start, end := f.Span.Start, f.Span.End
	lineStart := bytes.LastIndexByte(src[:start], '\n') + 1
	if bom := len("\ufeff"); lineStart == 0 && start >= bom && bytes.HasPrefix(src, []byte("\ufeff")) {
		lineStart = bom // takes no room
	}
	lineEnd := len(src)
	if n := bytes.IndexByte(src[start:], '\n'); n >= 0 {
		lineEnd = start + n
	}
	from, to := lineStart, lineEnd
	if to-from > maxSource {
		// A third of the room in front of the finding, the rest behind.
		from = max(lineStart, min(start-maxSource/3, lineEnd-maxSource))
		to = min(lineEnd, from+maxSource)
		for from < start && !utf8.RuneStart(src[from]) {
			from++
		}
		for to > start && to < lineEnd && !utf8.RuneStart(src[to]) {
			to--
		}
	}
	f.SourceSkip = utf8.RuneCount(src[lineStart:from])
	f.SourceColumn = utf8.RuneCount(src[from:start])
	f.SourceLen = max(1, utf8.RuneCount(src[start:max(start, min(end, to))]))
	f.Source = Printable(strings.TrimRight(string(src[from:to]), "\r"))
}

// cut shortens b to at most n bytes without splitting a character.
func cut(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	for n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return b[:n]
}

// Printable replaces what would move the cursor or speak to the terminal. The
// number of characters stays.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < ' ' || r == 0x7f || 0x80 <= r && r < 0xa0:
			return utf8.RuneError
		}
		return r
	}, s)
}
