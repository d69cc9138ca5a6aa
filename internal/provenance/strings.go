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
	for i := part.Start; ; i++ {
		n := bytes.IndexByte(src[i:part.End], '<')
		if n < 0 {
			return
		}
		i += n
		if !code && commented(src[part.Start:i]) {
			continue
		}
		text := unescaped(src[i:min(part.End, i+maxQuoted)], quoteOf(src[part.Start:i]))
		markup.Scan(text, everyName, func(t *markup.Tag) bool {
			if t.Span.Start == 0 {
				tag := *t
				tag.Attrs = slices.Clone(t.Attrs)
				if code {
					formatted(&tag)
				}
				h.add(in, src, i, []markup.Tag{tag})
			}
			return false
		})
	}
}

// quoteOf returns the quote of the string whose begin before ends with, 0 when it
// has none: '"' where quotes in it are escaped.
func quoteOf(before []byte) byte {
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	var quote byte
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quote == '"' && c == '\\', quote == '\'' && c == quote && i+1 < len(line) && line[i+1] == quote:
			i++ // an escape
		case quote == c:
			quote = 0
		case quote == 0 && (c == '"' || c == '`' || c == '\'' && (i == 0 || strings.IndexByte(" \t=:[,({", line[i-1]) >= 0)):
			quote = c
		}
	}
	return quote
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

// commented says whether what follows stands in a comment of TOML or YAML that
// takes a line.
func commented(before []byte) bool {
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("#"))
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
