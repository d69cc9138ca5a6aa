package config

import (
	"strconv"
	"strings"
)

// paramsName stands for the file in messages about parameters that Hugo has
// put together from several.
const paramsName = "params.crossorigin"

// moduleKeys are the parameters that only the templates of the Hugo module
// read.
var moduleKeys = []string{"validate", "annotate"}

// FromParams makes a configuration of params.crossorigin as Hugo puts it
// together from the site, its modules and the environment; nil is one without
// keys. From the environment (HUGO_PARAMS_CROSSORIGIN_…) every value comes as
// text; the items of a list are separated by blanks or commas there. The error
// is of type [Mistakes].
func FromParams(params any) (*Config, error) {
	if params == nil {
		return Default(), nil
	}
	root := fromGo(params)
	if root.kind != table {
		return nil, Mistakes{{File: paramsName, Message: "is " + root.describe() + ", expected a table"}}
	}
	root.dropModuleKeys()
	for i := range keys {
		section, name, nested := strings.Cut(keys[i].Name, ".")
		e := root.find(section)
		if e != nil && nested {
			e = e.value.find(name)
		}
		if e != nil {
			e.value.fromText(keys[i].Type)
		}
	}
	return fromTree(paramsName, &root)
}

// dropModuleKeys takes the keys that are not ours out of params.crossorigin.
func (v *value) dropModuleKeys() {
	own := v.entries[:0]
	for _, e := range v.entries {
		if !contains(moduleKeys, lower(e.key)) {
			own = append(own, e)
		}
	}
	v.entries = own
}

// fromText gives a text the type that it should have, if it can be read so.
func (v *value) fromText(t Type) {
	if v.kind != text {
		return
	}
	switch t {
	case Bool:
		if flag, err := strconv.ParseBool(v.text); err == nil {
			*v = value{kind: boolean, flag: flag}
		}
	case List:
		items := value{kind: list}
		for item := range strings.FieldsFuncSeq(v.text, func(r rune) bool { return r == ' ' || r == ',' }) {
			items.items = append(items.items, value{kind: text, text: item})
		}
		*v = items
	}
}
