package conformance

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"slices"
	"strings"
	"text/template"
)

// report is what is published of all browsers.
type report struct {
	Browsers []reportBrowser
	Contexts []reportContext
	Matrices []reportMatrix
}

type reportBrowser struct {
	Name, Version string
	Observed      int
	CellTotal     int
	Rows, Cells   map[string]int // by verdict
}

// reportContext is a line of the matrix of contexts and browsers.
type reportContext struct {
	Context  string
	Browsers []string // what to say of each browser
}

// reportMatrix is a matrix of consequences, in short.
type reportMatrix struct {
	ID, Title string
	Columns   []string
	Cells     int
	Agree     []int // a browser
	Deviating []reportCell
}

type reportCell struct {
	Keys, Seen []string
	Expected   string
}

//go:embed report.md.tmpl report.html.tmpl
var reportFiles embed.FS

// Write returns the files that are published in tables/, by name. The results
// are those of all browsers, in the order of the columns; nothing in the files
// depends on ports, times or the order of events.
func Write(results []*Result) (map[string][]byte, error) {
	data, err := resultsJSON(results)
	if err != nil {
		return nil, err
	}
	r := newReport(results)
	functions := map[string]any{"code": func(s string) string { return "`" + strings.ReplaceAll(s, "|", "\\|") + "`" }, "join": strings.Join}
	var md, html bytes.Buffer
	text, err := template.New("report.md.tmpl").Funcs(functions).ParseFS(reportFiles, "report.md.tmpl")
	if err == nil {
		err = text.Execute(&md, r)
	}
	if err != nil {
		return nil, fmt.Errorf("writing the Markdown report: %w", err)
	}
	page, err := htmltemplate.New("report.html.tmpl").Funcs(functions).ParseFS(reportFiles, "report.html.tmpl")
	if err == nil {
		err = page.Execute(&html, r)
	}
	if err != nil {
		return nil, fmt.Errorf("writing the HTML report: %w", err)
	}
	return map[string][]byte{"conformance.json": data, "conformance.md": md.Bytes(), "conformance.html": html.Bytes()}, nil
}

func newReport(results []*Result) *report {
	r := &report{}
	for _, result := range results {
		r.Browsers = append(r.Browsers, reportBrowser{
			result.Browser.Name, result.Browser.Version, result.Observed(), 0, named(result.Counts()), named(result.CellCounts()),
		})
		for _, n := range result.CellCounts() {
			r.Browsers[len(r.Browsers)-1].CellTotal += n
		}
	}
	for start := 0; start < len(results[0].Rows); {
		context := results[0].Rows[start].Vector.Context
		end := start
		for end < len(results[0].Rows) && results[0].Rows[end].Vector.Context == context {
			end++
		}
		line := reportContext{Context: context}
		for _, result := range results {
			line.Browsers = append(line.Browsers, summary(result.Rows[start:end]))
		}
		r.Contexts = append(r.Contexts, line)
		start = end
	}
	for i, m := range results[0].Matrices {
		r.Matrices = append(r.Matrices, shortMatrix(i, m, results))
	}
	return r
}

// named is for templates, which look keys up by their plain strings.
func named(counts map[Verdict]int) map[string]int {
	out := map[string]int{}
	for v, n := range counts {
		out[string(v)] = n
	}
	return out
}

// summary says of the rows of one context how they came out, and why.
func summary(rows []*Row) string {
	counts := map[Verdict]int{}
	why := map[Verdict][]string{}
	note := func(v Verdict, s string) {
		if !slices.Contains(why[v], s) {
			why[v] = append(why[v], s)
		}
	}
	for _, r := range rows {
		v := r.Verdict()
		counts[v]++
		switch v {
		case NotObserved:
			note(v, r.Unobservable)
		case LeftOpen:
			note(v, "saw "+listOrNothing(r.Seen))
		case Deviates:
			for _, q := range r.Quirks {
				note(v, q.ID)
			}
		}
	}
	var parts []string
	for _, v := range []Verdict{Agrees, Deviates, LeftOpen, NotObserved, Unexplained, NotQuirkyNow} {
		if counts[v] == 0 {
			continue
		}
		part := fmt.Sprintf("%s (%d)", v, counts[v])
		if len(why[v]) > 0 {
			part += ": " + strings.Join(why[v], ", ")
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

func shortMatrix(i int, m *Matrix, results []*Result) reportMatrix {
	short := reportMatrix{ID: m.ID, Title: m.Title, Columns: m.Columns, Cells: len(m.Cells), Agree: make([]int, len(results))}
	for j, cell := range m.Cells {
		line := reportCell{Keys: cell.Keys, Expected: cell.Expected}
		deviates := false
		for b, result := range results {
			c := result.Matrices[i].Cells[j]
			seen := "as expected"
			if c.Verdict() == Agrees {
				short.Agree[b]++
			} else {
				deviates, seen = true, c.Seen
				if c.Quirk != "" {
					seen += " (" + c.Quirk + ")"
				}
			}
			line.Seen = append(line.Seen, seen)
		}
		if deviates {
			short.Deviating = append(short.Deviating, line)
		}
	}
	return short
}
