package rule

import (
	"slices"
	"sort"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// styledNames are for a second scan of the few pages that need one.
var styledNames = markup.NewNames().OrAttr("style")

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
	markup.Scan(p.Src, styledNames, func(t *markup.Tag) bool {
		i := sort.SearchInts(places, t.Span.Start)
		if i < len(places) && places[i] < t.Span.End && p.TagAt(t.Span.Start) == nil {
			tag := page.Tag{Tag: *t}
			tag.Attrs = slices.Clone(t.Attrs)
			tags = append(tags, tag)
		}
		return true
	})
	return tags
}
