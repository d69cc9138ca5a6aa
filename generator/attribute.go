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

// scripts writes what the type and language attributes of a script element
// stand for.
func (g *generator) scripts() {
	types, languages := map[string]string{}, map[string]string{}
	var empty string
	for _, s := range g.spec.Scripts {
		kind := "Type" + identifier(s.Kind)
		if s.Type == "" {
			empty = kind
			continue
		}
		types[s.Type] = kind
		if language, ok := strings.CutPrefix(s.Type, "text/"); ok {
			languages[language] = kind
		}
	}
	f := g.file()
	f.Comment("emptyScriptType is what an empty type stands for.")
	f.Const().Id("emptyScriptType").Op("=").Id(empty)
	f.Comment("scriptType returns what a value of type stands for, without blanks around it.")
	f.Add(keywordFunction("scriptType", "ScriptType", types, "TypeDataBlock"))
	f.Comment("scriptLanguage returns what a value of language stands for.")
	f.Add(keywordFunction("scriptLanguage", "ScriptType", languages, "TypeDataBlock"))
	g.emit("scripts_gen.go", f)
}
