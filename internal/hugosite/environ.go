package hugosite

import (
	"cmp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
)

// Variable is a variable of the environment that overrides a Hugo site's
// configuration
// (https://gohugo.io/configuration/introduction/#environment-variables).
type Variable struct {
	Name string
	Path []string // of the key, in lower case
	Text string
}

// Variables are those among variables as [os.Environ] returns them. The letter
// behind HUGO separates the names of the path: HUGO_PARAMS_CROSSORIGIN_FAILON,
// or HUGOxPARAMSxCROSSORIGINxFAILON for names that an underscore is in.
func Variables(environ []string) (all []Variable) {
	for _, variable := range environ {
		name, text, _ := strings.Cut(variable, "=")
		if rest, ok := strings.CutPrefix(name, "HUGO"); ok && len(rest) > 1 {
			path := strings.Split(ascii.Lower(strings.ReplaceAll(rest[1:], rest[:1], "\x00")), "\x00")
			all = append(all, Variable{name, path, text})
		}
	}
	return all
}

// Environment returns the name of Hugo's environment, production unless the
// variables name another.
func Environment(environ []string) string {
	named := map[string]string{}
	for _, variable := range environ {
		name, text, _ := strings.Cut(variable, "=")
		named[name] = text
	}
	return cmp.Or(named["HUGO_ENVIRONMENT"], named["HUGO_ENV"], "production")
}

// override lays over the configuration what the environment says. Hugo reads a
// text as a list where one is replaced.
func (c *config) override(environ []string) {
	for _, v := range Variables(environ) {
		var value any = v.Text
		if old, _ := c.get(v.Path...); len(tables(old)) > 0 {
			var list []any
			if yaml.Unmarshal([]byte(v.Text), &list) == nil {
				value = list
			}
		}
		c.lay(v.Path, value)
	}
}
