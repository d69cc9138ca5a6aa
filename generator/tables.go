package generator

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// builders make the rows of each published table.
var builders = map[string]func(*spec.Spec) (columns []spec.Text, rows []Row){
	"states":            statesTable,
	"summary":           summaryTable,
	"script":            scriptTable,
	"preconnect":        preconnectTable,
	"keywords":          keywordsTable,
	"translation-rules": rulesTable,
	"contexts":          contextsTable,
	"scripts":           scriptsTable,
	"links":             linksTable,
	"pools":             poolsTable,
	"preload-matching":  preloadTable,
	"css-api":           apiTable,
	"cors-check":        corsCheckTable,
	"hosts":             hostsTable,
	"support":           supportTable,
	"deviations":        deviationsTable,
}

// Row is one row of a table.
type Row struct {
	ID     string       // its anchor in the HTML page; empty for none
	Family *spec.Family // whose heading it stands under; nil for none
	Cells  []Cell
}

func cells(list ...Cell) Row { return Row{Cells: list} }

// as gives the row an anchor.
func (r Row) as(id string) Row {
	r.ID = id
	return r
}

// Cell is one cell of a table: a phrase, Code that reads the same in every
// language, or Links.
type Cell struct {
	Text  spec.Text
	Code  string
	Links []Link
}

// Link is a place on the web that a cell points at.
type Link struct {
	Title string
	URL   string
	Steps []string // those of an algorithm
}

// text is the title, with the steps behind it.
func (l Link) text() string { return l.with(l.Title) }

func (l Link) with(text string) string {
	return text + stepsOf(strings.Join(l.Steps, ", "))
}

// stepsOf returns what follows a title to say which steps are meant.
func stepsOf(steps string) string {
	switch {
	case steps == "":
		return ""
	case strings.ContainsAny(steps, "–,"):
		return ", steps " + steps
	}
	return ", step " + steps
}

// In returns the cell's plain text in a language, en or ja.
func (c Cell) In(lang string) string {
	switch {
	case c.Code != "":
		return c.Code
	case c.Links != nil:
		var urls []string
		for _, l := range c.Links {
			urls = append(urls, l.with(l.URL))
		}
		return strings.Join(urls, "; ")
	}
	return in(c.Text, lang)
}

func in(t spec.Text, lang string) string {
	if lang == "ja" {
		return t.Ja
	}
	return t.En
}

func code(s string) Cell                     { return Cell{Code: s} }
func link(url string) Cell                   { return Cell{Links: []Link{{Title: url, URL: url}}} }
func phrase(en, ja string) Cell              { return Cell{Text: spec.Text{En: en, Ja: ja}} }
func same(s string) Cell                     { return phrase(s, s) }
func column(en, ja string) spec.Text         { return spec.Text{En: en, Ja: ja} }
func texts(columns ...spec.Text) []spec.Text { return columns }
