package page

import (
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Branch is a branch of a template that a part of a start tag stands in.
type Branch struct {
	Define string // the define or block of the template file; see [markup.Tag]
	Guard  string // the conditions from the top of the template
}

// decisive are the attributes whose branches are worth a look of their own:
// those that say what is fetched, and how.
var decisive = map[string]bool{
	"as": true, "crossorigin": true, "href": true, "imagesrcset": true, "integrity": true, "language": true, "rel": true,
	"src": true, "srcset": true, "type": true, "xlink:href": true,
}

// mostBranchedTags bounds the tags that are read for all branches together, for
// templates that nobody writes: 300 branches of 200 tags.
const mostBranchedTags = 1 << 16

// Branches returns the branches inside the tags of a template, the outer ones
// before those inside them. A way without text, as a condition without else
// has one, is none. Those beyond the bound count as p.Unread instead.
func (p *Page) Branches() []Branch {
	if !p.Fragment {
		return nil
	}
	var out []Branch
	seen := map[Branch]bool{}
	add := func(t *Tag, guard string) {
		b := Branch{t.Define, joinGuards(t.Guard, guard)}
		if guard != "" && !seen[b] {
			seen[b] = true
			out = append(out, b)
		}
	}
	for i := range p.Tags {
		t := &p.Tags[i]
		for j := range t.Attrs {
			a := &t.Attrs[j]
			if !decisive[a.Name] {
				continue
			}
			add(t, a.Guard)
			for k := range a.Alternatives {
				if !a.Alternatives[k].Implied {
					add(t, a.Alternatives[k].Guard)
				}
			}
		}
	}
	read := min(len(out), mostBranchedTags/max(1, len(p.Tags)))
	p.Unread += len(out) - read
	out = out[:read]
	slices.SortStableFunc(out, func(a, b Branch) int { return strings.Count(a.Guard, guardsAnd) - strings.Count(b.Guard, guardsAnd) })
	return out
}

// Under returns the page as it is where the conditions of a branch hold: what
// stands in branches that exclude it is not there, and what stands in it, or
// around it, is.
func (p *Page) Under(b Branch) *Page {
	view := &Page{Src: p.Src, Options: p.Options, Fragment: true, Actions: p.Actions}
	view.base = view.documentBase()
	kept := make([]int, len(p.Tags))
	for i := range p.Tags {
		t := p.Tags[i].Tag
		kept[i] = -1
		if t.Define == b.Define {
			if Exclusive(t.Guard, b.Guard) {
				continue
			}
			t.Attrs = attrsUnder(&t, b)
		}
		if t.ParentIndex >= 0 {
			t.ParentIndex = kept[t.ParentIndex]
		}
		kept[i] = len(view.Tags)
		view.add(&t)
	}
	view.finish()
	return view
}

// AsWritten returns the page of a template in which no action adds attributes to
// a tag; nil for one without such tags.
func (p *Page) AsWritten() *Page {
	added := func(t Tag) bool { return t.Open && t.Name != "" }
	if !p.Fragment || !slices.ContainsFunc(p.Tags, added) {
		return nil
	}
	view := &Page{Src: p.Src, Options: p.Options, Fragment: true, Actions: p.Actions}
	view.base = view.documentBase()
	for i := range p.Tags {
		t := p.Tags[i].Tag
		t.Open = t.Name == ""
		view.add(&t)
	}
	view.finish()
	return view
}

func attrsUnder(t *markup.Tag, b Branch) []markup.Attr {
	attrs := make([]markup.Attr, 0, len(t.Attrs))
	for _, a := range t.Attrs {
		guard := joinGuards(t.Guard, a.Guard)
		if a.Guard != "" && Exclusive(guard, b.Guard) {
			continue
		}
		if within(guard, b.Guard) {
			a.Presence = markup.Present
		}
		for i := range a.Alternatives {
			if alt := &a.Alternatives[i]; within(joinGuards(t.Guard, alt.Guard), b.Guard) {
				a.Value, a.Dynamic, a.Prefix, a.Quote = alt.Value, alt.Dynamic, alt.Prefix, alt.Quote
				if alt.Whole {
					a.ValueSpan = alt.Span
				}
				a.Alternatives = nil
				break
			}
		}
		attrs = append(attrs, a)
	}
	return attrs
}

// Text returns the places that the branch has in a tag: attributes, and parts
// of values.
func (b Branch) Text(t *Tag) []markup.Span {
	if t.Define != b.Define {
		return nil
	}
	var out []markup.Span
	for i := range t.Attrs {
		a := &t.Attrs[i]
		if a.Guard != "" && within(b.Guard, joinGuards(t.Guard, a.Guard)) {
			out = append(out, a.Span)
			continue
		}
		for j := range a.Alternatives {
			alt := &a.Alternatives[j]
			if !alt.Implied && within(b.Guard, joinGuards(t.Guard, alt.Guard)) {
				out = append(out, alt.Span)
			}
		}
	}
	return out
}

// In says whether the branch stands in another, or is the same.
func (b Branch) In(other Branch) bool {
	return b.Define == other.Define && within(other.Guard, b.Guard)
}

// Else says whether of two branches one is taken when the other is not, wherever
// the conditions around them hold.
func (b Branch) Else(other Branch) bool {
	if b.Outer() != other.Outer() {
		return false
	}
	last, otherLast := b.Guard[len(b.Outer().Guard):], other.Guard[len(other.Outer().Guard):]
	last, otherLast = strings.TrimPrefix(last, guardsAnd), strings.TrimPrefix(otherLast, guardsAnd)
	return last == "else of "+otherLast || otherLast == "else of "+last
}

// Outer returns the branch around a branch; the top of the template has an
// empty Guard.
func (b Branch) Outer() Branch {
	return Branch{b.Define, b.Guard[:max(0, strings.LastIndex(b.Guard, guardsAnd))]}
}

func joinGuards(outer, inner string) string {
	if outer == "" || inner == "" {
		return outer + inner
	}
	return outer + guardsAnd + inner
}
