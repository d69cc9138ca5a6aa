package annotate

import (
	"errors"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var errOtherLinks = errors.New("the edited file has other links than intended")

// proveHeaders returns what shows that the links of a headers file are those of
// before, but for the crossorigin parameters of the links that are edited.
func proveHeaders(parse func([]byte) (*page.Page, error)) func(p *page.Page, before, after []byte, edits []edit.Edit) error {
	return func(_ *page.Page, before, after []byte, edits []edit.Edit) error {
		old, err := parse(before)
		if err != nil {
			return err
		}
		now, err := parse(after)
		if err != nil {
			return err
		}
		return proveLinks(old.Blocks, now.Blocks, edits)
	}
}

func proveLinks(old, now []page.Block, edits []edit.Edit) error {
	if len(old) != len(now) {
		return errOtherLinks
	}
	meant := 0 // edits that are inside links
	for i := range old {
		a, b := &old[i], &now[i]
		if a.Pattern != b.Pattern || len(a.Unread) != len(b.Unread) || len(a.Links) != len(b.Links) {
			return errOtherLinks
		}
		for j := range a.Links {
			mine := 0
			for _, e := range edits {
				if s := a.Links[j].Span; s.Start <= e.Start && e.End <= s.End {
					mine++
				}
			}
			if meant += mine; !sameLink(&a.Links[j], &b.Links[j], mine > 0) {
				return errOtherLinks
			}
		}
	}
	if meant != len(edits) {
		return errors.New("an edit is at no link")
	}
	return nil
}

// sameLink compares links, leaving crossorigin out where it is edited.
func sameLink(a, b *page.Link, edited bool) bool {
	other := func(l *page.Link) (params []page.Param) {
		for _, p := range l.Params {
			p.Span.Start, p.Span.End = 0, 0
			if !edited || p.Name != "crossorigin" {
				params = append(params, p)
			}
		}
		return params
	}
	return a.Target == b.Target && a.Inexact == b.Inexact && slices.Equal(other(a), other(b))
}
