package config

import (
	"encoding/json"
	"strconv"
	"strings"
)

// paramsName stands for the file in messages about parameters that Hugo has
// put together from several.
const paramsName = "params.crossorigin"

// FromParams makes a configuration of params.crossorigin as Hugo puts it
// together from the site, its modules and the environment; nil is one without
// keys. What Hugo takes from the environment (HUGO_PARAMS_CROSSORIGIN_…) comes
// as text. The error is of type [Mistakes].
func FromParams(params any) (*Config, error) {
	if params == nil {
		return Default(), nil
	}
	root := fromGo(params)
	root.in(paramsName)
	if root.kind != table {
		return nil, Mistakes{{File: paramsName, Message: "is " + root.describe() + ", expected a table"}}
	}
	root.fromText()
	return fromTree(&root, true)
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
// blanks or commas, or in JSON.
func (v *value) retype(t Type) {
	switch t {
	case Bool:
		if flag, err := strconv.ParseBool(v.text); err == nil {
			*v = value{place: v.place, kind: boolean, flag: flag}
		}
	case List:
		var items []any
		if strings.HasPrefix(v.text, "[") {
			if json.Unmarshal([]byte(v.text), &items) != nil {
				return
			}
		} else {
			for item := range strings.FieldsFuncSeq(v.text, func(r rune) bool { return r == ' ' || r == ',' }) {
				items = append(items, item)
			}
		}
		file := v.file
		*v = fromGo(items)
		v.in(file)
	}
}
