package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// stamp is what changes with a file, or with the names in a folder.
type stamp struct {
	size     int64
	modified time.Time
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

// addConfiguration takes those of the configuration files of a site, its themes
// and modules, and of the folders that further ones may come to be in.
func (s stamps) addConfiguration(h *hugosite.Site) {
	for _, name := range h.Parameters {
		s.add(name)
	}
	for _, dir := range append(slices.Clip(h.Configured), h.Root) {
		s.addFiles(dir)
	}
	for _, dir := range h.ConfigDirs {
		s.addTree(dir) // Hugo does not follow links there
	}
}

// again takes those of the same files and folders as they are now.
func (s stamps) again() stamps {
	now := stamps{}
	for name := range s {
		now.add(name)
	}
	return now
}
