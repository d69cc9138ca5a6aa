package report

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// annotationText is the report for people: a line for each fix that was
// applied and for each finding that was left. The same line on many pages is
// one with their number.
type annotationText struct {
	w       *bufio.Writer
	o       Options
	paint   Paint
	order   []*annotationLine
	byKey   map[annotationKey]*annotationLine
	changed int
	applied int
	left    int
	stale   []string
	copies  int // that were refreshed
}

type annotationLine struct {
	annotationKey
	at    string // file:line:col of the first, and what it is made from
	last  string // file that was counted last
	files int
	times int // including the first
}

type annotationKey struct {
	rule     *rule.Rule
	severity rule.Severity
	message  string
	text     string // of the finding, for those left
	what     string // the fix that was applied, or why there was none
	fixed    bool
	file     string // of a source
	origin   provenance.Place
}

// behind makes the key that of a tag from a known place, where that is one to
// repair: what is fixed in a page needs no work in the content of one page.
func (k annotationKey) behind(at *provenance.Place) annotationKey {
	if at != nil && (at.Template || !k.fixed) {
		k.origin = at.Alone()
	}
	return k
}

func (t *annotationText) File(a Annotation) error {
	if a.Changed {
		t.changed++
	}
	t.applied += len(a.Applied)
	t.left += len(a.Left)
	t.stale = append(t.stale, a.Stale...)
	t.copies += len(a.Refreshed)
	for i := range a.Applied {
		x := &a.Applied[i]
		t.add(&a, x.Line, x.Column, annotationKey{x.Finding.Rule, x.Finding.Severity, x.Finding.Message, "", x.Fix.Message, true, a.source(), provenance.Place{}}.behind(x.Origin), x.Origin)
	}
	for i := range a.Left {
		f := &a.Left[i]
		t.add(&a, f.Line, f.Column, annotationKey{f.Rule, f.Severity, f.Message, f.Text, a.Reasons[i], false, a.source(), provenance.Place{}}.behind(f.Origin), f.Origin)
	}
	if !t.o.Group {
		t.flush()
		return t.w.Flush()
	}
	return nil
}

// madeFrom names the files that the file is made from; of the templates only
// the place that a tag comes from, where that is known.
func (a *Annotation) madeFrom(at *provenance.Place) string {
	var names []string
	if a.Source != "" && (at == nil || a.Source != at.File && a.Source != at.For.File) {
		names = append(names, Printable(a.Source))
	}
	if at != nil {
		return strings.Join(append(names, from(at)), ", ")
	}
	for _, t := range a.templates() {
		names = append(names, Printable(t))
	}
	return strings.Join(names, ", ")
}

// source returns the file's name if it is a source, "" for a page.
func (a *Annotation) source() string {
	if a.ByHand {
		return a.File
	}
	return ""
}

func (t *annotationText) add(a *Annotation, line, column int, key annotationKey, origin *provenance.Place) {
	l := t.byKey[key]
	if l == nil || !t.o.Group {
		at := fmt.Sprintf("%s:%d:%d", Printable(a.File), line, column)
		if from := a.madeFrom(origin); from != "" {
			at += " (" + from + ")"
		}
		l = &annotationLine{key, at + ":", a.File, 1, 1}
		t.byKey[key] = l
		t.order = append(t.order, l)
		return
	}
	l.times++
	if l.last != a.File {
		l.last = a.File
		l.files++
	}
}

func (t *annotationText) flush() {
	p := t.paint
	for _, l := range t.order {
		what := p.In(green, "fixed:")
		if t.o.Planned {
			what = p.In(green, "to fix:")
		}
		if !l.fixed {
			what = p.In(yellow, "left:") + " " + l.severity.String() + ":"
		}
		fmt.Fprintf(t.w, "%s %s %s %s%s\n    %s\n", p.In(Bold, l.at), what, Printable(l.message), p.In(Faint, "["+l.rule.ID+"]"), elsewhere(l.files, l.times), Printable(l.what))
	}
	t.order = nil
}

func (t *annotationText) Close(s Summary) error {
	t.flush()
	for _, note := range append(StaleNotes(t.stale, t.o.Group), s.Notes...) {
		fmt.Fprintln(t.w, Printable(note))
	}
	fixes := plural(t.applied, "fix")
	if t.o.Planned {
		fixes += " to make"
	}
	line := fmt.Sprintf("%s in %s, %s left; %s read (%s)",
		fixes, plural(t.changed, "file"), plural(t.left, "finding"), plural(s.Files, "file"), size(s.Bytes))
	if t.copies > 0 {
		line += ", " + plural(t.copies, "compressed file") + " made anew"
	}
	fmt.Fprintln(t.w, line+s.unread("annotated"))
	return t.w.Flush()
}
