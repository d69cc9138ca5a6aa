package spec

import (
	"fmt"
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
	v.scripts()
	for _, c := range s.Contexts() {
		v.context(c)
	}
	v.outcomes()
	v.kinds()
	v.compat()
	v.quirks()
	v.unique("host", rowKeys(s.Hosts, func(h *Host) (string, Pos) { return h.Host, h.Pos }))
	v.tables()
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

func (v *validator) fail(pos Pos, format string, args ...any) {
	if pos == (Pos{}) {
		return // of something that could not be decoded, which was reported
	}
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
	v.unique("source id", rowKeys(v.spec.Sources, func(s *Source) (string, Pos) { return s.ID, s.Pos }))
	for _, src := range v.spec.Sources {
		v.sources[src.ID] = true
		if (src.Repository == "") != (src.Commit == "") {
			v.fail(src.Pos, "source %s: expected repository and commit together, or neither", src.ID)
		}
		if src.Commit == "" && src.Date == "" {
			v.fail(src.Pos, "source %s: expected a commit or the date of the text", src.ID)
		}
	}
	for _, st := range v.spec.Attribute.States {
		v.states = append(v.states, st.Name)
	}
	for _, f := range v.spec.Compat.Features {
		v.bcd[f.Key] = true
	}
	var ids []key
	for _, c := range v.spec.Contexts() {
		ids = append(ids, key{c.ID, c.Pos})
		v.contexts[c.ID] = c
	}
	v.unique("context id", ids)
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
	v.unique("state", rowKeys(a.States, func(s *StateEntry) (string, Pos) { return s.Name, s.Pos }))
	for _, st := range a.States {
		v.cites(st.Pos, "state "+st.Name, st.Cite)
	}
	v.unique("keyword", rowKeys(a.Keywords, func(k *Keyword) (string, Pos) { return k.Keyword, k.Pos }))
	for _, k := range a.Keywords {
		v.oneOf(k.Pos, "state", k.State, v.states)
		v.cites(k.Pos, "keyword "+k.Keyword, k.Cite)
	}
	for name, d := range map[string]Default{"missing": a.Missing, "empty": a.Empty, "invalid": a.Invalid} {
		v.oneOf(d.Pos, "state", d.State, v.states)
		v.cites(d.Pos, name+" value default", d.Cite)
	}
	v.unique("element", rowKeys(a.Elements, func(b *Bearer) (string, Pos) { return b.Namespace + " " + b.Element, b.Pos }))
	for _, b := range a.Elements {
		v.cites(b.Pos, "element "+b.Element, b.Cite)
	}
	v.oneOf(a.Header.Pos, "state", a.Header.Otherwise, v.states)
	v.cites(a.Header.Pos, "header", a.Header.Cite)
}

func (v *validator) algorithms() {
	v.unique("algorithm id", rowKeys(v.spec.Algorithms, func(a *Algorithm) (string, Pos) { return a.ID, a.Pos }))
	connections := 0
	for _, a := range v.spec.Algorithms {
		v.steps(a.Pos, "algorithm "+a.ID, a.Steps)
		if (a.Requests == nil) == (a.Connection == nil) {
			v.fail(a.Pos, "algorithm %s: expected exactly one of requests and connection", a.ID)
		}
		if a.Requests != nil {
			v.total(a.Pos, "requests of "+a.ID, keysAt(a.Requests, a.Pos), v.states)
		}
		if a.Connection != nil {
			connections++
			v.total(a.Pos, "connection of "+a.ID, keysAt(a.Connection, a.Pos), origins)
			for _, origin := range sortedKeys(a.Connection) {
				v.total(a.Pos, "connection of "+a.ID+", "+origin, keysAt(a.Connection[origin], a.Pos), v.states)
			}
		}
	}
	if connections != 1 {
		v.fail(v.spec.Attribute.Pos, "%d algorithms decide a connection, expected one", connections)
	}
}

// key is the part of a row by which it is looked up, and the row's place.
type key struct {
	value string
	pos   Pos
}

func keysAt[V any](m map[string]V, pos Pos) []key {
	var out []key
	for _, k := range sortedKeys(m) {
		out = append(out, key{k, pos})
	}
	return out
}

// rowKeys reads the key off each row of a table.
func rowKeys[R any](rows []R, read func(*R) (string, Pos)) []key {
	out := make([]key, len(rows))
	for i := range rows {
		out[i].value, out[i].pos = read(&rows[i])
	}
	return out
}

// total reports holes in a table, at pos, and rows that do not belong to it.
func (v *validator) total(pos Pos, what string, keys []key, expected []string) {
	for _, want := range expected {
		if !slices.ContainsFunc(keys, func(k key) bool { return k.value == want }) {
			v.fail(pos, "%s has no row for %q", what, want)
		}
	}
	for _, k := range keys {
		v.oneOf(k.pos, "row of "+what, k.value, expected)
	}
	v.unique("row of "+what, keys)
}

// unique reports every key but the first of those that are the same.
func (v *validator) unique(what string, keys []key) {
	first := map[string]Pos{}
	for _, k := range keys {
		if pos, taken := first[k.value]; taken {
			v.fail(k.pos, "duplicate %s %q, first at %s", what, k.value, pos)
			continue
		}
		first[k.value] = k.pos
	}
}

func (v *validator) destinations() {
	d := v.spec.Destinations
	v.unique("destination", rowKeys(d.Values, func(d *Destination) (string, Pos) { return d.Name, d.Pos }))
	for _, d := range d.Values {
		v.destination = append(v.destination, d.Name)
		v.cites(d.Pos, "destination "+d.Name, d.Cite)
	}
	v.unique("as", rowKeys(d.Preload, func(t *Translation) (string, Pos) { return t.As, t.Pos }))
	for _, t := range d.Preload {
		v.oneOf(t.Pos, "destination", t.Destination, v.destination)
		v.cites(t.Pos, "as "+t.As, t.Cite)
	}
}

func (v *validator) scripts() {
	v.unique("script type", rowKeys(v.spec.Scripts, func(s *ScriptType) (string, Pos) { return s.Type, s.Pos }))
	for _, s := range v.spec.Scripts {
		if s.Type != asciiLower(strings.Trim(s.Type, blanks)) {
			v.fail(s.Pos, "script type %q, expected it in lowercase and without blanks", s.Type)
		}
		v.cites(s.Pos, "script type "+s.Type, s.Cite)
	}
}

func (v *validator) tables() {
	v.unique("table id", rowKeys(v.spec.Tables, func(t *Table) (string, Pos) { return t.ID, t.Pos }))
	for _, t := range v.spec.Tables {
		for _, n := range t.Notes {
			v.cites(n.Pos, "note of table "+t.ID, n.Cite)
		}
	}
}
