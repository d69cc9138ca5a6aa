package hugosite

import (
	"os"
	"slices"
	"strconv"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
)

// config is the configuration of a site or of a module of it, as far as it
// says where sources are.
type config struct {
	tree  map[string]any
	files []string
}

// readConfig reads the configuration in a folder, as Hugo does: one file in
// the folder itself, or those that the flags name, overruled by those for all
// environments, and by those for the environment of the flags. The error is
// [ErrNoSite] when there is none.
func readConfig(dir string, flags Flags) (*config, error) {
	c := &config{tree: map[string]any{}}
	read, named := false, flags.Config != ""
	for _, f := range Files(dir, flags.Config, flags.ConfigDir, flags.Environment) {
		if err := c.read(f); err != nil {
			return nil, err
		}
		read, named = true, named || f.Environment != "" || f.Stem == "hugo"
	}
	if !read || !named && !c.isHugo() {
		return nil, ErrNoSite
	}
	// The server's headers may be those of one environment.
	for _, other := range Environments(dir, flags.ConfigDir) {
		for _, f := range filesIn(flags.configDir(dir), other) {
			if f.Stem == "server" && !slices.Contains(c.files, f.Name) {
				c.files = append(c.files, f.Name)
			}
		}
	}
	return c, nil
}

// read reads a file, which overrules what was read before.
func (c *config) read(f File) error {
	src, err := os.ReadFile(f.Name)
	if err != nil {
		return err
	}
	tree, err := Decode(f.Name, src)
	if err != nil {
		return err
	}
	inner, ok := Find(tree, f.Stem)
	if inner, table := inner.(map[string]any); ok && table && len(f.Below) > 0 && len(tree) == 1 {
		tree = inner // Hugo takes both forms
	}
	c.lay(f.Below, tree)
	if len(f.Below) == 0 || f.Below[0] == "server" {
		c.files = append(c.files, f.Name)
	}
	return nil
}

// parameterFiles are the configuration files in a folder, of every environment.
func parameterFiles(dir string, flags Flags) (names []string) {
	for _, environment := range append([]string{Defaults}, Environments(dir, flags.ConfigDir)...) {
		for _, f := range Files(dir, flags.Config, flags.ConfigDir, environment) {
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

// isHugo tells a site's configuration from that of another program, which may
// be named config.toml too.
func (c *config) isHugo() bool {
	for _, key := range []string{"baseURL", "languageCode", "theme", "module", "params", "markup", "server"} {
		if _, ok := c.get(key); ok {
			return true
		}
	}
	return false
}

// dropsHTML says whether raw HTML in Markdown is left out of the pages, in every
// environment that the site is configured for. A theme has no say in that.
func dropsHTML(root string, c *config, flags Flags) bool {
	if v, _ := c.get("markup", "goldmark", "renderer", "unsafe"); v != nil {
		if text, ok := v.(string); ok { // of the environment
			unsafe, err := strconv.ParseBool(text)
			return err == nil && !unsafe
		}
	}
	if c.keepsHTML() {
		return false
	}
	for _, environment := range Environments(root, flags.ConfigDir) {
		flags.Environment = environment
		if e, err := readConfig(root, flags); err != nil || e.keepsHTML() {
			return false
		}
	}
	return true
}

// keepsHTML says whether the configuration switches raw HTML in Markdown on, has
// Markdown rendered by another program, or may take either from a theme.
func (c *config) keepsHTML() bool {
	_, merges := c.get("_merge")
	if _, markup := c.get("markup", "_merge"); merges || markup {
		return true
	}
	if handler := c.text("goldmark", "markup", "defaultMarkdownHandler"); ascii.Lower(handler) != "goldmark" {
		return true
	}
	v, _ := c.get("markup", "goldmark", "renderer", "unsafe")
	unsafe, isFlag := v.(bool)
	return unsafe || v != nil && !isFlag
}

// lay lays a value over the configuration at a path of keys.
func (c *config) lay(at []string, v any) {
	for _, key := range slices.Backward(at) {
		v = map[string]any{key: v}
	}
	if tree, ok := v.(map[string]any); ok {
		merge(c.tree, tree)
	}
}

// merge lays a table over another one as Hugo does with the files of a
// configuration: tables are joined, other values replaced.
func merge(under, over map[string]any) {
	for key, v := range over {
		key = ascii.Lower(key)
		old, _ := under[key].(map[string]any)
		if table, ok := v.(map[string]any); ok {
			if old == nil {
				old = map[string]any{}
			}
			merge(old, table)
			v = old
		}
		under[key] = v
	}
}

// get returns the value at a path of keys.
func (c *config) get(keys ...string) (any, bool) { return Find(c.tree, keys...) }

// text returns the string at a path of keys, or a default.
func (c *config) text(otherwise string, keys ...string) string {
	if v, ok := c.get(keys...); ok {
		if s, ok := v.(string); ok && s != "" {
			return s
		}
	}
	return otherwise
}

// Find returns the value at a path of keys in a tree. Hugo folds the ASCII case
// of keys.
func Find(tree any, keys ...string) (any, bool) {
	for _, key := range keys {
		m, _ := tree.(map[string]any)
		found := false
		for k, v := range m {
			if ascii.Lower(k) == ascii.Lower(key) {
				tree, found = v, true
				break
			}
		}
		if !found {
			return nil, false
		}
	}
	return tree, true
}

// textAt returns the string at a key of a tree, "" for none.
func textAt(tree any, key string) string {
	v, _ := Find(tree, key)
	s, _ := v.(string)
	return s
}

// flagAt returns the boolean at a key of a tree.
func flagAt(tree any, key string) bool {
	v, _ := Find(tree, key)
	b, _ := v.(bool)
	return b
}

// texts are the strings of a value: one or a list.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

// tables are the items of a list of tables.
func tables(v any) []any {
	items, _ := v.([]any)
	return items
}
