package generator

import "github.com/dave/jennifer/jen"

// destinations writes Fetch's destinations and what `as` translates to.
func (g *generator) destinations() {
	d := g.spec.Destinations
	f := g.file()
	constants := []jen.Code{jen.Id("DestinationNone").Id("Destination").Op("=").Iota().Comment("no request, or left open by the standards")}
	names := []jen.Code{jen.Lit("")}
	scriptLike := []jen.Code{}
	for _, v := range d.Values {
		constants = append(constants, jen.Id(destinationName(v.Name)))
		names = append(names, jen.Lit(v.Name))
		if v.ScriptLike {
			scriptLike = append(scriptLike, field(destinationName(v.Name), jen.True()))
		}
	}
	f.Comment("The destinations of the Fetch Standard.")
	f.Const().Defs(constants...)
	f.Var().Id("destinationNames").Op("=").Index(jen.Op("...")).String().Add(block(names...))
	f.Var().Id("scriptLike").Op("=").Index(jen.Op("...")).Bool().Add(block(scriptLike...))
	var preload []jen.Code
	for _, t := range d.Preload {
		preload = append(preload, jen.Values(jen.Lit(t.As), jen.Id(destinationName(t.Destination))))
	}
	f.Var().Id("preloadAs").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("as").String(), jen.Id("destination").Id("Destination"),
	).Add(block(preload...))
	g.emit("destinations_gen.go", f)
}
