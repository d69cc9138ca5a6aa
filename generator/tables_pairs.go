package generator

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// The tables of which hint serves which fetch.

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
	for _, p := range s.Contexts() {
		if p.Role != "preload" || p.Element != "link" || p.Status != "specified" {
			continue
		}
		for _, st := range s.Attribute.States {
			if served(s, p, st.Name, c, r) {
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
