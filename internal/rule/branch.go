package rule

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// branches adds what is wrong in branches inside the start tags of a template:
// what is certain as soon as one of them is taken, whatever else the template
// does, is reported at the text of that branch. What is wrong with a tag in all
// branches of a condition is reported once.
func (c *checker) branches(p *page.Page) {
	settings := *c.settings
	settings.Uncertain = false
	certain := map[spot]bool{}
	for _, f := range c.findings {
		if !f.Uncertain {
			certain[spotOf(f)] = true
		}
	}
	found := map[spot][]inBranch{}
	var order []spot
	for _, b := range p.Branches() {
		view := checker{settings: &settings}
		view.run(p.Under(b))
		for _, f := range view.findings {
			at := spotOf(f)
			t := p.TagAt(f.Span.Start)
			if t == nil || certain[at] || slices.ContainsFunc(found[at], func(outer inBranch) bool { return b.In(outer.branch) }) {
				continue // wrong in every branch, or in the one around it
			}
			text := b.Text(t)
			if place, ok := placeIn(t, text, f.Span); ok {
				if found[at] == nil {
					order = append(order, at)
				}
				found[at] = append(found[at], inBranch{Finding: f, branch: b, tag: t, text: text, place: place})
			}
		}
	}
	// What was uncertain is certain now.
	c.findings = slices.DeleteFunc(c.findings, func(f Finding) bool { return f.Uncertain && found[spotOf(f)] != nil })
	for _, at := range order {
		for _, f := range together(found[at]) {
			c.findings = append(c.findings, f.finding())
		}
	}
}

// asWritten adds, as uncertain, what is wrong with tags to which actions may add
// attributes, should they add none that matters.
func (c *checker) asWritten(p *page.Page) {
	written := p.AsWritten()
	if written == nil {
		return
	}
	known := map[spot]bool{}
	for _, f := range slices.Concat(c.findings, c.doubts) {
		known[spotOf(f)] = true
	}
	settings := *c.settings
	settings.Uncertain = false
	view := checker{settings: &settings}
	view.run(written)
	for _, f := range view.findings {
		if t := p.TagAt(f.Span.Start); t == nil || !t.Open || t.Name == "" || known[spotOf(f)] {
			continue
		}
		f.Uncertain = true
		f.Message += "; unless an action adds attributes to this tag"
		c.rule = f.Rule
		c.report(f)
	}
}

// spot is the place of a finding of one rule.
type spot struct {
	rule *Rule
	span markup.Span
}

func spotOf(f Finding) spot { return spot{f.Rule, f.Span} }

// inBranch is what was found in a branch.
type inBranch struct {
	Finding // as it is found where the branch is taken
	branch  page.Branch
	tag     *page.Tag
	text    []markup.Span // of the branch in the tag
	place   markup.Span   // the part of it that the finding is about
}

// finding is what is reported. In a branch a fix changes nothing outside of it.
func (f inBranch) finding() Finding {
	if f.branch.Guard != f.tag.Guard {
		f.Span = f.place
		f.Fixes = slices.DeleteFunc(f.Fixes, func(fix Fix) bool { return !inside(f.text, fix) })
	}
	return f.Finding
}

// together joins what is wrong with a tag in both branches of a condition, so
// that it is wrong wherever that condition is asked for. All is found by one
// rule at one place.
func together(out []inBranch) []inBranch {
	for i := 0; i < len(out); i++ {
		f := &out[i]
		other := slices.IndexFunc(out, func(g inBranch) bool { return f.Span == f.tag.Span && f.branch.Else(g.branch) })
		if other < 0 {
			continue
		}
		g := out[other]
		f.branch = f.branch.Outer()
		f.text = append(slices.Clone(f.text), g.text...)
		f.Fixes = slices.DeleteFunc(slices.Clone(f.Fixes), func(fix Fix) bool {
			return !slices.ContainsFunc(g.Fixes, func(also Fix) bool { return slices.Equal(also.Edits, fix.Edits) })
		})
		out = slices.Delete(out, other, other+1)
		i = -1 // the outer branch may be one of two
	}
	return out
}

// distinct leaves out what is found twice at one place: tags whose starts stand
// in branches may share the rest.
func distinct(findings []Finding) []Finding {
	type told struct {
		spot
		message string
	}
	seen := make(map[told]bool, len(findings))
	return slices.DeleteFunc(findings, func(f Finding) bool {
		at := told{spotOf(f), f.Message}
		before := seen[at]
		seen[at] = true
		return before
	})
}

// placeIn returns the text of a branch that a finding is about: all of it when
// it is about the whole tag. What it says of other parts of the tag is not the
// branch's fault.
func placeIn(t *page.Tag, text []markup.Span, found markup.Span) (markup.Span, bool) {
	if len(text) == 0 {
		return markup.Span{}, false
	}
	if found == t.Span {
		return text[0], true
	}
	for _, s := range text {
		if s.Start <= found.Start && found.End <= s.End {
			return found, true
		}
		if found.Start <= s.Start && s.End <= found.End {
			return s, true // the branch is part of the attribute's value
		}
	}
	return markup.Span{}, false
}

// inside says whether a fix changes nothing outside of a branch.
func inside(text []markup.Span, f Fix) bool {
	for _, e := range f.Edits {
		if !slices.ContainsFunc(text, func(s markup.Span) bool { return s.Start <= e.Start && e.End <= s.End }) {
			return false
		}
	}
	return true
}
