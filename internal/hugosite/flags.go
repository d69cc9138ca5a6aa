package hugosite

import (
	"cmp"
	"path"
	"path/filepath"
	"strings"

	"github.com/gobwas/glob"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
)

// Flags are those of Hugo that say where a site's configuration and its sources
// are, as they are given; "" for those that are not.
type Flags struct {
	Config, ConfigDir string
	// Environment is the name of Hugo's environment, that of the variables if
	// there is no flag.
	Environment string
	Themes      []string

	CacheDir, ContentDir, IgnoreVendorPaths, LayoutDir, ThemesDir string
}

// Read is [Read] for the site as Hugo sees it with the flags.
func (f Flags) Read(root string, environ []string) (*Site, error) {
	f.Environment = cmp.Or(f.Environment, Environment(environ))
	c, err := readConfig(root, f)
	if err != nil {
		return nil, err
	}
	f.lay(c)
	c.override(environ)
	s := &Site{
		Root: root, Config: c.files, Publish: below(root, c.text("public", "publishDir")), DropsHTML: dropsHTML(root, c, f),
		ConfigDirs: []string{f.configDir(root)}, Parameters: parameterFiles(root, f),
	}
	s.languages = readLanguages(c)
	m := newModules(s, c, f.Environment)
	s.Replacements = m.replacements
	s.Mounts = projectMounts(root, c)
	m.add(module{dir: root, config: c, project: true})
	s.Texts, s.Mounts = apart(s.Mounts)
	s.own.moved = movedSections(c)
	return s, nil
}

// lay lays what the flags say over what the files do. Variables overrule both.
func (f *Flags) lay(c *config) {
	for key, text := range map[string]string{
		"cacheDir": f.CacheDir, "contentDir": f.ContentDir, "ignoreVendorPaths": f.IgnoreVendorPaths, "layoutDir": f.LayoutDir,
	} {
		if text != "" {
			c.lay([]string{key}, text)
		}
	}
	if len(f.Themes) > 0 {
		var names []any
		for _, name := range f.Themes {
			names = append(names, name)
		}
		c.lay([]string{"theme"}, names)
	}
	// Hugo asks for this one before it lays the flags over the files.
	if _, set := c.get("themesDir"); !set && f.ThemesDir != "" {
		c.lay([]string{"themesDir"}, f.ThemesDir)
	}
}

// configDir is the folder that has one for each environment.
func (f *Flags) configDir(root string) string { return below(root, cmp.Or(f.ConfigDir, configDir)) }

// vendorPattern reads the pattern for the paths of modules whose copies in the
// folder _vendor do not count; nil for none.
func vendorPattern(c *config) glob.Glob {
	pattern := c.text("", "ignoreVendorPaths")
	if pattern == "" {
		return nil
	}
	pattern = strings.Trim(path.Clean(filepath.ToSlash(ascii.Lower(pattern))), "./")
	g, err := glob.Compile(pattern, '/')
	if err != nil {
		return nil // Hugo takes it for none
	}
	return g
}
