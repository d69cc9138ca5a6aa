package generator

import (
	"strings"

	"github.com/dave/jennifer/jen"
)

// attribute writes the states of the CORS settings attribute and what a value
// stands for.
func (g *generator) attribute() {
	a := g.spec.Attribute
	f := g.file()
	var states, names, keywords []jen.Code
	for i, s := range a.States {
		c := jen.Id(identifier(s.Name))
		if i == 0 {
			c.Id("State").Op("=").Iota()
		}
		states = append(states, c.Comment(s.Brief.En))
		names = append(names, jen.Lit(s.Name))
	}
	f.Comment("The states of a CORS settings attribute.")
	f.Const().Defs(states...)
	f.Var().Id("stateNames").Op("=").Index(jen.Op("...")).String().Values(names...)
	for _, k := range a.Keywords {
		keywords = append(keywords, jen.Values(jen.Lit(k.Keyword), jen.Id(identifier(k.State))))
	}
	f.Var().Id("keywords").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("keyword").String(), jen.Id("state").Id("State"),
	).Add(block(keywords...))
	f.Const().Defs(
		jen.Id("missingState").Op("=").Id(identifier(a.Missing.State)),
		jen.Id("emptyState").Op("=").Id(identifier(a.Empty.State)),
		jen.Id("invalidState").Op("=").Id(identifier(a.Invalid.State)),
		jen.Id("headerOtherwise").Op("=").Id(identifier(a.Header.Otherwise)),
	)
	var bearers []jen.Code
	for _, e := range a.Elements {
		bearers = append(bearers, jen.Values(jen.Lit(strings.ToLower(e.Element)), jen.Lit(e.Namespace == "svg")))
	}
	f.Var().Id("bearers").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("element").String(), jen.Id("svg").Bool(),
	).Add(block(bearers...))
	g.emit("attribute_gen.go", f)
}
