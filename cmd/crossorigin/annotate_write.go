package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/sidecar"
)

// writing is a file that is being replaced.
type writing struct {
	name        string
	replacement *edit.Replacement
	copies      *sidecar.Refreshed
}

// write begins to replace a file, its precompressed copies first: whenever the
// process is killed, no copy is left behind that the next run would not find.
func (run *annotateRun) write(in input, src []byte, was os.FileInfo, output []byte) (*writing, error) {
	w := &writing{name: filepath.Join(in.site.dir, in.rel)}
	var err error
	if w.copies, err = sidecar.Refresh(in.site.dir, in.rel, true, src, output); err != nil {
		return nil, w.told(err)
	}
	w.replacement = run.writer.WriteFile(in.site.dir, in.rel, was, output)
	return w, nil
}

// finish waits until the file is replaced.
func (a *annotated) finish() {
	w := a.writing
	if w == nil {
		return
	}
	if err := w.replacement.Wait(); err != nil {
		a.err = w.told(errors.Join(err, w.copies.Undo()))
		return
	}
	a.Refreshed, a.Stale = w.copies.Done, w.copies.Stale
}

// told is an error without the name of the file, which is told with it.
func (w *writing) told(err error) error {
	return errors.New(strings.TrimPrefix(err.Error(), w.name+": "))
}

// staleAliases returns a note for each precompressed copy that stands beside a
// link to a file that was written, and is not what the file is: a server that
// is asked for the link sends it.
func (run *annotateRun) staleAliases(aliases []alias) []string {
	if len(aliases) == 0 || run.flags.diff || run.flags.stdout {
		return nil
	}
	var stale []string
	written := map[string]bool{} // by real name
	for name := range run.written {
		if real, err := filepath.EvalSymlinks(absolute(name)); err == nil {
			written[real] = true
		}
	}
	for _, a := range aliases {
		if !written[a.real] {
			continue
		}
		data, err := os.ReadFile(a.real)
		if err != nil {
			continue
		}
		stale = append(stale, sidecar.Stale(a.name, data)...)
	}
	return report.StaleNotes(stale, run.flags.group)
}
