package annotate

import (
	"bytes"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// CheckTemplate returns the findings of the source of a Hugo template:
// what is wrong whatever its actions print. The template may have more conditions
// than are read one by one; unread is how many. The error is the first thing that
// makes Hugo refuse the template; there are no findings then.
func CheckTemplate(src []byte, o Options) (found []rule.Finding, unread int, err error) {
	p, err := templateFile(o.Page.Name).parse(src, o.Page)
	if err != nil {
		return nil, 0, err
	}
	found = o.selected(rule.Check(p, o.Settings))
	return found, p.Unread, nil
}

// Template annotates the source of a Hugo template, like HTML: a fix is
// applied when it is right whatever the actions print. The error is that of
// CheckTemplate.
func Template(src []byte, o Options) (Result, error) {
	return templateFile(o.Page.Name).annotate(src, &o)
}

// CheckContent returns the findings of a content file of Hugo: what is wrong
// in its raw HTML, whatever its shortcodes print. What would be wrong with raw
// HTML that Hugo leaves out is uncertain.
func CheckContent(src []byte, o Options) []rule.Finding {
	found := contentFile(o.Page.Name, o.DropsHTML).findings(src, &o)
	if !o.DropsHTML || o.Settings == nil || !o.Settings.Uncertain {
		return found
	}
	for _, f := range contentFile(o.Page.Name, false).findings(src, &o) {
		if slices.ContainsFunc(found, func(known rule.Finding) bool { return known.Rule == f.Rule && known.Span == f.Span }) {
			continue
		}
		f.Uncertain, f.Severity = true, rule.Info
		f.Message += "; but Hugo leaves raw HTML in Markdown out of the page, because markup.goldmark.renderer.unsafe is not set"
		for i := range f.Fixes {
			f.Fixes[i].Safety = rule.Display
		}
		found = append(found, f)
	}
	slices.SortStableFunc(found, func(a, b rule.Finding) int { return a.Span.Start - b.Span.Start })
	return found
}

// Content annotates the raw HTML of a content file of Hugo, like HTML.
func Content(src []byte, o Options) Result {
	r, _ := contentFile(o.Page.Name, o.DropsHTML).annotate(src, &o)
	return r
}

// scanner reads source with actions in it.
type scanner func(src []byte) (*hugotemplate.Source, error)

// templateFile is the language of template sources; the name is for messages.
func templateFile(name string) language {
	return scanner(func(src []byte) (*hugotemplate.Source, error) {
		return hugotemplate.Scan(name, src, everyName)
	}).language()
}

// contentFile is the language of content files; the name says which one, and
// dropped that raw HTML in Markdown does not reach the page.
func contentFile(name string, dropped bool) language {
	return scanner(func(src []byte) (*hugotemplate.Source, error) {
		return hugotemplate.ScanContent(name, src, everyName, dropped), nil
	}).language()
}

func (scan scanner) language() language {
	return language{parse: scan.parse, starts: scan.starts, prove: scan.prove, branches: true, hinders: hinders}
}

func (scan scanner) parse(src []byte, o page.Options) (*page.Page, error) {
	s, err := scan(src)
	if err != nil {
		return nil, err
	}
	tags := s.Tags[:0]
	kept := make([]int, len(s.Tags)) // index among the tags that are kept
	for i := range s.Tags {
		t := s.Tags[i]
		if t.Find("crossorigin") == nil && !page.Wanted(t.Name) && t.Name != "" {
			kept[i] = -1
			continue
		}
		if t.ParentIndex >= 0 {
			t.ParentIndex = kept[t.ParentIndex] // it comes first
		}
		kept[i] = len(tags)
		tags = append(tags, t)
	}
	p := page.FromTags(src, tags, o)
	p.Actions = s.Actions
	for _, opener := range s.Unread {
		if p.TagAt(opener.Start) != nil {
			p.Unread++
		}
	}
	for _, c := range s.Comments {
		if bytes.HasPrefix(bytes.TrimSpace(src[c.Text.Start:c.Text.End]), []byte(page.Suppression)) {
			p.Comments = append(p.Comments, c.Text)
		}
	}
	p.Traps = s.Traps
	return p, nil
}

func (scan scanner) starts(src []byte, _ int) (spans []markup.Span) {
	s, err := scan(src)
	if err != nil {
		return nil
	}
	for i := range s.Tags {
		spans = append(spans, s.Tags[i].Span)
	}
	return spans
}

// hinders says which action of a template stands in the way of a fix.
func hinders(p *page.Page, f *rule.Finding) string {
	for i := range p.Tags {
		t := &p.Tags[i]
		if f.Span.Start < t.Span.Start || t.Span.End <= f.Span.Start {
			continue
		}
		if guard := branchAt(t, f.Span); guard != "" {
			return "it is wrong in one branch only, " + guard
		}
		a := t.Find("crossorigin")
		switch {
		case p.InAction(t.Span.Start):
			return "an action prints this tag"
		case a != nil && a.Dynamic:
			return "an action writes the value of crossorigin"
		case a != nil && a.Presence == markup.Maybe:
			return "crossorigin stands under a condition, " + a.Guard
		case t.Open:
			return "an action may add attributes to this tag"
		}
	}
	return ""
}

// branchAt returns the guard of the branch whose text in the tag stands at a
// place, "" for none.
func branchAt(t *page.Tag, at markup.Span) string {
	for i := range t.Attrs {
		a := &t.Attrs[i]
		if a.Guard != "" && a.Span == at && a.Name != "crossorigin" {
			return a.Guard
		}
		for _, alt := range a.Alternatives {
			if alt.Span == at {
				return alt.Guard
			}
		}
	}
	return ""
}
