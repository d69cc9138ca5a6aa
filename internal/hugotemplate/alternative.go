package hugotemplate

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// alternative returns what the value of an attribute is on the present path,
// when nothing but the choices inside it decides which text stands there. It
// is the one element of the result, or there is none. text is the place of the
// value, branch that of the tag.
func (r *reader) alternative(a *markup.Attr, text markup.Span, branch int) []markup.Alternative {
	choices := r.choicesIn(markup.Span{Start: a.NameSpan.End, End: a.Span.End})
	if len(choices) == 0 {
		return nil
	}
	for i, c := range choices {
		if c.loop || c.end >= len(r.actions) || i > 0 && c.ways[0].outer != r.path.taken[choices[i-1]] {
			return nil // it repeats, or does not depend on the one before
		}
	}
	// The paths show all ways through the outermost choice for this tag and
	// attribute: neither starts in a branch that has ended.
	outer := r.branches[r.inside[choices[0].opener]].parent
	if !r.encloses(branch, outer) || !r.encloses(r.branchAt(a.NameSpan.Start), outer) {
		return nil
	}
	last := choices[len(choices)-1]
	inner := r.inside[last.opener]
	if r.leaves(inner) {
		return nil
	}
	var alt markup.Alternative
	taken := r.path.taken[last]
	switch {
	case taken == &last.ways[0]:
		alt.Guard = r.guardAt(text.Start, inner, branch)
		alt.Span = r.shownIn(text, r.actions[last.opener].hole.End, r.holeStart(taken.to))
	case taken.from >= 0:
		alt.Guard = r.guardAt(text.Start, r.inside[taken.from], branch)
		alt.Span = r.shownIn(text, r.actions[taken.from].hole.End, r.holeStart(taken.to))
	default:
		alt.Implied = true
		alt.Guard = "else of " + r.branches[inner].guard
		if outer := r.guardAt(text.Start, r.branches[inner].parent, branch); outer != "" {
			alt.Guard = outer + and + alt.Guard
		}
	}
	alt.Quote = a.Quote
	holes := r.holesIn(text)
	parts := pieces(text, holes)
	var literal []byte
	for i, at := 0, text.Start; i <= len(holes); i++ {
		end := text.End
		if i < len(holes) {
			end = max(at, holes[i].Start)
		}
		literal = append(literal, r.src[at:end]...)
		if i == len(holes) {
			break
		}
		if holes[i].prints {
			alt.Dynamic = true
			break
		}
		at = min(holes[i].End, text.End)
	}
	alt.Whole = alt.Span.Len() > 0 && !slices.ContainsFunc(parts, func(part markup.Span) bool { return !contains(alt.Span, part) })
	if alt.Dynamic {
		alt.Whole = alt.Whole && !slices.ContainsFunc(holes, func(h hole) bool { return h.prints && !contains(alt.Span, h.Span) })
		alt.Prefix = r.decoder.value(cutReference(literal), a.Quote)
	} else {
		alt.Value = r.decoder.value(literal, a.Quote)
		alt.Whole = alt.Whole && len(parts) == 1 && parts[0] == alt.Span
	}
	return []markup.Alternative{alt}
}

// choicesIn returns the choices of the present path that open in a span, in
// source order.
func (r *reader) choicesIn(s markup.Span) []*choice {
	var out []*choice
	for i := r.actionBefore(s.Start-1) + 1; i < len(r.actions) && r.actions[i].span.Start < s.End; i++ {
		if c := r.opens[i]; c != nil && r.path.taken[c] != nil {
			out = append(out, c)
		}
	}
	return out
}

func contains(outer, inner markup.Span) bool {
	return outer.Start <= inner.Start && inner.End <= outer.End
}

// shownIn returns the part of a value between two offsets; empty when they
// leave nothing of it.
func (r *reader) shownIn(value markup.Span, start, end int) markup.Span {
	start = min(max(start, value.Start), value.End)
	return markup.Span{Start: start, End: max(start, min(end, value.End))}
}

// mergeAlternatives puts together what two paths say of the values of one
// attribute. Where one of them cannot tell, nothing is known.
func mergeAlternatives(as, bs []markup.Alternative) []markup.Alternative {
	if len(as) == 0 || len(bs) == 0 {
		return nil
	}
	for _, b := range bs {
		if !slices.ContainsFunc(as, func(a markup.Alternative) bool { return a.Guard == b.Guard }) {
			as = append(as, b)
		}
	}
	return as
}
