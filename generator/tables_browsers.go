package generator

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// The tables of what browsers do.

// supportJa puts the words of compat.yaml's versions and remarks into Japanese.
var supportJa = strings.NewReplacer(
	"behind a flag from ", "フラグ付きで ", "behind a flag", "フラグ付き", "partial", "一部", "preview", "プレビュー", "as crossorigin", "crossorigin として", "no", "なし",
)

func supportTable(s *spec.Spec) ([]spec.Text, []Row) {
	columns := texts(column("Feature (browser-compat-data "+s.Compat.Version+")", "機能 (browser-compat-data "+s.Compat.Version+")"))
	for _, b := range s.Compat.Browsers {
		columns = append(columns, same(b).Text)
	}
	columns = append(columns, column("Remarks", "備考"))
	var rows []Row
	for _, f := range s.Compat.Features {
		row := []Cell{code(f.Key)}
		for _, b := range s.Compat.Browsers {
			row = append(row, phrase(f.Support[b], supportJa.Replace(f.Support[b])))
		}
		rows = append(rows, cells(append(row, remarks(f.Notes))...).as(f.Key))
	}
	return columns, rows
}

// remarks are several sentences in one cell.
func remarks(list []spec.Text) Cell {
	var en, ja []string
	for _, t := range list {
		en, ja = append(en, t.En), append(ja, t.Ja)
	}
	return phrase(strings.Join(en, " "), strings.Join(ja, ""))
}

func deviationsTable(s *spec.Spec) ([]spec.Text, []Row) {
	var rows []Row
	for _, d := range s.Quirks {
		rows = append(rows, cells(code(d.ID), same(d.Browser+" "+d.Version), code(strings.Join(d.Contexts, " ")), Cell{Text: d.Standard}, Cell{Text: d.Seen}, Cell{Text: d.Evidence}).as(d.ID))
	}
	return texts(column("Deviation", "逸脱"), column("Browser", "ブラウザ"), column("Contexts", "コンテキスト"), column("Standard", "標準"), column("Seen", "実際"), column("Evidence", "証拠")), rows
}
