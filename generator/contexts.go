package generator

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

var carriers = map[string]string{
	"none": "CarrierNone", "own": "CarrierOwn", "parent": "CarrierParent",
	"header": "CarrierHeader", "script": "CarrierScript", "ignored": "CarrierIgnored",
}

var statuses = map[string]string{
	"specified": "Specified", "no-request": "NoRequest", "unspecified": "Unspecified",
}

var roles = map[string]string{
	"": "RoleConsumer", "preload": "RolePreload", "modulepreload": "RoleModulePreload", "connection": "RoleConnection",
}

var effects = map[string]string{
	"none": "EffectNone", "mode+credentials": "EffectModeAndCredentials", "credentials": "EffectCredentials",
	"connection": "EffectConnection", "imports": "EffectImports",
}

var moduleTypes = map[string]string{
	"javascript-or-wasm": "ModuleJavaScript", "json": "ModuleJSON", "css": "ModuleCSS", "text": "ModuleText",
}

var moduleMaps = map[string]string{
	"document": "ModuleMapDocument", "worker": "ModuleMapWorker", "worklet": "ModuleMapWorklet",
}

// contexts writes the Context type, its constants and what is known of each.
func (g *generator) contexts() {
	g.names()
	f := g.file()
	f.Comment("Context is one way a page fetches, or a place where crossorigin can be written.")
	f.Type().Id("Context").Uint8()
	var constants, infos []jen.Code
	for i, c := range g.spec.Contexts() {
		k := jen.Id(identifier(c.ID))
		if i == 0 {
			k.Id("Context").Op("=").Iota()
		}
		constants = append(constants, k.Comment(c.Title.En))
		infos = append(infos, field(identifier(c.ID), jen.Values(g.info(c)...)))
	}
	f.Comment("The contexts of the encoding, by their ids in tables/vectors.json.")
	f.Const().Defs(constants...)
	f.Comment("Contexts is the number of contexts.")
	f.Const().Id("Contexts").Op("=").Lit(len(constants))
	f.Var().Id("infos").Op("=").Index(jen.Lit(256)).Add(q("ContextInfo")).Add(block(infos...))

	f.Comment("Info returns what is known of the context whatever the attribute's state.")
	f.Func().Params(jen.Id("c").Id("Context")).Id("Info").Params().Op("*").Add(q("ContextInfo")).Block(
		jen.Return(jen.Op("&").Id("infos").Index(jen.Id("c"))),
	)
	f.Comment("String returns the context's id in tables/vectors.json.")
	f.Func().Params(jen.Id("c").Id("Context")).Id("String").Params().String().Block(
		jen.Return(jen.Id("infos").Index(jen.Id("c")).Dot("ID")),
	)
	f.Comment("ParseContext returns the context with that id.")
	f.Func().Id("ParseContext").Params(jen.Id("id").String()).Params(jen.Id("Context"), jen.Bool()).Block(
		jen.For(jen.Id("c").Op(":=").Range().Id("Context").Call(jen.Id("Contexts"))).Block(
			jen.If(jen.Id("infos").Index(jen.Id("c")).Dot("ID").Op("==").Id("id")).Block(
				jen.Return(jen.Id("c"), jen.True()),
			),
		),
		jen.Return(jen.Lit(0), jen.False()),
	)
	g.emit("contexts_gen.go", f)
}

func (g *generator) info(c *spec.Context) []jen.Code {
	fields := []jen.Code{field("ID", jen.Lit(c.ID))}
	text := func(name, value string) {
		if value != "" {
			fields = append(fields, field(name, jen.Lit(value)))
		}
	}
	text("Element", strings.ToLower(c.Element))
	if c.Namespace == "svg" {
		fields = append(fields, field("SVG", jen.True()))
	}
	text("Initiator", c.Initiator)
	text("Kind", c.Kind)
	fields = append(
		fields,
		field("Status", q(statuses[c.Status])),
		field("Carrier", q(carriers[c.Attribute])),
		field("Effect", q(effects[effect(g.spec, c)])),
	)
	if c.Role != "" {
		fields = append(fields, field("Role", q(roles[c.Role])))
	}
	if c.Client == "worker" {
		fields = append(fields, field("Worker", jen.True()))
	}
	if c.Method != "" {
		fields = append(fields, field("Method", q("Method"+identifier(c.Method))))
	}
	if m := c.Module; m != nil {
		fields = append(fields, field("Module", jen.Add(q("ModuleKey")).Values(
			field("Type", q(moduleTypes[m.Type])), field("Map", q(moduleMaps[m.Map])),
		)))
	}
	return fields
}

// reserved are the identifiers that a generated package has beside its contexts.
var reserved = []string{"Context", "Contexts", "LookupHost", "Match", "ParseContext", "Resolve"}

// names refuses ids that would not make a package: those of other identifiers,
// and more than a Context can count.
func (g *generator) names() {
	seen := map[string]string{}
	for _, name := range reserved {
		seen[name] = "the package's own"
	}
	contexts := g.spec.Contexts()
	for _, c := range contexts {
		name := identifier(c.ID)
		if other, taken := seen[name]; taken {
			g.fail(c.Pos.String(), fmt.Errorf("context %s would be the Go identifier %s, which is %s", c.ID, name, other))
		}
		seen[name] = "that of " + c.ID
	}
	if len(contexts) > 256 {
		g.fail("contexts", fmt.Errorf("%d contexts, expected at most 256", len(contexts)))
	}
}
