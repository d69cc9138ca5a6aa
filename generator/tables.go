package generator

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/spec"
	"github.com/hugo-crossorigin/crossorigin/templates"
)

// builders make the rows of each published table.
var builders = map[string]func(*spec.Spec) (columns []spec.Text, rows [][]Cell){
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
	"support":           supportTable,
	"deviations":        deviationsTable,
}

// Cell is one cell of a table: a phrase, or Code that reads the same in every
// language.
type Cell struct {
	Text spec.Text
	Code string
}

// In returns the cell's plain text in a language, en or ja.
func (c Cell) In(lang string) string {
	if c.Code != "" {
		return c.Code
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
func phrase(en, ja string) Cell              { return Cell{Text: spec.Text{En: en, Ja: ja}} }
func same(s string) Cell                     { return phrase(s, s) }
func column(en, ja string) spec.Text         { return spec.Text{En: en, Ja: ja} }
func texts(columns ...spec.Text) []spec.Text { return columns }

// tables writes every published table in every format and language.
func (g *generator) tables() {
	index := templates.Index{Generated: Marker}
	for _, t := range g.spec.Tables {
		build, ok := builders[t.ID]
		if !ok {
			g.fail(t.Pos.String(), fmt.Errorf("table %q has no builder in the generator", t.ID))
			continue
		}
		columns, rows := build(g.spec)
		for _, lang := range []string{"en", "ja"} {
			suffix := ""
			if lang != "en" {
				suffix = "." + lang
			}
			page := g.page(t, lang, columns, rows)
			index.Tables = append(index.Tables, templates.Entry{Lang: lang, File: t.ID + suffix, Title: page.Title, Intro: page.Intro})
			g.render("tables/"+t.ID+suffix+".md", page, templates.Markdown)
			g.render("tables/"+t.ID+suffix+".html", page, templates.HTML)
		}
		g.tableCSV(t, columns, rows)
		g.tableJSON(t, columns, rows)
	}
	for _, s := range g.spec.Sources {
		index.Sources = append(index.Sources, templates.Source{Title: s.Title, URL: s.URL, Commit: s.Commit, Date: s.Date})
	}
	g.render("tables/README.md", index, templates.MarkdownIndex)
	g.render("tables/index.html", index, templates.HTMLIndex)
}

func (g *generator) render(name string, data any, execute func(any) ([]byte, error)) {
	out, err := execute(data)
	g.fail(name, err)
	g.add(name, out)
}

// page is a table in one language, as the templates take it.
func (g *generator) page(t spec.Table, lang string, columns []spec.Text, rows [][]Cell) templates.Page {
	p := templates.Page{Generated: Marker, Lang: lang, Title: in(t.Title, lang), Intro: in(t.Intro, lang)}
	for _, c := range columns {
		p.Columns = append(p.Columns, in(c, lang))
	}
	for _, row := range rows {
		var cells []templates.Cell
		for _, c := range row {
			cells = append(cells, templates.Cell{Text: c.In(lang), Code: c.Code != ""})
		}
		p.Rows = append(p.Rows, cells)
	}
	for _, n := range t.Notes {
		p.Notes = append(p.Notes, templates.Note{Text: in(n.Says, lang), Links: g.links(n.Cite)})
	}
	return p
}

func (g *generator) links(cites []spec.Citation) []templates.Link {
	var out []templates.Link
	for _, c := range cites {
		title := g.spec.Source(c.Source).Title
		if c.Step != "" {
			title += ", step " + c.Step
		}
		out = append(out, templates.Link{Title: title, URL: g.spec.URL(c)})
	}
	return out
}

// tableCSV writes RFC 4180, which has no comments: tables/README.md says
// where the file comes from.
func (g *generator) tableCSV(t spec.Table, columns []spec.Text, rows [][]Cell) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = c.En
	}
	g.fail(t.ID, w.Write(record))
	for _, row := range rows {
		for i, c := range row {
			record[i] = c.In("en")
		}
		g.fail(t.ID, w.Write(record))
	}
	w.Flush()
	g.fail(t.ID, w.Error())
	g.add("tables/"+t.ID+".csv", b.Bytes())
}

// tableJSON writes the table with both languages. A cell that reads the same
// in both is a string.
func (g *generator) tableJSON(t spec.Table, columns []spec.Text, rows [][]Cell) {
	type both struct {
		En string `json:"en"`
		Ja string `json:"ja"`
	}
	type document struct {
		Generated string  `json:"generated"`
		Version   int     `json:"version"`
		ID        string  `json:"id"`
		Title     both    `json:"title"`
		Columns   []both  `json:"columns"`
		Rows      [][]any `json:"rows"`
		Notes     []any   `json:"notes"`
	}
	d := document{Generated: Marker, Version: 1, ID: t.ID, Title: both{t.Title.En, t.Title.Ja}, Notes: []any{}}
	for _, c := range columns {
		d.Columns = append(d.Columns, both{c.En, c.Ja})
	}
	for _, row := range rows {
		var cells []any
		for _, c := range row {
			if c.In("en") == c.In("ja") {
				cells = append(cells, c.In("en"))
			} else {
				cells = append(cells, both{c.In("en"), c.In("ja")})
			}
		}
		d.Rows = append(d.Rows, cells)
	}
	for _, n := range t.Notes {
		var urls []string
		for _, c := range n.Cite {
			urls = append(urls, g.spec.URL(c))
		}
		d.Notes = append(d.Notes, struct {
			Says both     `json:"says"`
			Cite []string `json:"cite"`
		}{both{n.Says.En, n.Says.Ja}, urls})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	g.fail(t.ID, e.Encode(d))
	g.add("tables/"+t.ID+".json", b.Bytes())
}
