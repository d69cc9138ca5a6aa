package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

// input is one document to read, or the reason why it cannot be.
type input struct {
	name string // as given, or found below what was given; "-" for standard input
	rel  string // relative to the site's folder, with the system's slashes
	site *site
	err  error
}

// isHeaders says whether the document is the headers file of its site.
func (in *input) isHeaders() bool { return in.rel == headersName }

// isTemplate says whether the document is the source of a Hugo template: it
// stands in a folder layouts and has template actions in it.
func (in *input) isTemplate(src []byte) bool {
	name, err := filepath.Abs(in.name)
	return err == nil && in.name != "-" && bytes.Contains(src, []byte("{{")) &&
		slices.Contains(strings.Split(filepath.ToSlash(filepath.Dir(name)), "/"), "layouts")
}

// inputs finds documents. Its methods are called from one goroutine.
type inputs struct {
	paths   []string
	root    string // the folder that is served, "" for each folder given
	config  *config.Config
	changed map[string]bool // absolute names of the only files to take, nil for all
	sites   []*site
}

// all yields the documents: files as they are given, folders in order of
// names.
func (in *inputs) all() iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, p := range in.paths {
			if !in.path(p, yield) {
				return
			}
		}
	}
}

func (in *inputs) path(p string, yield func(input) bool) bool {
	if p == "-" {
		return yield(input{name: p, site: in.site(".")})
	}
	info, err := os.Stat(p)
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(p, "*?["):
		return in.glob(p, yield)
	case err != nil:
		return yield(input{name: p, err: cause(err)})
	case info.IsDir():
		w := walk{in: in, yield: yield, top: p, site: in.site(p), seen: map[string]bool{}}
		return w.run()
	}
	return in.file(p, info.Mode(), in.site(filepath.Dir(p)), yield)
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
	s := newSite(dir, in.config.BaseURL, in.config.Origins)
	in.sites = append(in.sites, s)
	return s
}

// file yields a file; a pipe, which could be waited for in vain, is refused.
func (in *inputs) file(name string, mode fs.FileMode, s *site, yield func(input) bool) bool {
	if !mode.IsRegular() {
		return yield(input{name: name, err: errors.New("not a regular file but " + kindOf(mode))})
	}
	if in.changed != nil && !in.changed[absolute(name)] {
		return true
	}
	rel, err := filepath.Rel(absolute(s.dir), absolute(name))
	if err != nil || !filepath.IsLocal(rel) {
		return yield(input{name: name, err: fmt.Errorf("not below the folder that is served, %s", s.dir)})
	}
	return yield(input{name: name, rel: rel, site: s})
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
	if !w.run() {
		return false
	}
	return found || yield(input{name: pattern, err: errors.New("no HTML file matches")})
}

// walk finds the HTML files below a folder.
type walk struct {
	in    *inputs
	yield func(input) bool
	top   string
	site  *site
	seen  map[string]bool // real names of the folders outside of top that were visited
	real  string          // real name of top
}

func (w *walk) run() bool {
	real, err := filepath.EvalSymlinks(absolute(w.top))
	if err != nil {
		return w.yield(input{name: w.top, err: cause(err)})
	}
	w.real = real
	return w.dir(w.top, "")
}

// dir visits a folder; rel is its name relative to top.
func (w *walk) dir(name, rel string) bool {
	entries, err := os.ReadDir(name)
	if err != nil && !w.yield(input{name: name, err: cause(err)}) {
		return false
	}
	for _, e := range entries {
		if !w.entry(e, filepath.Join(name, e.Name()), filepath.Join(rel, e.Name())) {
			return false
		}
	}
	return true
}

func (w *walk) entry(e fs.DirEntry, name, rel string) bool {
	mode := e.Type()
	wanted := isHTML(rel) || rel == headersName
	if mode.IsRegular() && !wanted || w.in.config.Excluded(filepath.ToSlash(rel)) {
		return true
	}
	if mode&fs.ModeSymlink != 0 {
		return w.link(name, rel)
	}
	switch {
	case mode.IsDir():
		return w.dir(name, rel)
	case wanted:
		return w.in.file(name, mode, w.site, w.yield)
	}
	return true
}

// link follows a symbolic link. What it leads to below top is visited under
// its own name.
func (w *walk) link(name, rel string) bool {
	real, err := filepath.EvalSymlinks(absolute(name))
	if err != nil {
		if !isHTML(rel) && errors.Is(err, fs.ErrNotExist) {
			return true // leads nowhere, and would be none of ours
		}
		return w.yield(input{name: name, err: linkCause(err)})
	}
	info, err := os.Stat(real)
	if err != nil {
		return w.yield(input{name: name, err: cause(err)})
	}
	if !info.IsDir() {
		if !isHTML(rel) || within(w.real, real) && isHTML(real) {
			return true
		}
		return w.in.file(name, info.Mode(), w.site, w.yield)
	}
	at, err := filepath.EvalSymlinks(absolute(filepath.Dir(name)))
	switch {
	case err != nil:
		return w.yield(input{name: name, err: cause(err)})
	case within(real, at):
		return w.yield(input{name: name, err: errors.New("a link to a folder that it is in, not followed")})
	case within(w.real, real) || w.seen[real]:
		return true
	}
	w.seen[real] = true
	return w.dir(name, rel)
}

// linkCause tells a loop of links from other errors; EvalSymlinks has no error
// of its own for it.
func linkCause(err error) error {
	if errors.Is(err, syscall.ELOOP) || strings.HasSuffix(err.Error(), "too many links") {
		return errors.New("a link that leads to itself")
	}
	return cause(err)
}

// within says whether name is dir or below it.
func within(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}

func isHTML(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm":
		return true
	}
	return false
}

// absolute returns the name unchanged where the working folder is gone.
func absolute(name string) string {
	if a, err := filepath.Abs(name); err == nil {
		return a
	}
	return name
}
