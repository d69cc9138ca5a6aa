package config

import "strings"

// environment is what the variables of the environment say of a Hugo site
// (https://gohugo.io/configuration/introduction/#environment-variables).
type environment struct {
	name string // of Hugo's environment: production unless it is told
	root value  // a table: the base URL, params.crossorigin and those of languages
}

// readEnvironment reads variables as [os.Environ] returns them. The letter
// behind HUGO separates the names of the path: HUGO_PARAMS_CROSSORIGIN_FAILON,
// or HUGOxPARAMSxCROSSORIGINxFAILON for names that an underscore is in.
func readEnvironment(environ []string) environment {
	env := environment{name: "production", root: value{kind: table}}
	named := ""
	for _, variable := range environ {
		name, text, _ := strings.Cut(variable, "=")
		switch rest, ok := strings.CutPrefix(name, "HUGO"); {
		case name == "HUGO_ENVIRONMENT":
			named = text
		case name == "HUGO_ENV" && named == "":
			named = text
		case ok && len(rest) > 1:
			env.add(name, strings.Split(lower(strings.ReplaceAll(rest[1:], rest[:1], "\x00")), "\x00"), text)
		}
	}
	if named != "" {
		env.name = named
	}
	return env
}

func (env *environment) add(variable string, path []string, s string) {
	ours := len(path) == 1 && path[0] == "baseurl" ||
		len(path) > 2 && path[0] == "params" && path[1] == section ||
		len(path) == 3 && path[0] == "languages" && path[2] == "baseurl" ||
		len(path) > 4 && path[0] == "languages" && path[2] == "params" && path[3] == section
	if !ours {
		return
	}
	v := value{place: place{file: variable}, kind: text, text: s}
	t := &env.root
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
