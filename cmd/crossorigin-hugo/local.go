package main

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"

	checked "github.com/hugo-crossorigin/crossorigin/internal/page"
)

// page returns what is known of the page in an output file.
func (s *site) page(name string, destination afero.Fs) checked.Options {
	return checked.Options{
		Name: name, URL: s.url(name), Origins: s.config.Origins, Cache: s.cache,
		Local: func(at string) ([]byte, bool) { return s.local(destination, at) },
	}
}

// below returns the name of an output file below the folder of the site.
func (s *site) below(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, strings.TrimSuffix(s.folder, "/")), "/")
}

// url returns where an output file is served.
func (s *site) url(name string) string {
	rest := s.below(name)
	if dir, file := path.Split(rest); strings.HasPrefix(file, "index.") {
		rest = dir
	}
	u := *s.base
	u.Path, u.RawPath = strings.TrimSuffix(u.Path, "/")+"/"+rest, ""
	u.RawQuery, u.Fragment = "", ""
	return u.String()
}

// maxLocal is the size of the largest file that is read because a page refers
// to it.
const maxLocal = 8 << 20

// local returns the file of the site that is served at a URL, an absolute one
// or, without origin, a path.
func (s *site) local(destination afero.Fs, at string) ([]byte, bool) {
	u, err := url.Parse(at)
	if err != nil || u.Host != "" && !s.serves(u.Scheme+"://"+u.Host) {
		return nil, false
	}
	rest, ok := strings.CutPrefix(u.Path, strings.TrimSuffix(s.base.Path, "/")+"/")
	if !ok || !filepath.IsLocal(filepath.FromSlash(path.Join("./", rest))) {
		return nil, false
	}
	name := filepath.FromSlash(path.Join(s.folder, rest))
	info, err := destination.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxLocal {
		return nil, false
	}
	src, err := afero.ReadFile(destination, name)
	return src, err == nil
}

// serves says whether the site is served at that origin.
func (s *site) serves(origin string) bool {
	if s.base.Host == "" || origin == s.base.Scheme+"://"+s.base.Host {
		return true
	}
	for _, o := range s.config.Origins {
		if o == origin {
			return true
		}
	}
	return false
}
