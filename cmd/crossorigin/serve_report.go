package main

import (
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/serve"
)

// report tells what is new about a page.
func (s *session) report(v serve.Visit) {
	a := report.Annotation{File: v.URL, Changed: v.Result.Changed, Left: report.Locate(v.URL, v.Result.Output, v.Left)}
	for _, x := range v.Applied {
		a.Applied = append(a.Applied, report.Applied{Finding: x.Finding, Fix: x.Fix, Line: x.Line, Column: x.Column})
	}
	for i := range a.Left {
		a.Reasons = append(a.Reasons, v.Result.Reason(&a.Left[i].Finding, &v.Options))
	}
	w := report.NewAnnotations("text", s.std.err, report.Options{Colour: colourful(s.std.err)})
	// Nobody is left to tell of an error in writing to the terminal.
	_ = w.File(a)
	if v.Gone > 0 && len(v.Result.Left) == 0 {
		s.tell("%s: nothing left to report", v.URL)
	}
}
