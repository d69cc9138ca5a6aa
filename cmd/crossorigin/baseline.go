package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

// baseline holds the findings of an earlier run. A finding is known by file,
// rule and message, so that it stays known when lines move.
type baseline struct {
	left   map[known]int
	hidden int
}

type known struct{ file, rule, message string }

// readBaseline reads a JSON report; nil for no file.
func readBaseline(file string) (*baseline, error) {
	if file == "" {
		return nil, nil
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var old struct {
		Version  int                  `json:"version"`
		Findings []report.JSONFinding `json:"findings"`
	}
	if err := json.Unmarshal(src, &old); err != nil {
		return nil, fmt.Errorf("%s: %w; expected a report of check --format json", file, err)
	}
	if old.Version != report.JSONVersion {
		return nil, fmt.Errorf("%s: a report of version %d, expected version %d", file, old.Version, report.JSONVersion)
	}
	b := &baseline{left: map[known]int{}}
	for _, f := range old.Findings {
		b.left[known{f.File, f.Rule, f.Message}]++
	}
	return b, nil
}

// without returns the findings that are not known yet.
func (b *baseline) without(findings []report.Finding) []report.Finding {
	if b == nil {
		return findings
	}
	fresh := findings[:0]
	for _, f := range findings {
		key := known{f.File, f.Rule.ID, f.Message}
		if b.left[key] > 0 {
			b.left[key]--
			b.hidden++
			continue
		}
		fresh = append(fresh, f)
	}
	return fresh
}

// notes says what became of the earlier findings.
func (b *baseline) notes() []string {
	if b == nil {
		return nil
	}
	gone := 0
	for _, n := range b.left {
		gone += n
	}
	return []string{fmt.Sprintf("of the baseline's findings %d are still there and %d are gone", b.hidden, gone)}
}
