package conformance

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// imagined are results without browsers: what is predicted has been seen.
func imagined(t *testing.T) ([]*Result, *spec.Spec) {
	t.Helper()
	vectors, err := ReadVectors("../tables/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	encoding, err := spec.Load(spec.Files())
	if err != nil {
		t.Fatal(err)
	}
	l, err := NewLab()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	var all []*Result
	for _, b := range browsers {
		r := &Result{Browser: &Browser{Name: b.Name, Version: "1.0"}, Matrices: l.matrices(vectors)}
		if r.Rows, err = rows(vectors, encoding.Quirks, b.Name); err != nil {
			t.Fatal(err)
		}
		for _, row := range r.Rows {
			row.Seen = row.Predicted
		}
		for _, m := range r.Matrices {
			if err := m.explain(encoding.Quirks, b.Name); err != nil {
				t.Fatal(err)
			}
			for _, c := range m.Cells {
				c.Seen = c.Predicted
			}
		}
		all = append(all, r)
	}
	return all, encoding
}

func TestWriteIsDeterministic(t *testing.T) {
	first, _ := imagined(t)
	second, _ := imagined(t)
	a, err := Write(first)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Write(second)
	if err != nil {
		t.Fatal(err)
	}
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs between two labs, expected nothing of ports in it", name)
		}
	}
	if !json.Valid(a["conformance.json"]) {
		t.Error("conformance.json is no JSON")
	}
	for _, want := range []string{"`link-icon`", "chromium-link-icon", "not observable (16): " + noURL} {
		if !strings.Contains(string(a["conformance.md"]), want) {
			t.Errorf("conformance.md does not say %s", want)
		}
	}
}

// Every quirk must make a difference somewhere, or the suite could never see
// that it has gone.
func TestEveryQuirkShowsSomewhere(t *testing.T) {
	all, encoding := imagined(t)
	known := map[string]bool{}
	for _, r := range all {
		known[r.Browser.Name] = true
		gone, err := r.Gone(encoding.Quirks)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range gone {
			t.Errorf("%s changes no row and no cell", id)
		}
	}
	for _, q := range encoding.Quirks {
		if !known[q.Browser] {
			t.Errorf("quirk %s is of %q, a browser that the suite does not run", q.ID, q.Browser)
		}
	}
}

// A quirk that shows in no vector names the contexts of the cells that it
// changes, and no others.
func TestQuirksNameWhereTheyShow(t *testing.T) {
	all, encoding := imagined(t)
	shown := map[string]map[string]bool{}
	for _, r := range all {
		for _, m := range r.Matrices {
			for _, c := range m.Cells {
				if shown[c.Quirk] == nil {
					shown[c.Quirk] = map[string]bool{}
				}
				shown[c.Quirk][c.facts.context.String()] = true
				if c.facts.second != 0 {
					shown[c.Quirk][c.facts.second.String()] = true
				}
			}
		}
	}
	for _, q := range encoding.Quirks {
		if got := slices.Sorted(maps.Keys(shown[q.ID])); q.Sees == nil && !slices.Equal(got, slices.Sorted(slices.Values(q.Contexts))) {
			t.Errorf("quirk %s shows in %v, the encoding names %v", q.ID, got, q.Contexts)
		}
	}
}

func TestVerdicts(t *testing.T) {
	anonymous, plain := Sight{"cors", "image", false}, Sight{"no-cors", "image", true}
	quirk := []*spec.Quirk{{ID: "q"}}
	for _, c := range []struct {
		name                      string
		expected, predicted, seen []Sight
		quirks                    []*spec.Quirk
		open                      bool
		want                      Verdict
	}{
		{"as the standard says", []Sight{plain}, []Sight{plain}, []Sight{plain}, nil, false, Agrees},
		{"any destination", []Sight{{"no-cors", anyDestination, true}}, []Sight{{"no-cors", anyDestination, true}}, []Sight{plain}, nil, false, Agrees},
		{"another mode", []Sight{plain}, []Sight{plain}, []Sight{anonymous}, nil, false, Unexplained},
		{"no request", []Sight{plain}, []Sight{plain}, nil, nil, false, Unexplained},
		{"one request too many", []Sight{plain}, []Sight{plain}, []Sight{plain, anonymous}, nil, false, Unexplained},
		{"a request where none should be", nil, nil, []Sight{plain}, nil, false, Unexplained},
		{"as the quirk says", []Sight{plain}, []Sight{anonymous}, []Sight{anonymous}, quirk, false, Deviates},
		{"the quirk has gone", []Sight{plain}, []Sight{anonymous}, []Sight{plain}, quirk, false, NotQuirkyNow},
		{"neither", []Sight{plain}, []Sight{anonymous}, nil, quirk, false, Unexplained},
		{"left open", nil, nil, []Sight{plain}, nil, true, LeftOpen},
	} {
		r := &Row{Expected: c.expected, Predicted: c.predicted, Seen: c.seen, Quirks: c.quirks, Open: c.open}
		if got := r.Verdict(); got != c.want {
			t.Errorf("%s: %s, expected %s", c.name, got, c.want)
		}
	}
}
