// Package crossorigin_test holds the tests of the repository as a whole.
package crossorigin_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/hugo-crossorigin/crossorigin/"

// allowed says which packages of ours, and which modules of others, each
// package may import (tests aside). An entry ending in "/" covers what is
// below it.
var allowed = map[string][]string{
	"resolver":              {},
	"resolver/reference":    {"resolver"},
	"internal/ascii":        {},
	"internal/markup":       {"golang.org/x/net/html", "golang.org/x/sys/cpu"},
	"internal/edit":         {"github.com/rogpeppe/go-internal/diff", "golang.org/x/sys/unix"},
	"spec":                  {"go.yaml.in/yaml/v3"},
	"templates":             {},
	"tables":                {},
	"generator":             {"spec", "templates", "github.com/dave/jennifer/jen"},
	"cmd/crossorigin-gen":   {"spec", "generator", "github.com/google/renameio/v2/maybe"},
	"internal/hugotemplate": {"internal/markup", "github.com/yuin/goldmark/"},
	"internal/page":         {"resolver", "internal/ascii", "internal/markup", "github.com/gobwas/glob", "github.com/nlnwa/whatwg-url/url", "github.com/pelletier/go-toml/v2/", "github.com/tdewolff/parse/v2/", "go.yaml.in/yaml/v3"},
	"internal/rule":         {"resolver", "resolver/reference", "internal/markup", "internal/page", "internal/edit"},
	"internal/provenance":   {"resolver", "internal/hugotemplate", "internal/markup", "internal/page"},
	"internal/hugosite":     {"internal/ascii", "internal/markup", "github.com/gobwas/glob", "github.com/pelletier/go-toml/v2", "go.yaml.in/yaml/v3", "golang.org/x/mod/"},
	"internal/report":       {"internal/rule", "internal/provenance", "internal/annotate", "internal/markup", "internal/edit"},
	"internal/served":       {"internal/page", "internal/markup", "internal/hugosite", "github.com/pelletier/go-toml/v2"},
	"examples/overlay":      {"resolver"},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], module)
		seen[name] = true
		for _, path := range fields[1:] {
			path = strings.TrimPrefix(path, module)
			if strings.HasPrefix(path, "cmd/") && !strings.HasPrefix(path, "cmd/internal") && !strings.Contains(path, ".") {
				t.Errorf("%s imports %s: nothing imports a command", name, path)
			}
			if strings.HasPrefix(path, "github.com/gohugoio/hugo/") && name != "cmd/crossorigin-hugo" {
				t.Errorf("%s imports %s: only cmd/crossorigin-hugo links Hugo", name, path)
			}
			if list, ok := allowed[name]; ok && !standard(path) && !covered(path, list) {
				t.Errorf("%s imports %s, expected none but %v", name, path, list)
			}
		}
	}
	for name := range allowed {
		if !seen[name] {
			t.Errorf("package %s is gone, but its imports are ruled here", name)
		}
	}
}

// standard says whether a path is of the standard library: its first element
// has no dot, and it is none of ours.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	ours := []string{"resolver", "internal", "spec", "generator", "templates", "tables", "cmd", "examples", "conformance"}
	return !strings.Contains(first, ".") && !slices.Contains(ours, first)
}

func covered(path string, list []string) bool {
	return slices.ContainsFunc(list, func(entry string) bool {
		return path == entry || strings.HasSuffix(entry, "/") && strings.HasPrefix(path+"/", entry)
	})
}

// TestSmallCommand keeps Hugo out of the command that people install alone.
func TestSmallCommand(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "./cmd/crossorigin").Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.FieldsSeq(string(out)) {
		if strings.HasPrefix(path, "github.com/gohugoio/hugo") {
			t.Errorf("cmd/crossorigin links %s", path)
		}
	}
}
