package provenance

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// IsText says whether a file, by its name, is one whose strings may become
// markup: data, translations, a content adapter, markup in parts.
func IsText(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml", ".toml", ".json", ".csv", ".xml", ".svg", ".html", ".htm", ".txt", ".md", ".gotmpl":
		return true
	}
	return false
}

// maxQuoted bounds how long a tag in a string is.
const maxQuoted = 4 << 10

// addStrings adds the tags that are written in strings in a part of a file. In
// the code of templates strings may be formats of printf.
func (h *holding) addStrings(in candidate, src []byte, part markup.Span, code bool) {
	in.quoted = true
	at := reading{src: src, at: part.Start}
	var tags []markup.Tag
	for i := part.Start; ; i++ {
		n := bytes.IndexByte(src[i:part.End], '<')
		if n < 0 {
			break
		}
		i += n
		if at.to(i); at.comment && !code || letters(src[i+1:min(i+2, part.End)]) == 0 {
			continue
		}
		text := unescaped(src[i:min(part.End, i+maxQuoted)], at.quote)
		markup.Scan(text, everyName, func(t *markup.Tag) bool {
			if t.Span.Start == 0 {
				tag := *t
				tag.Attrs = slices.Clone(t.Attrs)
				if code {
					formatted(&tag)
				}
				tag.Span.Start = i
				tags = append(tags, tag)
			}
			return false
		})
	}
	h.add(in, src, 0, tags)
}

// reading is a place in a file of strings.
type reading struct {
	src     []byte
	at      int
	quote   byte // of the string around it, 0 where it has none; in '"' quotes are escaped
	comment bool // it stands in a comment of TOML or YAML that takes a line
	text    bool // something else stands in the line before it
}

// to goes on to an offset.
func (r *reading) to(offset int) {
	for ; r.at < offset; r.at++ {
		c := r.src[r.at]
		next := byte(0)
		if r.at+1 < offset {
			next = r.src[r.at+1]
		}
		switch {
		case c == '\n':
			r.quote, r.comment, r.text = 0, false, false
			continue
		case r.quote == '"' && c == '\\', r.quote == '\'' && c == '\'' && next == '\'':
			if next != '\n' {
				r.at++ // an escape
			}
		case r.quote == c:
			r.quote = 0
		case r.quote != 0:
		case c == '"', c == '`', c == '\'' && (!r.text || strings.IndexByte(" \t=:[,({", r.src[r.at-1]) >= 0):
			r.quote = c
		case c == '#' && !r.text:
			r.comment = true
		}
		r.text = r.text || c != ' ' && c != '\t'
	}
}

// unescaped returns the rest of a string in such quotes, up to its end, as it is
// read.
func unescaped(b []byte, quote byte) []byte {
	switch quote {
	case '"':
		out := make([]byte, 0, len(b))
		for i := 0; i < len(b) && b[i] != '"'; i++ {
			c := b[i]
			if c == '\\' && i+1 < len(b) {
				i++
				if c = b[i]; c == 'n' || c == 't' || c == 'r' {
					c = ' '
				}
			}
			out = append(out, c)
		}
		return out
	case '\'', '`':
		if end := bytes.IndexByte(b, quote); end >= 0 && quote == '`' {
			return b[:end]
		}
		return bytes.ReplaceAll(b, []byte("''"), []byte("'"))
	}
	return b
}

// formatted makes what printf fills in unknown.
func formatted(t *markup.Tag) {
	t.Attrs = slices.DeleteFunc(t.Attrs, func(a markup.Attr) bool {
		verb := strings.Contains(a.Name, "%")
		t.Open = t.Open || verb
		return verb
	})
	for i := range t.Attrs {
		if at := verbIn(t.Attrs[i].Value); at >= 0 {
			a := &t.Attrs[i]
			a.Dynamic, a.Prefix, a.Value = true, a.Value[:at], ""
		}
	}
}

// verbIn returns the offset of the first verb of a format, -1 for none. URLs have
// "%" in front of hexadecimal digits, which the verbs here are none of.
func verbIn(format string) int {
	for i := 0; i+1 < len(format); i++ {
		if format[i] == '%' && strings.IndexByte("qsvtx%", format[i+1]) >= 0 {
			return i
		}
	}
	return -1
}
