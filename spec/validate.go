package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// validate checks what the shape of the files cannot: references between
// files, tables without holes, rows with a citation.
func validate(s *Spec) []Mistake {
	v := &validator{spec: s, sources: map[string]bool{}, bcd: map[string]bool{}, contexts: map[string]*Context{}}
	v.collect()
	v.attribute()
	v.algorithms()
	v.destinations()
	for _, c := range s.Contexts() {
		v.context(c)
	}
	v.outcomes()
	v.quirks()
	for _, t := range s.Tables {
		for _, n := range t.Notes {
			v.cites(n.Pos, "note of table "+t.ID, n.Cite)
		}
	}
	return v.mistakes
}

type validator struct {
	spec         *Spec
	mistakes     []Mistake
	sources, bcd map[string]bool
	states       []string
	destination  []string
	contexts     map[string]*Context
}

var (
	modes       = []string{"no-cors", "cors", "same-origin", "navigate", "websocket"}
	credentials = []string{"omit", "same-origin", "include"}
	origins     = []string{"same-origin", "cross-origin"}
)

// idPattern is what context ids are made of: they become Go identifiers.
var idPattern = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func (v *validator) fail(pos Pos, format string, args ...any) {
	v.mistakes = append(v.mistakes, Mistake{pos, fmt.Sprintf(format, args...)})
}

// oneOf reports a value that is not among those allowed.
func (v *validator) oneOf(pos Pos, what, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		v.fail(pos, "%s is %q, expected one of %s", what, value, strings.Join(quoted(allowed), ", "))
	}
}

func quoted(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%q", s)
	}
	return out
}

func (v *validator) collect() {
	for _, src := range v.spec.Sources {
		if v.sources[src.ID] {
			v.fail(src.Pos, "duplicate source id %q", src.ID)
		}
		v.sources[src.ID] = true
	}
	for _, st := range v.spec.Attribute.States {
		v.states = append(v.states, st.Name)
	}
	for _, f := range v.spec.Compat.Features {
		v.bcd[f.Key] = true
	}
	for _, c := range v.spec.Contexts() {
		if !idPattern.MatchString(c.ID) {
			v.fail(c.Pos, "context id %q, expected lowercase words joined by hyphens", c.ID)
		}
		if first := v.contexts[c.ID]; first != nil {
			v.fail(c.Pos, "duplicate context id %q, first at %s", c.ID, first.Pos)
			continue
		}
		v.contexts[c.ID] = c
	}
}

func (v *validator) cites(pos Pos, what string, cites []Citation) {
	if len(cites) == 0 {
		v.fail(pos, "%s has no citation, expected at least one", what)
	}
	for _, c := range cites {
		v.cite(c)
	}
}

func (v *validator) cite(c Citation) {
	if !v.sources[c.Source] {
		v.fail(c.Pos, "citation of unknown source %q, expected an id of sources.yaml", c.Source)
	}
	if !strings.Contains(c.Anchor, "#") {
		v.fail(c.Pos, "anchor %q has no fragment, expected page#fragment", c.Anchor)
	}
}

func (v *validator) steps(pos Pos, what string, steps []Step) {
	if len(steps) == 0 {
		v.fail(pos, "%s has no steps, expected at least one", what)
	}
	for _, s := range steps {
		v.cite(s.Citation)
		for _, state := range s.When {
			v.oneOf(s.Citation.Pos, "state", state, v.states)
		}
	}
}

func (v *validator) attribute() {
	a := v.spec.Attribute
	for _, st := range a.States {
		v.cites(st.Pos, "state "+st.Name, st.Cite)
	}
	seen := map[string]bool{}
	for _, k := range a.Keywords {
		if seen[k.Keyword] {
			v.fail(k.Pos, "duplicate keyword %q", k.Keyword)
		}
		if k.Keyword != strings.ToLower(k.Keyword) {
			v.fail(k.Pos, "keyword %q, expected it in lowercase", k.Keyword)
		}
		seen[k.Keyword] = true
		v.oneOf(k.Pos, "state", k.State, v.states)
		v.cites(k.Pos, "keyword "+k.Keyword, k.Cite)
	}
	for name, d := range map[string]Default{"missing": a.Missing, "empty": a.Empty, "invalid": a.Invalid} {
		v.oneOf(d.Pos, "state", d.State, v.states)
		v.cites(d.Pos, name+" value default", d.Cite)
	}
	for _, b := range a.Elements {
		v.cites(b.Pos, "element "+b.Element, b.Cite)
	}
	v.oneOf(a.Header.Pos, "state", a.Header.Otherwise, v.states)
	v.cites(a.Header.Pos, "header", a.Header.Cite)
}

func (v *validator) algorithms() {
	seen := map[string]bool{}
	connections := 0
	for _, a := range v.spec.Algorithms {
		if seen[a.ID] {
			v.fail(a.Pos, "duplicate algorithm id %q", a.ID)
		}
		seen[a.ID] = true
		v.steps(a.Pos, "algorithm "+a.ID, a.Steps)
		if (a.Requests == nil) == (a.Connection == nil) {
			v.fail(a.Pos, "algorithm %s: expected exactly one of requests and connection", a.ID)
		}
		if a.Requests != nil {
			v.total(a.Pos, "requests of "+a.ID, sortedKeys(a.Requests), v.states)
		}
		if a.Connection != nil {
			connections++
			v.total(a.Pos, "connection of "+a.ID, sortedKeys(a.Connection), origins)
			for origin, row := range a.Connection {
				v.total(a.Pos, "connection of "+a.ID+", "+origin, sortedKeys(row), v.states)
			}
		}
	}
	if connections != 1 {
		v.fail(Pos{File: "algorithms.yaml", Line: 1, Column: 1}, "%d algorithms decide a connection, expected one", connections)
	}
}

// total reports holes in a table and keys that do not belong to it.
func (v *validator) total(pos Pos, what string, keys, expected []string) {
	for _, k := range expected {
		if !slices.Contains(keys, k) {
			v.fail(pos, "%s has no row for %q", what, k)
		}
	}
	seen := map[string]bool{}
	for _, k := range keys {
		v.oneOf(pos, "row of "+what, k, expected)
		if seen[k] {
			v.fail(pos, "%s has two rows for %q", what, k)
		}
		seen[k] = true
	}
}

func (v *validator) destinations() {
	for _, d := range v.spec.Destinations.Values {
		if slices.Contains(v.destination, d.Name) {
			v.fail(d.Pos, "duplicate destination %q", d.Name)
		}
		v.destination = append(v.destination, d.Name)
		v.cites(d.Pos, "destination "+d.Name, d.Cite)
	}
	for _, t := range v.spec.Destinations.Preload {
		v.oneOf(t.Pos, "destination", t.Destination, v.destination)
		v.cites(t.Pos, "as "+t.As, t.Cite)
	}
}

func (v *validator) quirks() {
	seen := map[string]bool{}
	for _, q := range v.spec.Quirks {
		if seen[q.ID] {
			v.fail(q.Pos, "duplicate quirk id %q", q.ID)
		}
		seen[q.ID] = true
		for _, c := range q.Contexts {
			if v.contexts[c] == nil {
				v.fail(q.Pos, "quirk %s names the unknown context %q", q.ID, c)
			}
		}
	}
}
