package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
)

// freshSources are the sources of a site that is worked on. Of thousands of
// files one changes at a time, or none: they are read again when the size or
// the time of change of any is another.
type freshSources struct {
	root string // folder of the site

	mu      sync.Mutex
	checked time.Time
	stamps  stamps              // as of the last reading; nil before, and when they do not tell
	origins *provenance.Sources // of what is found
	hugo    *hugosite.Site      // nil when it could not be read
}

// stamp is what changes with a file, or with the names in a folder.
type stamp struct {
	size     int64
	modified time.Time
}

// sameSources is how long the sources are taken for the same: as long as it
// takes to visit a page, not to change one.
const sameSources = time.Second

// now returns the sources as they are now, both nil when they are not known.
func (s *freshSources) now() (*provenance.Sources, *hugosite.Site) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.checked) >= sameSources {
		if !s.stamps.hold() {
			s.read()
		}
		s.checked = time.Now()
	}
	if s.hugo == nil {
		return nil, nil
	}
	return s.origins, s.hugo
}

func (s *freshSources) read() {
	s.stamps = nil
	h, err := hugosite.Read(s.root, os.Environ())
	if s.hugo = h; err != nil {
		return // the configuration may be half written just now
	}
	s.stamps = stampsOf(h) // before what they are of is read
	s.origins = s.origins.Again(readOrigins(h))
}

// hold says whether nothing has changed since the stamps were taken.
func (s stamps) hold() bool {
	for name, was := range s {
		if is, err := os.Stat(name); err != nil || was != stampOf(is) {
			return false
		}
	}
	return s != nil
}

func stampOf(i fs.FileInfo) stamp { return stamp{i.Size(), i.ModTime()} }

// stamps are taken of files and folders.
type stamps map[string]stamp

// add takes the stamp of a file, or of the folder that it will be in.
func (s stamps) add(name string) (info fs.FileInfo, there bool) {
	info, err := os.Stat(name)
	if err == nil {
		s[name] = stampOf(info)
		return info, true
	}
	if dir := filepath.Dir(name); dir != name {
		s.add(dir)
	}
	return nil, false
}

// addFiles takes those of a folder, and of the files in it that are not hidden.
func (s stamps) addFiles(dir string) {
	s.add(dir)
	entries, _ := os.ReadDir(dir) // it need not be there
	for _, e := range entries {
		if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			s.add(filepath.Join(dir, e.Name()))
		}
	}
}

// addTree takes those of all below a folder; false when links lead to further
// folders.
func (s stamps) addTree(top string) bool {
	linked := false
	if real, err := filepath.EvalSymlinks(top); err == nil {
		top = real
	}
	_ = filepath.WalkDir(top, func(name string, e fs.DirEntry, err error) error {
		if info, there := s.add(name); there && err == nil {
			linked = linked || info.IsDir() && !e.IsDir()
		}
		return nil // what cannot be read is no source
	})
	return !linked
}

// stampsOf takes those of all that places of tags are read from in a site, nil
// when some of that is behind links.
func stampsOf(h *hugosite.Site) stamps {
	s := stamps{}
	for _, name := range h.Parameters {
		s.addFiles(filepath.Dir(name))
	}
	for _, dir := range append(slices.Clip(h.Configured), h.Root) {
		s.addFiles(dir)
	}
	for _, m := range append(slices.Clip(h.Texts), h.Mounts...) {
		if m.Component != hugosite.Static && !s.addTree(m.Source) {
			return nil
		}
	}
	return s
}
