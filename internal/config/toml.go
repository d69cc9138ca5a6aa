package config

import (
	"bytes"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// readTOML reads a well-formed TOML document: the parser beneath the decoder
// gives the places.
func readTOML(src []byte) value {
	// The parser wants a document that ends where its slice does.
	r := tomlReader{lines: markup.NewLines(src)}
	r.parser.Reset(bytes.Clone(src))
	root := value{place: at(1, 1), kind: table}
	current := &root
	for r.parser.NextExpression() {
		switch e := r.parser.Expression(); e.Kind {
		case unstable.KeyValue:
			r.set(current, e)
		case unstable.Table:
			current = r.open(&root, e.Key())
		case unstable.ArrayTable:
			// No key of ours is a list of tables: its content, and that of
			// tables below it, must not be taken for anything else.
			r.list(&root, e.Key())
			current = &value{kind: table}
		}
	}
	return root
}

type tomlReader struct {
	parser unstable.Parser
	lines  *markup.Lines
	lists  [][]string // paths of lists of tables
}

func keyPath(key unstable.Iterator) (p []string) {
	for key.Next() {
		p = append(p, string(key.Node().Data))
	}
	return p
}

// open returns the table that the dotted key names.
func (r *tomlReader) open(t *value, key unstable.Iterator) *value {
	if r.inList(keyPath(key)) {
		return &value{kind: table}
	}
	for key.Next() {
		line, column := r.place(key.Node())
		t = t.table(string(key.Node().Data), line, column)
	}
	return t
}

// list enters the list of tables that the dotted key names.
func (r *tomlReader) list(t *value, key unstable.Iterator) {
	path := keyPath(key)
	if r.inList(path) {
		return
	}
	r.lists = append(r.lists, path)
	for key.Next() {
		line, column := r.place(key.Node())
		name := string(key.Node().Data)
		if key.IsLast() {
			t.entries = append(t.entries, entry{at(line, column), name, value{place: at(line, column), kind: list}})
			return
		}
		t = t.table(name, line, column)
	}
}

// inList reports whether a path is that of a list of tables or goes through one.
func (r *tomlReader) inList(path []string) bool {
	for _, l := range r.lists {
		if len(l) <= len(path) && slices.Equal(l, path[:len(l)]) {
			return true
		}
	}
	return false
}

func (r *tomlReader) set(t *value, e *unstable.Node) {
	key := e.Key()
	for key.Next() {
		n := key.Node()
		line, column := r.place(n)
		if !key.IsLast() {
			t = t.table(string(n.Data), line, column)
			continue
		}
		v := r.value(e.Value())
		v.placeIn(line, column)
		t.entries = append(t.entries, entry{at(line, column), string(n.Data), v})
	}
}

func (r *tomlReader) value(n *unstable.Node) value {
	v := value{kind: other}
	v.line, v.column = r.place(n)
	switch n.Kind {
	case unstable.String:
		v.kind, v.text = text, string(n.Data)
	case unstable.Bool:
		v.kind, v.flag = boolean, string(n.Data) == "true"
	case unstable.Array:
		v.kind = list
		for it := n.Children(); it.Next(); {
			v.items = append(v.items, r.value(it.Node()))
		}
	case unstable.InlineTable:
		v.kind = table
		for it := n.Children(); it.Next(); {
			r.set(&v, it.Node())
		}
	}
	return v
}

// place returns 0, 0 for a node that the parser gives no place.
func (r *tomlReader) place(n *unstable.Node) (line, column int) {
	if n.Raw.Length == 0 {
		return 0, 0
	}
	return r.lines.LineColumn(int(n.Raw.Offset))
}

// placeIn gives what the parser gave no place that of what it is in.
func (v *value) placeIn(line, column int) {
	if v.line == 0 {
		v.line, v.column = line, column
	}
	for i := range v.items {
		v.items[i].placeIn(v.line, v.column)
	}
}
