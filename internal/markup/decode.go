package markup

import (
	"strings"

	"golang.org/x/net/html"
)

// decoder turns the bytes of an attribute value into its value. The list of
// named character references and the rule that leaves "&copy=1" alone in
// attributes live in x/net/html; one tokenizer is kept and fed the values that
// need it.
type decoder struct {
	tokenizer *html.Tokenizer
	pending   strings.Reader
	value     []byte // of decodePlain, reused
}

// needsDecoding reports whether the value differs from its source: character
// references, carriage returns (normalised to line feeds) and NUL (replaced
// by U+FFFD).
func needsDecoding(raw string) bool {
	return strings.IndexByte(raw, '&') >= 0 || strings.IndexByte(raw, '\r') >= 0 || strings.IndexByte(raw, 0) >= 0
}

// decode returns the value of an attribute whose source, quotes included, is
// raw.
func (d *decoder) decode(raw string) string {
	if value, ok := d.decodePlain(raw); ok {
		return value
	}
	if d.tokenizer == nil {
		d.tokenizer = html.NewTokenizer(&d.pending)
	}
	// The tag is complete, so the tokenizer never reads on to the reader's
	// end, which it would remember as its own.
	d.pending.Reset("<a a=" + raw + ">")
	d.tokenizer.Next()
	_, value, _ := d.tokenizer.TagAttr()
	return string(value)
}

// decodePlain decodes a quoted value in which only the references stand that
// generators write; ok is false for any other value.
func (d *decoder) decodePlain(raw string) (value string, ok bool) {
	if raw[0] != '"' && raw[0] != '\'' {
		return "", false
	}
	raw = raw[1 : len(raw)-1]
	if strings.IndexByte(raw, '\r') >= 0 || strings.IndexByte(raw, 0) >= 0 {
		return "", false
	}
	d.value = d.value[:0]
	for {
		i := strings.IndexByte(raw, '&')
		if i < 0 {
			return string(append(d.value, raw...)), true
		}
		d.value = append(d.value, raw[:i]...)
		raw = raw[i:]
		c, length := plainReference(raw)
		if length == 0 {
			return "", false
		}
		d.value = append(d.value, c)
		raw = raw[length:]
	}
}

// plainReference reads the reference in front of s: one of those that every
// escaper writes, or the number of an ASCII character in two digits or three.
func plainReference(s string) (c byte, length int) {
	switch {
	case strings.HasPrefix(s, "&amp;"):
		return '&', len("&amp;")
	case strings.HasPrefix(s, "&lt;"):
		return '<', len("&lt;")
	case strings.HasPrefix(s, "&gt;"):
		return '>', len("&gt;")
	case strings.HasPrefix(s, "&quot;"):
		return '"', len("&quot;")
	case !strings.HasPrefix(s, "&#"):
		return 0, 0
	}
	n := 0
	for i := len("&#"); i < len(s) && i < len("&#126;"); i++ {
		switch d := s[i]; {
		case '0' <= d && d <= '9':
			n = 10*n + int(d-'0')
		case d == ';' && ' ' <= n && n <= '~':
			return byte(n), i + 1
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// decodeName returns an attribute name as the parser has it: ASCII letters in
// lower case, NUL replaced by U+FFFD.
func decodeName(raw string) string {
	return strings.ReplaceAll(lower(raw), "\x00", "\uFFFD")
}
