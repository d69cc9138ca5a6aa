package config

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// readEnvironment reads what variables of the environment, as [os.Environ]
// returns them, say of a Hugo site: a table with the base URL, and
// params.crossorigin and those of languages. files is what the site's files say,
// from which it takes what a variable replaces as a whole.
func readEnvironment(environ []string, files *value) value {
	root := value{kind: table}
	for _, v := range hugosite.Variables(environ) {
		root.addVariable(&v, files)
	}
	return root
}

func (t *value) addVariable(variable *hugosite.Variable, files *value) {
	path := variable.Path
	of := path
	if len(of) > 2 && of[0] == "languages" {
		of = of[2:]
	}
	switch {
	case len(of) == 1 && of[0] == "baseurl":
	case len(of) > 1 && of[0] == "params" && of[1] == section:
	case len(path) == 1 && path[0] == "params":
	default:
		return
	}
	v := value{place: place{file: variable.Name}, kind: text, text: variable.Text}
	last := len(path) - 1
	// Hugo reads JSON where there is a table, and for one of its own.
	old := files.at(path...)
	if path[last] == "params" || path[last] == section && old != nil && old.kind == table {
		if read, ok := fromJSON(variable.Text); ok {
			v = read
			v.in(variable.Name)
		}
	}
	if path[last] == "params" {
		own := v.at(section)
		if own == nil {
			return
		}
		v = value{place: v.place, kind: table, entries: []entry{{v.place, section, *own}}}
	} else if path[last] == section && old != nil {
		*old = value{place: old.place, kind: table}
	}
	for _, key := range path[:last] {
		if t.find(key) == nil {
			t.entries = append(t.entries, entry{v.place, key, value{place: v.place, kind: table}})
		}
		t = &t.find(key).value
	}
	over := value{entries: []entry{{v.place, path[last], v}}}
	if t.kind == table {
		t.merge(&over)
	}
}

// fromJSON reads a text as a table without places.
func fromJSON(s string) (value, bool) {
	tree, err := hugosite.Decode("a.json", []byte(s))
	return fromMap(tree), err == nil && strings.HasPrefix(strings.TrimSpace(s), "{")
}
