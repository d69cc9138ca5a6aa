package generator

import "github.com/dave/jennifer/jen"

var answers = map[string]string{
	"anonymous-only": "AnswerAnonymous", "no-cors": "AnswerNone", "cors": "AnswerOrigin", "credentials": "AnswerCredentials",
}

var fonts = map[string]string{"none": "FontsNone", "also": "FontsAlso", "only": "FontsOnly"}

// hosts writes what is known of public hosts.
func (g *generator) hosts() {
	f := g.file()
	var rows []jen.Code
	for _, h := range g.spec.Hosts {
		fields := []jen.Code{field("Answer", q(answers[h.Answer]))}
		if h.Fonts != "none" {
			fields = append(fields, field("Fonts", q(fonts[h.Fonts])))
		}
		fields = append(fields, field("Source", jen.Lit(h.Source)))
		rows = append(rows, jen.Lit(h.Host).Op(":").Values(fields...))
	}
	f.Var().Id("hosts").Op("=").Map(jen.String()).Add(q("Host")).Add(block(rows...))
	f.Comment("LookupHost returns what is known of a host, by its name in lowercase; the zero")
	f.Comment("Host when nothing is.")
	f.Func().Id("LookupHost").Params(jen.Id("name").String()).Add(q("Host")).Block(jen.Return(jen.Id("hosts").Index(jen.Id("name"))))
	g.emit("hosts_gen.go", f)
}
