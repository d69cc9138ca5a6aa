package page

import (
	"bytes"
	"strings"
)

// openers start the expressions of template languages that others read: another
// generator's, a server's or a script's.
var openers = [...]string{"{{", "{%", "${", "<%", "<?"}

// leaveOpen marks what such expressions leave unknown in a tag of a page: the
// values that hold one, and which attributes there are.
func (p *Page) leaveOpen(t *Tag) {
	raw := p.Src[t.Span.Start+1 : t.Span.End]
	if bytes.IndexByte(raw, '{') < 0 && bytes.IndexByte(raw, '<') < 0 {
		return
	}
	held := false
	for _, opener := range openers {
		if !bytes.Contains(raw, []byte(opener)) {
			continue
		}
		held = true
		for i := range t.Attrs {
			if a := &t.Attrs[i]; strings.Contains(a.Value, opener) {
				a.Dynamic, a.Value = true, ""
			}
		}
	}
	if held {
		t.Open, t.Certainty = true, Open
	}
}
