package markup

import (
	"bytes"
	"html"
)

// ForeignText returns the text of a script or style element in SVG, whose source
// is that of [Tag].Text: with character references decoded, without comments and
// with the content of CDATA sections.
func ForeignText(source []byte) []byte {
	var text []byte
	for {
		i := bytes.Index(source, []byte("<!"))
		if i < 0 {
			return append(text, html.UnescapeString(string(source))...)
		}
		text = append(text, html.UnescapeString(string(source[:i]))...)
		switch rest := source[i:]; {
		case bytes.HasPrefix(rest, []byte("<!--")):
			_, next := commentEnd(source, i+len("<!--"))
			source = source[next:]
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			start := i + len("<![CDATA[")
			next := cdataEnd(source, start)
			text = append(text, bytes.TrimSuffix(source[start:next], []byte("]]>"))...)
			source = source[next:]
		default:
			source = source[bogusCommentEnd(source, i):]
		}
	}
}
