package rule

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// branches adds what is wrong in branches inside the start tags of a template:
// what is certain as soon as one of them is taken, whatever else the template
// does, is reported at the text of that branch.
func (c *checker) branches(p *page.Page) {
	settings := *c.settings
	settings.Uncertain = false
	var known []inBranch
	for _, b := range p.Branches() {
		view := checker{settings: &settings}
		view.run(p.Under(b))
		for _, f := range view.findings {
			t := p.TagAt(f.Span.Start)
			if t == nil {
				continue
			}
			text := b.Text(t)
			place, ok := placeIn(t, text, f.Span)
			if !ok || slices.ContainsFunc(known, func(k inBranch) bool { return k.rule == f.Rule && k.span == f.Span && b.In(k.branch) }) {
				continue
			}
			same := func(other Finding) bool { return other.Rule == f.Rule && other.Span == f.Span }
			if slices.ContainsFunc(c.findings, func(other Finding) bool { return same(other) && !other.Uncertain }) {
				continue // wrong in every branch
			}
			c.findings = slices.DeleteFunc(c.findings, same)
			known = append(known, inBranch{f.Rule, f.Span, b})
			f.Span = place
			f.Fixes = slices.DeleteFunc(f.Fixes, func(fix Fix) bool { return !inside(text, fix) })
			c.findings = append(c.findings, f)
		}
	}
}

// distinct leaves out what is found twice at one place: tags whose starts stand
// in branches may share the rest.
func distinct(findings []Finding) []Finding {
	type place struct {
		rule    *Rule
		span    markup.Span
		message string
	}
	seen := make(map[place]bool, len(findings))
	return slices.DeleteFunc(findings, func(f Finding) bool {
		at := place{f.Rule, f.Span, f.Message}
		before := seen[at]
		seen[at] = true
		return before
	})
}

// inBranch is what was found in a branch.
type inBranch struct {
	rule   *Rule
	span   markup.Span
	branch page.Branch
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
