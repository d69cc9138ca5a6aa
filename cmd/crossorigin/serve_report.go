package main

import (
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/serve"
)

// report tells what is new about a page.
func (s *session) report(f *front, v serve.Visit) {
	s.reporting.Lock()
	defer s.reporting.Unlock()
	a := report.Annotation{File: v.URL, Changed: v.Result.Changed, Left: report.Locate(v.URL, v.Result.Output, v.Left)}
	for _, x := range v.Applied {
		a.Applied = append(a.Applied, report.Applied{Finding: x.Finding, Fix: x.Fix, Offset: x.Offset, Line: x.Line, Column: x.Column})
	}
	for i := range a.Left {
		a.Reasons = append(a.Reasons, v.Result.Reason(&a.Left[i].Finding, &v.Options))
	}
	s.trace(f, v.File, &a, v.Source, v.Result.Output)
	w := report.NewAnnotations("text", s.std.err, report.Options{Colour: colourful(s.std.err)})
	// Nobody is left to tell of an error in writing to the terminal.
	_ = w.File(a)
	if v.Gone > 0 && len(v.Result.Left) == 0 {
		s.tell("%s: nothing left to report", v.URL)
	}
}

// trace gives what is told of a page the places that it comes from.
func (s *session) trace(f *front, file string, a *report.Annotation, src, output []byte) {
	sources, site := s.sources.now()
	var made provenance.Page
	if site != nil {
		made = madeBy(site, file)
	}
	if f.site.Language != "" {
		made.Language = f.site.Language
	}
	a.Trace(provenance.Built{Source: src}, provenance.Built{Source: output}, sources, made)
}
