package main

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/sidecar"
)

// write replaces a file, its precompressed copies first: whenever the process
// is killed, no copy is left behind that the next run would not find.
func (run *annotateRun) write(in input, src, output []byte, done *annotated) {
	copies, err := sidecar.Refresh(in.site.dir, in.rel, src, output)
	if err == nil {
		if err = edit.WriteFile(in.site.dir, in.rel, output); err != nil {
			err = errors.Join(err, copies.Undo())
		}
	}
	if err != nil { // it names the file
		done.err = errors.New(strings.TrimPrefix(err.Error(), filepath.Join(in.site.dir, in.rel)+": "))
		return
	}
	done.Refreshed, done.Stale = copies.Done, copies.Stale
}
