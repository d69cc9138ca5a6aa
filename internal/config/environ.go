package config

import "github.com/hugo-crossorigin/crossorigin/internal/hugosite"

// readEnvironment reads what variables of the environment, as [os.Environ]
// returns them, say of a Hugo site: a table with the base URL, and
// params.crossorigin and those of languages.
func readEnvironment(environ []string) value {
	root := value{kind: table}
	for _, v := range hugosite.Variables(environ) {
		root.addVariable(&v)
	}
	return root
}

func (t *value) addVariable(variable *hugosite.Variable) {
	path := variable.Path
	ours := len(path) == 1 && path[0] == "baseurl" ||
		len(path) > 2 && path[0] == "params" && path[1] == section ||
		len(path) == 3 && path[0] == "languages" && path[2] == "baseurl" ||
		len(path) > 4 && path[0] == "languages" && path[2] == "params" && path[3] == section
	if !ours {
		return
	}
	v := value{place: place{file: variable.Name}, kind: text, text: variable.Text}
	for _, key := range path[:len(path)-1] {
		if t.find(key) == nil {
			t.entries = append(t.entries, entry{v.place, key, value{place: v.place, kind: table}})
		}
		t = &t.find(key).value
	}
	over := value{entries: []entry{{v.place, path[len(path)-1], v}}}
	if t.kind == table {
		t.merge(&over)
	}
}
