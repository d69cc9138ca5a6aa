package main

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// site is a folder that is served at a base URL.
type site struct {
	dir     string
	base    string   // "" when not known, else ends in a slash
	origins []string // "https://www.example.org"
	cache   *page.Cache
	headers []*headers
	once    sync.Once
	pages   *rule.Site
}

// together returns what finds what several pages of the site show together.
func (s *site) together(settings *rule.Settings) *rule.Site {
	s.once.Do(func() { s.pages = rule.NewSite(settings) })
	return s.pages
}

func newSite(dir, baseURL string, origins []string) *site {
	s := &site{dir: dir, base: baseURL, origins: origins, cache: new(page.Cache)}
	if s.base != "" && !strings.HasSuffix(s.base, "/") {
		s.base += "/"
	}
	s.readHeaders()
	return s
}

// page returns what is known of the page in a file below the site's folder.
func (s *site) page(name, rel string) page.Options {
	return page.Options{
		Name: name, URL: s.url(rel), Origins: s.origins, Local: s.local, Cache: s.cache, Links: s.links("/" + servedPath(rel)),
	}
}

// url returns where a file is served. Without a base URL the path alone is
// known.
func (s *site) url(rel string) string {
	if rel == "" {
		return s.base
	}
	u := (&url.URL{Path: servedPath(rel)}).EscapedPath()
	if s.base == "" {
		return "/" + u
	}
	return s.base + u
}

// servedPath returns the path of a file's URL below the base URL.
func servedPath(rel string) string {
	u := filepath.ToSlash(rel)
	if dir, file := path.Split(u); file == "index.html" || file == "index.htm" {
		return dir
	}
	return u
}

// maxLocal is the size of the largest file that is read because a page refers
// to it.
const maxLocal = 8 << 20

// local returns the file that is served at a URL of the site.
func (s *site) local(at string) ([]byte, bool) {
	rel, ok := s.file(at)
	if !ok {
		return nil, false
	}
	src, err := s.read(rel)
	return src, err == nil
}

// read returns the content of a file in the site's folder. Links that lead out
// of it are not followed.
func (s *site) read(rel string) ([]byte, error) {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(rel)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxLocal {
		return nil, fs.ErrInvalid
	}
	return root.ReadFile(rel)
}

// file returns the file that is served at a URL of the site, relative to the
// site's folder.
func (s *site) file(at string) (rel string, ok bool) {
	at, _, _ = strings.Cut(at, "#")
	at, _, _ = strings.Cut(at, "?")
	basePath := "/"
	if s.base != "" {
		u, err := url.Parse(s.base)
		if err != nil {
			return "", false
		}
		basePath = u.EscapedPath()
	}
	if !strings.HasPrefix(at, "/") {
		u, err := url.Parse(at)
		if err != nil || !s.owns(u) {
			return "", false
		}
		at = u.EscapedPath()
	}
	at, ok = strings.CutPrefix(at, basePath)
	if !ok {
		return "", false
	}
	at, err := url.PathUnescape(at)
	if err != nil {
		return "", false
	}
	if at == "" || strings.HasSuffix(at, "/") {
		at += "index.html"
	}
	return filepath.FromSlash(at), filepath.IsLocal(filepath.FromSlash(at))
}

// owns says whether the URL has an origin of the site.
func (s *site) owns(u *url.URL) bool {
	origin := u.Scheme + "://" + u.Host
	if base, err := url.Parse(s.base); err == nil && origin == base.Scheme+"://"+base.Host {
		return true
	}
	for _, o := range s.origins {
		if o == origin {
			return true
		}
	}
	return false
}

// template returns what is known of the pages that a template renders: their
// origin, but neither their path nor what lies around them.
func (s *site) template(name string) page.Options {
	return page.Options{Name: name, URL: s.base, Origins: s.origins, Cache: s.cache}
}
