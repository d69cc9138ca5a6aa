package adopt

import (
	"path/filepath"
	"reflect"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// format is a syntax that Hugo reads configuration in.
type format struct {
	// append returns the edit that adds the import to the list at a path, ok
	// false where the file is written in a way that is not understood.
	append func(src []byte, path []string) (e edit.Edit, ok bool)
	// explain returns the edit that adds the explanation of the table at a
	// path, as a comment; nil for a syntax without comments.
	explain func(src []byte, path []string) edit.Edit
	// item is an import, for somebody who adds it by hand.
	item string
}

var (
	inTOML = format{appendTOML, explainTOML, `{ path = "` + modulePath + `" }`}
	inYAML = format{appendYAML, explainYAML, `- path: ` + modulePath}
	inJSON = format{appendJSON, nil, `{ "path": "` + modulePath + `" }`}
)

// formatOf returns the syntax of a configuration file.
func formatOf(name string) *format {
	switch filepath.Ext(name) {
	case ".yaml", ".yml":
		return &inYAML
	case ".json":
		return &inJSON
	}
	return &inTOML
}

// addImport imports the module in the file, as the last one: what the modules
// in front of it have of their own stays. It says whether it could.
func (f *source) addImport() bool {
	keys := f.path("module", "imports")
	e, ok := f.format.append(f.now, keys)
	return ok && f.change(e, func(tree map[string]any) map[string]any { return withImport(tree, keys) })
}

// explainParams explains the parameters in the file. It says whether it could.
func (f *source) explainParams() bool {
	return f.format.explain != nil && f.change(f.format.explain(f.now, f.path("params", "crossorigin")), nil)
}

// change makes an edit if that can be proven right: read again, the file says
// what it said before, with what the edit means to change.
func (f *source) change(e edit.Edit, means func(map[string]any) map[string]any) bool {
	e.Text = f.linesLike(e.Text)
	changed, err := edit.Apply(f.now, []edit.Edit{e})
	if err != nil {
		return false
	}
	want, err := hugosite.Decode(f.name, f.now)
	if err != nil {
		return false
	}
	if means != nil {
		want = means(want)
	}
	got, err := hugosite.Decode(f.name, changed)
	if err != nil || !reflect.DeepEqual(got, want) {
		return false
	}
	f.now = changed
	return true
}

// withImport adds the import to the list at a path.
func withImport(tree map[string]any, keys []string) map[string]any {
	if tree == nil {
		tree = map[string]any{}
	}
	key := keys[0]
	for k := range tree {
		if ascii.Lower(k) == ascii.Lower(key) {
			key = k
		}
	}
	if len(keys) == 1 {
		list, _ := tree[key].([]any)
		tree[key] = append(list, map[string]any{"path": modulePath})
		return tree
	}
	inner, _ := tree[key].(map[string]any)
	tree[key] = withImport(inner, keys[1:])
	return tree
}
