package config

import (
	"os"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// paramsName stands for the file in messages about parameters that Hugo has
// put together from several.
const paramsName = "params.crossorigin"

// FromParams makes a configuration of params.crossorigin as Hugo puts it
// together from the site, its modules and the environment; nil is one without
// keys. What Hugo takes from the environment (HUGO_PARAMS_CROSSORIGIN_…) comes
// as text, and all keys come in lower case. written says where they are written,
// and may be nil. The error is of type [Mistakes].
func FromParams(params any, written *Written) (*Config, error) {
	if params == nil {
		return Default(), nil
	}
	root := fromGo(params)
	root.in(paramsName)
	root.locate(written.sections())
	if root.kind != table {
		name := ""
		if root.file != paramsName {
			name = paramsName + " "
		}
		return nil, Mistakes{{root.file, root.line, root.column, name + "is " + root.describe() + ", expected a table"}}
	}
	root.fromText()
	return fromTree(&root, true)
}

// Written is what the files and the environment say of params.crossorigin, to
// find the places of what Hugo has put together from them.
type Written struct {
	language string
	trees    []*value // what counts most first
}

// NewWritten reads the configuration files of a site for the parameters of a
// language, "" for none. files are in the order of [Files]: what comes later
// overrules. What cannot be read is left out: Hugo says so.
func NewWritten(files, environ []string, language string) *Written {
	env := readEnvironment(environ, &value{kind: table})
	w := &Written{language, []*value{&env}}
	for _, name := range slices.Backward(files) {
		src, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		if root, err := readTree(name, src); err == nil {
			root = keyed(name, root)
			w.trees = append(w.trees, &root)
		}
	}
	return w
}

// sections are the values of params.crossorigin, those of the language first.
func (w *Written) sections() (all []*value) {
	if w == nil {
		return nil
	}
	for _, path := range [][]string{{"languages", w.language, "params", section}, {"params", section}} {
		for _, tree := range w.trees {
			if v := tree.at(path...); v != nil {
				all = append(all, v)
			}
		}
	}
	return all
}

// locate takes places, and keys as they are written, from the first of the
// values that says the same.
func (v *value) locate(from []*value) {
	var same []*value
	for _, f := range from {
		if v.says(f) {
			same = append(same, f)
		}
	}
	if same == nil {
		return
	}
	v.place = same[0].place
	for i := range v.items {
		v.items[i].place = same[0].items[i].place
	}
	for i := range v.entries {
		e := &v.entries[i]
		var below []*value
		for _, f := range same {
			if at := f.find(e.key); at != nil && e.value.says(&at.value) {
				if below == nil {
					e.place, e.key = at.place, at.key
				}
				below = append(below, &at.value)
			}
		}
		e.value.locate(below)
	}
}

// says reports whether another value is of the same kind and, unless both are
// tables, says the same.
func (v *value) says(other *value) bool {
	if v.kind != other.kind || len(v.items) != len(other.items) {
		return false
	}
	for i := range v.items {
		if !v.items[i].says(&other.items[i]) {
			return false
		}
	}
	return v.flag == other.flag && (v.kind != text || v.text == other.text)
}

// fromText gives the texts in params.crossorigin the types that their keys ask
// for, if they can be read so.
func (v *value) fromText() {
	for i := range keys {
		section, name, nested := strings.Cut(keys[i].Name, ".")
		e := v.find(section)
		if e != nil && nested {
			e = e.value.find(name)
		}
		if e != nil && e.value.kind == text {
			e.value.retype(keys[i].Type)
		}
	}
}

// retype reads a text as a boolean or a list. The items of a list stand between
// blanks or commas, or in brackets as in YAML, which Hugo reads where the files
// have a list.
func (v *value) retype(t Type) {
	switch t {
	case Bool:
		if flag, err := strconv.ParseBool(v.text); err == nil {
			*v = value{place: v.place, kind: boolean, flag: flag}
		}
	case List:
		var items []any
		if strings.HasPrefix(v.text, "[") {
			if yaml.Unmarshal([]byte(v.text), &items) != nil {
				return
			}
		} else {
			for item := range strings.FieldsFuncSeq(v.text, func(r rune) bool { return r == ' ' || r == ',' }) {
				items = append(items, item)
			}
		}
		at := v.place
		*v = fromGo(items)
		v.place = at
		for i := range v.items {
			v.items[i].place = at
		}
	}
}
