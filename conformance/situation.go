package conformance

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/spec"
)

// situations are the quirks that show in a matrix, by their ids in
// spec/quirks.yaml: which cells a quirk speaks of and what is seen there. The
// words are in spec/quirks.yaml, the matrix is named first.
var situations = map[string]struct {
	matrix string
	sees   func(f facts, expected string) string // expected where it does not apply
}{
	"firefox-thrown-error-not-muted": {"access", func(f facts, expected string) string {
		if f.note == ownError && expected == "hidden" {
			return "readable"
		}
		return expected
	}},
	"firefox-preload-image-load": {"cors", func(f facts, expected string) string {
		if f.context == resolver.LinkPreloadImage {
			return "load"
		}
		return expected
	}},
}

// explain lays the browser's quirks over the matrix.
func (m *Matrix) explain(quirks []spec.Quirk, browser string) error {
	for i := range quirks {
		q := &quirks[i]
		s, ok := situations[q.ID]
		if q.Browser != browser || !ok || s.matrix != m.ID {
			continue
		}
		changed := false
		for _, c := range m.Cells {
			if sees := s.sees(c.facts, c.Predicted); sees != c.Predicted {
				c.Predicted, c.Quirk, changed = sees, q.ID, true
			}
		}
		if !changed {
			return fmt.Errorf("quirk %s speaks of no cell of matrix %s", q.ID, m.ID)
		}
	}
	return nil
}
