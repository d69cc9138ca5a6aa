package adopt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// site is a Hugo site, with the files of its configuration.
type site struct {
	*hugosite.Site
	files []*source // what comes later overrules
}

// source is one file of the configuration.
type source struct {
	hugosite.File
	name   string // relative to the root, with slashes
	src    []byte // as it is; nil for one that is to be made
	now    []byte // as it is to be
	why    string // it is to be so
	format *format
	tree   map[string]any
	// inside is the table in the file that its content is in, if there is one:
	// module.toml holds what is below module, with or without it.
	inside []string
}

// readSite finds the sources of a site as Hugo does, and reads its files: those
// for all environments, then those of each.
func readSite(root string, environ []string) (*site, error) {
	if info, err := os.Stat(root); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s: no such folder", root)
	}
	of, err := hugosite.Read(root, environ)
	if errors.Is(err, hugosite.ErrNoSite) {
		return nil, fmt.Errorf("%s: %w", root, err)
	}
	if err != nil {
		return nil, err
	}
	s := &site{Site: of}
	for _, environment := range append([]string{hugosite.Defaults}, hugosite.Environments(root, "")...) {
		for _, f := range hugosite.Files(root, "", "", environment) {
			if environment != hugosite.Defaults && f.Environment != environment {
				continue
			}
			if err := s.read(f); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

func (s *site) read(file hugosite.File) error {
	src, err := os.ReadFile(file.Name)
	if err != nil {
		return err
	}
	f := &source{File: file, name: s.relative(file.Name), src: src, now: src, format: formatOf(file.Name)}
	if f.tree, err = hugosite.Decode(file.Name, src); err != nil {
		return err
	}
	if len(f.Below) > 0 && len(f.tree) == 1 {
		for key, v := range f.tree {
			if inner, ok := v.(map[string]any); ok && ascii.Lower(key) == ascii.Lower(f.Stem) {
				f.inside, f.tree = []string{key}, inner
			}
		}
	}
	s.files = append(s.files, f)
	return nil
}

// relative returns a name as seen from the site's root if it is below that, with
// slashes.
func (s *site) relative(name string) string {
	if rel, err := filepath.Rel(s.Root, name); err == nil && filepath.IsLocal(rel) {
		name = rel
	}
	return filepath.ToSlash(name)
}

// find returns what the file has at a path of the site's configuration.
func (f *source) find(keys ...string) (any, bool) {
	rest, ok := f.rest(keys)
	if !ok {
		return nil, false
	}
	return hugosite.Find(f.tree, rest...)
}

// rest returns the path in the file's content of a path in the site's
// configuration; ok is false for one that is not the file's.
func (f *source) rest(keys []string) (rest []string, ok bool) {
	if len(keys) < len(f.Below) || !slices.Equal(keys[:len(f.Below)], f.Below) {
		return nil, false
	}
	return keys[len(f.Below):], true
}

// path returns where in the file a path of the site's configuration is.
func (f *source) path(keys ...string) []string {
	rest, _ := f.rest(keys)
	return slices.Concat(f.inside, rest)
}

// disabled returns the file whose import of the module is switched off, nil for
// none.
func (s *site) disabled() *source {
	for _, f := range s.files {
		if item := f.imported(); item != nil {
			if off, _ := hugosite.Find(item, "disable"); off == true {
				return f
			}
		}
	}
	return nil
}

// imported returns the item of the file's module.imports for the module, nil for
// none.
func (f *source) imported() any {
	list, _ := f.find("module", "imports")
	items, _ := list.([]any)
	for _, item := range items {
		if p, _ := hugosite.Find(item, "path"); p == any(modulePath) {
			return item
		}
	}
	return nil
}

// importers are the files that are to import the module: the one whose
// module.imports count, or where they are to be expected, and those of
// environments that have such of their own.
func (s *site) importers() []*source {
	all := []*source{s.forAll("module", "imports")}
	for _, f := range s.files {
		if _, ok := f.find("module", "imports"); ok && !f.forAll() {
			all = append(all, f)
		}
	}
	return all
}

// forAll says whether a file is for all environments.
func (f *source) forAll() bool { return f.Environment == "" || f.Environment == hugosite.Defaults }

// forAll returns the file for all environments that has a key of a table: the
// one that counts, or where it is to be expected. It is one to be made where
// there is no such file.
func (s *site) forAll(table, key string) *source {
	var named, whole *source
	for _, f := range slices.Backward(s.files) {
		if !f.forAll() {
			continue
		}
		if _, ok := f.find(table, key); ok {
			return f
		}
		if named == nil && slices.Equal(f.Below, []string{table}) {
			named = f
		}
		if whole == nil && len(f.Below) == 0 {
			whole = f
		}
	}
	if named != nil {
		return named
	}
	if whole != nil {
		return whole
	}
	name := filepath.Join(s.Root, "config", hugosite.Defaults, table+".toml")
	f := &source{File: hugosite.Placed(name), name: s.relative(name), format: formatOf(name)}
	s.files = append(s.files, f)
	return f
}

// documented returns the file that the parameters are to be explained in, nil
// when the site has them already.
func (s *site) documented() *source {
	for _, f := range s.files {
		if _, ok := f.find("params", "crossorigin"); ok || explained(f.now) {
			return nil
		}
	}
	return s.forAll("params", "crossorigin")
}
