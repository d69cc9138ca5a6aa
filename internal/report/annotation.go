package report

import (
	"bufio"
	"io"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// Annotation is what was done to one file, and what was left.
type Annotation struct {
	File   string
	Source string // the file that File is made from; "" when there is no other
	// Templates returns the files of the template that made it; nil when it is
	// not known.
	Templates func() []string
	ByHand    bool // File is a source: the same in another one is told of it too
	Changed   bool
	Applied   []Applied
	Left      []Finding // in the annotated file
	Reasons   []string  // of Left, why each was left
	Diff      []byte    // unified; nil unless asked for
	// Refreshed are the precompressed copies of the file that were made anew,
	// Stale those that are not what the file is, by this run or before.
	Refreshed, Stale []string
}

// Waits says whether something of what was left is certain only when all pages of
// the site are known.
func (a *Annotation) Waits() bool {
	return slices.ContainsFunc(a.Left, func(f Finding) bool { return f.ForSite() })
}

// Settle takes out of what was left the suppressions that other pages need.
func (a *Annotation) Settle(s *rule.Suppressions) {
	for i := len(a.Left) - 1; i >= 0; i-- {
		if a.Left[i].ForSite() && s.Needed(&a.Left[i].Finding) {
			a.Left, a.Reasons = slices.Delete(a.Left, i, i+1), slices.Delete(a.Reasons, i, i+1)
		}
	}
}

// Applied is a fix that was applied.
type Applied struct {
	Finding      rule.Finding
	Fix          rule.Fix
	Offset       int // of the finding, in the file as it was
	Line, Column int
	Origin       *provenance.Place // where its tag comes from, nil when that is not known
}

// Trace gives all that is told of a built page the places that it comes from:
// src is the page as it was, output as it is now.
func (a *Annotation) Trace(src, output provenance.Built, sources *provenance.Sources, of provenance.Page) {
	offsets := make([]int, len(a.Applied))
	for i := range a.Applied {
		offsets[i] = a.Applied[i].Offset
	}
	for i, at := range sources.Places(src, offsets, of) {
		a.Applied[i].Origin = at
	}
	if sources == nil || !a.Changed || !a.traceFixed(src, output, sources, of) {
		Trace(a.Left, output, sources, of)
	}
}

// traceFixed gives what is left in a page with fixes the places of its tags as
// they were: no source says what a fix has added. It returns false where that is
// not known.
func (a *Annotation) traceFixed(src, output provenance.Built, sources *provenance.Sources, of provenance.Page) bool {
	offsets := make([]int, len(a.Left))
	for i := range a.Left {
		offsets[i] = a.Left[i].Span.Start
	}
	before := provenance.Before(src.Source, output.Source, offsets)
	for i, at := range sources.Places(src, before, of) {
		a.Left[i].Origin = at
	}
	return before != nil
}

func (a *Annotation) templates() []string {
	if a.Templates == nil {
		return nil
	}
	return a.Templates()
}

// AnnotationWriter writes the report of a run that repairs files.
type AnnotationWriter interface {
	File(Annotation) error
	Close(Summary) error
}

// NewAnnotations starts such a report on w in the format "text" or "json".
func NewAnnotations(format string, w io.Writer, o Options) AnnotationWriter {
	if format == "json" {
		j := &annotationJSON{w: bufio.NewWriter(w)}
		j.files.w = j.w
		io.WriteString(j.w, `{"version":1,"files":[`)
		return j
	}
	return &annotationText{w: bufio.NewWriter(w), o: o, paint: Paint(o.Colour), byKey: map[annotationKey]*annotationLine{}}
}

// annotationJSON is the report for programs, one file a line. Files without
// anything to tell are left out.
type annotationJSON struct {
	w       *bufio.Writer
	files   array
	changed int
	applied int
}

type (
	jsonAnnotation struct {
		File      string        `json:"file"`
		Source    string        `json:"source,omitempty"`
		Templates []string      `json:"templates,omitempty"`
		Changed   bool          `json:"changed"`
		Applied   []jsonApplied `json:"applied"`
		Left      []jsonLeft    `json:"left"`
		Refreshed []string      `json:"refreshed"`
		Stale     []string      `json:"stale"`
		Diff      string        `json:"diff,omitempty"`
	}
	jsonApplied struct {
		Rule    string  `json:"rule"`
		Line    int     `json:"line"`
		Column  int     `json:"column"`
		Message string  `json:"message"`
		Fix     jsonFix `json:"fix"`
		// Origin is as for a finding.
		Origin *provenance.Place `json:"origin,omitempty"`
	}
	jsonLeft struct {
		JSONFinding
		Reason string `json:"reason"`
	}
)

func (j *annotationJSON) File(a Annotation) error {
	if a.Changed {
		j.changed++
	}
	j.applied += len(a.Applied)
	if len(a.Applied)+len(a.Left)+len(a.Stale) == 0 {
		return nil
	}
	out := jsonAnnotation{
		File: a.File, Source: a.Source, Templates: a.templates(), Changed: a.Changed, Diff: string(a.Diff),
		Applied: []jsonApplied{}, Left: []jsonLeft{}, Refreshed: append([]string{}, a.Refreshed...), Stale: append([]string{}, a.Stale...),
	}
	for _, x := range a.Applied {
		out.Applied = append(out.Applied, jsonApplied{x.Finding.Rule.ID, x.Line, x.Column, x.Finding.Message, newJSONFix(x.Fix), x.Origin})
	}
	for i := range a.Left {
		out.Left = append(out.Left, jsonLeft{a.Left[i].json(), a.Reasons[i]})
	}
	return j.files.add(out)
}

func (j *annotationJSON) Close(s Summary) error {
	j.files.end()
	io.WriteString(j.w, `,"summary":`)
	if err := encode(j.w, struct {
		Files    int           `json:"files"`
		Bytes    int64         `json:"bytes"`
		Changed  int           `json:"changed"`
		Applied  int           `json:"applied"`
		Left     Counts        `json:"left"`
		Notes    []string      `json:"notes"`
		Troubles []jsonTrouble `json:"troubles"`
	}{s.Files, s.Bytes, j.changed, j.applied, s.Findings, append([]string{}, s.Notes...), s.troubles()}); err != nil {
		return err
	}
	io.WriteString(j.w, "}\n")
	return j.w.Flush()
}
