package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// JSONVersion is the version of the JSON report. Programs may rely on every
// field of a version.
const JSONVersion = 1

// JSONFinding is a finding as the JSON format writes it. Offsets are bytes,
// columns count characters from 1.
type JSONFinding struct {
	Rule      string         `json:"rule"`
	Severity  string         `json:"severity"`
	File      string         `json:"file"`
	Line      int            `json:"line"`
	Column    int            `json:"column"`
	EndLine   int            `json:"endLine"`
	EndColumn int            `json:"endColumn"`
	Message   string         `json:"message"`
	Spec      []jsonCitation `json:"spec"`
	Fixes     []jsonFix      `json:"fixes"`
	// Origin is the template or content file behind the finding, where known, and
	// what the template was rendered for.
	Origin *provenance.Place `json:"origin,omitempty"`
}

// jsonCitation is the place in a standard that a finding rests on.
type jsonCitation struct {
	Title string `json:"title"`
	URL   string `json:"url"`
	Step  string `json:"step"`
}

// jsonFix is one way to repair a finding.
type jsonFix struct {
	Message string     `json:"message"`
	Safety  string     `json:"safety"`
	Edits   []jsonEdit `json:"edits"`
}

// jsonEdit replaces the bytes from start to end by text.
type jsonEdit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// json returns the finding as the JSON format writes it.
func (f *Finding) json() JSONFinding {
	j := JSONFinding{
		Rule: f.Rule.ID, Severity: f.Severity.String(), File: f.File,
		Line: f.Line, Column: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn,
		Message: f.Message, Spec: []jsonCitation{}, Fixes: []jsonFix{}, Origin: f.Origin,
	}
	for _, c := range f.citations() {
		j.Spec = append(j.Spec, jsonCitation{Title: c.Title, URL: c.URL, Step: c.Step})
	}
	for _, fix := range f.Fixes {
		j.Fixes = append(j.Fixes, newJSONFix(fix))
	}
	return j
}

// newJSONFix returns the fix as the JSON format writes it.
func newJSONFix(fix rule.Fix) jsonFix {
	j := jsonFix{Message: fix.Message, Safety: fix.Safety.String(), Edits: []jsonEdit{}}
	for _, e := range fix.Edits {
		j.Edits = append(j.Edits, jsonEdit{Start: e.Start, End: e.End, Text: e.Text})
	}
	return j
}

// citations are the rule's places in the standards and those of the finding.
func (f *Finding) citations() []rule.Citation {
	return append(f.Rule.Spec[:len(f.Rule.Spec):len(f.Rule.Spec)], f.Cite...)
}

// jsonReport is the format for programs, one finding a line.
type jsonReport struct {
	w     *bufio.Writer
	items array
}

func newJSON(w io.Writer) *jsonReport {
	j := &jsonReport{w: bufio.NewWriter(w)}
	j.items.w = j.w
	fmt.Fprintf(j.w, `{"version":%d,"findings":[`, JSONVersion)
	return j
}

func (j *jsonReport) File(_ string, findings []Finding) error {
	for i := range findings {
		if err := j.items.add(findings[i].json()); err != nil {
			return err
		}
	}
	return nil
}

func (j *jsonReport) Close(s Summary) error {
	j.items.end()
	io.WriteString(j.w, `,"summary":`)
	if err := encode(j.w, struct {
		Files    int           `json:"files"`
		Bytes    int64         `json:"bytes"`
		Findings Counts        `json:"findings"`
		Notes    []string      `json:"notes"`
		Troubles []jsonTrouble `json:"troubles"`
	}{s.Files, s.Bytes, s.Findings, append([]string{}, s.Notes...), s.troubles()}); err != nil {
		return err
	}
	io.WriteString(j.w, "}\n")
	return j.w.Flush()
}

// jsonTrouble is a file that could not be read or written, or another thing
// that kept the run from being complete, as the JSON format writes it.
type jsonTrouble struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

func (s Summary) troubles() []jsonTrouble {
	list := make([]jsonTrouble, len(s.Troubles))
	for i, t := range s.Troubles {
		list[i] = jsonTrouble{t.File, t.Line, t.Column, t.Message}
	}
	return list
}

// array writes the items of a JSON array, one a line, as they come.
type array struct {
	w *bufio.Writer
	n int
}

func (a *array) add(item any) error {
	if a.n > 0 {
		a.w.WriteByte(',')
	}
	a.n++
	a.w.WriteByte('\n')
	return encode(a.w, item)
}

func (a *array) end() {
	if a.n > 0 {
		a.w.WriteByte('\n')
	}
	a.w.WriteByte(']')
}

// WriteJSON writes a value as indented JSON.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// encode writes v on one line, leaving <, > and & readable: reports hold
// markup and are not embedded in HTML.
func encode(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(bytes.TrimSuffix(b.Bytes(), []byte{'\n'}))
	return err
}
