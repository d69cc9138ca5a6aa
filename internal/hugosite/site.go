// Package hugosite finds the sources of a Hugo site from its configuration,
// without running Hugo: layouts, content, assets and static files of the
// project and of its themes and modules, and which language they and the pages
// are in. It stands before the pipeline and says which files there are to read;
// it knows of CORS nothing.
package hugosite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// ErrNoSite is the error for a folder without the configuration of a Hugo site.
var ErrNoSite = errors.New("no Hugo site: expected hugo.toml, hugo.yaml, hugo.json or the folder config/_default")

// The components of a site whose files are read
// (https://gohugo.io/getting-started/directory-structure/).
const (
	Layouts = "layouts"
	Content = "content"
	Assets  = "assets"
	Static  = "static"

	data         = "data"
	translations = "i18n"
)

// components are these and the folder that the project sets for each.
var components = []struct{ name, key string }{
	{Layouts, "layoutDir"},
	{Content, "contentDir"},
	{Assets, "assetDir"},
	{Static, "staticDir"},
	{data, "dataDir"},
	{translations, "i18nDir"},
}

// Site is a Hugo site as its configuration describes it.
type Site struct {
	Root    string
	Publish string // where Hugo writes the site
	// Mounts are the folders and files that make up the components, the
	// project's first. Of two files at the same place the earlier one counts.
	Mounts []Mount
	// Texts are those of the data and the translations, which hold no documents.
	Texts []Mount
	// Config are the configuration files that may set headers.
	Config []string
	// Parameters are all configuration files of the site, its environments
	// included.
	Parameters []string
	// Configured are the folders of the themes and modules whose configuration
	// Hugo merges into the site's; the earlier one counts.
	Configured []string
	// ConfigDirs are the folders that the site, and those, have for configuration
	// in several files, whether they are there or not.
	ConfigDirs []string
	// Modules are the paths of the themes and modules, in Hugo's order.
	Modules []string
	// Themes are those of them that the key theme names, and what these import:
	// they come behind the modules that the site imports.
	Themes []string
	// Replacements are the folders or modules that module.replacements names, by
	// the paths of the modules that they are taken for.
	Replacements map[string]string
	// Missing are the modules that are not on this machine.
	Missing []string
	// DropsHTML says that raw HTML in Markdown does not reach the pages: Hugo
	// leaves it out unless markup.goldmark.renderer.unsafe is set for the site
	// (https://gohugo.io/configuration/markup/#rendererunsafe).
	DropsHTML bool

	languages languages
	own       own
}

// Read reads the configuration of the site with that root folder, and what the
// environment overrides of it; environ is as [os.Environ] returns it. The error
// is [ErrNoSite], a [*SyntaxError], or says what cannot be read.
func Read(root string, environ []string) (*Site, error) { return Flags{}.Read(root, environ) }

// apart puts the mounts without documents apart.
func apart(mounts []Mount) (texts, others []Mount) {
	for _, m := range mounts {
		if m.Component == data || m.Component == translations {
			texts = append(texts, m)
		} else {
			others = append(others, m)
		}
	}
	return texts, others
}

// Around returns the site that a folder belongs to: the one of its own, or of
// the nearest folder above it; nil for none. The search ends at the root of a
// git repository.
func Around(dir string) *Site {
	at, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	name := dir // keeps names relative where they are
	for {
		if s, err := Read(name, os.Environ()); err == nil {
			return s
		}
		up := filepath.Dir(at)
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil || up == at {
			return nil
		}
		at, name = up, filepath.Join(name, "..")
		if strings.HasSuffix(name, "..") && filepath.IsAbs(dir) {
			name = at
		}
	}
}

// Component returns the component that a file belongs to, "" for none.
func (s *Site) Component(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return ""
	}
	for i := range s.Mounts {
		m := &s.Mounts[i]
		source, err := filepath.Abs(m.Source)
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(source, abs); err == nil && filepath.IsLocal(rel) && m.Takes(rel) {
			return m.Component
		}
	}
	return ""
}

// below returns a name as seen from a folder.
func below(dir, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// Touches says whether a folder has sources of the site in it, or is among
// them. No site has none.
func (s *Site) Touches(dir string) bool {
	if s == nil {
		return false
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	for _, m := range s.Mounts {
		source, err := filepath.Abs(m.Source)
		if err == nil && (within(abs, source) || within(source, abs)) {
			return true
		}
	}
	return false
}

// Configures says whether a file is one of the site's configuration files that
// may set headers.
func (s *Site) Configures(name string) bool {
	abs, err := filepath.Abs(name)
	if err != nil {
		return false
	}
	for _, f := range s.Config {
		if own, err := filepath.Abs(f); err == nil && own == abs {
			return true
		}
	}
	return false
}

// within says whether a name is a folder's or of something below it.
func within(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}
