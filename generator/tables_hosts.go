package generator

import "github.com/hugo-crossorigin/crossorigin/spec"

// headers are the response headers that an answer stands for.
var headers = map[string]struct {
	answer          Cell
	origin, allowed string // the row of the CORS check
}{
	"anonymous-only": {code("Access-Control-Allow-Origin: *"), "wildcard", "other"},
	"no-cors":        {phrase("no CORS headers", "CORS ヘッダなし"), "missing", "other"},
	"cors":           {phrase("the origin is allowed, credentials are not", "オリジンは許可、credentials は不許可"), "match", "other"},
	"credentials":    {phrase("the origin and credentials are allowed", "オリジンと credentials を許可"), "match", "true"},
}

// connections are those that a page needs to a host, by what is known of its fonts.
var connections = map[string]Cell{
	"none": phrase("whichever each request needs", "リクエストごとに決まる"),
	"also": phrase("with credentials, and without for its fonts", "credentialed と、フォントのための uncredentialed"),
	"only": phrase("without credentials", "uncredentialed"),
}

func hostsTable(s *spec.Spec) ([]spec.Text, []Row) {
	var rows []Row
	for _, h := range s.Hosts {
		answer := headers[h.Answer]
		rows = append(rows, cells(
			code(h.Host), answer.answer,
			corsResult(s, "same-origin", answer.origin, answer.allowed), corsResult(s, "include", answer.origin, answer.allowed),
			connections[h.Fonts], link(h.Source),
		).as(h.Host))
	}
	return texts(
		column("Host", "ホスト"), column("Answer", "応答"),
		column("CORS request, credentials mode same-origin", "CORS リクエスト (credentials mode が same-origin)"),
		column("CORS request, credentials mode include", "CORS リクエスト (credentials mode が include)"),
		column("Connections", "コネクション"), column("Source", "出典"),
	), rows
}

// corsResult reads the row of the CORS check.
func corsResult(s *spec.Spec, credentials, origin, allowed string) Cell {
	for _, r := range s.Outcomes.CORSCheck {
		if r.Credentials == credentials && r.AllowOrigin == origin && r.AllowCreds == allowed {
			return corsOutcome(r.Passes)
		}
	}
	panic("the CORS check has no row for " + credentials + " " + origin + " " + allowed) // refused by spec.Load
}

func corsOutcome(passes bool) Cell {
	if passes {
		return phrase("passes", "成功")
	}
	return phrase("network error", "ネットワークエラー")
}
