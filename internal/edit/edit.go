// Package edit changes bytes in place of the author: it applies edits without
// touching any other byte, shows them as a diff and writes files whole or not
// at all. It is the last stage of the pipeline: findings with fixes → edit. It
// knows neither HTML nor CORS.
package edit

import (
	"cmp"
	"fmt"
	"slices"
)

// Edit replaces the bytes [Start,End) of a source by Text. With Start equal to
// End it inserts.
type Edit struct {
	Start, End int
	Text       string
}

// String describes the edit for error messages.
func (e Edit) String() string {
	if e.Start == e.End {
		return fmt.Sprintf("insert %q at %d", e.Text, e.Start)
	}
	return fmt.Sprintf("replace [%d,%d) by %q", e.Start, e.End, e.Text)
}

// Apply returns src with the edits made; src and edits stay as they are. The
// edits may come in any order; insertions at one place are made in the order
// given, before a replacement that starts there. Edits that overlap or reach
// beyond the source are an error that names them.
func Apply(src []byte, edits []Edit) ([]byte, error) { return Append(nil, src, edits) }

// Append appends to dst what [Apply] returns. With an error there is nothing.
func Append(dst, src []byte, edits []Edit) ([]byte, error) {
	sorted, err := inOrder(edits, len(src))
	if err != nil {
		return nil, err
	}
	size := len(src)
	for _, e := range sorted {
		size += len(e.Text) - (e.End - e.Start)
	}
	out := slices.Grow(dst, size)
	last := 0
	for _, e := range sorted {
		out = append(out, src[last:e.Start]...)
		out = append(out, e.Text...)
		last = e.End
	}
	return append(out, src[last:]...), nil
}

// inOrder returns the edits sorted, or what is wrong with them for a source of
// the given size.
func inOrder(edits []Edit, size int) ([]Edit, error) {
	for _, e := range edits {
		if e.Start < 0 || e.End < e.Start || e.End > size {
			return nil, fmt.Errorf("edit out of range: %v, in a source of %d bytes", e, size)
		}
	}
	sorted := edits
	if !slices.IsSortedFunc(edits, byPlace) {
		sorted = slices.Clone(edits)
		slices.SortStableFunc(sorted, byPlace)
	}
	for i := 1; i < len(sorted); i++ {
		if sorted[i].Start < sorted[i-1].End {
			return nil, fmt.Errorf("edits overlap: %v, %v", sorted[i-1], sorted[i])
		}
	}
	return sorted, nil
}

func byPlace(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}
