package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// walk finds the documents below a folder.
type walk struct {
	in    *inputs
	yield func(input) bool
	top   string
	below string // place of top in what was given, for patterns; "" for itself
	site  *site
	seen  map[string]bool // real names of the folders outside of top that were visited
	real  string          // real name of top
	place string          // of top in the site's folder, "" for outside
	hugo  *hugosite.Site  // that has sources among what is visited, nil for none
	// component is what all of the folder is of a Hugo site's sources, "" when
	// it is to be found out.
	component string
	entries   []entry // of the folders that are being visited, from the outermost
	followed  bool    // the name of the entry that is visited is what the next one's begins with
}

// entry is what a folder has in it.
type entry struct {
	path string      // of the folder and, behind it, the name
	mode fs.FileMode // its type alone
}

// run visits the folder. A language of a multihost site has one of its own in
// it, which is a site for itself.
func (w *walk) run() bool {
	real, err := filepath.EvalSymlinks(absolute(w.top))
	if err != nil {
		return w.yield(input{name: w.top, err: cause(err)})
	}
	w.real, w.place = real, w.site.place(w.top)
	return w.dir(w.top, "")
}

// dir visits a folder; rel is its name relative to top.
func (w *walk) dir(name, rel string) bool {
	if c := w.in.config; c.Multihost && c.Languages[rel] != nil && w.component == "" && w.in.root == "" {
		own := walk{in: w.in, yield: w.yield, top: name, site: w.in.site(name), seen: w.seen, hugo: w.hugo}
		return own.run()
	}
	prefix := name + string(filepath.Separator)
	if rel == "" { // as it was given, and not clean
		prefix = strings.TrimSuffix(filepath.Join(name, "x"), "x")
	}
	outer := len(w.entries)
	defer func() { w.entries = w.entries[:outer] }()
	var err error
	w.entries, err = w.in.folders.entries(w.entries, name, prefix)
	if err != nil && !w.yield(input{name: name, err: cause(err)}) {
		return false
	}
	entries := w.entries[outer:]
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	configured := func(e entry) bool { return hugosite.IsConfiguration(e.path[len(prefix):]) }
	if rel != "" && w.component == "" && slices.ContainsFunc(entries, configured) {
		if h, err := hugosite.Read(name, os.Environ()); err == nil {
			defer func(outer *hugosite.Site) { w.hugo = outer }(w.hugo)
			w.hugo = h
		}
	}
	// The name relative to top is the end of every path.
	top := len(prefix)
	if rel != "" {
		top -= len(rel) + 1
	}
	for i, e := range entries {
		w.followed = i+1 < len(entries) && strings.HasPrefix(entries[i+1].path, e.path)
		if !w.entry(e.path, e.path[top:], e.path[len(prefix):], e.mode) {
			return false
		}
	}
	return true
}

func (w *walk) entry(name, rel, own string, mode fs.FileMode) bool {
	if edit.IsTemporary(own, mode) {
		w.in.temporary = append(w.in.temporary, name)
		return true
	}
	if mode.IsRegular() && !w.wanted(name, rel) || w.excluded(rel) {
		return true
	}
	if mode&fs.ModeSymlink != 0 {
		return w.link(name, rel)
	}
	switch {
	case mode.IsDir():
		return w.dir(name, rel)
	case w.wanted(name, rel):
		return w.file(name, rel, mode)
	}
	return true
}

// excluded says whether the configuration leaves a file or folder out.
func (w *walk) excluded(rel string) bool {
	name := filepath.ToSlash(rel)
	if w.below != "" {
		name = path.Join(w.below, name)
	}
	c := w.site.config.For(name)
	return len(c.Exclude) > 0 && c.Excluded(name)
}

// wanted says whether a file is read, by its name.
func (w *walk) wanted(name, rel string) bool {
	switch {
	case rel == served.HeadersName || rel == served.NetlifyName:
		return true
	case isHTML(rel), lowerExt(rel) == ".css":
		return w.component != hugosite.Assets || !isHTML(rel)
	}
	return hugosite.IsContent(rel) && w.componentOf(name) == hugosite.Content
}

// componentOf returns which part of a Hugo site's sources a file is.
func (w *walk) componentOf(name string) string {
	if w.component != "" || w.hugo == nil {
		return w.component
	}
	return w.hugo.Component(name)
}

func (w *walk) file(name, rel string, mode fs.FileMode) bool {
	i := input{name: name, site: w.site, component: w.componentOf(name), hugo: w.hugo, followed: w.followed}
	if w.place != "" {
		i.rel = below(w.place, rel)
	}
	return w.in.file(i, mode, w.yield)
}

// below returns the clean name of what has the clean name rel in a folder.
func below(dir, rel string) string {
	if dir == "." {
		return rel
	}
	return dir + string(filepath.Separator) + rel
}

// link follows a symbolic link. What it leads to below top is visited under
// its own name.
func (w *walk) link(name, rel string) bool {
	real, err := filepath.EvalSymlinks(absolute(name))
	if err != nil {
		if !w.wanted(name, rel) && errors.Is(err, fs.ErrNotExist) {
			return true // leads nowhere, and would be none of ours
		}
		return w.yield(input{name: name, err: linkCause(err)})
	}
	info, err := os.Stat(real)
	if err != nil {
		return w.yield(input{name: name, err: cause(err)})
	}
	if !info.IsDir() {
		if !w.wanted(name, rel) {
			return true
		}
		if within(w.real, real) && lowerExt(rel) == lowerExt(real) {
			w.in.aliases = append(w.in.aliases, alias{name, real})
			return true
		}
		return w.file(name, rel, info.Mode())
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

// absolute returns the name unchanged where the working folder is gone.
func absolute(name string) string {
	if a, err := filepath.Abs(name); err == nil {
		return a
	}
	return name
}
