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
	o := &g.spec.Outcomes
	f := g.file()
	g.taintings(f)
	g.sends(f)
	g.corsCheck(f)
	writeSet(f, "checkable", "taintings whose bytes integrity metadata can be compared with", o.Integrity,
		func(r spec.IntegrityRow) (string, bool) { return taintingName(r.Tainting), r.Checkable })
	writeSet(f, "integrityPolicySatisfied", "modes in which integrity metadata satisfies an Integrity-Policy", o.IntegrityPolicy,
		func(r spec.IntegrityPolicyRow) (string, bool) { return modeName(r.Mode), r.Satisfies })
	g.embedder(f)
	writeSet(f, "corsCrossOrigin", "taintings that HTML calls CORS-cross-origin", o.CORSClass,
		func(r spec.CORSClassRow) (string, bool) { return taintingName(r.Tainting), r.CrossOrigin })
	g.hashAlgorithms(f)
	g.consume(f)
	g.preconnectPools(f)
	g.emit("outcomes_gen.go", f)
}

// credentialsModes are those of requests, in the order of the tables.
var credentialsModes = []string{"omit", "same-origin", "include"}

// originIndex is the index by which tables tell the page's own origin from others.
func originIndex(origin string) int {
	if origin == "same-origin" {
		return 1
	}
	return 0
}

// writeSet writes the set of the keys of rows that are in it.
func writeSet[R any](f *jen.File, name, what string, rows []R, read func(R) (key string, in bool)) {
	var members []jen.Code
	for _, r := range rows {
		if key, in := read(r); in {
			members = append(members, field(key, jen.True()))
		}
	}
	f.Comment(name + " are the " + what + ".")
	f.Var().Id(name).Op("=").Index(jen.Lit(8)).Bool().Add(block(members...))
}

// taintings writes the response tainting of each mode and origin relation.
func (g *generator) taintings(f *jen.File) {
	byMode := map[string][]jen.Code{}
	var modes []string
	for _, r := range g.spec.Outcomes.Tainting {
		if byMode[r.Mode] == nil {
			modes = append(modes, r.Mode)
		}
		byMode[r.Mode] = append(byMode[r.Mode], jen.Lit(originIndex(r.Origin)).Op(":").Id(taintingName(r.Tainting)))
	}
	var rows []jen.Code
	for _, mode := range modes {
		rows = append(rows, field(modeName(mode), jen.Values(byMode[mode]...)))
	}
	f.Comment("taintings is indexed by mode and by 1 for same-origin.")
	f.Var().Id("taintings").Op("=").Index(jen.Lit(8)).Index(jen.Lit(2)).Id("Tainting").Add(block(rows...))
}

// sends writes whether credentials go with a request.
func (g *generator) sends(f *jen.File) {
	var rows []jen.Code
	for _, credentials := range credentialsModes {
		var row []jen.Code
		for _, r := range g.spec.Outcomes.Credentials {
			if r.Credentials == credentials && r.Included {
				row = append(row, field(taintingName(r.Tainting), jen.True()))
			}
		}
		rows = append(rows, field(credentialsName(credentials), jen.Values(row...)))
	}
	f.Comment("sends is indexed by credentials mode and tainting.")
	f.Var().Id("sends").Op("=").Index(jen.Lit(4)).Index(jen.Lit(8)).Bool().Add(block(rows...))
}

// corsCheck writes which cases of the CORS check pass.
func (g *generator) corsCheck(f *jen.File) {
	var rows []jen.Code
	for _, credentials := range credentialsModes {
		cells := map[string][]jen.Code{}
		var origins []string // cases of Access-Control-Allow-Origin
		for _, r := range g.spec.Outcomes.CORSCheck {
			if r.Credentials != credentials {
				continue
			}
			if !slices.Contains(origins, r.AllowOrigin) {
				origins = append(origins, r.AllowOrigin)
			}
			if r.Passes {
				allowed := 0
				if r.AllowCreds == "true" {
					allowed = 1
				}
				cells[r.AllowOrigin] = append(cells[r.AllowOrigin], jen.Lit(allowed).Op(":").True())
			}
		}
		var row []jen.Code
		for _, origin := range origins {
			row = append(row, field("allowOrigin"+identifier(origin), jen.Values(cells[origin]...)))
		}
		rows = append(rows, field(credentialsName(credentials), jen.Values(row...)))
	}
	f.Comment("corsPasses is indexed by credentials mode, the case of")
	f.Comment("Access-Control-Allow-Origin and by 1 for Access-Control-Allow-Credentials: true.")
	f.Var().Id("corsPasses").Op("=").Index(jen.Lit(4)).Index(jen.Lit(4)).Index(jen.Lit(2)).Bool().Add(block(rows...))
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

// hashAlgorithms writes what integrity metadata can name.
func (g *generator) hashAlgorithms(f *jen.File) {
	algorithms := map[string]string{}
	for _, r := range g.spec.Outcomes.HashAlgorithms {
		algorithms[r.Token] = strconv.Itoa(r.Bytes)
	}
	f.Comment("digestBytes returns the length of a hash algorithm's digests, 0 for what names none.")
	f.Add(keywordFunction("digestBytes", "int", algorithms, "0"))
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
			value := func(value string) (string, bool) { return identifier(r.Asks) + identifier(value), true }
			writeSet(f, "preload"+identifier(r.Asks)+"s", r.Asks+"s of requests that look preloads up", r.Values, value)
		}
	}
	f.Comment("preloadKey are the parts in which a preload and a request must be the same.")
	f.Const().Id("preloadKey").Op("=").Add(key)
}

// preconnectPools writes the credentials flag of the connection that a preconnect opens.
func (g *generator) preconnectPools(f *jen.File) {
	var rows []jen.Code
	for _, a := range g.spec.Algorithms {
		if a.Connection == nil {
			continue
		}
		for _, origin := range origins {
			var row []jen.Code
			for _, s := range g.spec.Attribute.States {
				row = append(row, field(identifier(s.Name), jen.Lit(a.Connection[origin][s.Name])))
			}
			rows = append(rows, jen.Lit(originIndex(origin)).Op(":").Values(row...))
		}
	}
	f.Comment("preconnectPools is indexed by 1 for same-origin and by state.")
	f.Var().Id("preconnectPools").Op("=").Index(jen.Lit(2)).Index(jen.Lit(4)).Bool().Add(block(rows...))
}
