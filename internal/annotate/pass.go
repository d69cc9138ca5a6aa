package annotate

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// pass applies as many fixes as can be proven at once. What it does follows
// from the source alone, so a pass over the output of a pass that applied
// nothing applies nothing.
type pass struct {
	language language
	o        *Options
	src      []byte
	page     *page.Page     // that src is
	findings []rule.Finding // of src

	accepted []candidate
	edits    []edit.Edit // of accepted, sorted
	refused  []Refused
	// out is the source with the edits applied, outPage what it reads as, and
	// outFindings are its findings; all only when something was accepted.
	out         []byte
	outPage     *page.Page
	outFindings []rule.Finding

	tags    []markup.Span // the start tags of src in front of scanned
	scanned int
}

// candidate is a fix to try.
type candidate struct {
	finding *rule.Finding
	fix     *rule.Fix
}

func (p *pass) run() {
	var list []candidate
	for i := range p.findings {
		f := &p.findings[i]
		if !p.o.wants(f) {
			continue
		}
		if fix := p.next(f, nil); fix != nil {
			list = append(list, candidate{f, fix})
		}
	}
	if len(list) == 0 {
		return
	}
	// What the author wrote is corrected before anything is added to it, which
	// then may no longer be missing.
	slices.SortStableFunc(list, func(a, b candidate) int { return a.adds() - b.adds() })
	p.solve(list)
}

// adds returns 1 for a fix that inserts, 0 for one that only changes what is
// there.
func (c candidate) adds() int {
	for _, e := range c.fix.Edits {
		if e.Start == e.End {
			return 1
		}
	}
	return 0
}

// next returns the fix of a finding to try after the given one, nil when
// there is none.
func (p *pass) next(f *rule.Finding, after *rule.Fix) *rule.Fix {
	for i := range f.Fixes {
		fix := &f.Fixes[i]
		if after == fix {
			after = nil
			continue
		}
		if after == nil && p.o.Applicable(fix) {
			return fix
		}
	}
	return nil
}

// solve accepts the candidates that can be proven together with those accepted
// before, in order: all at once if possible, else by halves, so that a few bad
// ones cost little.
func (p *pass) solve(list []candidate) {
	err := p.try(list)
	if err == nil {
		return
	}
	if len(list) > 1 {
		half := len(list) / 2
		p.solve(list[:half])
		p.solve(list[half:])
		return
	}
	c := list[0]
	if errors.Is(err, errConflict) {
		return // its turn comes in the next pass
	}
	p.refused = append(p.refused, Refused{*c.finding, *c.fix, err.Error()})
	if fix := p.next(c.finding, c.fix); fix != nil {
		p.solve([]candidate{{c.finding, fix}})
	}
}

var errConflict = errors.New("the fix conflicts with another one")

// try accepts the candidates beside those accepted before if that can be
// proven.
func (p *pass) try(list []candidate) error {
	accepted := append(slices.Clip(p.accepted), list...)
	edits, err := merge(accepted)
	if err != nil {
		return err
	}
	out, err := edit.Append((*outputs.Get().(*[]byte))[:0], p.src, edits)
	if err != nil {
		return err
	}
	after, quick, err := p.read(out, edits)
	if err != nil {
		return err
	}
	findings, moved := rule.Check(after, p.o.Settings), newShift(edits)
	if !quick {
		p.findTags(findings, moved)
	}
	if err := p.compare(findings, accepted, moved, quick); err != nil {
		return err
	}
	if err := p.language.prove(p.page, p.src, out, edits); err != nil {
		return err
	}
	p.accepted, p.edits, p.out, p.outPage, p.outFindings = accepted, edits, out, after, findings
	return nil
}

// read returns what the edited source reads as; quick says that it was read
// from the tags of the page that the edits are to.
func (p *pass) read(out []byte, edits []edit.Edit) (after *page.Page, quick bool, err error) {
	if p.language.edited != nil {
		if after, quick = p.language.edited(p.page, out, edits); quick {
			return after, true, nil
		}
	}
	after, err = p.language.parse(out, p.o.Page)
	return after, false, err
}

// merge joins the edits of candidates, sorted. Fixes that make the same edit
// share it; those whose edits otherwise overlap or start at the same place
// conflict.
func merge(list []candidate) ([]edit.Edit, error) {
	var all []owned
	known := map[edit.Edit]int{}
	for i, c := range list {
		for _, e := range c.fix.Edits {
			if owner, shared := known[e]; shared && owner != i {
				continue
			}
			known[e] = i
			all = append(all, owned{e, i})
		}
	}
	slices.SortStableFunc(all, func(a, b owned) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	edits := make([]edit.Edit, len(all))
	for i, e := range all {
		edits[i] = e.Edit
		if i == 0 {
			continue
		}
		if last := all[i-1]; e.Start < last.End || e.Start == last.Start && e.owner != last.owner {
			return nil, errConflict
		}
	}
	return edits, nil
}

type owned struct {
	edit.Edit
	owner int // index of the candidate
}

// place is where a finding is, told by what edits leave: the start tag it is
// in.
type place struct {
	rule *rule.Rule
	at   int
}

// compare says whether the findings of the edited source are those of the
// source without those of the candidates. With edits to tags that the page
// keeps, these are enough to tell places by: all others are as they were.
func (p *pass) compare(after []rule.Finding, fixed []candidate, moved shift, kept bool) error {
	left := map[place]int{}
	for i := range p.findings {
		left[p.place(&p.findings[i], nil, kept)]++
	}
	for _, c := range fixed {
		left[p.place(c.finding, nil, kept)]--
	}
	for i := range after {
		at := p.place(&after[i], moved, kept)
		left[at]--
		if left[at] >= 0 {
			continue
		}
		for _, c := range fixed {
			if p.place(c.finding, nil, kept) == at {
				return fmt.Errorf("the finding would stay: %s", after[i].Message)
			}
		}
		return fmt.Errorf("it would make another finding: %s [%s]", after[i].Message, after[i].Rule.ID)
	}
	return nil
}

func (p *pass) place(f *rule.Finding, moved shift, kept bool) place {
	at := moved.back(f.Span.Start)
	if p.language.branches {
		return place{f.Rule, at}
	}
	if kept {
		if t := p.page.TagAt(at); t != nil {
			at = t.Span.Start
		}
		return place{f.Rule, at}
	}
	i := sort.Search(len(p.tags), func(i int) bool { return p.tags[i].End > at })
	if i < len(p.tags) && p.tags[i].Start <= at {
		at = p.tags[i].Start
	}
	return place{f.Rule, at}
}

// findTags finds the start tags up to the last finding.
func (p *pass) findTags(after []rule.Finding, moved shift) {
	last := 0
	for i := range p.findings {
		last = max(last, p.findings[i].Span.Start)
	}
	for i := range after {
		last = max(last, moved.back(after[i].Span.Start))
	}
	if last < p.scanned {
		return
	}
	p.scanned, p.tags = last+1, p.language.starts(p.src, last)
}

func startTags(src []byte, last int) (spans []markup.Span) {
	markup.Scan(src, everyName, func(t *markup.Tag) bool {
		spans = append(spans, t.Span)
		return t.Span.End <= last
	})
	return spans
}
