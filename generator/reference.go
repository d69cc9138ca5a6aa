package generator

import (
	"path"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// reference writes the words beside the resolver's tables.
func (g *generator) reference() {
	f := jen.NewFilePathName(resolverPath+"/reference", "reference")
	f.HeaderComment(Marker)
	r := &words{spec: g.spec}

	var rows []jen.Code
	for _, family := range g.spec.Families {
		for i := range family.Contexts {
			rows = append(rows, r.context(family.Title, &family.Contexts[i]))
		}
	}
	f.Var().Id("contexts").Op("=").Index(jen.Op("...")).Id("Context").Add(block(rows...))

	rows = nil
	for _, a := range g.spec.Algorithms {
		rows = append(rows, jen.Values(field("title", text(a.Title)), field("steps", jen.Index().Id("Step").Add(block(r.steps(a.Steps)...)))))
	}
	f.Var().Id("algorithms").Op("=").Index(jen.Op("...")).Id("algorithm").Add(block(rows...))

	f.Comment("taintingSteps is indexed by mode and by 1 for same-origin.")
	f.Var().Id("taintingSteps").Op("=").Map(q("Mode")).Index(jen.Lit(2)).Index().Id("Step").Add(block(r.tainting()...))
	f.Var().Id("credentialsSteps").Op("=").Map(q("CredentialsMode")).Map(q("Tainting")).Index().Id("Step").Add(block(r.credentials()...))

	rows = nil
	for _, k := range g.spec.Outcomes.Kinds {
		for _, e := range k.Effects {
			rows = append(rows, jen.Values(
				field("kind", jen.Lit(k.ID)),
				field("tainting", q(taintingName(e.Tainting))),
				field("step", jen.Id("Step").Values(r.says(e.Says, e.Cite)...)),
			))
		}
	}
	f.Var().Id("consequences").Op("=").Index(jen.Op("...")).Id("consequence").Add(block(rows...))
	f.Var().Id("supports").Op("=").Index(jen.Op("...")).Id("Support").Add(block(r.supports()...))
	f.Var().Id("quirks").Op("=").Index(jen.Op("...")).Id("Quirk").Add(block(r.quirks()...))
	f.Comment("CompatVersion is the version of browser-compat-data that Support is taken from.")
	f.Const().Id("CompatVersion").Op("=").Lit(g.spec.Compat.Version)

	dir := g.dir
	g.dir = path.Join("resolver", "reference")
	g.emit("reference_gen.go", f)
	g.dir = dir
}

// words turns prose of the encoding into Go values.
type words struct{ spec *spec.Spec }

func text(t spec.Text) *jen.Statement { return jen.Id("Text").Values(jen.Lit(t.En), jen.Lit(t.Ja)) }

func (w *words) citation(c spec.Citation) []jen.Code {
	fields := []jen.Code{
		field("Standard", jen.Lit(w.spec.Source(c.Source).Title)),
		field("URL", jen.Lit(w.spec.URL(c))),
	}
	if c.Step != "" {
		fields = append(fields, field("Step", jen.Lit(c.Step)))
	}
	return fields
}

// says writes the fields of a Step for a sentence with its first citation.
func (w *words) says(sentence string, cites []spec.Citation) []jen.Code {
	return []jen.Code{
		field("Citation", jen.Id("Citation").Values(w.citation(cites[0])...)),
		field("Says", jen.Lit(sentence)),
	}
}

func (w *words) steps(steps []spec.Step) []jen.Code {
	var out []jen.Code
	for _, s := range steps {
		fields := w.says(s.Says, []spec.Citation{s.Citation})
		if bits := w.states(s.When); bits != 0 {
			fields = append(fields, field("when", hex(bits)))
		}
		if s.Origin != "" {
			fields = append(fields, field("origin", jen.Lit(1+originIndex(s.Origin))))
		}
		out = append(out, jen.Values(fields...))
	}
	return out
}

func (w *words) states(when []string) (bits uint64) {
	for i, s := range w.spec.Attribute.States {
		if slices.Contains(when, s.Name) {
			bits |= 1 << i
		}
	}
	return bits
}

func (w *words) context(family spec.Text, c *spec.Context) jen.Code {
	algorithm := -1
	for i := range w.spec.Algorithms {
		if w.spec.Algorithms[i].ID == c.Algorithm {
			algorithm = i
		}
	}
	fields := []jen.Code{
		field("Title", text(c.Title)),
		field("Family", text(family)),
		field("Example", jen.Lit(c.Example)),
	}
	if len(c.Notes) > 0 {
		var notes []jen.Code
		for _, n := range c.Notes {
			note := []jen.Code{field("Says", jen.Lit(n.Says))}
			if len(n.Cite) > 0 {
				var cites []jen.Code
				for _, cite := range n.Cite {
					cites = append(cites, jen.Values(w.citation(cite)...))
				}
				note = append(note, field("Cite", jen.Index().Id("Citation").Values(cites...)))
			}
			notes = append(notes, jen.Values(note...))
		}
		fields = append(fields, field("Notes", jen.Index().Id("Note").Add(block(notes...))))
	}
	fields = append(
		fields,
		field("steps", jen.Index().Id("Step").Add(block(w.steps(c.Steps)...))),
		field("algorithm", jen.Lit(algorithm)),
	)
	if len(c.BCD) > 0 {
		var support []jen.Code
		for _, key := range c.BCD {
			support = append(support, jen.Lit(slices.IndexFunc(w.spec.Compat.Features, func(f spec.CompatFeature) bool { return f.Key == key })))
		}
		fields = append(fields, field("support", jen.Index().Int().Values(support...)))
	}
	return jen.Add(q(identifier(c.ID))).Op(":").Values(fields...)
}

func (w *words) tainting() []jen.Code {
	var order []string
	cells := map[string][]jen.Code{}
	for _, t := range w.spec.Outcomes.Tainting {
		if cells[t.Mode] == nil {
			order = append(order, t.Mode)
		}
		cells[t.Mode] = append(cells[t.Mode], jen.Lit(originIndex(t.Origin)).Op(":").Values(jen.Values(w.says(t.Says, t.Cite)...)))
	}
	var out []jen.Code
	for _, mode := range order {
		out = append(out, jen.Add(q(modeName(mode))).Op(":").Values(cells[mode]...))
	}
	return out
}

func (w *words) credentials() []jen.Code {
	var order []string
	cells := map[string][]jen.Code{}
	for _, r := range w.spec.Outcomes.Credentials {
		if cells[r.Credentials] == nil {
			order = append(order, r.Credentials)
		}
		cells[r.Credentials] = append(cells[r.Credentials], jen.Add(q(taintingName(r.Tainting))).Op(":").Values(jen.Values(w.says(r.Says, r.Cite)...)))
	}
	var out []jen.Code
	for _, credentials := range order {
		out = append(out, jen.Add(q(credentialsName(credentials))).Op(":").Values(cells[credentials]...))
	}
	return out
}

func (w *words) supports() []jen.Code {
	var out []jen.Code
	for _, f := range w.spec.Compat.Features {
		var versions []jen.Code
		for _, b := range w.spec.Compat.Browsers {
			if v := f.Support[b]; v != "" {
				versions = append(versions, jen.Values(jen.Lit(b), jen.Lit(v)))
			}
		}
		fields := []jen.Code{field("Feature", jen.Lit(f.Key)), field("Versions", jen.Index().Id("Version").Values(versions...))}
		if len(f.Notes) > 0 {
			fields = append(fields, field("Notes", jen.Index().String().Values(english(f.Notes)...)))
		}
		out = append(out, jen.Values(fields...))
	}
	return out
}

func (w *words) quirks() []jen.Code {
	var out []jen.Code
	for _, quirk := range w.spec.Quirks {
		var contexts []jen.Code
		for _, id := range quirk.Contexts {
			contexts = append(contexts, q(identifier(id)))
		}
		out = append(out, jen.Values(
			field("ID", jen.Lit(quirk.ID)),
			field("Browser", jen.Lit(quirk.Browser)),
			field("Version", jen.Lit(quirk.Version)),
			field("Contexts", jen.Index().Add(q("Context")).Values(contexts...)),
			field("Standard", jen.Lit(quirk.Standard.En)),
			field("Seen", jen.Lit(quirk.Seen.En)),
			field("Evidence", jen.Lit(quirk.Evidence.En)),
		))
	}
	return out
}

func english(list []spec.Text) []jen.Code {
	var out []jen.Code
	for _, t := range list {
		out = append(out, jen.Lit(t.En))
	}
	return out
}
