package main

import (
	"path/filepath"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// site is a folder that is served at a base URL.
type site struct {
	*served.Site
	origins *provenance.Sources // nil when the sources are not known
	dir     string
	once    sync.Once
	pages   *rule.Site
}

func newSite(dir, baseURL string, origins []string) *site {
	return &site{Site: served.New(dir, baseURL, origins, served.Folder(dir)), dir: dir}
}

// together returns what finds what several pages of the site show together.
func (s *site) together(settings *rule.Settings) *rule.Site {
	s.once.Do(func() { s.pages = rule.NewSite(settings) })
	return s.pages
}

// place returns the name of a file relative to the site's folder, "" when it is
// not below it.
func (s *site) place(name string) string {
	rel, err := filepath.Rel(absolute(s.dir), absolute(name))
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return rel
}
