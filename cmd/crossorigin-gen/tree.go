package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2/maybe"

	"github.com/hugo-crossorigin/crossorigin/generator"
)

// ownedFolders are searched for generated files that nothing generates any more.
var ownedFolders = []string{"resolver", "tables", "hugo-module"}

// tree is the folder that generated files live in.
type tree struct {
	dir   string
	owned []string // folders below dir that are searched for orphans; none in another module's tree
}

// change is one file that differs from what the encoding generates.
type change struct {
	path string
	why  string // stale, missing or orphaned
	data []byte // nil for orphaned
}

// compare lists what has to change, in path order.
func (t tree) compare(files []generator.File) ([]change, error) {
	var changes []change
	wanted := map[string]bool{}
	for _, f := range files {
		name := filepath.Clean(filepath.FromSlash(f.Path))
		wanted[name] = true
		old, err := os.ReadFile(filepath.Join(t.dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			changes = append(changes, change{name, "missing", f.Data})
		case err != nil:
			return nil, err
		case !bytes.Equal(old, f.Data):
			changes = append(changes, change{name, "stale", f.Data})
		}
	}
	for _, folder := range t.owned {
		orphans, err := t.orphans(folder, wanted)
		if err != nil {
			return nil, err
		}
		changes = append(changes, orphans...)
	}
	slices.SortFunc(changes, func(a, b change) int { return strings.Compare(a.path, b.path) })
	return changes, nil
}

func (t tree) orphans(folder string, wanted map[string]bool) ([]change, error) {
	var found []change
	err := filepath.WalkDir(filepath.Join(t.dir, folder), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		name, err := filepath.Rel(t.dir, path)
		if err != nil || wanted[name] {
			return err
		}
		ours, err := hasMarker(path)
		if ours {
			found = append(found, change{path: name, why: "orphaned"})
		}
		return err
	})
	return found, err
}

// hasMarker looks at the head of the file only: that is where the marker is.
func hasMarker(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	return bytes.Contains(head[:n], []byte(generator.Marker)), nil
}

func (t tree) apply(changes []change) error {
	for _, c := range changes {
		path := filepath.Join(t.dir, c.path)
		if c.data == nil {
			if err := os.Remove(path); err != nil {
				return err
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := maybe.WriteFile(path, c.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
