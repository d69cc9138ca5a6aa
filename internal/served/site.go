// Package served knows what a page has of the site that it is served in: its
// URL, the files beside it and the Link headers that come with it. It stands
// between the finished files of a site and the page model: files → served →
// page, for the folder that a build left as for the build itself.
package served

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// MaxLocal is the size in bytes of the largest file that is read because a
// page refers to it.
const MaxLocal = 8 << 20

// Site is a folder that is served at a base URL.
type Site struct {
	dir     string
	base    string // "" when not known, else ends in a slash
	origins []string
	cache   page.Cache
	read    func(rel string) ([]byte, error)
	headers []*headers
}

// New returns the site in a folder. The base URL may be a path ("/blog/"), or
// "" when it is not known; origins are further ones that serve the same site
// ("https://www.example.org"). The function reads a file of the folder by its
// name relative to it, with the system's slashes, such as [Folder] returns.
func New(dir, baseURL string, origins []string, read func(rel string) ([]byte, error)) *Site {
	s := &Site{dir: dir, base: baseURL, origins: origins, read: read}
	if s.base != "" && !strings.HasSuffix(s.base, "/") {
		s.base += "/"
	}
	s.readHeaders()
	return s
}

// Folder returns what reads the files in a folder on disk, up to [MaxLocal].
// Links that lead out of it are not followed.
func Folder(dir string) func(rel string) ([]byte, error) {
	return func(rel string) ([]byte, error) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, err
		}
		defer root.Close()
		info, err := root.Stat(rel)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() || info.Size() > MaxLocal {
			return nil, fs.ErrInvalid
		}
		return root.ReadFile(rel)
	}
}

// Page returns what is known of the page in the file with the name rel in the
// site's folder; name stands for it in messages.
func (s *Site) Page(name, rel string) page.Options {
	return page.Options{
		Name: name, URL: s.URL(rel), Origins: s.origins, Local: s.local, Cache: &s.cache, Links: s.links("/" + servedPath(rel)),
	}
}

// Template returns what is known of the pages that a template renders: their
// origin, but neither their path nor what lies around them.
func (s *Site) Template(name string) page.Options {
	return page.Options{Name: name, URL: s.base, Origins: s.origins, Cache: &s.cache}
}

// URL returns where a file is served. Without a base URL the path alone is
// known.
func (s *Site) URL(rel string) string {
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

// local returns the file that is served at a URL of the site.
func (s *Site) local(at string) ([]byte, bool) {
	rel, ok := s.File(at)
	if !ok {
		return nil, false
	}
	src, err := s.read(rel)
	return src, err == nil
}

// File returns the file that is served at a URL of the site, relative to the
// site's folder.
func (s *Site) File(at string) (rel string, ok bool) {
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
func (s *Site) owns(u *url.URL) bool {
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
