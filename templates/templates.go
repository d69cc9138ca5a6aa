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
	Generated string  // the marker of generated files
	Lang      string  // en or ja
	File      string  // its name, without ending
	Others    []Entry // the same table in other languages
	Title     string
	Intro     string
	Columns   []string
	Groups    []Group
	Notes     []Note
}

// Group is a part of a table under one heading; a table without headings has
// one Group without Title.
type Group struct {
	ID    string // anchor of the heading
	Title string
	Rows  []Row
}

// Row is one row. ID is its anchor, or empty.
type Row struct {
	ID    string
	Cells []Cell
}

// Cell is what one cell shows: Links if there are any, or Text, set as code or
// not.
type Cell struct {
	Text  string
	Code  bool
	Links []Link
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

// Index lists the tables and the vectors.
type Index struct {
	Generated string
	Tables    []Entry
	Vectors   []Entry
	Sources   []Source
}

// Entry is one table or file of vectors in the index. File has no ending if it
// is a table.
type Entry struct{ Lang, File, Title, Intro string }

var words = map[string]map[string]string{
	"en": {"name": "English", "notes": "Notes", "index": "All tables, and the standards they follow"},
	"ja": {"name": "日本語", "notes": "注", "index": "表の一覧と参照した標準"},
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
	if len(c.Links) > 0 {
		var links []string
		for _, l := range c.Links {
			links = append(links, "["+l.Title+"]("+strings.NewReplacer("(", "%28", ")", "%29").Replace(l.URL)+")")
		}
		return strings.Join(links, "; ")
	}
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
