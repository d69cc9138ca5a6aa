package config

import (
	"fmt"
	"sort"
	"strconv"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
)

// value is a value of a configuration with its place.
type value struct {
	place
	kind    kind
	text    string  // of a string
	flag    bool    // of a boolean
	items   []value // of a list
	entries []entry // of a table, in source order
}

type entry struct {
	place
	key   string
	value value
}

// place is where something stands: in a file, or in what a message can name
// otherwise; then the line is 0.
type place struct {
	file         string
	line, column int
}

func at(line, column int) place { return place{line: line, column: column} }

// in gives everything in the value the file that it stands in.
func (v *value) in(file string) {
	v.file = file
	for i := range v.items {
		v.items[i].in(file)
	}
	for i := range v.entries {
		v.entries[i].file = file
		v.entries[i].value.in(file)
	}
}

// merge lays another table over this one, as Hugo does with the files of a
// configuration: tables are joined, other values replaced.
func (v *value) merge(over *value) {
	for i := range over.entries {
		e := &over.entries[i]
		old := v.find(e.key)
		switch {
		case old == nil:
			v.entries = append(v.entries, *e)
		case old.value.kind == table && e.value.kind == table:
			old.value.merge(&e.value)
		default:
			*old = *e
		}
	}
}

type kind uint8

const (
	other kind = iota // numbers, dates, null: no key takes them
	text
	boolean
	list
	table
)

var kindNames = [...]string{"a number or date", "a string", "true or false", "a list", "a table"}

func (k kind) String() string { return kindNames[k] }

// find returns the entry of a table, in any ASCII case: Hugo folds the case of
// its keys.
func (v *value) find(key string) *entry {
	for i := range v.entries {
		if equalFold(v.entries[i].key, key) {
			return &v.entries[i]
		}
	}
	return nil
}

// at returns the value at a path of keys, nil for none.
func (v *value) at(path ...string) *value {
	for _, key := range path {
		e := v.find(key)
		if e == nil {
			return nil
		}
		v = &e.value
	}
	return v
}

// clone copies the tables, so that merging into them leaves the original.
func (v *value) clone() value {
	c := *v
	c.entries = make([]entry, len(v.entries))
	for i := range v.entries {
		c.entries[i] = v.entries[i]
		c.entries[i].value = v.entries[i].value.clone()
	}
	return c
}

// table returns the table entry of that key, adding it when there is none.
func (v *value) table(key string, line, column int) *value {
	e := v.find(key)
	if e == nil {
		v.entries = append(v.entries, entry{at(line, column), key, value{place: at(line, column), kind: table}})
		e = &v.entries[len(v.entries)-1]
	}
	return &e.value
}

// fromGo makes a value of what a decoder produced; it has no places.
func fromGo(v any) value {
	switch v := v.(type) {
	case string:
		return value{kind: text, text: v}
	case bool:
		return value{kind: boolean, flag: v}
	case []any:
		l := value{kind: list}
		for _, item := range v {
			l.items = append(l.items, fromGo(item))
		}
		return l
	case []string:
		l := value{kind: list}
		for _, item := range v {
			l.items = append(l.items, fromGo(item))
		}
		return l
	case map[string]any:
		return fromMap(v)
	}
	return value{kind: other, text: fmt.Sprint(v)}
}

func fromMap(m map[string]any) value {
	t := value{kind: table}
	for key, v := range m {
		t.entries = append(t.entries, entry{key: key, value: fromGo(v)})
	}
	sort.Slice(t.entries, func(i, j int) bool { return t.entries[i].key < t.entries[j].key })
	return t
}

// equalFold compares in ASCII case only.
func equalFold(a, b string) bool {
	return ascii.Lower(a) == ascii.Lower(b)
}

// describe writes a value into a message.
func (v *value) describe() string {
	switch v.kind {
	case text:
		return strconv.Quote(v.text)
	case boolean:
		return strconv.FormatBool(v.flag)
	}
	return v.kind.String()
}
