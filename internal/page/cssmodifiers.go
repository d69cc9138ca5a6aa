package page

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Modifier is a cross-origin() of a url() that browsers do not take: they drop
// the declaration that it stands in
// (https://drafts.csswg.org/css-values-5/#request-url-modifiers).
type Modifier struct {
	Span     markup.Span // of the modifier; of the url() for FlawUnquoted
	Name     string      // ASCII-lowercased
	Argument string      // between the parentheses
	Flaw     Flaw
	// Inexact says that the source has escapes in its place, so that the span
	// is that of all of the style attribute or element.
	Inexact bool
}

// Flaw is what is wrong with a modifier.
type Flaw uint8

const (
	noFlaw       Flaw = iota
	FlawName          // the name that it had in an earlier draft
	FlawArgument      // neither anonymous nor use-credentials
	FlawRepeated      // the second one of its name
	FlawUnquoted      // behind a URL without quotes, which takes no modifiers
)

// Modifiers returns the malformed modifiers of a style sheet, or of a page: those
// of its style elements in source order, then those of style attributes.
func (p *Page) Modifiers() []Modifier {
	if p.sheet {
		return modifiersIn(p.Src, 0, false)
	}
	var all []Modifier
	for i := range p.Tags {
		if t := &p.Tags[i]; t.holdsCSS() && !t.Template {
			text, offset := p.styleText(t)
			if offset >= 0 {
				all = append(all, modifiersIn(text, offset, false)...)
				continue
			}
			for _, m := range modifiersIn(text, 0, false) {
				m.Span, m.Inexact = t.Text, true
				all = append(all, m)
			}
		}
	}
	if !p.other && !p.Fragment && p.attributesNameModifier() {
		for t := range p.Styled() {
			if a := t.Find("style"); a != nil && !t.Template {
				all = append(all, modifiersOf(p.Src, a)...)
			}
		}
	}
	return all
}

// attributesNameModifier says whether style attributes can hold a modifier: what
// is no text of a script or a style element names one.
func (p *Page) attributesNameModifier() bool {
	at := 0
	for i := range p.Tags {
		if text := p.Tags[i].Text; text.Len() > 0 {
			if namesModifier(p.Src[at:text.Start]) {
				return true
			}
			at = text.End
		}
	}
	return namesModifier(p.Src[at:])
}

// namesModifier says whether text can hold a modifier of crossorigin, written
// in one case: in other ways it is as rare as it is wrong. The bracket is what
// there is least of.
func namesModifier(text []byte) bool {
	for i := 0; ; i++ {
		n := bytes.IndexByte(text[i:], '(')
		if n < 0 {
			return false
		}
		i += n
		if name := text[:i]; bytes.HasSuffix(name, []byte("rigin")) || bytes.HasSuffix(name, []byte("RIGIN")) {
			return true
		}
	}
}

// modifiersIn returns the malformed modifiers of a style sheet that stands at
// an offset. declarations says that it is the content of a style attribute.
func modifiersIn(text []byte, offset int, declarations bool) []Modifier {
	if !namesModifier(text) {
		return nil
	}
	var all []Modifier
	s := cssScanner{src: text, emit: func(use) {}, malformed: func(m Modifier) {
		m.Span.Start += offset
		m.Span.End += offset
		all = append(all, m)
	}}
	if declarations {
		s.blocks = []block{{}}
	}
	s.scan()
	return all
}

// modifiersOf returns the malformed modifiers of a style attribute. Where
// character references are written in it, they stand somewhere in its value.
func modifiersOf(src []byte, a *markup.Attr) []Modifier {
	raw := src[a.ValueSpan.Start:a.ValueSpan.End]
	all := modifiersIn([]byte(a.Value), a.ValueSpan.Start, true)
	for i := range all {
		if string(raw) != a.Value {
			all[i].Span, all[i].Inexact = a.ValueSpan, true
		}
	}
	return all
}

// modified reads a url() with modifiers, which the lexer does not know
// (https://drafts.csswg.org/css-values-5/#request-url-modifiers).
func (s *cssScanner) modified(start int) {
	open := bytes.IndexByte(s.src[start:], '(')
	if open < 0 {
		return
	}
	at := start + open + 1
	for at < len(s.src) && isSpace(s.src[at]) {
		at++
	}
	length := stringLength(s.src[at:])
	if length == 0 {
		s.unquoted(start, at)
		return
	}
	raw := unquoteCSS(s.src[at : at+length])
	at += length
	end := modifiersEnd(s.src, at)
	if end < 0 {
		return
	}
	s.skip = end
	state, known := s.modifiers(at, end-1)
	if !known {
		s.open(raw, markup.Span{Start: start, End: end})
		return
	}
	s.found(raw, state, markup.Span{Start: start, End: end})
}

// escaped reads a url() whose name is written with an escape: the lexer takes it
// for a function of another name. Its content starts at src[at].
func (s *cssScanner) escaped(start, at int) {
	for at < len(s.src) && isSpace(s.src[at]) {
		at++
	}
	if stringLength(s.src[at:]) > 0 {
		s.modified(start)
	}
	if s.skip > start {
		return
	}
	end := unquotedEnd(s.src, at)
	if end < 0 {
		s.functions = append(s.functions, "")
		return
	}
	s.skip = end
	s.found(unescapeCSS(bytes.Trim(s.src[at:end-1], spaces)), resolver.NoCORS, markup.Span{Start: start, End: end})
}

// unquotedEnd returns the offset behind the ")" of a URL without quotes that
// starts at src[i], -1 when there is no such URL
// (https://drafts.csswg.org/css-syntax/#consume-url-token).
func unquotedEnd(src []byte, i int) int {
	for ; i < len(src); i++ {
		switch c := src[i]; {
		case c == ')':
			return i + 1
		case c == '\\':
			i += escapeLength(src[i+1:])
		case c == '"', c == '\'', c == '(':
			return -1
		case isSpace(c):
			for i < len(src) && isSpace(src[i]) {
				i++
			}
			if i < len(src) && src[i] == ')' {
				return i + 1
			}
			return -1
		}
	}
	return -1
}

// stringLength returns the length of the quoted string in front, quotes
// included; 0 when there is none.
func stringLength(b []byte) int {
	if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
		return 0
	}
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '\n', '\r', '\f':
			return 0
		case b[0]:
			return i + 1
		}
	}
	return 0
}

// modifiersEnd returns the offset behind the ")" that ends the url() with
// modifiers from src[i] on, -1 when there is none.
func modifiersEnd(src []byte, i int) int {
	depth := 0
	for ; i < len(src); i++ {
		switch src[i] {
		case '(':
			depth++
		case '"', '\'':
			n := stringLength(src[i:])
			if n == 0 {
				return -1
			}
			i += n - 1
		case ')':
			if depth == 0 {
				return i + 1
			}
			depth--
		case ';', '}':
			return -1
		}
	}
	return -1
}

// modifiers reads src[at:end]. known is false for modifiers that change the
// request in another way than cross-origin() does, and for those that no
// browser knows.
func (s *cssScanner) modifiers(at, end int) (state resolver.State, known bool) {
	state, known = resolver.NoCORS, true
	var seen []string
	for {
		for at < end && isSpace(s.src[at]) {
			at++
		}
		if at >= end {
			return state, known
		}
		n := bytes.IndexByte(s.src[at:end], '(')
		length := -1
		if n >= 0 {
			length = modifiersEnd(s.src[:end], at+n+1) - at
		}
		if length < 0 {
			return state, false
		}
		m := Modifier{
			Span: markup.Span{Start: at, End: at + length},
			Name: ascii.Lower(string(s.src[at : at+n])), Argument: trimSpace(string(s.src[at+n+1 : at+length-1])),
		}
		at = m.Span.End
		switch m.Name {
		case "cross-origin":
			switch ascii.Lower(m.Argument) {
			case "anonymous":
				state = resolver.Anonymous
			case "use-credentials":
				state = resolver.UseCredentials
			default:
				m.Flaw = FlawArgument
			}
		case "crossorigin":
			m.Flaw = FlawName
		case "referrer-policy", "integrity":
		default:
			known = false
		}
		if slices.Contains(seen, m.Name) {
			m.Flaw = FlawRepeated
		}
		seen = append(seen, m.Name)
		if m.Flaw != noFlaw {
			known = false
			if m.Name == "cross-origin" || m.Name == "crossorigin" {
				s.report(m)
			}
		}
	}
}

// unquoted looks for modifiers behind a URL without quotes.
func (s *cssScanner) unquoted(start, at int) {
	end := modifiersEnd(s.src, at)
	if end < 0 {
		return
	}
	for _, name := range []string{"cross-origin(", "crossorigin("} {
		i := strings.Index(ascii.Lower(string(s.src[at:end])), name)
		if i > 0 && isSpace(s.src[at+i-1]) {
			s.report(Modifier{Span: markup.Span{Start: start, End: end}, Name: strings.TrimSuffix(name, "("), Flaw: FlawUnquoted})
			return
		}
	}
}

// report tells of a modifier that keeps a browser from a fetch: in a declaration
// or an import, not where a custom property is defined or a condition asks.
func (s *cssScanner) report(m Modifier) {
	fetches := s.atRule == "import" || s.atRule == "" && s.property != "" && s.property != customProperty
	if fetches && s.malformed != nil && !bytes.Contains(s.src[m.Span.Start:m.Span.End], []byte("{{")) {
		s.malformed(m)
	}
}
