package rule

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// Check returns what the rules find wrong with a page, in source order, with
// severities and suppressions applied. A nil s means the defaults.
func Check(p *page.Page, s *Settings) []Finding {
	if s == nil {
		s = &Settings{}
	}
	c := checker{settings: s}
	c.run(p)
	if p.Fragment {
		c.branches(p)
		c.asWritten(p)
		c.findings = distinct(c.findings)
	}
	for i := range p.Frames {
		c.frame(p, &p.Frames[i])
	}
	findings := c.suppress(p)
	slices.SortStableFunc(findings, func(a, b Finding) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return a.Span.End - b.Span.End
	})
	return findings
}

type checker struct {
	settings *Settings
	rule     *Rule
	findings []Finding
	doubts   []Finding // uncertain ones that were not asked for
}

func (c *checker) run(p *page.Page) {
	report := func(f Finding) {
		if slices.ContainsFunc(f.Fixes, func(fix Fix) bool { return takesMarkup(p, fix.Edits) }) {
			f.Fixes = nil
			if !strings.HasSuffix(f.Message, "?") {
				f.Message += "."
			}
			f.Message += " The value takes in the markup behind it: is a quote missing?"
		}
		if p.Fragment {
			f.Fixes = slices.DeleteFunc(f.Fixes, func(fix Fix) bool { return takesAction(p, fix.Edits) })
		}
		c.report(f)
	}
	for _, r := range all {
		if c.settings.runs(r) {
			c.rule = r
			r.Check(p, c.settings, report)
		}
	}
}

func (c *checker) report(f Finding) {
	f.Rule = c.rule
	if f.Uncertain && !c.settings.Uncertain {
		c.doubts = append(c.doubts, f)
		return
	}
	if f.Uncertain {
		for i := range f.Fixes {
			f.Fixes[i].Safety = Display
		}
		f.Severity = Info
	} else if severity, ok := c.settings.Severity[f.Rule.ID]; ok {
		f.Severity = severity
	}
	c.findings = append(c.findings, f)
}

// takesMarkup says whether an edit inside a tag would take out markup, which
// stands in the value of an attribute because the quote behind it is missing:
// to a browser it is lost, to an author it is the rest of the document.
func takesMarkup(p *page.Page, edits []edit.Edit) bool {
	return slices.ContainsFunc(edits, func(e edit.Edit) bool {
		text := bytes.TrimLeft(p.Src[e.Start:e.End], " \t\n\f\r")
		return !bytes.HasPrefix(text, []byte("<")) && bytes.ContainsAny(text, "<>")
	})
}

// takesAction says whether an edit would write over an action of a template, or
// into one: what it prints may be known, but who reads the template knows it by
// the action.
func takesAction(p *page.Page, edits []edit.Edit) bool {
	return slices.ContainsFunc(edits, func(e edit.Edit) bool {
		return bytes.Contains(p.Src[e.Start:e.End], []byte("{{")) || p.InAction(e.Start)
	})
}

// frame adds the findings of a srcdoc document, with their fixes made where the
// document is written: inside the value of the attribute.
func (c *checker) frame(p *page.Page, f *page.Frame) {
	for _, finding := range Check(f.Page, c.settings) {
		finding.Span = f.Span(p, finding.Span)
		finding.Message = "in srcdoc: " + finding.Message
		finding.Fixes = slices.DeleteFunc(finding.Fixes, func(fix Fix) bool { return !intoFrame(p, f, fix.Edits) })
		c.findings = append(c.findings, finding)
	}
}

// intoFrame turns edits of a srcdoc document into edits of the page. It is not
// ok when one of them cannot be written there without touching what is beside.
func intoFrame(p *page.Page, f *page.Frame, edits []edit.Edit) bool {
	for i, e := range edits {
		at, text, ok := f.Replace(p, markup.Span{Start: e.Start, End: e.End}, e.Text)
		if !ok {
			return false
		}
		edits[i] = edit.Edit{Start: at.Start, End: at.End, Text: text}
	}
	return true
}

// all are the rules in the order of the documentation: what the attribute
// says, what is blocked, what is fetched twice, what is wasted, policies.
var all = []*Rule{
	&invalidValue,
	&valueBlanks,
	&misspeltAttribute,
	&noEffect,
	&duplicateAttribute,
	&integrityNeedsCORS,
	&integrityDigest,
	&trackBlocked,
	&corsRefused,
	&fontPreload,
	&preloadMismatch,
	&preloadIntegrity,
	&preloadAs,
	&fetchPreload,
	&modulepreloadMismatch,
	&moduleCredentials,
	&mixedRequests,
	&preconnectPool,
	&preconnectBoth,
	&preconnectSelf,
	&preloadUnused,
	&integrityIgnored,
	&inlineImports,
	&cssModifier,
	&linkHeader,
	&templateFiltered,
	&templateJoined,
	&templatePermalink,
	&templateHash,
	&manifestLogin,
	&mutedErrors,
	&taintedCanvas,
	&embedderPolicy,
	&integrityPolicy,
	&spelling,
	&unusedSuppression,
}

// All returns every rule, in a fixed order. The slice is the caller's.
func All() []*Rule { return slices.Clone(all) }

// ByID returns the rule with that id, nil when there is none.
func ByID(id string) *Rule {
	for _, r := range all {
		if r.ID == id {
			return r
		}
	}
	return nil
}
