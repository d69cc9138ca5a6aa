package hugosite

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
)

// languages are those of a site of several.
type languages struct {
	names  []string // in lower case; none where the site has only one language
	usual  string   // of what is in no other's folder, and of files that name none
	nested bool     // the usual one has a folder too
}

// readLanguages reads which languages a site has and where its pages are
// (https://gohugo.io/configuration/languages/).
func readLanguages(c *config) languages {
	var l languages
	for _, one := range activeLanguages(c) {
		l.names = append(l.names, ascii.Lower(one.name))
		if textAt(one.tree, "baseURL") != "" {
			l.nested = true // with a host of its own
		}
	}
	if len(l.names) < 2 {
		return languages{}
	}
	l.usual = ascii.Lower(c.text("en", "defaultContentLanguage"))
	if v, _ := c.get("defaultContentLanguageInSubdir"); v == true {
		l.nested = true
	}
	return l
}

// LanguageOfPage returns the language of a file that Hugo wrote, by its name
// below the folder that the site is published to, with slashes; "" when it is
// not known, or there is only one.
func (s *Site) LanguageOfPage(name string) string {
	folder, _, below := strings.Cut(name, "/")
	folder = ascii.Lower(folder)
	switch {
	case len(s.languages.names) == 0:
		return ""
	case below && slices.Contains(s.languages.names, folder) && (folder != s.languages.usual || s.languages.nested):
		return folder
	case s.languages.nested:
		return ""
	}
	return s.languages.usual
}

// StaticOf returns the static file that Hugo copies to a place below the folder
// that the site is published to, with slashes; "" when it copies none there.
func (s *Site) StaticOf(name string) string {
	at := []string{name}
	if folder, rest, below := strings.Cut(name, "/"); below && slices.Contains(s.languages.names, ascii.Lower(folder)) {
		at = append(at, rest) // of a language with a host of its own
	}
	for i := range s.Mounts {
		m := &s.Mounts[i]
		if m.Component != Static {
			continue
		}
		for _, place := range at {
			rel, err := filepath.Rel("/"+m.Below, "/"+place)
			if err != nil || !filepath.IsLocal(rel) || !m.Takes(rel) {
				continue
			}
			file := filepath.Join(m.Source, rel)
			if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
				return file
			}
		}
	}
	return ""
}

// LanguageOfContent returns the language of a content file of a mount, by its
// name, else by the mount, else the usual one; "" when that is not known, or
// there is only one.
func (s *Site) LanguageOfContent(m *Mount, name string) string {
	if len(s.languages.names) == 0 {
		return ""
	}
	stem := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	if named := ascii.Lower(strings.TrimPrefix(filepath.Ext(stem), ".")); slices.Contains(s.languages.names, named) {
		return named
	}
	switch {
	case len(m.sites.languages) == 1:
		return ascii.Lower(m.sites.languages[0])
	case len(m.sites.languages) > 1 || m.sites.other != "":
		return ""
	}
	return s.languages.usual
}
