package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// input is one document to read, or the reason why it cannot be.
type input struct {
	name string // as given, or found below what was given; "-" for standard input
	rel  string // relative to the site's folder, with the system's slashes
	site *site
	// component is the part of a Hugo site's sources that the document belongs
	// to, "" for none.
	component string
	hugo      *hugosite.Site // whose source the document is, nil for none
	module    string         // that the file was found in as a source of a Hugo site, "" for the site's own
	language  string         // of a content file of it, "" when it is not known
	config    bool           // a configuration file that may set headers
	followed  bool           // there may be files beside it whose names begin with its own
	err       error
}

// inputs finds documents. Its methods are called from one goroutine.
type inputs struct {
	paths []string
	// stdinName is the name of the file that standard input is the content of,
	// "" when it is not known.
	stdinName string
	source    *hugosite.Site // that wrote what is checked, nil when it is to be found
	root      string         // the folder that is served, "" for each folder given
	config    *config.Config
	changed   map[string]bool // absolute names of the only files to take, nil for all
	sites     []*site
	temporary []string                  // files of annotate that were met
	hugo      map[string]*hugosite.Site // around folders, nil for none
	roots     map[string]*hugosite.Site // those whose sources are read, by folder
	configs   map[string]bool           // configuration files that were taken, by absolute name
	taken     map[string]bool           // files, too, where several paths were given
	aliases   []alias                   // found so far
	notes     []string                  // for the reader of the report
	folders   folderReader
}

// alias is a symbolic link to a file that is visited under its own name.
type alias struct{ name, real string }

// all yields the documents: files as they are given, folders in order of
// names.
func (in *inputs) all() iter.Seq[input] {
	return func(yield func(input) bool) {
		in.configs, in.taken = nil, nil
		once := func(i input) bool { return i.err == nil && in.takes(i.name) || yield(i) }
		for _, p := range in.paths {
			if !in.path(p, once) {
				return
			}
		}
	}
}

func (in *inputs) path(p string, yield func(input) bool) bool {
	if p == "-" {
		i := input{name: p, site: in.site(".")}
		if in.stdinName != "" {
			in.place(&i, in.stdinName)
		}
		return yield(i)
	}
	info, err := os.Stat(p)
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(p, "*?["):
		return in.glob(p, yield)
	case errors.Is(err, fs.ErrNotExist):
		return yield(input{name: p, err: in.missed(p, cause(err))})
	case err != nil:
		return yield(input{name: p, err: cause(err)})
	case info.IsDir():
		return in.folder(p, yield)
	}
	i := input{name: p, site: in.site(filepath.Dir(p)), followed: true}
	in.place(&i, p)
	return in.file(i, info.Mode(), yield)
}

// missed says where a Hugo site has the sources that would be in a folder that
// it does not have itself, or returns err.
func (in *inputs) missed(dir string, err error) error {
	h := in.hugoAround(filepath.Dir(dir))
	if h == nil {
		return err
	}
	for _, m := range h.Mounts {
		if info, wrong := os.Stat(m.Source); wrong == nil && info.IsDir() && absolute(filepath.Join(h.Root, m.Component)) == absolute(dir) {
			return fmt.Errorf("%w; the site has its %s from %s: check that, or %s for all its sources", err, m.Component, m.Source, h.Root)
		}
	}
	return err
}

// place says what a file of that name is to the Hugo site around it.
func (in *inputs) place(i *input, name string) {
	if h := in.hugoAround(filepath.Dir(name)); h != nil {
		i.component, i.config, i.hugo = h.Component(name), h.Configures(name), h
	}
}

// folder yields the sources of a Hugo site when the folder is its root, else
// the documents in it, and the configuration files that set headers for them.
func (in *inputs) folder(dir string, yield func(input) bool) bool {
	h, known := in.roots[dir]
	var err error
	if !known {
		h, err = hugosite.Read(dir, os.Environ())
	}
	switch {
	case err == nil:
		if in.roots == nil {
			in.roots = map[string]*hugosite.Site{}
		}
		in.roots[dir] = h
		return in.sources(h, yield)
	case !errors.Is(err, hugosite.ErrNoSite):
		return yield(input{name: dir, err: err})
	}
	s := in.site(dir)
	w := walk{in: in, yield: yield, top: dir, site: s, seen: map[string]bool{}}
	if h := in.hugoAround(dir); h.Touches(dir) {
		w.hugo = h
	}
	if !w.run() {
		return false
	}
	for _, name := range s.Configs() {
		if within(absolute(dir), absolute(name)) {
			continue // found there
		}
		if !in.file(input{name: name, site: s, config: true}, 0, yield) {
			return false
		}
	}
	return true
}

// hugoAround returns the Hugo site that a folder belongs to, nil for none.
func (in *inputs) hugoAround(dir string) *hugosite.Site {
	h, known := in.hugo[dir]
	if !known {
		h = hugosite.Around(dir)
		if in.hugo == nil {
			in.hugo = map[string]*hugosite.Site{}
		}
		in.hugo[dir] = h
	}
	return h
}

// site returns the site that a folder belongs to.
func (in *inputs) site(dir string) *site {
	if in.root != "" {
		dir = in.root
	}
	for _, s := range in.sites {
		if s.dir == dir {
			return s
		}
	}
	c := in.config
	if own := c.Languages[filepath.Base(absolute(dir))]; own != nil && in.root == "" {
		c = own // published below the folder of the site
	}
	s := newSite(dir, "", in.builtFor(dir, c), c)
	if h := in.sourcesOf(dir); h != nil {
		s.origins, s.hugo = newOrigins(h), h
	}
	in.sites = append(in.sites, s)
	return s
}

// sourcesOf returns the Hugo site that writes a folder, nil when it is not
// known.
func (in *inputs) sourcesOf(dir string) *hugosite.Site {
	if in.source != nil {
		return in.source
	}
	h := in.hugoAround(dir)
	if h == nil {
		return in.hereFor(dir)
	}
	if within(absolute(h.Publish), absolute(dir)) {
		return h
	}
	// Flags and the environment of the build may have named another folder.
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err == nil && !h.Touches(dir) {
		return h
	}
	return nil
}

// hereFor returns the Hugo site in the current folder where a folder outside of
// every site was built for its base URL, nil else.
func (in *inputs) hereFor(dir string) *hugosite.Site {
	if !in.config.FromHugo {
		return nil
	}
	if base, _ := hugosite.BuiltFor(dir); base != slashed(in.config.BaseURL) {
		return nil
	}
	return in.hugoAround(".")
}

// slashed returns a base URL as Hugo takes it, with a slash at its end.
func slashed(base string) string { return strings.TrimSuffix(base, "/") + "/" }

// builtFor returns the base URL that a folder is served at: that of the
// configuration unless that is Hugo's, and the pages were built for another.
func (in *inputs) builtFor(dir string, c *config.Config) string {
	if c.BaseURL != "" && !c.FromHugo || c.BaseURL == "" && in.sourcesOf(dir) == nil {
		return c.BaseURL
	}
	base, from := hugosite.BuiltFor(dir)
	if base == "" && c.BaseURL == "" {
		in.notes = append(in.notes, "where "+dir+" is served is not known, so that which files are of other hosts is not either: Hugo's baseURL is no URL with a host, and --base-url is not given")
	}
	if base == "" || base == slashed(c.BaseURL) {
		return c.BaseURL
	}
	configured := "no base URL is configured"
	if c.BaseURL != "" {
		configured = "Hugo's baseURL is " + c.BaseURL
	}
	in.notes = append(in.notes, fmt.Sprintf("%s was built for %s, as %s says, and is taken to be served there; %s, and --base-url overrules both", dir, base, from, configured))
	return base
}

// file yields a file; a pipe, which could be waited for in vain, is refused.
func (in *inputs) file(i input, mode fs.FileMode, yield func(input) bool) bool {
	if !mode.IsRegular() {
		return yield(input{name: i.name, err: errors.New("not a regular file but " + kindOf(mode))})
	}
	if in.changed != nil && !in.changed[absolute(i.name)] {
		return true
	}
	if i.config || filepath.Base(i.name) == served.NetlifyName {
		// It is for a folder, and may be given, or found, by itself too.
		name := absolute(i.name)
		if in.configs[name] {
			return true
		}
		if in.configs == nil {
			in.configs = map[string]bool{}
		}
		in.configs[name] = true
	}
	if i.rel == "" {
		i.rel = i.site.place(i.name)
	}
	if i.rel == "" && !i.config && (i.component == "" || i.component == hugosite.Static) {
		i.err = fmt.Errorf("not below the folder that is served, %s", i.site.dir)
	}
	return yield(i)
}

// takes says whether a file was taken already: several paths may name it.
func (in *inputs) takes(name string) bool {
	if len(in.paths) < 2 || name == "-" {
		return false
	}
	name = absolute(name)
	if in.taken[name] {
		return true
	}
	if in.taken == nil {
		in.taken = map[string]bool{}
	}
	in.taken[name] = true
	return false
}

// glob yields the files that match a pattern the shell left alone. The site is
// the folder in front of the first wildcard.
func (in *inputs) glob(pattern string, yield func(input) bool) bool {
	slashed := filepath.ToSlash(pattern)
	top := "."
	if i := strings.LastIndexByte(slashed[:strings.IndexAny(slashed, "*?[")], '/'); i > 0 {
		top, slashed = slashed[:i], slashed[i+1:]
	} else if i == 0 {
		top, slashed = "/", slashed[1:]
	}
	found := false
	w := walk{in: in, top: filepath.FromSlash(top), site: in.site(filepath.FromSlash(top)), seen: map[string]bool{}}
	w.yield = func(i input) bool {
		rel, err := filepath.Rel(w.top, i.name)
		if err != nil || !config.Match(slashed, filepath.ToSlash(rel)) {
			return true
		}
		found = true
		return yield(i)
	}
	if h := in.hugoAround(w.top); h.Touches(w.top) {
		w.hugo = h
	}
	if !w.run() {
		return false
	}
	return found || yield(input{name: pattern, err: errors.New("no file to check matches")})
}
