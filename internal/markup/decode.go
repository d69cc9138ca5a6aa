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

// decodeName returns an attribute name as the parser has it: ASCII letters in
// lower case, NUL replaced by U+FFFD.
func decodeName(raw string) string {
	name := lower(raw)
	if strings.IndexByte(name, 0) >= 0 {
		name = strings.ReplaceAll(name, "\x00", "\uFFFD")
	}
	return name
}
