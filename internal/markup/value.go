package markup

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Value is the value of an attribute together with how it is written, so that
// what is found in the value has a place in the source, and what is changed in
// the value can be changed there without touching any other byte of it.
type Value struct {
	source string // without quotes
	quote  byte
	text   string
	units  []unit // in order; together they are all of it
}

// unit is the smallest part of a value that can be written on its own: a
// stretch of text that stands for itself, or what is written differently as a
// whole: a character reference, a line break of two characters, a NUL.
type unit struct {
	source, text Span
	literal      bool
}

// NewValue reads the value written as source between the quotes, 0 for none.
func NewValue(source string, quote byte) *Value {
	v := &Value{source: source, quote: quote}
	var d decoder
	var text strings.Builder
	add := func(length int, as string, literal bool) {
		u := unit{literal: literal}
		u.source.Start, u.text.Start = len(v.source)-len(source), text.Len()
		text.WriteString(as)
		u.source.End, u.text.End = u.source.Start+length, text.Len()
		v.units = append(v.units, u)
		source = source[length:]
	}
	for source != "" {
		switch n := strings.IndexAny(source, "&\r\x00"); {
		case n < 0:
			add(len(source), source, true)
		case n > 0:
			add(n, source[:n], true)
		case strings.HasPrefix(source, "\r\n"):
			add(2, "\n", false)
		case source[0] == '\r':
			add(1, "\n", false)
		case source[0] == 0:
			add(1, "\uFFFD", false)
		default:
			if length, as := d.reference(source); length > 0 {
				add(length, as, false)
			} else {
				add(1, "&", true)
			}
		}
	}
	v.text = text.String()
	return v
}

// reference reads the character reference that source starts with; its length
// is 0 when the ampersand stands for itself.
func (d *decoder) reference(source string) (length int, as string) {
	end := 1
	for end < len(source) && (isLetterOrDigit(source[end]) || source[end] == '#') {
		end++
	}
	if end < len(source) && (source[end] == ';' || source[end] == '=') {
		end++ // the one ends the reference, the other keeps it from being one
	}
	source = source[:end]
	decoded := d.decode(`"` + source + `"`)
	if decoded == source {
		return 0, ""
	}
	// A reference stands for one character or two; what follows is as written.
	size := 0
	for range 2 {
		_, n := utf8.DecodeRuneInString(decoded[size:])
		size += n
		if rest := decoded[size:]; strings.HasSuffix(source, rest) {
			return len(source) - len(rest), decoded[:size]
		}
	}
	return len(source), decoded
}

func isLetterOrDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// Text is the value.
func (v *Value) Text() string { return v.text }

// Source returns where a span of the value stands in the source: with all of
// what is written as a whole and reaches into it.
func (v *Value) Source(s Span) Span {
	start, end := place(v.units, s.Start, byText)
	if s.Len() > 0 {
		_, end = place(v.units, s.End, byText)
	}
	return Span{start, end}
}

// Decode returns which part of the value is written at a span of the source;
// ok is false when one of its ends is inside of what is written as a whole.
func (v *Value) Decode(source Span) (s Span, ok bool) {
	return exact(v.units, source, bySource)
}

// direction says from which of its two sides one looks at a unit.
type direction func(u *unit) (here, there Span)

func byText(u *unit) (here, there Span)   { return u.text, u.source }
func bySource(u *unit) (here, there Span) { return u.source, u.text }

// place returns what an offset is on the other side: the ends of the unit for
// one that is inside of what is written as a whole, else one place.
func place(units []unit, at int, look direction) (start, end int) {
	i := sort.Search(len(units), func(i int) bool {
		here, _ := look(&units[i])
		return here.End > at
	})
	if i == len(units) {
		if i == 0 {
			return 0, 0
		}
		_, there := look(&units[i-1])
		return there.End, there.End
	}
	here, there := look(&units[i])
	switch at -= here.Start; {
	case units[i].literal || at == 0:
		return there.Start + at, there.Start + at
	}
	return there.Start, there.End
}

// exact returns a span on the other side; ok is false for one with an end
// inside of what is written as a whole.
func exact(units []unit, s Span, look direction) (other Span, ok bool) {
	start, inside := place(units, s.Start, look)
	end, outside := place(units, s.End, look)
	return Span{start, end}, start == inside && end == outside
}

// Replace returns what to write where in the source so that the value has text
// in place of a span of it and is otherwise the same. It is not ok where that
// takes a change of what stands beside the span.
func (v *Value) Replace(s Span, text string) (at Span, source string, ok bool) {
	if at, ok = exact(v.units, s, byText); !ok {
		return Span{}, "", false
	}
	want := v.text[:s.Start] + text + v.text[s.End:]
	source = Escape(text, v.quote)
	if v.reads(at, source, want) {
		return at, source, true
	}
	// The text makes a reference of the ampersand in front, or goes on with one
	// that has no semicolon.
	if text != "" && text[0] < utf8.RuneSelf {
		source = fmt.Sprintf("&#%d;", text[0]) + Escape(text[1:], v.quote)
		if v.reads(at, source, want) {
			return at, source, true
		}
	}
	return Span{}, "", false
}

// reads says whether the value is the one wanted when that is written.
func (v *Value) reads(at Span, source, want string) bool {
	return NewValue(v.source[:at.Start]+source+v.source[at.End:], v.quote).text == want
}

// Escape returns how text is written in an attribute value in the given
// quotes, 0 for none.
func Escape(text string, quote byte) string {
	special := `&"`
	switch quote {
	case '\'':
		special = "&'"
	case 0:
		special = "&\"'`=<> \t\n\f"
	}
	special += "\r"
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case strings.IndexByte(special, c) < 0:
			b.WriteByte(c)
		case c == '&':
			b.WriteString("&amp;")
		case c == '"':
			b.WriteString("&quot;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		default:
			fmt.Fprintf(&b, "&#%d;", c)
		}
	}
	return b.String()
}
