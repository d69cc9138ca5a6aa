package page

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// ParseLinkHeader returns the links of a Link field's value, by the lenient
// algorithm of RFC 8288 (https://www.rfc-editor.org/rfc/rfc8288#appendix-B.2).
// Spans count from the start of the value.
func ParseLinkHeader(value string) []Link {
	s := headerScanner{text: value}
	var links []Link
	for {
		s.skip(" \t,")
		if s.done() || s.text[s.at] != '<' {
			return links // what follows cannot be read
		}
		start := s.at
		end := strings.IndexByte(s.text[start:], '>')
		if end < 0 {
			return links
		}
		l := Link{
			Target:     s.text[start+1 : start+end],
			TargetSpan: markup.Span{Start: start + 1, End: start + end},
		}
		s.at = start + end + 1
		l.Params = s.params()
		l.Span = markup.Span{Start: start, End: s.last}
		links = append(links, l)
	}
}

// headerScanner reads a structured field value from left to right.
type headerScanner struct {
	text string
	at   int
	last int // end of the last thing read that is not blank
}

func (s *headerScanner) done() bool { return s.at >= len(s.text) }

// skip passes over any of the given bytes.
func (s *headerScanner) skip(any string) {
	for !s.done() && strings.IndexByte(any, s.text[s.at]) >= 0 {
		s.at++
	}
}

// params reads the parameters of a link up to the comma behind it
// (https://www.rfc-editor.org/rfc/rfc8288#appendix-B.3).
func (s *headerScanner) params() []Param {
	var params []Param
	s.last = s.at
	for {
		s.skip(" \t")
		if s.done() || s.text[s.at] != ';' {
			break
		}
		s.at++
		s.skip(" \t;")
		start := s.at
		for !s.done() && strings.IndexByte(" \t=;,", s.text[s.at]) < 0 {
			s.at++
		}
		p := Param{Name: ascii.Lower(s.text[start:s.at])}
		end := s.at
		s.skip(" \t")
		if !s.done() && s.text[s.at] == '=' {
			s.at++
			s.skip(" \t")
			p.HasValue = true
			p.Value = s.value()
			end = s.at
		}
		s.at = end
		if p.Name == "" {
			continue // a value without a name
		}
		s.last = end
		p.Span = markup.Span{Start: start, End: end}
		params = append(params, p)
	}
	// What is no parameter is passed over up to the next link.
	for !s.done() && s.text[s.at] != ',' {
		s.at++
	}
	return params
}

// value reads a token or a quoted string.
func (s *headerScanner) value() string {
	if s.done() || s.text[s.at] != '"' {
		start := s.at
		for !s.done() && strings.IndexByte(";,", s.text[s.at]) < 0 {
			s.at++
		}
		trimmed := strings.TrimRight(s.text[start:s.at], " \t")
		s.at = start + len(trimmed)
		return trimmed
	}
	var b strings.Builder
	for s.at++; !s.done() && s.text[s.at] != '"'; s.at++ {
		if s.text[s.at] == '\\' && s.at+1 < len(s.text) {
			s.at++
		}
		b.WriteByte(s.text[s.at])
	}
	if !s.done() {
		s.at++
	}
	return b.String()
}
