// Package templates renders everything generated that is not Go: the
// published tables in Markdown and HTML. The generator fills its types.
package templates

import (
	"bytes"
	"embed"
	htmltemplate "html/template"
	"io"
	"strings"
	"text/template"
)

//go:embed *.tmpl
var files embed.FS

// Page is one table in one language.
type Page struct {
	Generated string // the marker of generated files
	Lang      string // en or ja
	Title     string
	Intro     string
	Columns   []string
	Rows      [][]Cell
	Notes     []Note
}

// Cell is the text of one cell, set as code or not.
type Cell struct {
	Text string
	Code bool
}

// Note stands below the table, with the places in the standards it rests on.
type Note struct {
	Text  string
	Links []Link
}

// Link is a citation.
type Link struct{ Title, URL string }

// Source is a standard that the rows follow, at the commit that was read.
type Source struct{ Title, URL, Commit, Date string }

// Index lists the tables.
type Index struct {
	Generated string
	Tables    []Entry
	Sources   []Source
}

// Entry is one table in the index. File has no ending.
type Entry struct{ Lang, File, Title, Intro string }

var words = map[string]map[string]string{
	"en": {"notes": "Notes", "index": "All tables, and the standards they follow"},
	"ja": {"notes": "注", "index": "表の一覧と参照した標準"},
}

var functions = map[string]any{
	"word": func(lang, key string) string { return words[lang][key] },
	"md":   markdownCell,
	// html/template drops comments of the source; the marker has to stay.
	"generated": func(marker string) htmltemplate.HTML { return htmltemplate.HTML("<!-- " + marker + " -->") },
}

var (
	markdown = template.Must(template.New("").Funcs(functions).ParseFS(files, "*.md.tmpl"))
	html     = htmltemplate.Must(htmltemplate.New("").Funcs(functions).ParseFS(files, "*.html.tmpl"))
)

// markdownCell keeps a cell on one line and its bars out of the table syntax.
func markdownCell(c Cell) string {
	text := strings.ReplaceAll(strings.ReplaceAll(c.Text, "|", `\|`), "\n", " ")
	if c.Code && text != "" {
		return "`" + text + "`"
	}
	return strings.ReplaceAll(text, "<", `\<`)
}

// Markdown renders a Page.
func Markdown(page any) ([]byte, error) { return run(markdown.Lookup("table.md.tmpl").Execute, page) }

// HTML renders a Page as a self-contained document.
func HTML(page any) ([]byte, error) { return run(html.Lookup("table.html.tmpl").Execute, page) }

// MarkdownIndex renders an Index.
func MarkdownIndex(index any) ([]byte, error) {
	return run(markdown.Lookup("index.md.tmpl").Execute, index)
}

// HTMLIndex renders an Index as a self-contained document.
func HTMLIndex(index any) ([]byte, error) { return run(html.Lookup("index.html.tmpl").Execute, index) }

func run(execute func(io.Writer, any) error, data any) ([]byte, error) {
	var b bytes.Buffer
	err := execute(&b, data)
	return b.Bytes(), err
}
