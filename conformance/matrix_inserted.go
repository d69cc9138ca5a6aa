package conformance

import (
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/spec"
)

// nothing is what is seen when no request is made.
const nothing = "no request"

// insertedMatrix has scripts insert the elements that the rows have in markup:
// what a scanner that goes ahead of the parser does, it does not do here.
func (l *Lab) insertedMatrix(vectors []Vector) *Matrix {
	m := &Matrix{
		ID: "inserted", Title: "What does an element request that a script inserts?", perPage: 48,
		Columns: []string{"Context", "crossorigin", "Origin"},
	}
	for i := range vectors {
		v := &vectors[i]
		t := triggers[v.Context]
		if !insertable(v, &t) {
			continue
		}
		expected, open := expectation(v)
		if open {
			continue
		}
		value := "absent"
		if v.Crossorigin != nil {
			value = *v.Crossorigin
		}
		context, _ := resolver.ParseContext(v.Context)
		cell := m.add(facts{context: context, vector: v, sameOrigin: v.sameOrigin()}, listOrNothing(expected), v.Context, value, v.Origin)
		cell.write = func(p *Page, token string) string {
			if cell.Predicted != nothing {
				p.Await = append(p.Await, token)
			}
			return kept(token, t.fill(v, i, l.at(v.sameOrigin()).Resource(token, t.file, ""))) + `<script>lab.insert("` + token + `")</script>`
		}
		cell.read = func(token string, _ map[string]string) string {
			all := sights(l.Requests(token))
			if v.Destination == nil && v.Mode != nil {
				for i := range all {
					all[i].Destination = anyDestination
				}
			}
			return listOrNothing(all)
		}
	}
	return m
}

// insertable says whether the vector's element can stand beside others and
// starts its fetch by itself; one value a state is enough.
func insertable(v *Vector, t *trigger) bool {
	if v.Context == resolver.SVGScript.String() {
		return false // not every browser runs the SVG scripts of a fragment
	}
	return v.Element != "" && t.unobservable == "" && (t.place == inBody || t.place == inHead) &&
		strings.Contains(t.markup, "{url}\"") && !strings.Contains(t.markup, "import") &&
		(v.Crossorigin == nil || *v.Crossorigin == "anonymous" || *v.Crossorigin == "use-credentials")
}

func listOrNothing(all []Sight) string {
	if len(all) == 0 {
		return nothing
	}
	return list(all)
}

// scanned are the quirks that only a scanner of markup has.
var scanned = []string{
	"chromium-modulepreload-bad-as", "chromium-modulepreload-bad-as-use-credentials", "chromium-modulepreload-destination",
}

// explainInserted lays over the matrix what the quirks see in vectors, without
// second requests, which are the scanner's.
func (m *Matrix) explainInserted(quirks []spec.Quirk, browser string) error {
	for _, c := range m.Cells {
		var on []*spec.Quirk
		for i := range quirks {
			q := quirks[i]
			if q.Browser != browser || !applies(&q, c.facts.vector) || slices.Contains(scanned, q.ID) {
				continue
			}
			q.Sees = without(q.Sees, seesAlso)
			on = append(on, &q)
		}
		if len(on) == 0 {
			continue
		}
		predicted, err := quirked(c.facts.vector, on)
		if err != nil {
			return err
		}
		if sees := listOrNothing(predicted); sees != c.Predicted {
			c.Predicted, c.Quirk = sees, on[len(on)-1].ID
		}
	}
	return nil
}

func without(sees map[string]string, key string) map[string]string {
	out := map[string]string{}
	for k, v := range sees {
		if k != key {
			out[k] = v
		}
	}
	return out
}

// modulepreloadInserted is for modules that are preloaded by a link that a
// script inserts: some destinations are known, the others fire error.
func modulepreloadInserted(f facts, expected string) string {
	switch f.context {
	case resolver.LinkModulepreloadAudioworklet, resolver.LinkModulepreloadPaintworklet, resolver.LinkModulepreloadWorker,
		resolver.LinkModulepreloadSharedworker, resolver.LinkModulepreloadServiceworker, resolver.LinkModulepreloadText:
		return nothing
	}
	return expected
}
