// Package adopt prepares a Hugo site for the module of this repository: it
// finds the site's configuration and works out what to change there. It stands
// before the pipeline, once in the life of a site; what it changes goes through
// internal/edit like everything else.
package adopt

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
)

// ModulePath is the import path of the Hugo module.
const ModulePath = "github.com/hugo-crossorigin/crossorigin/hugo-module"

// fromClone says how a site takes the module from a clone.
const fromClone = "module.replacements: a clone of the module needs no go.mod, Go or network: \"" + ModulePath + " -> FOLDER\", relative to the folder themes or absolute"

// Unfound adds to an error of Hugo's, which may be nil, how to get the module,
// where that is what is not found.
func Unfound(err error) error {
	if err == nil || !strings.Contains(err.Error(), ModulePath) || !strings.Contains(err.Error(), "failed to load modules") {
		return err
	}
	return fmt.Errorf("%w\n%s", err, fromClone)
}

// ErrNoSite is the error for a folder that holds no Hugo site.
var ErrNoSite = errors.New("no Hugo site: expected hugo.toml, hugo.yaml, hugo.json or the folder config/_default")

// Plan is what is to be done with a site.
type Plan struct {
	Root    string
	Changes []Change
	// Notes are what is left to do by hand, and what to know.
	Notes []string
}

// Change is a file with its content as it is and as it is to be.
type Change struct {
	File     string // relative to the root, with slashes
	Old, New []byte
	// From is the file of a theme that File, which does not exist, is to be a
	// copy of, changed from Old to New if there is an Old; "" where File itself
	// is changed.
	From string
}

// New works out the plan for the site in a folder. The error is [ErrNoSite], or
// says what cannot be read. For a site that is prepared there are no changes.
func New(root string) (*Plan, error) {
	s, err := readSite(root)
	if err != nil {
		return nil, err
	}
	p := &Plan{Root: root}
	fresh := !s.imports(ModulePath)
	if fresh {
		if f := s.importer(); !f.addImport() {
			p.Notes = append(p.Notes, fmt.Sprintf("%s: import the module by hand, under module.imports: %s", f.name, f.format.item))
		}
		p.Notes = append(p.Notes, s.notes()...)
	}
	var hooks []Change
	if fresh {
		if hooks, err = s.hooks(); err != nil {
			return nil, err
		}
	}
	if f := s.documented(); f != nil && !f.explainParams() && fresh {
		p.Notes = append(p.Notes, f.name+": the parameters, under params.crossorigin, are not explained there; crossorigin check --print-config lists them")
	}
	for _, f := range s.files {
		if !bytes.Equal(f.src, f.now) {
			p.Changes = append(p.Changes, Change{File: f.name, Old: f.src, New: f.now})
		}
	}
	p.Changes = append(p.Changes, hooks...)
	return p, nil
}

// Write makes the changes, each file whole or not at all.
func (p *Plan) Write() error {
	for _, c := range p.Changes {
		if c.From != "" {
			if err := create(filepath.Join(p.Root, filepath.FromSlash(c.File)), c.New); err != nil {
				return err
			}
			continue
		}
		if err := edit.WriteFile(p.Root, filepath.FromSlash(c.File), nil, c.New); err != nil {
			return err
		}
	}
	return nil
}

// create writes a file that must not exist yet, and its folder.
func create(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close(), os.Remove(name))
	}
	return f.Close()
}

// exists says whether there is such a file below the root.
func exists(root, name string) bool {
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(name)))
	return err == nil
}
