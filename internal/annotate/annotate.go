// Package annotate repairs one document: it applies the fixes of the findings
// and proves after each pass that nothing else changed. It stands between the
// rules and what writes files: rule → findings with fixes → annotated bytes.
//
// A fix is only applied when afterwards its finding is gone, no other finding
// came up, and the parse tree is the old one with exactly the attributes that
// the fix means to change.
package annotate

import (
	"cmp"
	"slices"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// Options say what is known of a document and which fixes are wanted.
type Options struct {
	Page     page.Options
	Settings *rule.Settings
	// Unsafe applies the fixes that may break a load that works, too.
	Unsafe bool
	// Rules are the ids of the rules whose findings count; nil for all.
	Rules []string
	// DropsHTML says that Hugo leaves raw HTML in Markdown out of the pages.
	DropsHTML bool
}

// Applied is a fix that was applied.
type Applied struct {
	Finding rule.Finding
	Fix     rule.Fix
	// Offset, Line and Column are the finding's place in the original source:
	// bytes from 0, lines and characters from 1.
	Offset, Line, Column int
}

// Refused is a fix that was not applied because its proof failed.
type Refused struct {
	Finding rule.Finding // its span is in the output
	Fix     rule.Fix
	Reason  string
}

// Result is what became of a document.
type Result struct {
	Output  []byte // the source itself when nothing changed
	Changed bool
	Applied []Applied // in the order of their places
	// Left are the findings of Output.
	Left []rule.Finding
	// Source and Page are what the source and Output read as; nil when that was
	// not asked for.
	Source, Page *page.Page
	// Refused are the fixes of findings in Left that were wanted but not
	// proven, and findings that the source keeps from having a fix.
	Refused []Refused

	pages   []*page.Page // of every pass, Page the last of them
	outputs [][]byte     // that passes made, Output the last of them
}

// Release gives the memory of the pages and of an Output that is not the source,
// none of which is to be used again, to other documents. All else in the
// result stays.
func (r *Result) Release() {
	for i := len(r.pages) - 1; i >= 0; i-- {
		r.pages[i].Release()
	}
	for _, out := range r.outputs {
		if cap(out) <= maxKeptOutput {
			outputs.Put(&out)
		}
	}
	if r.outputs != nil {
		r.Output = nil
	}
	r.Source, r.Page, r.pages, r.outputs = nil, nil, nil, nil
}

// maxKeptOutput bounds the memory that one large document leaves behind.
const maxKeptOutput = 1 << 20

// outputs is memory that no document is in.
var outputs = sync.Pool{New: func() any { return new([]byte) }}

// maxPasses bounds the loop. Every pass but the last applies a fix; a page
// whose fixes keep giving way to others would otherwise never end.
const maxPasses = 20

// language is how the source of a kind of document is read, and how it is
// proven that edits change nothing but what they mean to.
type language struct {
	// parse fails for a source that is none of the language.
	parse func(src []byte, o page.Options) (*page.Page, error)
	// edited is parse for a page with edits, with less work and only where that
	// is sure to find the same; nil for languages without such a way.
	edited func(before *page.Page, after []byte, edits []edit.Edit) (p *page.Page, ok bool)
	// starts returns the places of the start tags up to an offset, in order.
	starts func(src []byte, last int) []markup.Span
	// prove may look up tags in the page that before reads as; it can be nil.
	prove func(p *page.Page, before, after []byte, edits []edit.Edit) error
	// branches says that a finding may be about a branch inside a tag: then one
	// elsewhere in the tag is another finding.
	branches bool
	// hinders says what in the source keeps a finding without a fix from having
	// one, "" when nothing does; nil for languages without such a thing.
	hinders func(p *page.Page, f *rule.Finding) string
}

var (
	htmlPage = language{
		parse:  func(src []byte, o page.Options) (*page.Page, error) { return page.ParseHTML(src, o), nil },
		edited: edited, prove: proveHTML, starts: startTags,
	}
	headersFile = language{
		parse: func(src []byte, o page.Options) (*page.Page, error) { return page.ParseHeaders(src, o), nil },
		prove: proveHeaders(func(src []byte) (*page.Page, error) { return page.ParseHeaders(src, page.Options{}), nil }), starts: startTags,
	}
)

// headerTable is the language of the configuration file with that name.
func headerTable(name string) language {
	return language{
		parse: page.ParseHeaderTable,
		prove: proveHeaders(func(src []byte) (*page.Page, error) { return page.ParseHeaderTable(src, page.Options{Name: name}) }), starts: startTags,
	}
}

// Check returns the findings of an HTML page.
func Check(src []byte, o Options) []rule.Finding { return htmlPage.findings(src, &o) }

// CheckHeaders returns the findings of a headers file.
func CheckHeaders(src []byte, o Options) []rule.Finding { return headersFile.findings(src, &o) }

// CheckHeaderTable returns the findings in the headers of a configuration file
// (netlify.toml, hugo.toml). The error says what is no text of its format.
func CheckHeaderTable(src []byte, o Options) ([]rule.Finding, error) {
	found, err := headerTable(o.Page.Name).check(src, &o)
	return o.selected(found), err
}

// findings are those of a language that takes every source.
func (l language) findings(src []byte, o *Options) []rule.Finding {
	found, _ := l.check(src, o)
	return o.selected(found)
}

func (l language) check(src []byte, o *Options) ([]rule.Finding, error) {
	p, err := l.parse(src, o.Page)
	if err != nil {
		return nil, err
	}
	return rule.Check(p, o.Settings), nil
}

// edited reads a page with edits from the tags that they are to.
func edited(before *page.Page, after []byte, edits []edit.Edit) (p *page.Page, ok bool) {
	changes := make([]page.Change, len(edits))
	for i, e := range edits {
		changes[i] = page.Change{Span: markup.Span{Start: e.Start, End: e.End}, Length: len(e.Text)}
	}
	return before.Edited(after, changes)
}

// selected are the findings of the wanted rules.
func (o *Options) selected(findings []rule.Finding) []rule.Finding {
	if o.Rules == nil {
		return findings
	}
	var s []rule.Finding
	for i := range findings {
		if o.wants(&findings[i]) {
			s = append(s, findings[i])
		}
	}
	return s
}

func (o *Options) wants(f *rule.Finding) bool {
	return o.Rules == nil || slices.Contains(o.Rules, f.Rule.ID)
}

// Applicable says whether the options allow to apply the fix.
func (o *Options) Applicable(fix *rule.Fix) bool {
	return len(fix.Edits) > 0 && (fix.Safety == rule.Safe || o.Unsafe && fix.Safety == rule.Unsafe)
}

// HTML annotates an HTML page. Annotating the output again changes nothing.
func HTML(src []byte, o Options) Result { r, _ := htmlPage.annotate(src, &o); return r }

// Headers annotates a headers file, like HTML.
func Headers(src []byte, o Options) Result { r, _ := headersFile.annotate(src, &o); return r }

// HeaderTable annotates the headers in a configuration file, like HTML. The
// error is that of CheckHeaderTable.
func HeaderTable(src []byte, o Options) (Result, error) {
	return headerTable(o.Page.Name).annotate(src, &o)
}

// CSS returns the result for a style sheet: what is wrong in it is left.
func CSS(src []byte, o Options) Result {
	return Leave(src, rule.Check(page.ParseCSS(src, o.Page), o.Settings), o, "style sheets are not edited")
}

func (l language) annotate(src []byte, o *Options) (Result, error) {
	r := Result{Output: src}
	var err error
	if r.Page, err = l.parse(src, o.Page); err != nil {
		return r, err
	}
	r.Source, r.pages = r.Page, append(r.pages, r.Page)
	findings := rule.Check(r.Page, o.Settings)
	var lines *markup.Lines
	var passes []shift
	for range maxPasses {
		p := pass{language: l, o: o, src: r.Output, page: r.Page, findings: findings}
		p.run()
		r.Refused = p.refused
		if len(p.accepted) == 0 {
			break
		}
		if lines == nil {
			lines = markup.NewLines(src)
		}
		for _, c := range p.accepted {
			at := c.finding.Span.Start
			for i := len(passes) - 1; i >= 0; i-- {
				at = passes[i].back(at)
			}
			line, column := lines.LineColumn(at)
			r.Applied = append(r.Applied, Applied{*c.finding, *c.fix, at, line, column})
		}
		passes = append(passes, newShift(p.edits))
		r.Output, r.Page, findings, r.Changed = p.out, p.outPage, p.outFindings, true
		r.pages, r.outputs = append(r.pages, r.Page), append(r.outputs, r.Output)
	}
	// A pass takes corrections first, and a later one has what they made room for.
	slices.SortStableFunc(r.Applied, func(a, b Applied) int { return cmp.Compare(a.Offset, b.Offset) })
	r.Left = o.selected(findings)
	if l.hinders != nil && len(r.Left) > 0 {
		r.hinder(l)
	}
	return r, nil
}

// hinder notes what keeps findings from having a fix.
func (r *Result) hinder(l language) {
	for i := range r.Left {
		if f := &r.Left[i]; len(f.Fixes) == 0 {
			if reason := l.hinders(r.Page, f); reason != "" {
				r.Refused = append(r.Refused, Refused{Finding: *f, Reason: reason})
			}
		}
	}
}

// Leave returns the result for a document that is not edited, with the findings
// in it and the reason.
func Leave(src []byte, findings []rule.Finding, o Options, reason string) Result {
	r := Result{Output: src, Left: o.selected(findings)}
	for _, f := range r.Left {
		r.Refused = append(r.Refused, Refused{Finding: f, Reason: reason})
	}
	return r
}

// Reason says why a finding in Left was left; o are the options that the
// document was annotated with.
func (r *Result) Reason(f *rule.Finding, o *Options) string {
	for i := range r.Refused {
		if refused := &r.Refused[i]; refused.Finding.Rule == f.Rule && refused.Finding.Span == f.Span {
			return "not fixed: " + refused.Reason
		}
	}
	for i := range f.Fixes {
		switch fix := &f.Fixes[i]; {
		case o.Applicable(fix):
			return "not fixed: too many fixes give way to each other"
		case fix.Safety == rule.Unsafe:
			return "unsafe fix, see --unsafe: " + fix.Message
		case fix.Safety == rule.Display:
			return "to be fixed by hand: " + fix.Message
		}
	}
	return "no fix is known"
}

// shift is how far edits move what is behind them.
type shift []edit.Edit

// newShift returns the shift of edits that are sorted and do not overlap.
func newShift(edits []edit.Edit) shift { return edits }

// forward returns the offset in the edited source of an offset in the source
// at which no replacement lasts: what is inserted there comes in front.
func (s shift) forward(at int) int {
	moved := 0
	for _, e := range s {
		if e.End > at {
			break
		}
		moved += len(e.Text) - (e.End - e.Start)
	}
	return at + moved
}

// back returns the offset in the source of an offset in the edited source; for
// one in new text the place of the edit.
func (s shift) back(at int) int {
	moved := 0 // by the edits so far
	for _, e := range s {
		start := e.Start + moved
		if at < start {
			break
		}
		if at < start+len(e.Text) {
			return e.Start
		}
		moved += len(e.Text) - (e.End - e.Start)
	}
	return at - moved
}
