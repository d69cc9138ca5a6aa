package generator

import "github.com/hugo-crossorigin/crossorigin/spec"

// The tables of the two documents that the encoding started from.

// spelling is one way of writing the attribute.
type spelling struct {
	written string // as in a tag; "" for a missing attribute
	value   *string
}

func spellings() []spelling {
	empty, anonymous, credentials := "", "anonymous", "use-credentials"
	return []spelling{
		{"", nil},
		{"crossorigin", &empty},
		{`crossorigin=""`, &empty},
		{"crossorigin=anonymous", &anonymous},
		{"crossorigin=use-credentials", &credentials},
	}
}

func (s spelling) cell() Cell {
	if s.value == nil {
		return phrase("missing", "未指定")
	}
	return code(s.written)
}

// own is a context that reads its own attribute, for the states of values.
var own = &spec.Context{Attribute: "own"}

func statesTable(s *spec.Spec) ([]spec.Text, []Row) {
	var rows []Row
	for _, w := range spellings() {
		rows = append(rows, cells(w.cell(), same(state(s, own, w.value))))
	}
	return texts(column("Attribute", "属性"), same("State").Text), rows
}

var requestColumns = []spec.Text{
	{En: "Attribute", Ja: "属性"},
	{En: "State", Ja: "State"},
	{En: "Request mode", Ja: "Request mode"},
	{En: "Credentials mode", Ja: "Credentials mode"},
}

func requestRows(s *spec.Spec, algorithm string, first ...Cell) []Row {
	var rows []Row
	for _, w := range spellings() {
		st := state(s, own, w.value)
		r := s.Algorithm(algorithm).Requests[st]
		rows = append(rows, cells(append(first[:len(first):len(first)], w.cell(), same(st), code(r.Mode), code(r.Credentials))...))
	}
	return rows
}

func summaryTable(s *spec.Spec) ([]spec.Text, []Row) {
	return requestColumns, requestRows(s, "potential-cors")
}

func scriptTable(s *spec.Spec) ([]spec.Text, []Row) {
	columns := append(texts(column("Script type", "Script type")), requestColumns...)
	rows := requestRows(s, contextByID(s, "script-classic-external").Algorithm, same("classic"))
	return columns, append(rows, requestRows(s, contextByID(s, "script-module-external").Algorithm, same("module"))...)
}

func preconnectTable(s *spec.Spec) ([]spec.Text, []Row) {
	a := s.Algorithm(contextByID(s, "link-preconnect").Algorithm)
	var rows []Row
	for _, origin := range origins {
		for _, w := range spellings() {
			st := state(s, own, w.value)
			rows = append(rows, cells(same(origin), w.cell(), same(st), yesNo(a.Connection[origin][st])))
		}
	}
	return texts(column("Target origin", "Target origin"), column("Attribute", "属性"), same("State").Text, column("Credentialed?", "Credentialed?")), rows
}

func keywordsTable(s *spec.Spec) ([]spec.Text, []Row) {
	var rows []Row
	row := func(keyword Cell, state string, en, ja string) {
		mode := s.Algorithm("potential-cors").Requests[state].Credentials
		rows = append(rows, cells(keyword, phrase(en+" “"+mode+"”.", "この要素の CORS リクエストの credentials mode は「"+mode+"」になる"+ja+"。")))
	}
	for _, k := range s.Attribute.Keywords {
		row(code(k.Keyword), k.State, "CORS requests for this element have the credentials mode", "")
	}
	row(code(`""`), s.Attribute.Empty.State, "The bare attribute and the empty value are the same as anonymous: the credentials mode is", " (anonymous と同じ)")
	return texts(column("Keyword", "キーワード"), column("Description", "説明")), rows
}

func contextByID(s *spec.Spec, id string) *spec.Context {
	for _, c := range s.Contexts() {
		if c.ID == id {
			return c
		}
	}
	panic("the encoding has no context " + id + ", which a table is built from")
}

func yesNo(b bool) Cell {
	if b {
		return code("true")
	}
	return code("false")
}
