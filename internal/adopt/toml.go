package adopt

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
)

// header is a table header.
type header struct {
	keys  []string // as written
	array bool
	start int // of its first key
}

// headers are the table headers of a well-formed document.
func headers(src []byte) []header {
	var p unstable.Parser
	p.Reset(bytes.Clone(src)) // it wants a document that ends where its slice does
	var all []header
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.Table && e.Kind != unstable.ArrayTable {
			continue
		}
		h := header{array: e.Kind == unstable.ArrayTable, start: -1}
		for key := e.Key(); key.Next(); {
			if h.start < 0 {
				h.start = int(key.Node().Raw.Offset)
			}
			h.keys = append(h.keys, string(key.Node().Data))
		}
		all = append(all, h)
	}
	return all
}

// below returns how many of the first keys of the path the header has.
func (h *header) below(path []string) int {
	n := 0
	for n < len(path) && n < len(h.keys) && ascii.Lower(h.keys[n]) == path[n] {
		n++
	}
	return n
}

// appendTOML puts a table behind the last one of the list, or at the end.
func appendTOML(src []byte, path []string) (edit.Edit, bool) {
	all := headers(src)
	at, last := len(src), -1
	// To TOML, keys in another case are other keys.
	spelled := slices.Clone(path)
	for i := range all {
		h := &all[i]
		n := h.below(path)
		copy(spelled, h.keys[:n])
		if h.array && n == len(path) && len(h.keys) == n {
			last = i
		}
	}
	for i := last + 1; last >= 0 && i < len(all); i++ {
		if h := &all[i]; h.below(path) < len(path) {
			at = lineStart(src, h.start)
			break
		}
	}
	if last >= 0 {
		at = trimmed(src, at)
	}
	text := fmt.Sprintf("[[%s]]\n  path = %q\n", strings.Join(spelled, "."), modulePath)
	if at > 0 {
		text = "\n" + text
	}
	return edit.Edit{Start: at, End: at, Text: opened(src, at, text)}, true
}

// explainTOML puts the explanation at the end.
func explainTOML(src []byte, path []string) edit.Edit {
	text := explanationTOML(strings.Join(path, "."))
	if len(src) > 0 {
		text = "\n" + text
	}
	return edit.Edit{Start: len(src), End: len(src), Text: opened(src, len(src), text)}
}
