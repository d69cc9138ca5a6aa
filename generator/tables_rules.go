package generator

import "github.com/hugo-crossorigin/crossorigin/spec"

// The tables of the rules that hold in every context.

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
