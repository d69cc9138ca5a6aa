package main

import (
	"path/filepath"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// site is a folder that is served at a base URL.
type site struct {
	*served.Site
	origins *provenance.Sources // nil when the sources are not known
	hugo    *hugosite.Site      // that writes the folder, nil for none
	dir     string
	config  *config.Config
	// languages are those that have a configuration of their own.
	languages map[*config.Config]*served.Site
	once      sync.Once
	pages     *rule.Site
}

// newSite returns the site of a folder that is served at a place below a base URL.
func newSite(dir, below, base string, c *config.Config) *site {
	s := &site{Site: servedBy(dir, below, base, c), dir: dir, config: c, languages: map[*config.Config]*served.Site{}}
	for _, l := range c.Languages {
		at := l.BaseURL
		if at == c.BaseURL {
			at = base
		}
		s.languages[l] = servedBy(dir, below, at, l)
	}
	return s
}

func servedBy(dir, below, base string, c *config.Config) *served.Site {
	if below != "" {
		base = strings.TrimSuffix(base, "/") + "/" + below
	}
	return served.New(dir, base, c.Origins, served.Folder(dir))
}

// configFor returns the configuration of the language that a file belongs to;
// rel is its name in the site's folder.
func (s *site) configFor(rel string) *config.Config { return s.config.For(filepath.ToSlash(rel)) }

// Page returns what is known of the page of a file, in its language.
func (s *site) Page(name, rel string) page.Options {
	if own := s.languages[s.configFor(rel)]; own != nil {
		return own.Page(name, rel)
	}
	return s.Site.Page(name, rel)
}

// made says what is known of how a page was made; rel is its name in the site's
// folder.
func (s *site) made(name, rel string) provenance.Page {
	if s.hugo == nil {
		return provenance.Page{}
	}
	if below, err := filepath.Rel(absolute(s.hugo.Publish), absolute(name)); err == nil && filepath.IsLocal(below) {
		rel = below
	}
	return madeBy(s.hugo, filepath.ToSlash(rel))
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
