package hugotemplate

import (
	"bytes"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// A tag may stand as a whole in a string that an action prints as it is:
//
//	{{ printf `<link rel="preload" as="font" href="%s">` .RelPermalink | safeHTML }}
//
// The string is read like the text around it, with a hole for each verb.

// format is the string of such an action.
type format struct {
	text  markup.Span
	verbs []markup.Span
}

// formatsOf finds the actions that print a format which is nothing but whole
// tags with text between them, where text can stand: what is printed in a tag,
// a script or a style sheet is escaped.
func formatsOf(src []byte, actions []action) map[int]format {
	var formats map[int]format
	var at place
	from := 0
	for i := range actions {
		a := &actions[i]
		at.see(src[min(from, a.hole.Start):a.hole.Start])
		from = a.hole.End
		if a.kind != kindOutput || at.tag || at.raw != "" {
			continue
		}
		if f, ok := printedFormat(src, a); ok {
			if formats == nil {
				formats = make(map[int]format)
			}
			formats[i] = f
		}
	}
	return formats
}

// place is what the text so far leaves open.
type place struct {
	tag bool
	raw string // the name of an element that holds no tags
}

func (p *place) see(text []byte) {
	for len(text) > 0 {
		if p.raw != "" {
			i := bytes.Index(text, []byte("</"))
			if i < 0 {
				return
			}
			if text = text[i+len("</"):]; startsWithName(text, p.raw) {
				p.raw, p.tag = "", true
			}
			continue
		}
		i := bytes.IndexAny(text, "<>")
		if i < 0 {
			return
		}
		p.tag = text[i] == '<'
		text = text[i+1:]
		for _, name := range [...]string{"script", "style", "textarea", "title"} {
			if p.tag && startsWithName(text, name) {
				p.raw = name
			}
		}
	}
}

func startsWithName(text []byte, name string) bool {
	return len(text) >= len(name) && lowerASCII(string(text[:len(name)])) == name
}

// printedFormat returns the format of an action {{ printf FORMAT … | safeHTML }},
// or the string of {{ STRING | safeHTML }}.
func printedFormat(src []byte, a *action) (format, bool) {
	b := src[a.body.Start:a.body.End]
	n := 0
	for _, function := range [...]string{"printf", "fmt.Printf"} {
		if bytes.HasPrefix(b, []byte(function)) {
			n = len(b) - len(bytes.TrimLeft(b[len(function):], trimmable))
		}
	}
	if n == len(b) || b[n] != '"' && b[n] != '`' {
		return format{}, false
	}
	end := stringEnd(b, n)
	if end < 0 || !onlyMarked(b[end:]) || !wholeTags(b[n+1:end-1], b[n]) {
		return format{}, false
	}
	f := format{text: markup.Span{Start: a.body.Start + n + 1, End: a.body.Start + end - 1}}
	for i := f.text.Start; n > 0 && i < f.text.End; i++ {
		if src[i] != '%' {
			continue
		}
		start := i
		for i++; i < f.text.End && !isLetter(src[i]) && src[i] != '%'; i++ {
		}
		if i == f.text.End {
			return format{}, false
		}
		f.verbs = append(f.verbs, markup.Span{Start: start, End: i + 1})
	}
	return f, true
}

// onlyMarked reports whether nothing but safeHTML is done to what a command
// with these arguments gives.
func onlyMarked(arguments []byte) bool {
	depth := 0
	for i := 0; i < len(arguments); i++ {
		switch c := arguments[i]; c {
		case '"', '\'', '`':
			end := stringEnd(arguments, i)
			if end < 0 {
				return false
			}
			i = end - 1
		case '(':
			depth++
		case ')':
			depth--
		case '|':
			if depth == 0 {
				f := string(bytes.TrimSpace(arguments[i+1:]))
				return f == "safeHTML" || f == "safe.HTML"
			}
		}
	}
	return false
}

// wholeTags reports whether a string in these quotes starts and ends with a tag.
func wholeTags(text []byte, quote byte) bool {
	if quote == '"' && !plainEscapes(text) {
		return false
	}
	text = bytes.Trim(text, trimmable)
	for quote == '"' && (bytes.HasSuffix(text, []byte(`\n`)) || bytes.HasSuffix(text, []byte(`\t`))) {
		text = bytes.Trim(text[:len(text)-len(`\n`)], trimmable)
	}
	return len(text) > 0 && text[0] == '<' && text[len(text)-1] == '>'
}

// plainEscapes reports whether a string has no escapes but those of quotes and
// white space.
func plainEscapes(text []byte) bool {
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			if i++; i == len(text) || text[i] != '"' && text[i] != 'n' && text[i] != 't' {
				return false
			}
		}
	}
	return true
}

// unescape writes over the escapes in a masked format, so that quotes enclose
// what they do when it is printed.
func unescape(text []byte) {
	open := false
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		switch {
		case text[i+1] != '"':
			text[i], text[i+1] = ' ', ' '
		case open:
			text[i], text[i+1] = '"', ' '
		default:
			text[i] = ' '
		}
		open = open != (text[i] == '"' || text[i+1] == '"')
		i++
	}
}

// printedTag takes a tag that starts in an action, if all of it stands in a
// format. What the verbs print is not escaped: where no quotes are around it, it
// may be attributes.
func (r *reader) printedTag(t *markup.Tag, parent, branch int) {
	by := r.template.content.Start
	start := t.Span.Start + by
	f, ok := r.formats[r.actionBefore(start)]
	if span := shift(t.Span, by); !ok || !contains(f.text, span) || len(r.holesIn(shift(t.NameSpan, by))) > 0 {
		return
	}
	p := found{Tag: *t, parent: parent}
	p.Span, p.NameSpan, p.Text = shift(t.Span, by), shift(t.NameSpan, by), shift(t.Text, by)
	p.Guard = r.guardAt(start, branch, r.branch)
	p.Define = r.template.name
	p.Attrs = make([]markup.Attr, 0, len(t.Attrs))
	for _, a := range t.Attrs {
		a.Span, a.NameSpan, a.ValueSpan = shift(a.Span, by), shift(a.NameSpan, by), shift(a.ValueSpan, by)
		if len(r.holesIn(a.NameSpan)) > 0 {
			p.Open = true
			continue
		}
		if holes := r.holesIn(markup.Span{Start: a.NameSpan.End, End: a.Span.End}); len(holes) > 0 {
			a.Prefix = ""
			if a.Quote != 0 && holes[0].Start > a.ValueSpan.Start {
				a.Prefix = r.decoder.value(cutReference(r.src[a.ValueSpan.Start:holes[0].Start]), a.Quote)
			}
			a.Dynamic, a.Value = true, ""
			p.Open = p.Open || a.Quote == 0
		}
		p.Attrs = append(p.Attrs, a)
	}
	p.Attrs = slices.Clip(p.Attrs)
	if known, ok := r.found[start]; ok {
		known.merge(&p)
	} else {
		r.found[start] = &p
	}
}
