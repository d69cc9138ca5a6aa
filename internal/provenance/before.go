package provenance

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Before returns where tags of a page were before the page was changed, for
// offsets in them: the start of each, -1 for what is in no tag. It returns nil
// where the page has not got the same tags any more, whose attributes alone
// changed.
func Before(was, is []byte, offsets []int) []int {
	if len(offsets) == 0 {
		return []int{}
	}
	before, now := starts(was), starts(is)
	if !slices.EqualFunc(before, now, func(a, b start) bool { return a.name == b.name }) {
		return nil
	}
	at := make([]int, len(offsets))
	for i, offset := range offsets {
		at[i] = -1
		n, exact := slices.BinarySearchFunc(now, offset, func(s start, offset int) int { return s.at - offset })
		if !exact {
			n--
		}
		if n >= 0 && offset < now[n].end {
			at[i] = before[n].at
		}
	}
	return at
}

type start struct {
	name    string
	at, end int
}

func starts(src []byte) (all []start) {
	markup.Scan(src, everyName, func(t *markup.Tag) bool {
		all = append(all, start{t.Name, t.Span.Start, t.Span.End})
		return true
	})
	return all
}
