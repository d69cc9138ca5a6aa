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
