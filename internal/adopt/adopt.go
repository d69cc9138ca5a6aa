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
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
)

// modulePath is the import path of the Hugo module.
const modulePath = "github.com/hugo-crossorigin/crossorigin/hugo-module"

// fromClone says how a site takes the module from a clone.
const fromClone = "module.replacements: a clone of the module needs no go.mod, Go or network: \"" + modulePath + " -> FOLDER\", relative to the folder themes or absolute"

// ownHook says what the module's render hook changes where there is no other.
const ownHook = "images in Markdown: the module's render hook writes them from now on, those of a page's folder with their path from the root, as Hugo does on sites in several languages"

// Unfound adds to an error of Hugo's, which may be nil, how to get the module,
// where that is what is not found.
func Unfound(err error) error {
	if err == nil || !strings.Contains(err.Error(), modulePath) || !strings.Contains(err.Error(), "failed to load modules") {
		return err
	}
	return fmt.Errorf("%w\n%s", err, fromClone)
}

// Plan is what is to be done with a site.
type Plan struct {
	Root    string
	Changes []Change
	// Notes are what is left to do by hand, and what to know.
	Notes []string
	// Unfound says that Hugo has yet to be told where the module is.
	Unfound bool

	site    *site
	layouts []layout
	byHand  bool // the module has to be imported by hand
}

// Change is a file with its content as it is and as it is to be.
type Change struct {
	File     string // relative to the root, with slashes
	Old, New []byte
	// From is the file of a theme that File, which does not exist, is to be a
	// copy of, changed from Old to New if there is an Old; "" where File itself
	// is changed.
	From string
	// Why says what the change does.
	Why string
}

// New works out the plan for the site in a folder; environ is as [os.Environ]
// returns it. The error is [hugosite.ErrNoSite], or says what cannot be read. For
// a site that is prepared there are no changes.
func New(root string, environ []string) (*Plan, error) {
	s, err := readSite(root, environ)
	if err != nil {
		return nil, err
	}
	p := &Plan{Root: root, site: s}
	if p.layouts, err = s.layouts(); err != nil {
		return nil, err
	}
	fresh := !slices.Contains(s.Modules, modulePath)
	if f := s.disabled(); f != nil {
		fresh = false
		p.Notes = append(p.Notes, f.name+": the module is imported with disable = true, so Hugo leaves it out: take that away")
	}
	for _, f := range s.importers() {
		if f.imported() != nil || !fresh && f.forAll() {
			continue
		}
		if f.addImport() {
			f.why = "import the module"
		} else {
			p.byHand = true
			p.Notes = append(p.Notes, fmt.Sprintf("%s: import the module by hand, under module.imports: %s", f.name, f.format.item))
		}
	}
	if fresh || slices.Contains(s.Missing, modulePath) {
		notes := s.notes()
		p.Notes, p.Unfound = append(p.Notes, notes...), len(notes) > 0
	}
	var hooks []Change
	if fresh {
		if hooks, err = s.hooks(p.layouts); err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(p.layouts, func(l layout) bool { return place(l.name) == imageHook }) {
			p.Notes = append(p.Notes, ownHook)
		}
	}
	if f := s.documented(); f != nil {
		const explain = "explain the parameters, in comments: nothing is set"
		switch {
		case f.explainParams() && f.why != "":
			f.why += ", and " + explain
		case !bytes.Equal(f.src, f.now) && f.why == "":
			f.why = explain
		case fresh && !explained(f.now):
			p.Notes = append(p.Notes, f.name+": the parameters, under params.crossorigin, are not explained there; crossorigin check --print-config lists them")
		}
	}
	for _, f := range s.files {
		if !bytes.Equal(f.src, f.now) {
			p.Changes = append(p.Changes, Change{File: f.name, Old: f.src, New: f.now, Why: f.why})
		}
	}
	p.Changes = append(p.Changes, hooks...)
	return p, nil
}

// notes are what to know of the site before the module is used.
func (s *site) notes() []string {
	var notes []string
	if _, err := os.Stat(filepath.Join(s.Root, "go.mod")); err != nil && s.Replacements[modulePath] == "" {
		notes = append(notes,
			"go.mod: there is none, and Hugo needs one to fetch modules, with Go installed: hugo mod init example.com/site; a private repository is named under module.private",
			fromClone)
	}
	return notes
}

// Write makes the changes, each file whole or not at all.
func (p *Plan) Write() error {
	for _, c := range p.Changes {
		if c.From != "" || c.Old == nil {
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
