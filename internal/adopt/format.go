package adopt

import (
	"reflect"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
)

// format is a syntax that Hugo reads configuration in.
type format struct {
	extensions []string // with the dot, in Hugo's order
	decode     func(src []byte) (map[string]any, error)
	// append returns the edit that adds the import to the list at a path, ok
	// false where the file is written in a way that is not understood.
	append func(src []byte, path []string) (e edit.Edit, ok bool)
	// explain returns the edit that adds the explanation of the table at a
	// path, as a comment; nil for a syntax without comments.
	explain func(src []byte, path []string) edit.Edit
	// item is an import, for somebody who adds it by hand.
	item string
}

var formats = [...]format{
	{[]string{".toml"}, decodeTOML, appendTOML, explainTOML, `{ path = "` + ModulePath + `" }`},
	{[]string{".yaml", ".yml"}, decodeYAML, appendYAML, explainYAML, `- path: ` + ModulePath},
	{[]string{".json"}, decodeJSON, appendJSON, nil, `{ "path": "` + ModulePath + `" }`},
}

// addImport returns the edit that imports the module, as the last one: what
// the modules in front of it have of their own stays. It is proven: read again,
// the file says what it said before, and the import.
func (f *source) addImport() (e edit.Edit, ok bool) {
	keys := f.path("module", "imports")
	e, ok = f.format.append(f.src, keys)
	if !ok {
		return e, false
	}
	e.Text = f.linesLike(e.Text)
	changed, err := edit.Apply(f.src, []edit.Edit{e})
	if err != nil {
		return e, false
	}
	was, err := f.format.decode(f.src)
	if err != nil {
		return e, false
	}
	is, err := f.format.decode(changed)
	return e, err == nil && reflect.DeepEqual(is, withImport(was, keys))
}

// addParams returns the edit that explains the parameters. It is proven: read
// again, the file says what it said before.
func (f *source) addParams() (e edit.Edit, ok bool) {
	if f.format.explain == nil {
		return e, false
	}
	e = f.format.explain(f.src, f.path("params", "crossorigin"))
	e.Text = f.linesLike(e.Text)
	changed, err := edit.Apply(f.src, []edit.Edit{e})
	if err != nil {
		return e, false
	}
	was, err := f.format.decode(f.src)
	if err != nil {
		return e, false
	}
	is, err := f.format.decode(changed)
	return e, err == nil && reflect.DeepEqual(is, was)
}

// withImport adds the import to the list at a path.
func withImport(tree map[string]any, keys []string) map[string]any {
	if tree == nil {
		tree = map[string]any{}
	}
	key := keys[0]
	for k := range tree {
		if lower(k) == lower(key) {
			key = k
		}
	}
	if len(keys) == 1 {
		list, _ := tree[key].([]any)
		tree[key] = append(list, map[string]any{"path": ModulePath})
		return tree
	}
	inner, _ := tree[key].(map[string]any)
	tree[key] = withImport(inner, keys[1:])
	return tree
}
