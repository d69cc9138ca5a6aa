package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// text is the format for people: file:line:col: severity: message [rule], and in
// lines of their own below what to do about it, and why.
type text struct {
	w      *bufio.Writer
	o      Options
	groups groups
	paint  Paint
	cited  map[*rule.Rule]bool // the rules whose standards were named
}

func newText(w io.Writer, o Options) *text {
	return &text{w: bufio.NewWriter(w), o: o, paint: Paint(o.Colour), cited: map[*rule.Rule]bool{}}
}

func (t *text) File(_ string, findings []Finding) error {
	if t.o.Group {
		t.groups.add(findings, true)
		return nil
	}
	for i := range findings {
		t.finding(&findings[i], findings[i].from())
	}
	return t.w.Flush()
}

func (t *text) Close(s Summary) error {
	for _, g := range t.groups.order {
		t.finding(&g.Finding, g.from()+elsewhere(g.files, g.times))
	}
	for _, note := range s.Notes {
		fmt.Fprintln(t.w, Printable(note))
	}
	fmt.Fprintln(t.w, s.line())
	return t.w.Flush()
}

func (t *text) finding(f *Finding, elsewhere string) {
	p := t.paint
	colour := red
	switch f.Severity {
	case rule.Warning:
		colour = yellow
	case rule.Info:
		colour = cyan
	}
	fmt.Fprintf(t.w, "%s %s %s %s%s\n",
		p.In(Bold, fmt.Sprintf("%s:%d:%d:", Printable(f.File), f.Line, f.Column)),
		p.In(colour, f.Severity.String()+":"), Printable(f.Message), p.In(Faint, "["+f.Rule.ID+"]"), elsewhere)
	if t.o.Source && f.Source != "" {
		t.source(f, colour)
	}
	if t.o.Group || t.o.Source {
		t.advice(f)
	}
}

// advice tells the best fix and, at the first finding of a rule, the steps of the
// standards behind it. Where every finding is told it is left out, for programs
// that read lines, unless people look on.
func (t *text) advice(f *Finding) {
	if len(f.Fixes) > 0 {
		t.detail("fix:", f.Fixes[0].Message+effort[f.Fixes[0].Safety])
	}
	var places []string
	cite := f.Cite
	if !t.cited[f.Rule] {
		t.cited[f.Rule] = true
		cite = append(slices.Clip(f.Rule.Spec), cite...)
	}
	for _, c := range cite {
		places = append(places, c.Title+Step(c.Step))
	}
	if len(places) > 0 {
		t.detail("see:", strings.Join(places, "; ")+"; crossorigin explain "+f.Rule.ID)
	}
}

// effort is what a fix asks of the reader.
var effort = map[rule.Safety]string{
	rule.Safe:    " (safe)",
	rule.Unsafe:  " (unsafe: check that it loads)",
	rule.Display: " (by hand)",
}

func (t *text) detail(what, told string) {
	indent := "    "
	if t.o.Source {
		indent = "      = "
	}
	fmt.Fprintf(t.w, "%s%s %s\n", t.paint.In(Faint, indent), t.paint.In(green, what), Printable(told))
}

// source shows the line of the finding with a caret and, when the finding is
// longer than a character, a tail below it.
func (t *text) source(f *Finding, colour string) {
	number := fmt.Sprintf("%5d", f.Line)
	front := ""
	if f.SourceSkip > 0 {
		front = "…"
	}
	fmt.Fprintf(t.w, "%s %s%s\n", t.paint.In(Faint, number+" |"), t.paint.In(Faint, front), f.Source)
	indent := strings.Repeat(" ", f.SourceColumn+len([]rune(front)))
	caret := "^" + strings.Repeat("~", f.SourceLen-1)
	fmt.Fprintf(t.w, "%s %s%s\n", t.paint.In(Faint, "      |"), indent, t.paint.In(colour, caret))
}

// from names the source file behind the finding.
func (f *Finding) from() string {
	if f.Origin == nil {
		return ""
	}
	return " (" + from(f.Origin) + ")"
}

// from names a place in a source file.
func from(p *provenance.Place) string { return "from " + Printable(p.String()) }

// elsewhere says where else the same was found, of a number of files and of
// times in all of them.
func elsewhere(files, times int) string {
	switch {
	case files > 1:
		return fmt.Sprintf(" (and on %s)", plural(files-1, "other page"))
	case times > 1:
		return fmt.Sprintf(" (and %s more on this page)", plural(times-1, "time"))
	}
	return ""
}

// line is the last line of a report.
func (s Summary) line() string {
	found := "nothing to report"
	if s.Findings.Total() > 0 {
		var parts []string
		for _, c := range []struct {
			n    int
			what string
		}{{s.Findings.Error, "error"}, {s.Findings.Warning, "warning"}} {
			if c.n > 0 {
				parts = append(parts, plural(c.n, c.what))
			}
		}
		if n := s.Findings.Info; n > 0 {
			parts = append(parts, fmt.Sprintf("%d info", n))
		}
		found = strings.Join(parts, ", ")
	}
	return fmt.Sprintf("%s in %s (%s)", found, plural(s.Files, "file"), size(s.Bytes)) + s.unread("checked")
}

// unread names the files that something was not done to, with a comma in front.
func (s Summary) unread(what string) string {
	const most = 5
	var names []string
	for _, t := range s.Troubles {
		if t.File != "" && !slices.Contains(names, t.File) {
			names = append(names, t.File)
		}
	}
	n := len(names)
	if n == 0 {
		return ""
	}
	line := Printable(strings.Join(names[:min(n, most)], ", "))
	if n > most {
		line += fmt.Sprintf(" and %d more", n-most)
	}
	return fmt.Sprintf(", %s not %s: %s", plural(n, "file"), what, line)
}

// size writes a number of bytes for people, in decimal units.
func size(bytes int64) string {
	const unit = 1000
	if bytes < unit {
		return fmt.Sprintf("%d bytes", bytes)
	}
	value := float64(bytes) / unit
	for _, name := range []string{"kB", "MB"} {
		if value < unit {
			return fmt.Sprintf("%.1f %s", value, name)
		}
		value /= unit
	}
	return fmt.Sprintf("%.1f GB", value)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if strings.HasSuffix(what, "x") {
		return fmt.Sprintf("%d %ses", n, what)
	}
	return fmt.Sprintf("%d %ss", n, what)
}
