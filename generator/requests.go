package generator

import (
	"github.com/dave/jennifer/jen"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// request returns the context's request in a state, nil when it has none.
func request(s *spec.Spec, c *spec.Context, state string) *spec.Request {
	if c.Request != nil {
		return c.Request
	}
	if a := s.Algorithm(c.Algorithm); a != nil && a.Requests != nil {
		r := a.Requests[state]
		return &r
	}
	return nil
}

// requests writes the table that Resolve reads. It has a row for every value
// of a Context and a State, so that the lookup needs no bounds check.
func (g *generator) requests() {
	f := g.file()
	var rows []jen.Code
	for _, c := range g.spec.Contexts() {
		var row []jen.Code
		for _, state := range g.spec.Attribute.States {
			r := request(g.spec, c, state.Name)
			if r == nil {
				continue
			}
			destination := destinationName(c.Destination)
			if c.DestinationStatus == "unspecified" {
				destination = "DestinationNone"
			}
			row = append(row, q(identifier(state.Name)).Op(":").Values(
				field("Mode", q(modeName(r.Mode))),
				field("Credentials", q(credentialsName(r.Credentials))),
				field("Destination", q(destination)),
			))
		}
		if row != nil {
			rows = append(rows, field(identifier(c.ID), jen.Values(row...)))
		}
	}
	f.Var().Id("requests").Op("=").Index(jen.Lit(256)).Index(jen.Lit(4)).Add(q("Request")).Add(block(rows...))
	f.Comment("Resolve returns the request that a context makes in a state. It is zero for")
	f.Comment("a context that makes no request or that the standards leave open, see Info.")
	f.Func().Id("Resolve").Params(jen.Id("c").Id("Context"), jen.Id("s").Add(q("State"))).Add(q("Request")).Block(
		jen.Return(jen.Id("requests").Index(jen.Id("c")).Index(jen.Id("s").Op("&").Lit(3))),
	)
	g.emit("requests_gen.go", f)
}

// effect derives what crossorigin changes from the rows of the context's
// algorithm, so that no second statement of it can disagree.
func effect(s *spec.Spec, c *spec.Context) string {
	switch {
	case c.Attribute == "none" || c.Attribute == "ignored":
		return "none"
	case c.Status == "no-request" && c.Imports != "":
		return "imports"
	case c.Algorithm == "":
		return "none"
	}
	a := s.Algorithm(c.Algorithm)
	if a.Connection != nil {
		return "connection"
	}
	modes, credentials := map[string]bool{}, map[string]bool{}
	for _, r := range a.Requests {
		modes[r.Mode], credentials[r.Credentials] = true, true
	}
	switch {
	case len(modes) > 1:
		return "mode+credentials"
	case len(credentials) > 1:
		return "credentials"
	}
	return "none"
}
