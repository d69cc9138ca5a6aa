package generator

import (
	"slices"
	"strconv"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

func moduleOutcomes(s *spec.Spec) []entry {
	taintings, sends, integrity, pools := map[string]map[string]string{}, map[string]map[string]bool{}, map[string]bool{}, map[string]map[string]string{}
	for _, r := range s.Outcomes.Tainting {
		if taintings[r.Mode] == nil {
			taintings[r.Mode] = map[string]string{}
		}
		taintings[r.Mode][r.Origin] = r.Tainting
	}
	for _, r := range s.Outcomes.Credentials {
		if sends[r.Credentials] == nil {
			sends[r.Credentials] = map[string]bool{"error": false}
		}
		sends[r.Credentials][r.Tainting] = r.Included
	}
	for _, r := range s.Outcomes.Integrity {
		integrity[r.Tainting] = r.Checkable
	}
	for _, a := range s.Algorithms {
		for origin, flags := range a.Connection {
			pools[origin] = map[string]string{}
			for _, state := range slices.Backward(s.Attribute.States) {
				pools[origin][strconv.FormatBool(flags[state.Name])] = state.Name
			}
		}
	}
	scripts := map[string]string{}
	for _, r := range s.Scripts {
		scripts[r.Type] = r.Kind
	}
	return []entry{
		{"tainting", taintings},  // by mode and origin relation
		{"sends", sends},         // whether credentials go along, by credentials mode and tainting
		{"integrity", integrity}, // whether metadata can be compared, by tainting
		{"preconnect", pools},    // by origin relation and credentials flag: the first state that opens such a connection
		{"scriptTypes", scripts}, // the type attribute's values, lowercase and trimmed, that are no data block
	}
}
