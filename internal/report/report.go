// Package report writes findings in the formats people and programs read: one
// file per format. It is the last stage of the pipeline: rule → findings →
// report.
//
// A report is written while the files are still being read: every format gets
// one file's findings at a time, already free of the file's bytes, so that a
// report on a site of any size needs little memory.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// Writer writes one report.
type Writer interface {
	// File adds the findings of one file that was read. Files come in the
	// order of the report.
	File(name string, findings []Finding) error
	// Close ends the report. It does not close what is underneath.
	Close(Summary) error
}

// Summary is what a report says at its end.
type Summary struct {
	Files    int   // files read
	Bytes    int64 // bytes of these files
	Findings Counts
	// Troubles are the files that could not be read, and other things that
	// kept the run from being complete.
	Troubles []Trouble
	// Notes are further remarks for the reader, one line each.
	Notes []string
}

// Trouble is one thing that kept the run from being complete.
type Trouble struct {
	File    string // "" when it concerns no file
	Message string
	// Line and Column are the place in the file, from 1; 0 where none is known.
	Line, Column int
}

// String returns "file:line:col: message", as far as the place is known.
func (t Trouble) String() string {
	switch {
	case t.File == "":
		return t.Message
	case t.Line > 0:
		return fmt.Sprintf("%s:%d:%d: %s", t.File, t.Line, t.Column, t.Message)
	}
	return t.File + ": " + t.Message
}

// Counts are numbers of findings by severity.
type Counts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// Add counts one finding.
func (c *Counts) Add(s rule.Severity) {
	switch s {
	case rule.Error:
		c.Error++
	case rule.Warning:
		c.Warning++
	case rule.Info:
		c.Info++
	}
}

// Total returns the number of findings.
func (c Counts) Total() int { return c.Error + c.Warning + c.Info }

// AtLeast returns the number of findings that are that severe or worse.
func (c Counts) AtLeast(s rule.Severity) int {
	switch s {
	case rule.Error:
		return c.Error
	case rule.Warning:
		return c.Error + c.Warning
	default:
		return c.Total()
	}
}

// Options are what the formats may be told. Most formats use few of them.
type Options struct {
	// Version is the version of the program, for formats that name the tool.
	Version string
	// Rules are the rules that ran, for formats that describe them.
	Rules []*rule.Rule
	// Group joins findings that are the same on many pages (text, github), and
	// says what to do about them (text).
	Group bool
	// Colour and Source are for a terminal: coloured text, and the source line
	// with a caret under each finding, and what to do about it (text).
	Colour, Source bool
	// Planned says that the fixes told are not made (NewAnnotations).
	Planned bool
}

// Formats are the names that New accepts.
var Formats = []string{"text", "json", "sarif", "github", "checkstyle"}

// New starts a report of the given format on w.
func New(format string, w io.Writer, o Options) (Writer, error) {
	switch format {
	case "text":
		return newText(w, o), nil
	case "json":
		return newJSON(w), nil
	case "sarif":
		return newSARIF(w, o), nil
	case "github":
		return newGitHub(w, o), nil
	case "checkstyle":
		return newCheckstyle(w), nil
	}
	return nil, fmt.Errorf("unknown format %q: expected %s", format, strings.Join(Formats, ", "))
}
