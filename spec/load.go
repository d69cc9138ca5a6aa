package spec

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

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
