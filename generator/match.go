package generator

import (
	"cmp"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// elementFacts numbers the facts that the rules of one element ask for.
type elementFacts struct {
	bits  map[fact]int
	order []fact
}

// fact is one thing to know of an attribute: that it is present, not empty,
// has a token, equals one of several keywords, or makes a type of script.
type fact struct {
	attr, kind, values string
}

// alwaysFact holds for every tag of the element. Its number is behind those of
// the first attribute, so that rules without a fact of that come last.
var alwaysFact = fact{kind: "always"}

func (e *elementFacts) bit(f fact) uint64 {
	if _, ok := e.bits[f]; !ok {
		e.bits[f] = len(e.order)
		e.order = append(e.order, f)
	}
	return 1 << e.bits[f]
}

// conditionBits returns the facts that must and must not hold.
func (e *elementFacts) conditionBits(attr string, c spec.Condition) (need, forbid uint64) {
	if c.Present != nil {
		bit := e.bit(fact{attr, "present", ""})
		if *c.Present {
			need |= bit
		} else {
			forbid |= bit
		}
	}
	if c.NonEmpty {
		need |= e.bit(fact{attr, "non-empty", ""})
	}
	for _, token := range c.Tokens {
		need |= e.bit(fact{attr, "token", token})
	}
	for _, token := range c.NotTokens {
		forbid |= e.bit(fact{attr, "token", token})
	}
	if c.Keywords != nil {
		need |= e.bit(fact{attr, "keyword", join(c.Keywords)})
	}
	if c.NotKeywords != nil {
		forbid |= e.bit(fact{attr, "keyword", join(c.NotKeywords)})
	}
	if c.ScriptType != "" {
		need |= e.bit(fact{attr, "script-type", c.ScriptType})
	}
	return need, forbid
}

type elementKey struct {
	name string
	svg  bool
}

type elementRule struct {
	context      string
	need, forbid uint64
	asks         uint64 // bit per attribute, in the element's order
}

// split groups the rules by the first fact of the first attribute that they
// need, or by the fact that always holds.
func (e *elementFacts) split(rules []elementRule, order []string) map[int][]elementRule {
	var first uint64
	for i, f := range e.order {
		if len(order) > 0 && f.attr == order[0] {
			first |= 1 << i
		}
	}
	groups := map[int][]elementRule{}
	for _, r := range rules {
		bit := bits.TrailingZeros64(r.need & first)
		if r.need&first == 0 {
			bit = e.bits[alwaysFact]
		}
		groups[bit] = append(groups[bit], r)
	}
	return groups
}

// elementMatches are the matches of one element, in the order of the encoding.
type elementMatches []struct {
	context string
	match   spec.Match
}

// attrOrder lists the attributes that the matches ask for, the most asked first.
func (e elementMatches) attrOrder() []string {
	count := map[string]int{}
	for _, m := range e {
		for attr := range m.match.Attributes {
			count[attr]++
		}
	}
	return slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
}

// compile numbers the facts, those of the first attribute first, and turns
// the matches into rules over them.
func (e elementMatches) compile(order []string) (*elementFacts, []elementRule) {
	facts := &elementFacts{bits: map[fact]int{}}
	for i, attr := range order {
		for _, m := range e {
			if c, ok := m.match.Attributes[attr]; ok {
				facts.conditionBits(attr, c)
			}
		}
		if i == 0 {
			facts.bit(alwaysFact)
		}
	}
	facts.bit(alwaysFact)
	var rules []elementRule
	for _, m := range e {
		r := elementRule{context: m.context}
		if m.match.Parents != nil {
			r.need |= facts.bit(fact{kind: "parent", values: join(m.match.Parents)})
		}
		for i, attr := range order {
			if c, ok := m.match.Attributes[attr]; ok {
				need, forbid := facts.conditionBits(attr, c)
				r.need |= need
				r.forbid |= forbid
				r.asks |= 1 << i
			}
		}
		rules = append(rules, r)
	}
	return facts, rules
}

// match writes, for each element, the facts to gather from its attributes and
// the rules over them, and the switch that finds an element's rules.
func (g *generator) match() {
	elements := map[elementKey]elementMatches{}
	for _, c := range g.spec.Contexts() {
		key := elementKey{strings.ToLower(c.Element), c.Namespace == "svg"} // tags are looked up in lowercase: feImage
		for _, m := range c.Match {
			elements[key] = append(elements[key], struct {
				context string
				match   spec.Match
			}{c.ID, m})
		}
	}
	keys := slices.SortedFunc(maps.Keys(elements), func(a, b elementKey) int {
		return slices.Compare([]string{variable(a)}, []string{variable(b)})
	})

	f := g.file()
	var html, svg []jen.Code
	for _, key := range keys {
		c := jen.Case(jen.Lit(key.name)).Block(jen.Return(jen.Id(variable(key)).Dot("Append").Call(jen.Id("dst"), jen.Id("el").Dot("Parent"), jen.Id("attr"))))
		if key.svg {
			svg = append(svg, c)
		} else {
			html = append(html, c)
		}
	}
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
	for _, key := range keys {
		order := elements[key].attrOrder()
		facts, rules := elements[key].compile(order)
		if len(order) > 8 || len(facts.order) > 64 {
			g.fail("match of "+key.name, fmt.Errorf("%d attributes and %d facts, expected at most 8 and 64", len(order), len(facts.order)))
			continue
		}
		f.Var().Id(variable(key)).Op("=").Add(q("ElementRules")).Types(jen.Id("Context")).Add(block(ruleFields(facts, rules, order)...))
	}
	g.emit("match_gen.go", f)
}

// ruleFields writes the fields of an ElementRules.
func ruleFields(facts *elementFacts, rules []elementRule, order []string) []jen.Code {
	parents := map[string]uint64{}
	for i, f := range facts.order {
		if f.kind == "parent" {
			for _, parent := range split(f.values) {
				parents[parent] |= 1 << i
			}
		}
	}
	groups := facts.split(rules, order)
	var picks uint64
	var list []jen.Code
	for _, bit := range slices.Sorted(maps.Keys(groups)) {
		picks |= 1 << bit
		list = append(list, jen.Lit(bit).Op(":").Add(facts.group(groups[bit], order)))
	}
	fields := []jen.Code{
		jen.Id("Always").Op(":").Add(hex(1 << facts.bits[alwaysFact])),
		jen.Id("Picks").Op(":").Add(hex(picks)),
	}
	if len(parents) > 0 {
		var values []jen.Code
		for _, parent := range slices.Sorted(maps.Keys(parents)) {
			values = append(values, jen.Values(jen.Id("Value").Op(":").Lit(parent), jen.Id("Bits").Op(":").Add(hex(parents[parent]))))
		}
		fields = append(fields, jen.Id("Parents").Op(":").Index().Add(q("ValueBits")).Values(values...))
	}
	if len(order) > 0 {
		fields = append(fields, jen.Id("Attrs").Op(":").Index().Add(q("AttrFacts")).Add(block(attrFacts(facts, order)...)))
	}
	return append(fields, jen.Id("Groups").Op(":").Index().Add(q("RuleGroup")).Types(jen.Id("Context")).Add(block(list...)))
}

func variable(k elementKey) string {
	if k.svg {
		return "svg" + identifier(k.name) + "Rules"
	}
	return "html" + identifier(k.name) + "Rules"
}

func attrFacts(e *elementFacts, names []string) []jen.Code {
	var out []jen.Code
	for _, attr := range names {
		fields := []jen.Code{jen.Id("Name").Op(":").Lit(attr)}
		var kinds [3]map[string]uint64
		for i := range kinds {
			kinds[i] = map[string]uint64{}
		}
		for i, f := range e.order {
			bit := uint64(1) << i
			switch {
			case f.attr != attr:
			case f.kind == "present":
				fields = append(fields, jen.Id("Present").Op(":").Add(hex(bit)))
			case f.kind == "non-empty":
				fields = append(fields, jen.Id("NonEmpty").Op(":").Add(hex(bit)))
			case f.kind == "token":
				kinds[0][f.values] |= bit
			case f.kind == "keyword":
				for _, value := range split(f.values) {
					kinds[1][value] |= bit
				}
			case f.kind == "script-type":
				kinds[2][f.values] |= bit
			}
		}
		for i, name := range [...]string{"Tokens", "Keywords"} {
			if len(kinds[i]) > 0 {
				fields = append(fields, jen.Id(name).Op(":").Add(q("Values")).Add(values(kinds[i])))
			}
		}
		if len(kinds[2]) > 0 {
			var kindBits []jen.Code
			for _, kind := range slices.Sorted(maps.Keys(kinds[2])) {
				kindBits = append(kindBits, jen.Add(q("Type"+identifier(kind))).Op(":").Add(hex(kinds[2][kind])))
			}
			fields = append(fields, jen.Id("ScriptTypes").Op(":").Op("&").Index(jen.Lit(8)).Uint64().Values(kindBits...))
		}
		out = append(out, jen.Values(fields...))
	}
	return out
}

// values writes the elements of a resolver.Values, by length.
func values(bits map[string]uint64) *jen.Statement {
	byLength := map[int][]jen.Code{}
	for _, v := range slices.Sorted(maps.Keys(bits)) {
		byLength[len(v)] = append(byLength[len(v)], jen.Values(jen.Id("Value").Op(":").Lit(v), jen.Id("Bits").Op(":").Add(hex(bits[v]))))
	}
	var out []jen.Code
	for _, n := range slices.Sorted(maps.Keys(byLength)) {
		out = append(out, jen.Lit(n).Op(":").Values(byLength[n]...))
	}
	return block(out...)
}

// group writes a RuleGroup. What most of its rules ask for is looked up for
// all of them, the rest for the rule that asks.
func (e *elementFacts) group(rules []elementRule, order []string) *jen.Statement {
	var common uint64
	for i := range order {
		asking := 0
		for _, r := range rules {
			asking += int(r.asks >> i & 1)
		}
		if 2*asking > len(rules) {
			common |= 1 << i
		}
	}
	var out []jen.Code
	for _, r := range rules {
		late := r.asks &^ (common | 1) // the first attribute is known to every rule
		mask := r.need | r.forbid
		early := mask
		for i, f := range e.order {
			if n := slices.Index(order, f.attr); n >= 0 && late>>n&1 == 1 {
				early &^= 1 << i
			}
		}
		fields := []jen.Code{
			jen.Id("Mask").Op(":").Add(hex(mask)), jen.Id("Need").Op(":").Add(hex(r.need)), jen.Id("Early").Op(":").Add(hex(early)),
		}
		if late != 0 {
			fields = append(fields, jen.Id("Late").Op(":").Add(hex(late)))
		}
		out = append(out, jen.Values(append(fields, jen.Id("Context").Op(":").Id(identifier(r.context)))...))
	}
	return jen.Values(jen.Id("Asks").Op(":").Add(hex(common)), jen.Id("Rules").Op(":").Index().Add(q("MatchRule")).Types(jen.Id("Context")).Add(block(out...)))
}
