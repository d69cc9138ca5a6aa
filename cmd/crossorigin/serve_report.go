package main

import (
	"time"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/serve"
)

// report tells what is new about a page.
func (s *session) report(v serve.Visit) {
	s.reporting.Lock()
	defer s.reporting.Unlock()
	a := report.Annotation{File: v.URL, Changed: v.Result.Changed, Left: report.Locate(v.URL, v.Result.Output, v.Left)}
	for _, x := range v.Applied {
		a.Applied = append(a.Applied, report.Applied{Finding: x.Finding, Fix: x.Fix, Offset: x.Offset, Line: x.Line, Column: x.Column})
	}
	for i := range a.Left {
		a.Reasons = append(a.Reasons, v.Result.Reason(&a.Left[i].Finding, &v.Options))
	}
	a.Trace(v.Source, v.Result.Output, s.sources(), nil)
	w := report.NewAnnotations("text", s.std.err, report.Options{Colour: colourful(s.std.err)})
	// Nobody is left to tell of an error in writing to the terminal.
	_ = w.File(a)
	if v.Gone > 0 && len(v.Result.Left) == 0 {
		s.tell("%s: nothing left to report", v.URL)
	}
}

// sameSources is how long the sources of a site that is worked on are taken for
// the same: as long as it takes to visit a page, not to change one.
const sameSources = time.Second

// sources are those of the site as they are now. It is called for one page at a
// time.
func (s *session) sources() *provenance.Sources {
	if time.Since(s.traced) < sameSources {
		return s.origins
	}
	s.origins, s.traced = nil, time.Now()
	if h, err := hugosite.Read(s.source); err == nil { // it may be half written just now
		s.origins = newOrigins(h)
	}
	return s.origins
}
