package adopt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// site is the configuration of a Hugo site, as far as it concerns the module.
type site struct {
	root  string
	files []*source // the one in the root last
}

// source is one file of the configuration.
type source struct {
	name   string // relative to the root, with slashes
	src    []byte // as it is
	now    []byte // as it is to be
	format *format
	tree   map[string]any
	// at is the place in the site's configuration of the file's content, and
	// inside is where in the file that content is: module.toml holds what is
	// below module, with or without a table of that name around it.
	at, inside []string
}

// defaults is the folder for configuration in several files.
const defaults = "config/_default"

// readSite finds the files as Hugo does
// (https://gohugo.io/configuration/introduction/): one of these names in the
// root, and those in the folder for defaults, which overrule it.
func readSite(root string) (*site, error) {
	if info, err := os.Stat(root); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s: no such folder", root)
	}
	s := &site{root: root}
	for _, stem := range []string{"module", "params", "hugo", "config"} {
		f, err := s.read(path.Join(defaults, stem))
		if err != nil {
			return nil, err
		}
		if f != nil && (stem == "module" || stem == "params") {
			f.at = []string{stem}
			if inner, ok := f.tree[stem].(map[string]any); ok && len(f.tree) == 1 {
				f.inside, f.tree = []string{stem}, inner
			}
		}
	}
	hugo, err := s.read("hugo")
	if hugo == nil && err == nil {
		_, err = s.read("config")
	}
	if err != nil {
		return nil, err
	}
	if last := len(s.files) - 1; last >= 0 && path.Dir(s.files[last].name) == "." && !s.files[last].isHugo() {
		s.files = s.files[:last]
	}
	if s.importer() == nil {
		return nil, fmt.Errorf("%s: %w", root, ErrNoSite)
	}
	return s, nil
}

// read reads the first file with that stem, if there is one.
func (s *site) read(stem string) (*source, error) {
	for i := range formats {
		for _, ext := range formats[i].extensions {
			name := stem + ext
			src, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(name)))
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			f := &source{name: name, src: src, now: src, format: &formats[i]}
			if f.tree, err = f.format.decode(src); err != nil {
				return nil, fmt.Errorf("%s:%w", filepath.Join(s.root, filepath.FromSlash(name)), err)
			}
			s.files = append(s.files, f)
			return f, nil
		}
	}
	return nil, nil
}

// isHugo says whether a file is Hugo's: one that is only named config may be
// that of another program.
func (f *source) isHugo() bool {
	if path.Base(f.name)[0] == 'h' {
		return true
	}
	for _, key := range []string{"baseURL", "languageCode", "module", "params"} {
		if _, ok := find(f.tree, key); ok {
			return true
		}
	}
	return false
}

// find returns the value at a path of keys. Hugo folds the ASCII case of keys.
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

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// find returns what the file has at a path of the site's configuration.
func (f *source) find(keys ...string) (any, bool) {
	rest, ok := f.below(keys)
	if !ok {
		return nil, false
	}
	return find(f.tree, rest...)
}

// below returns the path in the file's content of a path in the site's
// configuration; ok is false for one that is not the file's.
func (f *source) below(keys []string) (rest []string, ok bool) {
	if len(keys) < len(f.at) || !slices.Equal(keys[:len(f.at)], f.at) {
		return nil, false
	}
	return keys[len(f.at):], true
}

// path returns where in the file a path of the site's configuration is.
func (f *source) path(keys ...string) []string {
	rest, _ := f.below(keys)
	return slices.Concat(f.inside, rest)
}

// imports says whether the site imports the module.
func (s *site) imports(module string) bool {
	for _, f := range s.files {
		list, _ := f.find("module", "imports")
		items, _ := list.([]any)
		for _, item := range items {
			if p, _ := find(item, "path"); p == any(module) {
				return true
			}
		}
		if theme, _ := f.find("theme"); slices.Contains(themes(theme), module) {
			return true
		}
	}
	return false
}

// themes are the names in the key theme: one or a list.
func themes(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, item := range v {
			if name, ok := item.(string); ok {
				all = append(all, name)
			}
		}
		return all
	}
	return nil
}

// importer returns the file that imports modules or, as none does, the one
// where that is to be expected; nil when no file can.
func (s *site) importer() *source {
	var first *source
	for _, f := range s.files {
		if _, ok := f.below([]string{"module"}); !ok {
			continue
		}
		if _, ok := f.find("module", "imports"); ok {
			return f
		}
		if first == nil {
			first = f
		}
	}
	return first
}

// documented returns the file that the parameters are to be explained in, nil
// when the site has them already.
func (s *site) documented() *source {
	var first *source
	for _, f := range s.files {
		if _, ok := f.find("params", "crossorigin"); ok || explained(f.src) {
			return nil
		}
		if _, ok := f.below([]string{"params"}); ok && first == nil {
			first = f
		}
	}
	return first
}

// notes are what to know of the site before the module is used.
func (s *site) notes() []string {
	var notes []string
	replaced := slices.ContainsFunc(s.files, func(f *source) bool {
		v, _ := f.find("module", "replacements")
		return strings.Contains(fmt.Sprint(v), ModulePath)
	})
	if !replaced && !exists(s.root, "go.mod") {
		notes = append(notes,
			"go.mod: there is none, and Hugo needs one to fetch modules, with Go installed: hugo mod init example.com/site; a private repository is named under module.private",
			fromClone)
	}
	if exists(s.root, "layouts") {
		notes = append(notes, "layouts: crossorigin check . shows what is wrong in templates, a theme's too, and crossorigin init --templates how to wrap them in the decorator")
	}
	return notes
}

// hooks returns the image render hook of the site's theme as a file of the
// site's own. Imported modules come before themes, so the module's hook would
// take its place.
func (s *site) hooks() ([]Change, error) {
	const own = "layouts/_markup/render-image.html"
	if exists(s.root, own) || exists(s.root, "layouts/_default/_markup/render-image.html") {
		return nil, nil
	}
	for _, theme := range s.themes() {
		for _, hook := range []string{"_markup/render-image.html", "_default/_markup/render-image.html"} {
			file := path.Join(theme, "layouts", hook)
			src, err := os.ReadFile(below(s.root, file))
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			return []Change{{File: own, New: src, From: file}}, err
		}
	}
	return nil, nil
}

// themes are the folders of the site's themes, first the one that comes first,
// relative to the root or absolute, with slashes.
func (s *site) themes() []string {
	folder := "themes"
	for _, f := range s.files {
		if dir, _ := f.find("themesDir"); dir != nil {
			folder = filepath.ToSlash(fmt.Sprint(dir))
		}
	}
	var all []string
	for _, f := range s.files {
		theme, _ := f.find("theme")
		for _, name := range themes(theme) {
			all = append(all, path.Join(folder, name))
		}
	}
	return all
}

// below returns the path of a file that is named relative to the root, or
// absolute, with slashes.
func below(root, name string) string {
	if name = filepath.FromSlash(name); filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(root, name)
}
