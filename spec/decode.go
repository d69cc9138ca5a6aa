package spec

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Pos is a place in a file of the encoding. Line and Column count from 1.
type Pos struct {
	File         string
	Line, Column int
}

func (p Pos) String() string {
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Mistake is one thing wrong with the encoding.
type Mistake struct {
	Pos Pos
	Msg string // what is wrong, and what was expected
}

func (m Mistake) Error() string { return m.Pos.String() + ": " + m.Msg }

// decoder fills structs from YAML nodes, strictly: unlike yaml.Decoder it
// reports every mistake with line and column and goes on.
type decoder struct {
	file     string
	mistakes []Mistake
}

// Keys are the keys that were written in a mapping, for where a missing one
// means something else than an empty one.
type Keys map[string]bool

var (
	posType  = reflect.TypeFor[Pos]()
	keysType = reflect.TypeFor[Keys]()
)

func (d *decoder) pos(n *yaml.Node) Pos { return Pos{d.file, n.Line, n.Column} }

func (d *decoder) fail(n *yaml.Node, format string, args ...any) {
	d.mistakes = append(d.mistakes, Mistake{d.pos(n), fmt.Sprintf(format, args...)})
}

func (d *decoder) decode(n *yaml.Node, v reflect.Value) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.fail(n, "YAML anchors and aliases are not allowed, expected the value written out")
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.decode(n, v.Elem())
	case reflect.Struct:
		d.decodeStruct(n, v)
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			d.fail(n, "expected a list, found %s", describe(n))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
		for i, item := range n.Content {
			d.decode(item, v.Index(i))
		}
	case reflect.Map:
		d.decodeMap(n, v)
	case reflect.String:
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			d.fail(n, "expected a string, found %s", describe(n))
			return
		}
		v.SetString(n.Value)
	case reflect.Bool:
		b, err := strconv.ParseBool(n.Value)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" || err != nil {
			d.fail(n, "expected true or false, found %s", describe(n))
			return
		}
		v.SetBool(b)
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil || i <= 0 {
			d.fail(n, "expected a number above 0, found %s", describe(n))
			return
		}
		v.SetInt(int64(i))
	}
}

func (d *decoder) decodeMap(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "expected a mapping, found %s", describe(n))
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := reflect.ValueOf(n.Content[i].Value)
		if v.MapIndex(key).IsValid() {
			d.fail(n.Content[i], "duplicate key %q", n.Content[i].Value)
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.decode(n.Content[i+1], item)
		v.SetMapIndex(key, item)
	}
}

type field struct {
	value    reflect.Value
	required bool
	alone    bool     // no other key may stand beside it
	enum     []string // the values that it, or each of its items, takes; nil for any
	format   *Format  // how it, or each of its items, is written; nil for any way
}

// fields lists the keys a struct takes, with inlined structs opened.
func (d *decoder) fields(n *yaml.Node, v reflect.Value, into map[string]field) {
	for i := range v.NumField() {
		f, tag := v.Type().Field(i), v.Type().Field(i).Tag.Get("yaml")
		name, option, _ := strings.Cut(tag, ",")
		switch {
		case f.Type == posType:
			v.Field(i).Set(reflect.ValueOf(d.pos(n)))
		case f.Type == keysType:
			v.Field(i).Set(reflect.ValueOf(keys(n)))
		case option == "inline":
			d.fields(n, v.Field(i), into)
		default:
			into[name] = field{v.Field(i), option == "required", option == "alone", enum(f), Formats[f.Tag.Get("format")]}
		}
	}
}

func keys(n *yaml.Node) Keys {
	written := Keys{}
	for i := 0; i < len(n.Content); i += 2 {
		written[n.Content[i].Value] = true
	}
	return written
}

// enum lists the values of the field's enum tag, nil without one.
func enum(f reflect.StructField) []string {
	if tag, ok := f.Tag.Lookup("enum"); ok {
		return strings.Fields(tag)
	}
	return nil
}

func (d *decoder) decodeStruct(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "expected a mapping, found %s", describe(n))
		return
	}
	known := map[string]field{}
	d.fields(n, v, known)
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		f, ok := known[key.Value]
		switch {
		case !ok:
			d.fail(key, "unknown key %q, expected one of %s", key.Value, quoteKeys(known))
		case seen[key.Value]:
			d.fail(key, "duplicate key %q", key.Value)
		default:
			d.decode(value, f.value)
			d.check(key.Value, value, f)
		}
		seen[key.Value] = true
	}
	for name := range seen {
		if known[name].alone {
			if len(seen) > 1 {
				d.fail(n, "key %q stands beside others, expected it alone", name)
			}
			return
		}
	}
	for _, name := range sortedKeys(known) {
		if known[name].required && !seen[name] {
			d.fail(n, "key %q is missing", name)
		}
	}
}

// check compares a string with the values or the format of its field; of a
// list or a mapping it compares the items. Nodes of other kinds were reported
// when they were decoded.
func (d *decoder) check(key string, n *yaml.Node, f field) {
	if f.enum == nil && f.format == nil {
		return
	}
	switch n.Kind {
	case yaml.SequenceNode:
		for _, item := range n.Content {
			d.check(key, item, f)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			d.check(key, n.Content[i+1], f)
		}
	case yaml.ScalarNode:
		switch {
		case n.Tag == "!!null":
		case f.enum != nil && !slices.Contains(f.enum, n.Value):
			d.fail(n, "%s is %q, expected one of %s", key, n.Value, strings.Join(quoted(f.enum), ", "))
		case f.format != nil && !f.format.regexp.MatchString(n.Value):
			d.fail(n, "%s is %q, expected %s", key, n.Value, f.format.Want)
		}
	}
}

func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	if n.Tag == "!!null" {
		return "nothing"
	}
	return strconv.Quote(n.Value)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func quoteKeys[V any](m map[string]V) string {
	keys := sortedKeys(m)
	for i := range keys {
		keys[i] = strconv.Quote(keys[i])
	}
	return strings.Join(keys, ", ")
}
