package page

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Change is a place in a source that is written over: the bytes of Span by
// Length others. With an empty Span these are inserted.
type Change struct {
	Span   markup.Span
	Length int
}

// Edited returns the page that src is: the source of p with the changes made,
// which are in order and do not overlap. It reads the changed tags again and no
// other byte. It is not ok, and [ParseHTML] is to be asked, for changes to
// anything but the attributes of tags that the page keeps, and where these may
// have a say in how the rest is read.
//
// The pages share memory: p is to be released after the other, if at all.
func (p *Page) Edited(src []byte, changes []Change) (edited *Page, ok bool) {
	if p.Fragment || p.other || p.depth > 0 {
		return nil, false
	}
	q := newPage(src, p.Options)
	q.Tags = slices.Grow(q.Tags, len(p.Tags))
	var dropped []int // the tags of p that q does not keep
	moved, rest := 0, changes
	for i := range p.Tags {
		t := p.Tags[i].Tag
		start := t.Span.Start + moved
		changed := false
		for ; len(rest) > 0 && rest[0].Span.Start < t.Span.End; rest = rest[1:] {
			c := rest[0]
			if c.Span.Start < t.NameSpan.End || c.Span.End >= t.Span.End {
				return nil, false
			}
			moved += c.Length - c.Span.Len()
			changed = true
		}
		if changed && !t.Reread(src, markup.Span{Start: start, End: t.Span.End + moved}) {
			return nil, false
		}
		if t.ByAttr && t.Find("crossorigin") == nil {
			dropped = append(dropped, i)
			continue
		}
		for j := len(dropped); j > 0 && t.ParentIndex >= 0; j-- {
			if dropped[j-1] < t.ParentIndex {
				t.ParentIndex -= j
				break
			}
		}
		if changed {
			t.Open = false
			q.add(&t)
			continue
		}
		if moved != 0 {
			t.Attrs = q.keep(t.Attrs)
			t.Move(moved)
		}
		q.Tags = append(q.Tags, p.Tags[i])
		tag := &q.Tags[len(q.Tags)-1]
		tag.Tag, tag.Index = t, len(q.Tags)-1
		q.setURLs(tag)
	}
	if len(rest) > 0 {
		return nil, false
	}
	for _, c := range p.Comments {
		by := 0
		for _, change := range changes {
			if change.Span.Start < c.Start {
				by += change.Length - change.Span.Len()
			}
		}
		q.Comments = append(q.Comments, markup.Span{Start: c.Start + by, End: c.End + by})
	}
	q.finish()
	return q, true
}
