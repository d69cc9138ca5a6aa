package adopt

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// layout is a template that Hugo takes for the site.
type layout struct {
	file   string // where it is
	name   string // below layouts, with slashes
	module string // that it is of, "" for the project
}

// layouts are the templates of the project and of its themes and modules, save
// those of our own and what an earlier one overrules.
func (s *site) layouts() (all []layout, err error) {
	seen := map[string]bool{}
	for i := range s.Mounts {
		m := &s.Mounts[i]
		if m.Component != hugosite.Layouts || m.Module == modulePath {
			continue
		}
		err := filepath.WalkDir(m.Source, func(file string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || d.IsDir() || filepath.Ext(file) != ".html" {
				return err
			}
			rel, err := filepath.Rel(m.Source, file)
			if err != nil || !m.Takes(rel) {
				return err
			}
			l := layout{file, path.Join(m.Below, filepath.ToSlash(rel)), m.Module}
			if at := place(l.name); !seen[at] {
				seen[at] = true
				all = append(all, l)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// place returns the name that Hugo knows a template by: since 0.146 it takes the
// older folders for these.
func place(name string) string {
	name = strings.TrimPrefix(ascii.Lower(name), "_default/")
	for _, folder := range []string{"partials", "shortcodes"} {
		if strings.HasPrefix(name, folder+"/") {
			name = "_" + name
		}
	}
	return name
}

// own returns the name of a template as a file of the project, which overrules
// those of themes and modules; relative to the root, with slashes.
func (s *site) own(name string) string {
	for i := range s.Mounts {
		if m := &s.Mounts[i]; m.Component == hugosite.Layouts && m.Module == "" && m.Below == "" {
			return path.Join(s.relative(m.Source), name)
		}
	}
	return path.Join(hugosite.Layouts, name)
}

// imageHook is the template that renders images in Markdown.
const imageHook = "_markup/render-image.html"

// hooks returns the image render hook of the site's theme as a file of the
// site's own. Imported modules come before themes, so the module's hook would
// take its place.
func (s *site) hooks(layouts []layout) ([]Change, error) {
	for _, l := range layouts {
		if place(l.name) == imageHook && slices.Contains(s.Themes, l.module) {
			src, err := os.ReadFile(l.file)
			return []Change{{File: s.own(imageHook), New: src, From: s.relative(l.file), Why: "a copy of " + s.relative(l.file) + ", so that it keeps its place before the module's"}}, err
		}
	}
	return nil, nil
}
