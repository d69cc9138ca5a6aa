package adopt

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
)

// node is a value of a document with its place.
type node struct {
	kind    json.Delim // '{', '[', or 0 for what has no members
	end     int        // behind the last member, or behind the bracket
	empty   bool
	members map[string]*node // of an object, by key in lower case
}

// readNode reads the next value of a well-formed document.
func readNode(d *json.Decoder) (*node, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	n := &node{empty: true, members: map[string]*node{}, end: int(d.InputOffset())}
	n.kind, _ = token.(json.Delim)
	if n.kind == 0 {
		return n, nil
	}
	for d.More() {
		key := ""
		if n.kind == '{' {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			key, _ = name.(string)
		}
		member, err := readNode(d)
		if err != nil {
			return nil, err
		}
		n.members[ascii.Lower(key)] = member
		n.empty, n.end = false, int(d.InputOffset())
	}
	_, err = d.Token() // the closing bracket
	return n, err
}

// appendJSON adds to the list, or the members that it is in and that are
// missing.
func appendJSON(src []byte, path []string) (edit.Edit, bool) {
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	n, err := readNode(d)
	if err != nil {
		return edit.Edit{}, false
	}
	depth := 1 // of what is put into n
	for len(path) > 0 && n.kind == '{' && n.members[path[0]] != nil {
		n, path = n.members[path[0]], path[1:]
		depth++
	}
	unit := indentOf(src)
	margin := strings.Repeat(unit, depth)
	var value any = map[string]string{"path": modulePath}
	if len(path) > 0 {
		value = []any{value}
		for i := len(path) - 1; i > 0; i-- {
			value = map[string]any{path[i]: value}
		}
	}
	if wanted := json.Delim('['); len(path) == 0 && n.kind != wanted || len(path) > 0 && n.kind != '{' {
		return edit.Edit{}, false
	}
	text, err := json.MarshalIndent(value, margin, unit)
	if err != nil {
		return edit.Edit{}, false
	}
	member := "\n" + margin
	if len(path) > 0 {
		member += fmt.Sprintf("%q: ", path[0])
	}
	member += string(text)
	if n.empty {
		member += "\n" + strings.Repeat(unit, depth-1)
	} else {
		member = "," + member
	}
	return edit.Edit{Start: n.end, End: n.end, Text: member}, true
}

// indentOf returns what the document indents its first member by.
func indentOf(src []byte) string {
	for line := range bytes.Lines(src) {
		rest := bytes.TrimLeft(line, " \t")
		if len(rest) > 0 && rest[0] == '"' && len(rest) < len(line) {
			return string(line[:len(line)-len(rest)])
		}
	}
	return "  "
}
