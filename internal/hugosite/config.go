package hugosite

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
)

// config is the configuration of a site or of a module of it, as far as it
// says where sources are.
type config struct {
	layers []layer // what comes first overrules what comes later
	files  []string
}

// layer is the content of one file.
type layer struct {
	below string // the key of the site's configuration that it holds, "" for all of it
	tree  map[string]any
}

// extensions are those of configuration files, in Hugo's order.
var extensions = []string{".toml", ".yaml", ".yml", ".json"}

// defaults is the folder for configuration in several files.
const defaults = "config/_default"

// readConfig reads the configuration in a folder, as Hugo does: one file in
// the folder itself, overruled by those in config/_default
// (https://gohugo.io/configuration/introduction/). The error is [ErrNoSite]
// when there is none.
func readConfig(dir string) (*config, error) {
	c := &config{}
	for _, below := range []string{"module", "languages", "server", "markup"} {
		if err := c.read(dir, defaults+"/"+below, below); err != nil {
			return nil, err
		}
	}
	for _, stems := range [][]string{{defaults + "/hugo", defaults + "/config"}, {"hugo", "config"}} {
		before := len(c.layers)
		for _, stem := range stems {
			if len(c.layers) > before {
				break
			}
			if err := c.read(dir, stem, ""); err != nil {
				return nil, err
			}
		}
	}
	if !c.isHugo() {
		return nil, ErrNoSite
	}
	// The server's headers may be those of one environment.
	for _, ext := range extensions {
		names, _ := filepath.Glob(filepath.Join(dir, "config", "*", "server"+ext)) // the pattern is right
		for _, name := range names {
			if filepath.Base(filepath.Dir(name)) != filepath.Base(defaults) {
				c.files = append(c.files, name)
			}
		}
	}
	return c, nil
}

// read reads the first file with that stem, if there is one.
func (c *config) read(dir, stem, below string) error {
	for _, ext := range extensions {
		name := filepath.Join(dir, filepath.FromSlash(stem)+ext)
		src, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		tree, err := decode(ext, src)
		if err != nil {
			return fmt.Errorf("%s%w", name, placed(err))
		}
		if inner, ok := tree[below].(map[string]any); ok && len(tree) == 1 {
			tree = inner // Hugo takes both forms
		}
		c.layers = append(c.layers, layer{below, tree})
		if below == "" || below == "server" {
			c.files = append(c.files, name)
		}
		return nil
	}
	return nil
}

func decode(ext string, src []byte) (map[string]any, error) {
	tree := map[string]any{}
	var err error
	switch ext {
	case ".toml":
		err = toml.Unmarshal(src, &tree)
	case ".json":
		err = json.Unmarshal(src, &tree)
	default:
		err = yaml.Unmarshal(src, &tree)
	}
	return tree, err
}

// placed puts the place of a decoder's error in front of it, as far as it is
// known.
func placed(err error) error {
	var at *toml.DecodeError
	if errors.As(err, &at) {
		line, column := at.Position()
		return fmt.Errorf(":%d:%d: %w", line, column, err)
	}
	return fmt.Errorf(": %w", err)
}

// isHugo tells a site's configuration from that of another program, which may
// be named config.toml too.
func (c *config) isHugo() bool {
	if len(c.files) == 0 {
		return false
	}
	if base := filepath.Base(c.files[len(c.files)-1]); base[0] == 'h' {
		return true
	}
	for _, key := range []string{"baseURL", "languageCode", "theme", "module", "params", "markup", "server"} {
		if _, ok := c.get(key); ok {
			return true
		}
	}
	return false
}

// dropsHTML says whether raw HTML in Markdown is left out of the pages, in every
// environment that the site is configured for. A theme has no say in that.
func dropsHTML(root string, c *config) bool {
	if value := os.Getenv("HUGO_MARKUP_GOLDMARK_RENDERER_UNSAFE"); value != "" {
		unsafe, err := strconv.ParseBool(value)
		return err == nil && !unsafe
	}
	if c.keepsHTML() {
		return false
	}
	environments, _ := filepath.Glob(filepath.Join(root, "config", "*")) // the pattern is right
	for _, dir := range environments {
		e := &config{}
		for _, name := range []string{"hugo", "config", "markup"} {
			below := ""
			if name == "markup" {
				below = name
			}
			if e.read(dir, name, below) != nil {
				return false
			}
		}
		if e.keepsHTML() {
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
	if handler := c.text("goldmark", "markup", "defaultMarkdownHandler"); lower(handler) != "goldmark" {
		return true
	}
	v, _ := c.get("markup", "goldmark", "renderer", "unsafe")
	unsafe, isFlag := v.(bool)
	return unsafe || v != nil && !isFlag
}

// get returns the value at a path of keys. Hugo folds the ASCII case of keys.
func (c *config) get(keys ...string) (any, bool) {
	for _, l := range c.layers {
		rest := keys
		if l.below != "" {
			if keys[0] != l.below {
				continue
			}
			rest = keys[1:]
		}
		if v, ok := find(l.tree, rest...); ok {
			return v, true
		}
	}
	return nil, false
}

// text returns the string at a path of keys, or a default.
func (c *config) text(otherwise string, keys ...string) string {
	if v, ok := c.get(keys...); ok {
		if s, ok := v.(string); ok && s != "" {
			return s
		}
	}
	return otherwise
}

// find returns the value at a path of keys in a tree.
func find(tree any, keys ...string) (any, bool) {
	for _, key := range keys {
		m, _ := tree.(map[string]any)
		found := false
		for k, v := range m {
			if lower(k) == lower(key) {
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
	v, _ := find(tree, key)
	s, _ := v.(string)
	return s
}

// flagAt returns the boolean at a key of a tree.
func flagAt(tree any, key string) bool {
	v, _ := find(tree, key)
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

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
