package generator

import (
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// The tables of the whole platform.

func rulesTable(s *spec.Spec) ([]spec.Text, []Row) {
	var rows []Row
	for _, a := range s.Algorithms {
		for _, st := range s.Attribute.States {
			if r, ok := a.Requests[st.Name]; ok {
				rows = append(rows, cells(Cell{Text: a.Title}, same(st.Name), code(r.Mode), code(r.Credentials)))
			}
		}
	}
	return texts(column("Rule", "規則"), same("State").Text, same("Request mode").Text, same("Credentials mode").Text), rows
}

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

// consumers calls f for each fetch of a document and each state that changes
// its request.
func consumers(s *spec.Spec, f func(c *spec.Context, state string, r spec.Request)) {
	for _, c := range s.Contexts() {
		if c.Status != "specified" || c.Role != "" || c.Client == "worker" {
			continue
		}
		var seen []spec.Request
		for _, st := range s.Attribute.States {
			r := request(s, c, st.Name)
			plain := spec.Request{Mode: r.Mode, Credentials: r.Credentials}
			if !slices.Contains(seen, plain) {
				seen = append(seen, plain)
				f(c, st.Name, plain)
			}
		}
	}
}

// stateCell names the state, or says that every state is the same.
func stateCell(s *spec.Spec, c *spec.Context, state string) Cell {
	if effect(s, c) == "none" {
		return phrase("any", "すべて")
	}
	return same(state)
}

func poolsTable(s *spec.Spec) ([]spec.Text, []Row) {
	preconnect := s.Algorithm(contextByID(s, "link-preconnect").Algorithm)
	var rows []Row
	consumers(s, func(c *spec.Context, st string, r spec.Request) {
		tainting := s.Outcomes.TaintingOf(r.Mode, "cross-origin")
		if tainting == "error" {
			rows = append(rows, cells(code(c.ID), stateCell(s, c, st), phrase("network error", "ネットワークエラー"), same("")))
			return
		}
		if r.Mode == "websocket" {
			rows = append(rows, cells(code(c.ID), stateCell(s, c, st), phrase("a connection of its own", "専用のコネクション"), same("")))
			return
		}
		sent := s.Outcomes.Included(r.Credentials, tainting)
		rows = append(rows, cells(code(c.ID), stateCell(s, c, st), yesNo(sent), code(hint(preconnect, sent))))
	})
	return texts(column("Context", "コンテキスト"), same("State").Text, column("Credentials (cross-origin)", "credentials (cross-origin)"), column("Preconnect", "Preconnect")), rows
}

// hint spells the preconnect that opens a connection with that credentials flag.
func hint(preconnect *spec.Algorithm, credentials bool) string {
	if preconnect.Connection["cross-origin"]["No CORS"] == credentials {
		return `<link rel="preconnect" href="…">`
	}
	return `<link rel="preconnect" href="…" crossorigin>`
}

func preloadTable(s *spec.Spec) ([]spec.Text, []Row) {
	var rows []Row
	consumers(s, func(c *spec.Context, st string, r spec.Request) {
		if c.DestinationStatus == "unspecified" || r.Mode == "navigate" || r.Mode == "websocket" {
			return
		}
		rows = append(rows, cells(code(c.ID), stateCell(s, c, st), code(r.Mode+" / "+r.Credentials), destinationCell(c), preloadFor(s, c, r)))
	})
	return texts(column("Fetch", "フェッチ"), same("State").Text, same("Mode / credentials mode").Text, same("Destination").Text, column("Preload that serves it", "対応する preload")), rows
}

// preloadFor spells the preload with the same key, if there is one.
func preloadFor(s *spec.Spec, c *spec.Context, r spec.Request) Cell {
	if c.Method != "" {
		return phrase("none", "なし")
	}
	for _, p := range s.Contexts() {
		if p.Role != "preload" || p.Element != "link" || p.Destination != c.Destination || p.Status != "specified" {
			continue
		}
		for _, st := range s.Attribute.States {
			if pr := request(s, p, st.Name); pr.Mode == r.Mode && pr.Credentials == r.Credentials {
				return code(`<link rel="preload" as="` + p.Attributes["as"] + `" href="…"` + written(s, st.Name) + `>`)
			}
		}
	}
	return phrase("none", "なし")
}

// written spells the attribute for a state, with the space before it.
func written(s *spec.Spec, state string) string {
	if s.Attribute.Missing.State == state {
		return ""
	}
	for _, k := range s.Attribute.Keywords {
		if k.State == state {
			return ` crossorigin="` + k.Keyword + `"`
		}
	}
	return ""
}

func corsCheckTable(s *spec.Spec) ([]spec.Text, []Row) {
	allow := map[string]Cell{
		"missing": phrase("missing", "なし"), "wildcard": code("*"),
		"match": phrase("the request's origin", "リクエストのオリジン"), "other": phrase("anything else", "それ以外"),
	}
	other := phrase("missing or anything else", "なし、またはそれ以外")
	var rows []Row
	for _, r := range s.Outcomes.CORSCheck {
		creds := other
		if r.AllowCreds == "true" {
			creds = code("true")
		}
		rows = append(rows, cells(code(r.Credentials), allow[r.AllowOrigin], creds, corsOutcome(r.Passes)))
	}
	return texts(same("Credentials mode").Text, same("Access-Control-Allow-Origin").Text, same("Access-Control-Allow-Credentials").Text, column("Result", "結果")), rows
}

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
