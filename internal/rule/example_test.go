package rule

import (
	"bytes"
	"slices"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// policySettings switch every policy on, for the rules that need one.
func policySettings(r *Rule) *Settings {
	s := &Settings{}
	switch r.Policy {
	case policyAuthenticated:
		s.Policies.Authenticated = true
	case policyMutedErrors:
		s.Policies.MutedErrors = true
	case policyCanvas:
		s.Policies.Canvas = true
	case policyCrossOriginIsolated:
		s.Policies.CrossOriginIsolated = "require-corp"
	case policyIntegrityPolicy:
		s.Policies.IntegrityPolicy = true
	case policySpelling:
		s.Policies.Spelling = "anonymous"
	}
	return s
}

func parseExample(e *Example, src string) *page.Page {
	o := page.Options{URL: e.BaseURL}
	if o.URL == "" {
		o.URL = "https://example.org/"
	}
	switch e.Syntax {
	case SyntaxHeaders:
		return page.ParseHeaders([]byte(src), o)
	case SyntaxCSS:
		return page.ParseCSS([]byte(src), o)
	case SyntaxTemplate:
		template, err := hugotemplate.Scan(e.Title, []byte(src), markup.EveryName())
		if err != nil {
			panic(err)
		}
		p := page.FromTags([]byte(src), template.Tags, o)
		p.Actions, p.Traps = template.Actions, template.Traps
		return p
	}
	return page.ParseHTML([]byte(src), o)
}

// findingsOf returns the findings of one rule. All rules run, because
// suppressions count what they suppress.
func findingsOf(r *Rule, p *page.Page) []Finding {
	all := Check(p, policySettings(r))
	return slices.DeleteFunc(all, func(f Finding) bool { return f.Rule != r })
}

// repair applies the best fix of every finding that is not for display only.
func repair(t *testing.T, src string, findings []Finding) string {
	t.Helper()
	var edits []edit.Edit
	for _, f := range findings {
		if len(f.Fixes) > 0 && f.Fixes[0].Safety != Display {
			edits = append(edits, f.Fixes[0].Edits...)
		}
	}
	slices.SortStableFunc(edits, func(a, b edit.Edit) int { return a.Start - b.Start })
	out, err := edit.Apply([]byte(src), slices.Compact(edits))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestExamples(t *testing.T) {
	for _, r := range All() {
		right := false
		for i := range r.Examples {
			e := &r.Examples[i]
			right = right || e.Wrong == 0
			t.Run(r.ID+"/"+e.Title, func(t *testing.T) { testExample(t, r, e) })
		}
		if !right {
			t.Errorf("%s has no right example", r.ID)
		}
	}
}

func testExample(t *testing.T, r *Rule, e *Example) {
	p := parseExample(e, e.Source)
	findings := findingsOf(r, p)
	if len(findings) != e.Wrong {
		t.Fatalf("%d findings, want %d: %v", len(findings), e.Wrong, messages(findings))
	}
	for _, f := range findings {
		if f.Span.Start < 0 || f.Span.End > len(e.Source) || f.Span.Start > f.Span.End {
			t.Errorf("span %v outside the source", f.Span)
		}
		if f.Message == "" {
			t.Error("no message")
		}
	}
	fixed := repair(t, e.Source, findings)
	want := e.Fixed
	if want == "" {
		want = e.Source
	}
	if fixed != want {
		t.Errorf("fixed\n got %s\nwant %s", fixed, want)
	}
	if e.Fixed == "" {
		return
	}
	left := findingsOf(r, parseExample(e, fixed))
	if len(left) != 0 {
		t.Errorf("after the fix: %v", messages(left))
	}
	if again := repair(t, fixed, left); again != fixed {
		t.Errorf("a second fix gives %s", again)
	}
}

func messages(findings []Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Message)
	}
	return out
}

func TestRulesAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range All() {
		if r.ID == "" || seen[r.ID] || bytes.ContainsAny([]byte(r.ID), " _ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			t.Errorf("id %q", r.ID)
		}
		seen[r.ID] = true
		if r.Title == "" || r.Why == "" || len(r.Spec) == 0 || r.Check == nil {
			t.Errorf("%s is not documented", r.ID)
		}
		if ByID(r.ID) != r {
			t.Errorf("ByID(%q) is another rule", r.ID)
		}
		wrong := 0
		for i := range r.Examples {
			wrong += r.Examples[i].Wrong
		}
		if wrong == 0 {
			t.Errorf("%s has no wrong example", r.ID)
		}
	}
}
