// Package spec is the encoding of the standards and its only reader. It is
// the input of the pipeline: spec → generator → resolver, tables, module data.
//
// The encoding is YAML: attribute.yaml and algorithms.yaml hold the rules,
// contexts/ every place that fetches, outcomes.yaml what becomes of the
// response, sources.yaml the standards that all of them cite.
package spec

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed *.yaml contexts/*.yaml
var embedded embed.FS

// Files returns the encoding that this package was built with.
func Files() fs.FS { return embedded }

// Load reads the encoding from fsys, laid over the files of the layers that
// follow: a layer's contexts/*.yaml add families, its quirks.yaml adds quirks
// and its sources.yaml adds sources. Errors are joined Mistakes, every one
// with its place; on error the Spec is nil.
func Load(fsys fs.FS, overlays ...fs.FS) (*Spec, error) {
	l := &loader{spec: &Spec{}}
	l.base(fsys)
	for _, overlay := range overlays {
		l.overlay(overlay)
	}
	return l.finish()
}

// finish validates what could be read and sorts the mistakes by place.
func (l *loader) finish() (*Spec, error) {
	if !l.unread {
		l.mistakes = append(l.mistakes, validate(l.spec)...)
	}
	if len(l.mistakes) == 0 {
		return l.spec, nil
	}
	slices.SortStableFunc(l.mistakes, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
	})
	errs := make([]error, len(l.mistakes))
	for i, m := range l.mistakes {
		errs[i] = m
	}
	return nil, errors.Join(errs...)
}

type loader struct {
	spec     *Spec
	mistakes []Mistake
	unread   bool // a file is missing or no YAML, so that references to it say nothing
}

func (l *loader) base(fsys fs.FS) {
	s := l.spec
	l.file(fsys, "sources.yaml", &s.Sources)
	l.file(fsys, "attribute.yaml", &s.Attribute)
	l.file(fsys, "algorithms.yaml", &s.Algorithms)
	l.file(fsys, "destinations.yaml", &s.Destinations)
	l.file(fsys, "outcomes.yaml", &s.Outcomes)
	l.file(fsys, "compat.yaml", &s.Compat)
	l.file(fsys, "quirks.yaml", &s.Quirks)
	l.file(fsys, "tables.yaml", &s.Tables)
	l.families(fsys, true)
}

func (l *loader) overlay(fsys fs.FS) {
	var sources []Source
	var quirks []Quirk
	if exists(fsys, "sources.yaml") {
		l.file(fsys, "sources.yaml", &sources)
	}
	if exists(fsys, "quirks.yaml") {
		l.file(fsys, "quirks.yaml", &quirks)
	}
	l.spec.Sources = append(l.spec.Sources, sources...)
	l.spec.Quirks = append(l.spec.Quirks, quirks...)
	l.families(fsys, false)
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

func (l *loader) families(fsys fs.FS, required bool) {
	names, err := fs.Glob(fsys, "contexts/*.yaml")
	if err != nil || (len(names) == 0 && required) {
		l.fail(Pos{File: "contexts", Line: 1, Column: 1}, "no contexts/*.yaml found, expected one file a family")
	}
	for _, name := range names {
		var f Family
		l.file(fsys, name, &f)
		if want := strings.TrimSuffix(path.Base(name), ".yaml"); f.ID != "" && f.ID != want {
			l.fail(f.Pos, "family is %q, expected the file's name %q", f.ID, want)
		}
		l.spec.Families = append(l.spec.Families, f)
	}
}

func (l *loader) fail(pos Pos, format string, args ...any) {
	l.mistakes = append(l.mistakes, Mistake{pos, fmt.Sprintf(format, args...)})
}

func (l *loader) file(fsys fs.FS, name string, into any) {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		l.fail(Pos{File: name, Line: 1, Column: 1}, "cannot be read: %v", err)
		l.unread = true
		return
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		l.fail(syntaxPos(name, err), "is not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		l.unread = true
		return
	}
	if len(doc.Content) == 0 {
		l.fail(Pos{File: name, Line: 1, Column: 1}, "is empty, expected the encoding")
		l.unread = true
		return
	}
	d := &decoder{file: name}
	d.decode(doc.Content[0], reflect.ValueOf(into).Elem())
	l.mistakes = append(l.mistakes, d.mistakes...)
}

// syntaxPos finds the line that the YAML library names in its message.
func syntaxPos(name string, err error) Pos {
	pos := Pos{File: name, Line: 1, Column: 1}
	if _, rest, ok := strings.Cut(err.Error(), "line "); ok {
		digits, _, _ := strings.Cut(rest, ":")
		if n, convErr := strconv.Atoi(digits); convErr == nil {
			pos.Line = n
		}
	}
	return pos
}

// Contexts returns every context in the order of the encoding.
func (s *Spec) Contexts() []*Context {
	var all []*Context
	for i := range s.Families {
		for j := range s.Families[i].Contexts {
			all = append(all, &s.Families[i].Contexts[j])
		}
	}
	return all
}

// Algorithm returns the algorithm with that id, or nil.
func (s *Spec) Algorithm(id string) *Algorithm {
	for i := range s.Algorithms {
		if s.Algorithms[i].ID == id {
			return &s.Algorithms[i]
		}
	}
	return nil
}

// Source returns the source with that id, or nil.
func (s *Spec) Source(id string) *Source {
	for i := range s.Sources {
		if s.Sources[i].ID == id {
			return &s.Sources[i]
		}
	}
	return nil
}

// Kind returns the kind of outcome with that id, or nil.
func (s *Spec) Kind(id string) *Kind {
	for i := range s.Outcomes.Kinds {
		if s.Outcomes.Kinds[i].ID == id {
			return &s.Outcomes.Kinds[i]
		}
	}
	return nil
}

// URL returns the address a citation points at.
func (s *Spec) URL(c Citation) string {
	if src := s.Source(c.Source); src != nil {
		return src.URL + c.Anchor
	}
	return ""
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func quoteKeys[V any](m map[string]V) string {
	keys := sortedKeys(m)
	for i := range keys {
		keys[i] = strconv.Quote(keys[i])
	}
	return strings.Join(keys, ", ")
}
