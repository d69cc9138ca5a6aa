package generator

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/spec"
	"github.com/hugo-crossorigin/crossorigin/templates"
)

// languages are those of the published tables.
var languages = []string{"en", "ja"}

// tables writes every published table in every format and language.
func (g *generator) tables() {
	index := templates.Index{Generated: Marker, Vectors: []templates.Entry{
		{File: "vectors.json", Title: "Requests", Intro: "every context with every way of writing crossorigin, to the same and to another origin, and the request it makes."},
		{File: "preload-vectors.json", Title: "Preloads", Intro: "every preload with every fetch, and whether it serves it."},
	}}
	for _, t := range g.spec.Tables {
		build, ok := builders[t.ID]
		if !ok {
			g.fail(t.Pos.String(), fmt.Errorf("table %q has no builder in the generator", t.ID))
			continue
		}
		columns, rows := build(g.spec)
		for _, lang := range languages {
			page := g.page(t, lang, columns, rows)
			index.Tables = append(index.Tables, templates.Entry{Lang: lang, File: page.File, Title: page.Title, Intro: page.Intro})
			g.render("tables/"+page.File+".md", page, templates.Markdown)
			g.render("tables/"+page.File+".html", page, templates.HTML)
		}
		if len(rows) > 0 && rows[0].Family != nil {
			columns = append([]spec.Text{column("Family", "種類")}, columns...)
			for i, r := range rows {
				rows[i].Cells = append([]Cell{{Text: r.Family.Title}}, r.Cells...)
			}
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

// fileName is the name of a table's page in a language, without its ending.
func fileName(id, lang string) string {
	if lang == languages[0] {
		return id
	}
	return id + "." + lang
}

// page is a table in one language, as the templates take it.
func (g *generator) page(t spec.Table, lang string, columns []spec.Text, rows []Row) templates.Page {
	p := templates.Page{Generated: Marker, Lang: lang, File: fileName(t.ID, lang), Title: in(t.Title, lang), Intro: in(t.Intro, lang)}
	for _, other := range languages {
		if other != lang {
			p.Others = append(p.Others, templates.Entry{Lang: other, File: fileName(t.ID, other), Title: in(t.Title, other)})
		}
	}
	for _, c := range columns {
		p.Columns = append(p.Columns, in(c, lang))
	}
	for i, r := range rows {
		if i == 0 || r.Family != rows[i-1].Family {
			group := templates.Group{}
			if r.Family != nil {
				group.ID, group.Title = "family-"+r.Family.ID, in(r.Family.Title, lang)
			}
			p.Groups = append(p.Groups, group)
		}
		last := &p.Groups[len(p.Groups)-1]
		last.Rows = append(last.Rows, templates.Row{ID: r.ID, Cells: pageCells(r.Cells, lang)})
	}
	for _, n := range t.Notes {
		p.Notes = append(p.Notes, templates.Note{Text: in(n.Says, lang), Links: g.links(n.Cite)})
	}
	return p
}

func pageCells(list []Cell, lang string) []templates.Cell {
	var out []templates.Cell
	for _, c := range list {
		cell := templates.Cell{Text: c.In(lang), Code: c.Code != ""}
		for _, l := range c.Links {
			cell.Links = append(cell.Links, templates.Link{Title: l.text(), URL: l.URL})
		}
		out = append(out, cell)
	}
	return out
}

func (g *generator) links(cites []spec.Citation) []templates.Link {
	var out []templates.Link
	for _, c := range cites {
		title := g.spec.Source(c.Source).Title + stepsOf(c.Step)
		out = append(out, templates.Link{Title: title, URL: g.spec.URL(c)})
	}
	return out
}

// tableCSV writes RFC 4180, which has no comments: tables/README.md says
// where the file comes from.
func (g *generator) tableCSV(t spec.Table, columns []spec.Text, rows []Row) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = c.En
	}
	g.fail(t.ID, w.Write(record))
	for _, r := range rows {
		for i, c := range r.Cells {
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
func (g *generator) tableJSON(t spec.Table, columns []spec.Text, rows []Row) {
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
	for _, r := range rows {
		var list []any
		for _, c := range r.Cells {
			if c.In("en") == c.In("ja") {
				list = append(list, c.In("en"))
			} else {
				list = append(list, both{c.In("en"), c.In("ja")})
			}
		}
		d.Rows = append(d.Rows, list)
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
