package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

// seenJSON is what one browser did in one row or cell.
type seenJSON struct {
	Verdict Verdict  `json:"verdict"`
	Seen    []string `json:"seen,omitempty"` // of a row: a line a request; none for no request
	Quirks  []string `json:"quirks,omitempty"`
	Why     string   `json:"why,omitempty"` // why it is not observable
}

// rowJSON is the row of one vector in all browsers.
func rowJSON(results []*Result, i int) any {
	first := results[0].Rows[i]
	browsers := map[string]seenJSON{}
	for _, result := range results {
		r := result.Rows[i]
		s := seenJSON{Verdict: r.Verdict(), Seen: sightStrings(r.Seen), Why: r.Unobservable}
		if s.Verdict == Deviates {
			for _, q := range r.Quirks {
				s.Quirks = append(s.Quirks, q.ID)
			}
		}
		browsers[result.Browser.Name] = s
	}
	return struct {
		Context     string              `json:"context"`
		Crossorigin *string             `json:"crossorigin"`
		Origin      string              `json:"origin"`
		Expected    []string            `json:"expected,omitempty"`
		Browsers    map[string]seenJSON `json:"browsers"`
	}{first.Vector.Context, first.Vector.Crossorigin, first.Vector.Origin, sightStrings(first.Expected), browsers}
}

// cellJSON is one cell of a matrix in all browsers.
func cellJSON(results []*Result, matrix, i int) any {
	first := results[0].Matrices[matrix].Cells[i]
	browsers := map[string]seenJSON{}
	for _, result := range results {
		c := result.Matrices[matrix].Cells[i]
		s := seenJSON{Verdict: c.Verdict(), Seen: []string{c.Seen}}
		if c.Quirk != "" {
			s.Quirks = []string{c.Quirk}
		}
		browsers[result.Browser.Name] = s
	}
	return struct {
		Keys     []string            `json:"keys"`
		Expected string              `json:"expected"`
		Browsers map[string]seenJSON `json:"browsers"`
	}{first.Keys, first.Expected, browsers}
}

func sightStrings(all []Sight) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.String())
	}
	return out
}

// resultsJSON has every row and every cell on a line.
func resultsJSON(results []*Result) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("{\n  \"generated\": \"Written by go test ./conformance -write from what browsers did. DO NOT EDIT.\",\n  \"version\": 1,\n  \"browsers\": [")
	lines := func(n int, line func(i int) any) error {
		for i := range n {
			data, err := marshal(line(i))
			if err != nil {
				return err
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString("\n    ")
			b.Write(data)
		}
		return nil
	}
	err := lines(len(results), func(i int) any {
		r := results[i]
		return struct {
			Name    string          `json:"name"`
			Version string          `json:"version"`
			Rows    map[Verdict]int `json:"rows"`
			Cells   map[Verdict]int `json:"cells"`
		}{r.Browser.Name, r.Browser.Version, r.Counts(), r.CellCounts()}
	})
	if err != nil {
		return nil, err
	}
	b.WriteString("\n  ],\n  \"rows\": [")
	if err := lines(len(results[0].Rows), func(i int) any { return rowJSON(results, i) }); err != nil {
		return nil, err
	}
	b.WriteString("\n  ],\n  \"matrices\": [")
	for i, m := range results[0].Matrices {
		if i > 0 {
			b.WriteByte(',')
		}
		head, err := marshal([]any{m.ID, m.Title, m.Columns})
		if err != nil {
			return nil, err
		}
		var fields [3]json.RawMessage
		if err := json.Unmarshal(head, &fields); err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "\n  {\"id\": %s, \"title\": %s, \"columns\": %s, \"cells\": [", fields[0], fields[1], fields[2])
		if err := lines(len(m.Cells), func(j int) any { return cellJSON(results, i, j) }); err != nil {
			return nil, err
		}
		b.WriteString("\n  ]}")
	}
	b.WriteString("\n  ]\n}\n")
	return b.Bytes(), nil
}

// PublishedVersions reads which versions of the browsers a published
// conformance.json is of, by their names.
func PublishedVersions(path string) (map[string]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		Browsers []struct{ Name, Version string }
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	versions := map[string]string{}
	for _, b := range file.Browsers {
		versions[b.Name] = b.Version
	}
	return versions, nil
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}
