package page

import (
	"bytes"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// leaveOpen marks what expressions of template languages that others read,
// another generator, a server or a script, leave unknown in a tag of a page:
// values that hold one, and with one between attributes, which there are.
func (p *Page) leaveOpen(t *Tag) {
	raw := p.Src[t.Span.Start+1 : t.Span.End]
	if bytes.IndexByte(raw, '{') < 0 && bytes.IndexByte(raw, '<') < 0 {
		return
	}
	for i := range t.Attrs {
		a := &t.Attrs[i]
		if strings.ContainsAny(a.Name, "{}<%") {
			t.Open, t.Certainty = true, Open
		}
		if expression(a) {
			a.Dynamic, a.Value = true, ""
		}
	}
}

// expression says whether a value holds an expression.
func expression(a *markup.Attr) bool {
	for _, opener := range [...]string{"{{", "{%", "${", "<%", "<?"} {
		if strings.Contains(a.Value, opener) {
			return true
		}
	}
	return false
}
