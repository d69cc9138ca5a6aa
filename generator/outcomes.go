package generator

import (
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// outcomes writes the tables behind the outcome functions. Their sizes are
// powers of two, so that every lookup is total without a bounds check.
func (g *generator) outcomes() {
	o := g.spec.Outcomes
	f := g.file()

	byMode := map[string][]jen.Code{}
	var modes []string
	for _, row := range o.Tainting {
		if byMode[row.Mode] == nil {
			modes = append(modes, row.Mode)
		}
		byMode[row.Mode] = append(byMode[row.Mode], jen.Lit(originIndex(row.Origin)).Op(":").Id(taintingName(row.Tainting)))
	}
	var rows []jen.Code
	for _, mode := range modes {
		rows = append(rows, field(modeName(mode), jen.Values(byMode[mode]...)))
	}
	f.Comment("taintings is indexed by mode and by 1 for same-origin.")
	f.Var().Id("taintings").Op("=").Index(jen.Lit(8)).Index(jen.Lit(2)).Id("Tainting").Add(block(rows...))

	rows = nil
	for _, credentials := range []string{"omit", "same-origin", "include"} {
		var row []jen.Code
		for _, r := range o.Credentials {
			if r.Credentials == credentials && r.Included {
				row = append(row, field(taintingName(r.Tainting), jen.True()))
			}
		}
		rows = append(rows, field(credentialsName(credentials), jen.Values(row...)))
	}
	f.Var().Id("sends").Op("=").Index(jen.Lit(4)).Index(jen.Lit(8)).Bool().Add(block(rows...))

	rows = nil
	for _, credentials := range []string{"omit", "same-origin", "include"} {
		cells := map[string][]jen.Code{}
		var allows []string
		for _, r := range o.CORSCheck {
			if r.Credentials != credentials {
				continue
			}
			if cells[r.AllowOrigin] == nil {
				allows = append(allows, r.AllowOrigin)
				cells[r.AllowOrigin] = []jen.Code{}
			}
			if r.Passes {
				i := 0
				if r.AllowCreds == "true" {
					i = 1
				}
				cells[r.AllowOrigin] = append(cells[r.AllowOrigin], jen.Lit(i).Op(":").True())
			}
		}
		var row []jen.Code
		for _, allow := range allows {
			row = append(row, field("allowOrigin"+identifier(allow), jen.Values(cells[allow]...)))
		}
		rows = append(rows, field(credentialsName(credentials), jen.Values(row...)))
	}
	f.Comment("corsPasses is indexed by credentials mode, the case of")
	f.Comment("Access-Control-Allow-Origin and by 1 for Access-Control-Allow-Credentials: true.")
	f.Var().Id("corsPasses").Op("=").Index(jen.Lit(4)).Index(jen.Lit(4)).Index(jen.Lit(2)).Bool().Add(block(rows...))

	rows = nil
	for _, r := range o.Integrity {
		if r.Checkable {
			rows = append(rows, field(taintingName(r.Tainting), jen.True()))
		}
	}
	f.Var().Id("checkable").Op("=").Index(jen.Lit(8)).Bool().Add(block(rows...))

	rows = nil
	for _, r := range o.IntegrityPolicy {
		if r.Satisfies {
			rows = append(rows, field(modeName(r.Mode), jen.True()))
		}
	}
	f.Var().Id("integrityPolicySatisfied").Op("=").Index(jen.Lit(8)).Bool().Add(block(rows...))
	g.embedder(f)
	rows = nil
	for _, r := range o.CORSClass {
		if r.CrossOrigin {
			rows = append(rows, field(taintingName(r.Tainting), jen.True()))
		}
	}
	f.Var().Id("corsCrossOrigin").Op("=").Index(jen.Lit(8)).Bool().Add(block(rows...))
	algorithms := map[string]string{}
	for _, r := range o.HashAlgorithms {
		algorithms[r.Token] = strconv.Itoa(r.Bytes)
	}
	f.Comment("digestBytes returns the length of a hash algorithm's digests, 0 for what names none.")
	f.Add(keywordFunction("digestBytes", "int", algorithms, "0"))
	g.consume(f)

	rows = nil
	for _, a := range g.spec.Algorithms {
		for _, origin := range origins {
			if a.Connection == nil {
				continue
			}
			var row []jen.Code
			for _, s := range g.spec.Attribute.States {
				row = append(row, field(identifier(s.Name), jen.Lit(a.Connection[origin][s.Name])))
			}
			rows = append(rows, jen.Lit(originIndex(origin)).Op(":").Values(row...))
		}
	}
	f.Comment("preconnectPools is indexed by 1 for same-origin and by state.")
	f.Var().Id("preconnectPools").Op("=").Index(jen.Lit(2)).Index(jen.Lit(4)).Bool().Add(block(rows...))
	g.emit("outcomes_gen.go", f)
}

func originIndex(origin string) int {
	if origin == "same-origin" {
		return 1
	}
	return 0
}

// embedder writes what Cross-Origin-Embedder-Policy does to cross-origin requests.
func (g *generator) embedder(f *jen.File) {
	tables := []struct {
		name string
		cell func(spec.EmbedderRow) bool
	}{
		{"corpBlocks", func(r spec.EmbedderRow) bool { return r.Blocked }},
		{"coepStrips", func(r spec.EmbedderRow) bool { return r.Strips }},
	}
	for _, table := range tables {
		var rows []jen.Code
		for _, policy := range []string{"unsafe-none", "require-corp", "credentialless"} {
			var row []jen.Code
			for _, r := range g.spec.Outcomes.Embedder {
				if r.Policy == policy && table.cell(r) {
					row = append(row, field(modeName(r.Mode), jen.True()))
				}
			}
			rows = append(rows, field(identifier(policy), jen.Values(row...)))
		}
		f.Comment(table.name + " is indexed by embedder policy and mode.")
		f.Var().Id(table.name).Op("=").Index(jen.Lit(4)).Index(jen.Lit(8)).Bool().Add(block(rows...))
	}
}

// consume writes what a request must be to look preloads up, and what it must
// have in common with one.
func (g *generator) consume(f *jen.File) {
	key := jen.Id("parts").Call(jen.Lit(0))
	for _, r := range g.spec.Outcomes.Consume {
		switch r.Asks {
		case "":
			key.Op("|").Id("same" + identifier(r.Same))
		case "client":
			f.Comment("preloadClients is indexed by 1 for a client that is no Window.")
			f.Var().Id("preloadClients").Op("=").Index(jen.Lit(2)).Bool().Values(
				jen.Lit(slices.Contains(r.Values, "window")), jen.Lit(slices.Contains(r.Values, "worker")),
			)
		default:
			var rows []jen.Code
			for _, value := range r.Values {
				rows = append(rows, field(identifier(r.Asks)+identifier(value), jen.True()))
			}
			f.Var().Id("preload" + identifier(r.Asks) + "s").Op("=").Index(jen.Lit(8)).Bool().Add(block(rows...))
		}
	}
	f.Comment("preloadKey are the parts in which a preload and a request must be the same.")
	f.Const().Id("preloadKey").Op("=").Add(key)
}
