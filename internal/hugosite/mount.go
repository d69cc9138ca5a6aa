package hugosite

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gobwas/glob"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
)

// Mount is a folder or file, and its place in the site
// (https://gohugo.io/configuration/module/#mounts).
type Mount struct {
	Source    string
	Component string
	Below     string // place below the component, with slashes; "" for the component itself
	Module    string // "" for the project

	files []filePattern
	sites sites
}

// filePattern says which files of a mount are taken, or left out.
type filePattern struct {
	glob glob.Glob
	not  bool
}

// sites are those of a site's languages, versions and roles that a mount is
// for.
type sites struct {
	languages []string // none for all
	other     string   // versions, roles and patterns, as they are written
}

// Takes says whether the mount has the file, whose name is relative to its
// source. The first pattern that matches decides.
func (m *Mount) Takes(rel string) bool {
	name := "/" + ascii.Lower(filepath.ToSlash(rel))
	if name == "/." {
		return true // the source is a file
	}
	chosen := false
	for _, p := range m.files {
		if p.glob.Match(name) {
			return !p.not
		}
		chosen = chosen || !p.not
	}
	return !chosen
}

// Hides says whether a file of this mount takes the place of a file that a
// later mount has there: not where they are for different languages.
func (m *Mount) Hides(later *Mount) bool {
	a, b := &m.sites, &later.sites
	if a.other != b.other {
		return a.other == "" && len(a.languages) == 0 || b.other == "" && len(b.languages) == 0
	}
	return len(a.languages) == 0 || len(b.languages) == 0 ||
		slices.ContainsFunc(a.languages, func(l string) bool { return slices.Contains(b.languages, l) })
}

// projectMounts are the mounts of the project: those it sets, and the folder
// of its own for every component that it sets none for.
func projectMounts(root string, c *config) []Mount {
	list, _ := c.get("module", "mounts")
	mounts := mountsOf(root, "", tables(list))
	for _, component := range components {
		configured := slices.ContainsFunc(mounts, func(m Mount) bool { return m.Component == component.name })
		if configured {
			continue
		}
		for _, dir := range folders(c, component.name, component.key) {
			m := Mount{Source: below(root, dir.name), Component: component.name}
			if dir.language != "" {
				m.sites.languages = []string{dir.language}
			}
			mounts = append(mounts, m)
		}
	}
	return mounts
}

// folder is one that the project has for a component.
type folder struct{ name, language string }

// folders are those of the project, and of its languages, for a component:
// content and static files may lie in one of its own for each.
func folders(c *config, component, key string) []folder {
	site := []string{component}
	if v, ok := c.get(key); ok {
		site = texts(v)
	}
	if component == Static {
		for i := range 11 {
			v, _ := c.get(key + strconv.Itoa(i))
			site = append(site, texts(v)...)
		}
	}
	var out []folder
	add := func(name, language string) {
		if !slices.ContainsFunc(out, func(f folder) bool { return f.name == name }) {
			out = append(out, folder{name, language})
		}
	}
	languages := activeLanguages(c)
	shared := len(languages) == 0 || component != Content
	var own []folder
	for _, l := range languages {
		v, _ := Find(l.tree, key)
		dirs := texts(v)
		shared = shared || len(dirs) == 0
		if component == Content || component == Static {
			for _, dir := range dirs {
				own = append(own, folder{dir, l.name})
			}
		}
	}
	if shared {
		for _, name := range site {
			add(name, "")
		}
	}
	for _, f := range own {
		add(f.name, f.language)
	}
	return out
}

type language struct {
	name string // in lower case
	tree any
}

// activeLanguages are those of the configuration that are not switched off.
func activeLanguages(c *config) []language {
	v, _ := c.get("languages")
	trees, _ := v.(map[string]any)
	v, _ = c.get("disableLanguages")
	off := texts(v)
	for i := range off {
		off[i] = ascii.Lower(off[i])
	}
	var out []language
	for _, name := range sortedKeys(trees) {
		if !flagAt(trees[name], "disabled") && !slices.Contains(off, name) {
			out = append(out, language{name, trees[name]})
		}
	}
	return out
}

// mountsOf reads module.mounts of a module in a folder.
func mountsOf(dir, name string, list []any) []Mount {
	var mounts []Mount
	for _, item := range list {
		source, target := textAt(item, "source"), path.Clean(filepath.ToSlash(textAt(item, "target")))
		component, rest, _ := strings.Cut(target, "/")
		if source == "" || !isComponent(component) {
			continue
		}
		mounts = append(mounts, Mount{
			Source: below(dir, source), Component: component, Below: rest, Module: name, files: filePatterns(item), sites: sitesOf(item),
		})
	}
	return mounts
}

// filePatterns reads files, and includeFiles and excludeFiles, which it
// replaces. What is no pattern Hugo refuses.
func filePatterns(item any) []filePattern {
	var out []filePattern
	add := func(pattern string, not bool) {
		pattern = ascii.Lower(filepath.ToSlash(pattern))
		if !strings.HasPrefix(pattern, "/") {
			pattern = "/" + pattern
		}
		if g, err := glob.Compile(pattern, '/'); err == nil {
			out = append(out, filePattern{g, not})
		}
	}
	for _, key := range []string{"files", "includeFiles", "excludeFiles"} {
		v, _ := Find(item, key)
		for _, pattern := range texts(v) {
			pattern, not := strings.CutPrefix(pattern, "! ")
			add(pattern, not || key == "excludeFiles")
		}
	}
	return out
}

// sitesOf reads sites.matrix, and lang, which it replaces.
func sitesOf(item any) sites {
	var s sites
	if lang := textAt(item, "lang"); lang != "" {
		s.languages = append(s.languages, ascii.Lower(lang))
	}
	tree, _ := Find(item, "sites", "matrix")
	matrix, _ := tree.(map[string]any)
	for _, key := range sortedKeys(matrix) {
		for _, name := range texts(matrix[key]) {
			if ascii.Lower(key) == "languages" && !strings.ContainsAny(name, "*?[]{}! ") {
				s.languages = append(s.languages, ascii.Lower(name))
			} else {
				s.other += ascii.Lower(key) + " " + name + "\n"
			}
		}
	}
	return s
}

func isComponent(name string) bool {
	for _, c := range components {
		if c.name == name {
			return true
		}
	}
	return false
}
