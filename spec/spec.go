// Package spec is the encoding of the standards and its only reader. It is
// the input of the pipeline: spec → generator → resolver, tables, module data.
//
// The encoding is YAML, and every row cites the standard that it follows:
//
//   - sources.yaml: the standards, at the commit that was read
//   - attribute.yaml, algorithms.yaml: crossorigin's states, and what becomes of them
//   - contexts/*.yaml: every place that fetches; shared.yaml: what those have in common
//   - destinations.yaml, scripts.yaml: what as and type stand for
//   - outcomes.yaml: what becomes of a request and its response
//   - hosts.yaml: how public hosts answer
//   - compat.yaml, quirks.yaml: which browsers follow, and where they depart
//   - tables.yaml: titles and notes of the published tables
package spec

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml contexts/*.yaml
var embedded embed.FS

// Files returns the encoding that this package was built with.
func Files() fs.FS { return embedded }

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
