package spec

import (
	"slices"
	"strings"
)

// compat checks that browser support is told for every browser, once a feature.
func (v *validator) compat() {
	c := v.spec.Compat
	v.unique("browser", rowKeys(c.Browsers, func(name *string) (string, Pos) { return *name, c.Pos }))
	v.unique("feature", rowKeys(c.Features, func(f *CompatFeature) (string, Pos) { return f.Key, f.Pos }))
	for _, f := range c.Features {
		v.total(f.Pos, "support of "+f.Key, keysAt(f.Support, f.Pos), c.Browsers)
	}
}

// What the sees of a quirk can name: its keys, the modes of the first request,
// and those of a second one, which may be a mere connection.
var (
	seenKeys  = []string{"also", "credentials", "destination", "mode"}
	seenModes = append([]string{"none"}, modes...)
	alsoModes = append([]string{"connection"}, modes...)
)

func (v *validator) quirks() {
	v.unique("quirk id", rowKeys(v.spec.Quirks, func(q *Quirk) (string, Pos) { return q.ID, q.Pos }))
	for _, q := range v.spec.Quirks {
		for _, c := range q.Contexts {
			if v.contexts[c] == nil {
				v.fail(q.Pos, "quirk %s names the unknown context %q", q.ID, c)
			}
		}
		for _, state := range q.When.States {
			v.oneOf(q.When.Pos, "state", state, v.states)
		}
		v.sees(&q)
	}
}

func (v *validator) sees(q *Quirk) {
	for _, k := range sortedKeys(q.Sees) {
		what, value := "quirk "+q.ID+" sees "+k, q.Sees[k]
		switch k {
		case "mode":
			v.oneOf(q.Pos, what, value, seenModes)
		case "credentials":
			v.oneOf(q.Pos, what, value, credentials)
		case "destination":
			v.oneOf(q.Pos, what, value, v.destination)
		case "also":
			mode, creds, _ := strings.Cut(value, " ")
			if !slices.Contains(alsoModes, mode) || !slices.Contains(credentials, creds) {
				v.fail(q.Pos, "%s is %q, expected a mode or connection, a blank and a credentials mode", what, value)
			}
		default:
			v.oneOf(q.Pos, "quirk "+q.ID+" sees", k, seenKeys)
		}
	}
}
