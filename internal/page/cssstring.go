package page

import (
	"bytes"
	"strings"
)

// unquoteURL returns the URL in a "url(…)" token.
func unquoteURL(data []byte) string {
	open := bytes.IndexByte(data, '(')
	inner := bytes.Trim(bytes.TrimSuffix(data[open+1:], []byte(")")), spaces)
	if len(inner) > 0 && (inner[0] == '"' || inner[0] == '\'') {
		return unquoteCSS(inner)
	}
	return unescapeCSS(inner)
}

// unquoteCSS returns the value of a string, which the end of the style sheet
// may have ended.
func unquoteCSS(quoted []byte) string {
	inner := quoted[1:]
	if stringLength(quoted) == len(quoted) {
		inner = quoted[1 : len(quoted)-1]
	}
	return unescapeCSS(inner)
}

// unescapeCSS undoes the escapes of an identifier, a string or a URL
// (https://drafts.csswg.org/css-syntax/#consume-escaped-code-point).
func unescapeCSS(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 {
		return string(b)
	}
	var out strings.Builder
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			out.WriteByte(b[i])
			continue
		}
		if i++; i == len(b) {
			break
		}
		digits, code := 0, rune(0)
		for digits < 6 && i+digits < len(b) && hexValue(b[i+digits]) >= 0 {
			code = code<<4 | rune(hexValue(b[i+digits]))
			digits++
		}
		switch {
		case digits > 0:
			i += digits - 1
			if i+1 < len(b) && isSpace(b[i+1]) {
				i++
			}
			if code == 0 {
				code = '\uFFFD'
			}
			out.WriteRune(code)
		case b[i] != '\n' && b[i] != '\r' && b[i] != '\f': // a line break in a string is dropped
			out.WriteByte(b[i])
		}
	}
	return out.String()
}

// escapeLength returns the length of what is escaped by a backslash in front
// (https://drafts.csswg.org/css-syntax/#consume-escaped-code-point).
func escapeLength(b []byte) int {
	n := 0
	for n < 6 && n < len(b) && hexValue(b[n]) >= 0 {
		n++
	}
	switch {
	case n == 0:
		return min(1, len(b))
	case n < len(b) && isSpace(b[n]):
		return n + 1
	}
	return n
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
