package generator

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

type elementKey struct {
	name string
	svg  bool
}

// matchRule is one combination of facts about a tag that starts a context.
type matchRule struct {
	context string
	facts   []fact
}

// match writes a function for each element, which asks for its attributes and
// decides by their values, and the switch that finds an element's function.
//
// Trying the rows of the encoding one after the other, as spec.Spec.Fits does,
// asks for rel and as dozens of times for a single link, and every tag of every
// page is matched. What is written asks for each attribute once, and for no
// attribute that cannot matter any more: BenchmarkMatch of the resolver counts
// in times of these look-ups. It is made in four steps, a file each:
//
//   - here, a match becomes facts, which are questions with accepted answers
//   - matchtree.go: which question to ask next, and what rules each answer leaves
//   - matchtokens.go: sets of tokens (rel), gone through token by token
//   - matchcode.go: the Go code of the questions, with the names and numbers of
//     matchnames.go and matchkeywords.go
//
// That it says what the rows say is tested with rows of every form
// (cmd/crossorigin-gen/testdata/matches) and by fuzzing the resolver.
func (g *generator) match() {
	elements := map[elementKey][]matchRule{}
	for _, c := range g.spec.Contexts() {
		key := elementKey{strings.ToLower(c.Element), c.Namespace == "svg"} // tags are looked up in lowercase: feImage
		for _, m := range c.Match {
			elements[key] = append(elements[key], matchRule{c.ID, facts(m)})
		}
	}
	keys := slices.SortedFunc(maps.Keys(elements), func(a, b elementKey) int {
		return cmp.Or(cmp.Compare(a.prefix(), b.prefix()), cmp.Compare(a.name, b.name))
	})

	names := namer{}
	var html, svg, declarations []jen.Code
	for _, key := range keys {
		e := newElementCode(key, elements[key], names)
		if err := e.wrong(); err != nil {
			g.fail("match of "+key.name, err)
			continue
		}
		declarations = append(declarations, e.code()...)
		c := jen.Case(jen.Lit(key.name)).Block(jen.Return(e.call()))
		if key.svg {
			svg = append(svg, c)
		} else {
			html = append(html, c)
		}
	}
	f := g.file()
	f.Comment("Match appends the contexts that a tag starts to dst and returns it: none, one")
	f.Comment("or several, each once. A tag that is known to fetch nothing has a context")
	f.Comment("whose Info().Status is NoRequest. Match allocates only when dst has no room.")
	f.Func().Id("Match").Params(
		jen.Id("dst").Index().Id("Context"), jen.Id("el").Add(q("Element")), jen.Id("attr").Add(q("Attrs")),
	).Index().Id("Context").Block(
		jen.If(jen.Id("el").Dot("SVG")).Block(
			jen.Switch(jen.Id("el").Dot("Name")).Block(svg...),
			jen.Return(jen.Id("dst")),
		),
		jen.Switch(jen.Id("el").Dot("Name")).Block(html...),
		jen.Return(jen.Id("dst")),
	)
	for _, declaration := range declarations {
		f.Line().Add(declaration)
	}
	g.emit("match_gen.go", f)
}

// prefix starts the identifiers that belong to the element: svgImage.
func (k elementKey) prefix() string {
	if k.svg {
		return "svg" + camel(nameParts(k.name))
	}
	return "html" + camel(nameParts(k.name))
}

// question is what can be asked of a tag: one of several answers is the case.
type question struct {
	kind questionKind
	attr string // the attribute that it is about; empty for the parent
	// token is the one that a set of tokens has or has not.
	token string
}

// Questions about the parent come first: it is known without a look-up.
type questionKind int

const (
	askParent questionKind = iota
	askToken               // yes or no
	askValue               // absent, empty, a keyword or another value
	askScriptType
)

// Answers that no keyword of the encoding has the name of: they have blanks.
const (
	answerYes    = " yes"
	answerNo     = " no"
	answerAbsent = " absent"
	answerEmpty  = " empty"
	answerOther  = " other"
)

// fact is a question with the answers that a rule accepts: those in answers,
// or, where except, all others.
type fact struct {
	question question
	answers  []string
	except   bool
}

func (f fact) accepts(answer string) bool { return slices.Contains(f.answers, answer) != f.except }

// facts turns a match into facts, in the order of the attributes' names.
func facts(m spec.Match) []fact {
	var out []fact
	if m.Parents != nil {
		out = append(out, fact{question{kind: askParent}, m.Parents, false})
	}
	for _, attr := range slices.Sorted(maps.Keys(m.Attributes)) {
		c := m.Attributes[attr]
		value := question{kind: askValue, attr: attr}
		if c.Present != nil {
			out = append(out, fact{value, []string{answerAbsent}, *c.Present})
		}
		if c.NonEmpty {
			out = append(out, fact{value, []string{answerAbsent, answerEmpty}, true})
		}
		if c.Keywords != nil {
			out = append(out, fact{value, c.Keywords, false})
		}
		if c.NotKeywords != nil {
			out = append(out, fact{value, c.NotKeywords, true})
		}
		for _, token := range c.Tokens {
			out = append(out, fact{question{askToken, attr, token}, []string{answerYes}, false})
		}
		for _, token := range c.NotTokens {
			out = append(out, fact{question{askToken, attr, token}, []string{answerNo}, false})
		}
		if c.ScriptType != "" {
			out = append(out, fact{question{kind: askScriptType, attr: attr}, []string{c.ScriptType}, false})
		}
	}
	return out
}

// isKeyword says whether an answer is one of those written in the encoding.
func isKeyword(answer string) bool { return !strings.HasPrefix(answer, " ") }
