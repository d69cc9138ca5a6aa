package rule

import (
	"slices"
	"sort"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// styled returns the tags that a page does not keep but that a finding is in: any
// element may have a style attribute.
func styled(p *page.Page, found []Finding) []page.Tag {
	if p.Blocks != nil || p.Fragment {
		return nil
	}
	var places []int
	for i := range found {
		if at := found[i].Span.Start; p.TagAt(at) == nil {
			places = append(places, at)
		}
	}
	if len(places) == 0 {
		return nil
	}
	slices.Sort(places)
	var tags []page.Tag
	for t := range p.Styled() {
		i := sort.SearchInts(places, t.Span.Start)
		if i < len(places) && places[i] < t.Span.End && p.TagAt(t.Span.Start) == nil {
			tags = append(tags, page.Tag{Tag: t.Clone()})
		}
	}
	return tags
}
