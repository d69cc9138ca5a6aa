// Package spec is the encoding of the standards and its only reader. It is
// the input of the pipeline: spec → generator → resolver, tables, module data.
//
// The encoding is YAML: attribute.yaml and algorithms.yaml hold the rules,
// contexts/ every place that fetches, shared.yaml what contexts have in common,
// scripts.yaml the types of scripts, outcomes.yaml what becomes of the response,
// hosts.yaml how public hosts answer, sources.yaml the standards that all of
// them cite.
package spec

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io"
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

// Overlay is a folder of files that are laid over the encoding.
type Overlay struct {
	Dir   string // stands before the names of its files in mistakes
	Files fs.FS
}

// Load reads the encoding from fsys and the files of the overlays on top of it:
// an overlay's contexts/*.yaml add families, its quirks.yaml adds quirks, its
// sources.yaml adds sources, and its hosts.yaml adds hosts or says otherwise of
// those that are known. Errors are joined Mistakes, every one with its
// place; on error the Spec is nil.
func Load(fsys fs.FS, overlays ...Overlay) (*Spec, error) {
	l := &loader{spec: &Spec{}, dir: "spec"}
	if len(overlays) > 0 {
		l.dir = "github.com/hugo-crossorigin/crossorigin/spec" // not to be taken for a folder of the overlay's module
	}
	l.base(fsys)
	for _, overlay := range overlays {
		l.overlay(overlay)
	}
	return l.finish()
}

// finish validates what could be read and sorts the mistakes by place.
func (l *loader) finish() (*Spec, error) {
	if !l.unread {
		l.share()
		l.mistakes = append(l.mistakes, validate(l.spec)...)
	}
	if len(l.mistakes) == 0 {
		return l.spec, nil
	}
	slices.SortStableFunc(l.mistakes, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
	})
	l.mistakes = slices.Compact(l.mistakes) // what is shared is checked in every context
	errs := make([]error, len(l.mistakes))
	for i, m := range l.mistakes {
		errs[i] = m
	}
	return nil, errors.Join(errs...)
}

type loader struct {
	spec     *Spec
	mistakes []Mistake
	dir      string // of the layer that is being read
	unread   bool   // a file is missing or no YAML, so that references to it say nothing
}

func (l *loader) base(fsys fs.FS) {
	for _, f := range l.files() {
		l.file(fsys, f.name, f.into)
	}
	l.families(fsys)
}

// part is a file of the encoding and the part of the Spec that it fills.
type part struct {
	name string
	into any
}

// files lists the files of the encoding but those of families.
func (l *loader) files() []part {
	s := l.spec
	return []part{
		{"sources.yaml", &s.Sources},
		{"attribute.yaml", &s.Attribute},
		{"algorithms.yaml", &s.Algorithms},
		{"destinations.yaml", &s.Destinations},
		{"scripts.yaml", &s.Scripts},
		{"outcomes.yaml", &s.Outcomes},
		{"compat.yaml", &s.Compat},
		{"quirks.yaml", &s.Quirks},
		{"hosts.yaml", &s.Hosts},
		{"shared.yaml", &s.Shared},
		{"tables.yaml", &s.Tables},
	}
}

func (l *loader) overlay(o Overlay) {
	l.dir = o.Dir
	read := 0
	names, err := overlayNames(o.Files)
	if err != nil {
		l.fail(l.start("."), "cannot be read: %v", err)
	}
	for _, name := range names {
		switch {
		case name == "sources.yaml":
			var sources []Source
			l.file(o.Files, name, &sources)
			l.spec.Sources = append(l.spec.Sources, sources...)
		case name == "quirks.yaml":
			var quirks []Quirk
			l.file(o.Files, name, &quirks)
			l.spec.Quirks = append(l.spec.Quirks, quirks...)
		case name == "hosts.yaml":
			l.hosts(o.Files, name)
		case path.Dir(name) == "contexts" && path.Ext(name) == ".yaml":
			l.family(o.Files, name)
		default:
			l.fail(l.start(name), "is not read from an overlay, expected %s", overlayFiles)
			continue
		}
		read++
	}
	if read == 0 {
		l.fail(l.start("."), "has nothing to lay over the encoding, expected %s", overlayFiles)
	}
}

const overlayFiles = "contexts/*.yaml, hosts.yaml, quirks.yaml or sources.yaml"

// hosts adds the hosts of an overlay, in place of what is known of them.
func (l *loader) hosts(fsys fs.FS, name string) {
	var hosts []Host
	l.file(fsys, name, &hosts)
	known := slices.DeleteFunc(slices.Clone(l.spec.Hosts), func(h Host) bool {
		return slices.ContainsFunc(hosts, func(other Host) bool { return other.Host == h.Host })
	})
	l.spec.Hosts = append(known, hosts...)
}

// overlayNames lists the YAML files of an overlay and of its folders.
func overlayNames(fsys fs.FS) ([]string, error) {
	var names []string
	for _, pattern := range []string{"*.yaml", "*.yml", "*/*.yaml", "*/*.yml"} {
		found, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	return names, nil
}

// start is the place of a mistake that concerns the whole of a file.
func (l *loader) start(name string) Pos {
	return Pos{File: path.Join(l.dir, name), Line: 1, Column: 1}
}

func (l *loader) families(fsys fs.FS) {
	names, err := fs.Glob(fsys, "contexts/*.yaml")
	if err != nil || len(names) == 0 {
		l.fail(l.start("contexts"), "no contexts/*.yaml found, expected one file a family")
	}
	for _, name := range names {
		l.family(fsys, name)
	}
}

func (l *loader) family(fsys fs.FS, name string) {
	var f Family
	l.file(fsys, name, &f)
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); f.ID != "" && f.ID != want {
		l.fail(f.Pos, "family is %q, expected the file's name %q", f.ID, want)
	}
	l.spec.Families = append(l.spec.Families, f)
}

func (l *loader) fail(pos Pos, format string, args ...any) {
	l.mistakes = append(l.mistakes, Mistake{pos, fmt.Sprintf(format, args...)})
}

func (l *loader) file(fsys fs.FS, name string, into any) {
	start := l.start(name)
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		l.fail(start, "cannot be read: %v", err)
		l.unread = true
		return
	}
	var doc, second yaml.Node
	documents := yaml.NewDecoder(bytes.NewReader(src))
	err = documents.Decode(&doc)
	switch {
	case errors.Is(err, io.EOF):
		l.fail(start, "is empty, expected the encoding")
		l.unread = true
		return
	case err == nil:
		err = documents.Decode(&second)
	}
	switch {
	case err == nil:
		l.fail(Pos{start.File, second.Line, second.Column}, "a second YAML document, expected one a file")
	case !errors.Is(err, io.EOF):
		l.fail(syntaxPos(start, err), "is not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		l.unread = true
		return
	}
	d := &decoder{file: start.File}
	d.decode(doc.Content[0], reflect.ValueOf(into).Elem())
	l.mistakes = append(l.mistakes, d.mistakes...)
}

// syntaxPos finds the line that the YAML library names in its message.
func syntaxPos(pos Pos, err error) Pos {
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
