package conformance

import (
	"fmt"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// Result is all that one browser has shown.
type Result struct {
	Browser  *Browser
	Rows     []*Row
	Matrices []*Matrix
}

// Observed is the number of rows that the browser showed something for, a
// request or that there is none.
func (r *Result) Observed() int { return len(r.Rows) - r.Counts()[NotObserved] }

// Counts is the number of rows of each verdict.
func (r *Result) Counts() map[Verdict]int {
	counts := map[Verdict]int{}
	for _, row := range r.Rows {
		counts[row.Verdict()]++
	}
	return counts
}

// CellCounts is the number of cells of each verdict in all matrices.
func (r *Result) CellCounts() map[Verdict]int {
	counts := map[Verdict]int{}
	for _, m := range r.Matrices {
		for _, c := range m.Cells {
			counts[c.Verdict()]++
		}
	}
	return counts
}

// Gone lists the quirks of the browser that nothing shows any more: without
// them every row and every cell would come out the same.
func (r *Result) Gone(quirks []spec.Quirk) ([]string, error) {
	shown := map[string]bool{}
	for _, row := range r.Rows {
		if row.Verdict() != Deviates {
			continue
		}
		for _, q := range row.Quirks {
			others := slices.DeleteFunc(slices.Clone(row.Quirks), func(o *spec.Quirk) bool { return o == q })
			predicted, err := quirked(row.Vector, others)
			if err != nil {
				return nil, err
			}
			if !sameSights(row.Seen, predicted) {
				shown[q.ID] = true
			}
		}
	}
	for _, m := range r.Matrices {
		for _, c := range m.Cells {
			if c.Quirk != "" && c.Verdict() == Deviates {
				shown[c.Quirk] = true
			}
		}
	}
	var gone []string
	for _, q := range quirks {
		if q.Browser == r.Browser.Name && !shown[q.ID] {
			gone = append(gone, fmt.Sprintf("%s (recorded with %s %s)", q.ID, q.Browser, q.Version))
		}
	}
	return gone, nil
}
