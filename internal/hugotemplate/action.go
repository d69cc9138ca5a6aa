package hugotemplate

import (
	"bytes"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// kind is what an action does to the text around it.
type kind uint8

const (
	kindOutput   kind = iota // prints, or may print
	kindSilent               // an assignment, break, continue or return
	kindComment              // {{/* … */}}
	kindIf                   // if, with and range open a condition
	kindWith                 //
	kindRange                //
	kindElse                 // also "else if" and "else with"
	kindEnd                  //
	kindDefine               // a template of its own, printed elsewhere
	kindBlock                // a template of its own, printed here
	kindTemplate             // prints a template
)

// action is one {{ … }}.
type action struct {
	kind kind
	span markup.Span // "{{" to "}}"
	// hole is the span with the white space that trim markers take away.
	hole markup.Span
	// body is what stands between the delimiters and trim markers; for a
	// comment, between its own.
	body markup.Span
	// rest is the part of the body behind the keyword.
	rest markup.Span
}

const (
	leftDelim  = "{{"
	rightDelim = "}}"
	// trimmable is what the trim markers take away, and what must stand
	// between them and the action (https://pkg.go.dev/text/template#hdr-Text_and_spaces).
	trimmable = " \t\r\n"
)

// actionsOf finds the actions of a template. For source that the parser
// accepts they are the parser's; what it refuses is still cut at the
// delimiters.
func actionsOf(src []byte) []action {
	var actions []action
	c := cutter{src: src}
	free := 0 // end of the last hole
	for i := 0; ; {
		n := bytes.Index(src[i:], []byte(leftDelim))
		if n < 0 {
			return actions
		}
		a := c.actionAt(i + n)
		if hasTrimAfter(src, i+n) {
			a.hole.Start = free + len(bytes.TrimRight(src[free:i+n], trimmable))
		}
		if hasTrimBefore(src, a) {
			a.hole.End = len(src) - len(bytes.TrimLeft(src[a.span.End:], trimmable))
		}
		actions = append(actions, a)
		free = a.hole.End
		i = a.hole.End
	}
}

type cutter struct {
	src      []byte
	unclosed bool // an action was met that nothing closes
}

// hasTrimAfter reports whether a trim marker follows the "{{" at src[i].
func hasTrimAfter(src []byte, i int) bool {
	i += len(leftDelim)
	return i+1 < len(src) && src[i] == '-' && isTrimmable(src[i+1])
}

// hasTrimBefore reports whether a trim marker stands before the "}}" of the
// action.
func hasTrimBefore(src []byte, a action) bool {
	i := a.span.End - len(rightDelim) - 2
	return i >= a.body.Start && isTrimmable(src[i]) && string(src[i+1:a.span.End]) == "-"+rightDelim
}

func isTrimmable(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n'
}

// actionAt reads the action whose "{{" stands at src[i].
func (c *cutter) actionAt(i int) action {
	src := c.src
	body := i + len(leftDelim)
	if hasTrimAfter(src, i) {
		body += len("- ")
	}
	var a action
	if comment, ok := commentAt(src, body); ok {
		a = comment
	} else {
		end := c.actionEnd(body)
		a.span.End = end
		if bytes.HasPrefix(src[end:], []byte(rightDelim)) {
			a.span.End += len(rightDelim)
		}
		a.body = markup.Span{Start: body, End: end}
		if hasTrimBefore(src, a) {
			a.body.End--
		}
		a.body = trimSpan(src, a.body)
		a.kind, a.rest = classify(src, a.body)
	}
	a.span.Start = i
	a.hole = a.span
	return a
}

// commentAt reads the comment whose "/*" stands at src[i], or, where the
// parser would refuse it, behind white space.
func commentAt(src []byte, i int) (action, bool) {
	open := len(src) - len(bytes.TrimLeft(src[i:], trimmable))
	if !bytes.HasPrefix(src[open:], []byte("/*")) {
		return action{}, false
	}
	open += len("/*")
	n := bytes.Index(src[open:], []byte("*/"))
	if n < 0 {
		return action{
			kind: kindComment,
			body: markup.Span{Start: open, End: len(src)},
			span: markup.Span{End: len(src)},
		}, true
	}
	end := len(src)
	if m := bytes.Index(src[open+n:], []byte(rightDelim)); m >= 0 {
		end = open + n + m + len(rightDelim)
	}
	return action{
		kind: kindComment,
		body: markup.Span{Start: open, End: open + n},
		span: markup.Span{End: end},
	}, true
}

// actionEnd returns the offset of the "}}" that ends the action whose body
// starts at src[i], passing over strings and character constants. An action
// that is not closed as it should be ends with its line or with the line of
// its broken string, so that the rest of the file can still be read.
func (c *cutter) actionEnd(i int) int {
	start := i
	for i < len(c.src) && !c.unclosed {
		switch c.src[i] {
		case '}':
			if bytes.HasPrefix(c.src[i:], []byte(rightDelim)) {
				return i
			}
			i++
		case '"', '\'', '`':
			next := stringEnd(c.src, i)
			if next < 0 {
				return lineEnd(c.src, i)
			}
			i = next
		default:
			i++
		}
	}
	// No later action is closed either; looking again would take quadratic
	// time.
	c.unclosed = true
	end := lineEnd(c.src, start)
	if n := bytes.Index(c.src[start:end], []byte(rightDelim)); n >= 0 {
		return start + n
	}
	return end
}

func lineEnd(src []byte, i int) int {
	if n := bytes.IndexByte(src[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(src)
}

// stringEnd returns the offset behind the string or character constant whose
// quote stands at src[i], -1 when it is not closed.
func stringEnd(src []byte, i int) int {
	quote := src[i]
	for i++; i < len(src); i++ {
		switch c := src[i]; {
		case c == quote:
			return i + 1
		case quote == '`':
		case c == '\n':
			return -1
		case c == '\\':
			i++
		}
	}
	return -1
}

func trimSpan(src []byte, s markup.Span) markup.Span {
	b := src[s.Start:s.End]
	s.Start += len(b) - len(bytes.TrimLeft(b, trimmable))
	s.End = s.Start + len(bytes.TrimRight(src[s.Start:s.End], trimmable))
	return s
}

// keywords are the words that make an action more than a pipeline. Hugo adds
// return to those of text/template.
var keywords = map[string]kind{
	"if":       kindIf,
	"with":     kindWith,
	"range":    kindRange,
	"else":     kindElse,
	"end":      kindEnd,
	"define":   kindDefine,
	"block":    kindBlock,
	"template": kindTemplate,
	"break":    kindSilent,
	"continue": kindSilent,
	"return":   kindSilent,
}

// classify returns the kind of the action with the given trimmed body and
// what follows its keyword.
func classify(src []byte, body markup.Span) (kind, markup.Span) {
	b := src[body.Start:body.End]
	if len(b) == 0 {
		return kindSilent, body
	}
	if b[0] == '$' {
		n := 1 + wordLen(b[1:])
		rest := bytes.TrimLeft(b[n:], trimmable)
		if bytes.HasPrefix(rest, []byte(":=")) || bytes.HasPrefix(rest, []byte("=")) {
			return kindSilent, body
		}
		return kindOutput, body
	}
	n := wordLen(b)
	if k, ok := keywords[string(b[:n])]; ok {
		return k, trimSpan(src, markup.Span{Start: body.Start + n, End: body.End})
	}
	return kindOutput, body
}

// wordLen returns the length of the identifier that b starts with.
func wordLen(b []byte) int {
	for i, c := range b {
		if c != '_' && (c < '0' || '9' < c) && (c|0x20 < 'a' || 'z' < c|0x20) && c < 0x80 {
			return i
		}
	}
	return len(b)
}
