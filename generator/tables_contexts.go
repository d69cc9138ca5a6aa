package generator

import (
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// The tables of contexts, each with its requests.

// stateCells are the requests of a context in each state, "mode / credentials".
func stateCells(s *spec.Spec, c *spec.Context) []Cell {
	var list []Cell
	for _, st := range s.Attribute.States {
		r := request(s, c, st.Name)
		a := s.Algorithm(c.Algorithm)
		switch {
		case r != nil:
			list = append(list, code(r.Mode+" / "+r.Credentials))
		case a != nil && a.Connection != nil:
			list = append(list, connectionCell(a.Connection["cross-origin"][st.Name]))
		case c.Status == "unspecified":
			list = append(list, unspecified)
		default:
			list = append(list, phrase("no request", "リクエストなし"))
		}
	}
	return list
}

var unspecified = phrase("unspecified", "未規定")

func connectionCell(credentials bool) Cell {
	if credentials {
		return phrase("connection with credentials", "credentialed リクエストのためのコネクション")
	}
	return phrase("connection without credentials (cross-origin)", "uncredentialed リクエストのためのコネクション (cross-origin)")
}

func destinationCell(c *spec.Context) Cell {
	switch {
	case c.DestinationStatus == "unspecified":
		return unspecified
	case c.Status != "specified":
		return same("")
	case c.Destination == "":
		return code(`""`)
	}
	return code(c.Destination)
}

// contextRows lists the contexts of the families, under the families' names.
func contextRows(s *spec.Spec, families ...string) ([]spec.Text, []Row) {
	columns := texts(column("Context", "コンテキスト"), column("What", "内容"), column("crossorigin changes", "crossorigin の効果"))
	for _, st := range s.Attribute.States {
		columns = append(columns, same(st.Name).Text)
	}
	columns = append(columns, column("Destination", "Destination"), column("Standard", "標準"))
	var rows []Row
	for _, f := range s.Families {
		if len(families) > 0 && !slices.Contains(families, f.ID) {
			continue
		}
		for i := range f.Contexts {
			c := &f.Contexts[i]
			row := cells(code(c.ID), Cell{Text: c.Title}, effectCell(s, c)).as(c.ID)
			row.Family = &f
			row.Cells = append(row.Cells, stateCells(s, c)...)
			row.Cells = append(row.Cells, destinationCell(c), stepsCell(s, c.Steps))
			rows = append(rows, row)
		}
	}
	return columns, rows
}

// effectCell tells what crossorigin changes, as far as the standards say.
func effectCell(s *spec.Spec, c *spec.Context) Cell {
	if c.Status == "unspecified" {
		return unspecified
	}
	return code(effect(s, c))
}

// stepsCell links each place that the steps cite, with its steps. The name of a
// standard stands before the first of its places.
func stepsCell(s *spec.Spec, steps []spec.Step) Cell {
	var cell Cell
	at, source := map[string]int{}, ""
	for _, step := range steps {
		url := s.URL(step.Citation)
		i, seen := at[url]
		if !seen {
			i, at[url] = len(cell.Links), len(cell.Links)
			_, title, _ := strings.Cut(step.Anchor, "#")
			if step.Source != source {
				source, title = step.Source, s.Source(step.Source).Title+", "+title
			}
			cell.Links = append(cell.Links, Link{Title: title, URL: url})
		}
		if step.Step != "" && !slices.Contains(cell.Links[i].Steps, step.Step) {
			cell.Links[i].Steps = append(cell.Links[i].Steps, step.Step)
		}
	}
	return cell
}

func contextsTable(s *spec.Spec) ([]spec.Text, []Row) { return contextRows(s) }
func scriptsTable(s *spec.Spec) ([]spec.Text, []Row)  { return contextRows(s, "script") }
func linksTable(s *spec.Spec) ([]spec.Text, []Row)    { return contextRows(s, "link", "header") }

// apiTable has one column for the request, since no attribute reaches it.
func apiTable(s *spec.Spec) ([]spec.Text, []Row) {
	var rows []Row
	for _, f := range s.Families {
		if !slices.Contains([]string{"css", "api", "worker"}, f.ID) {
			continue
		}
		for i := range f.Contexts {
			c := &f.Contexts[i]
			if c.Attribute != "none" {
				continue
			}
			rows = append(rows, cells(code(c.ID), Cell{Text: c.Title}, code(c.Example), stateCells(s, c)[0], destinationCell(c)).as(c.ID))
		}
	}
	return texts(column("Context", "コンテキスト"), column("What", "内容"), column("Example", "例"), column("Mode / credentials mode", "Mode / credentials mode"), column("Destination", "Destination")), rows
}
