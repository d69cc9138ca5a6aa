package generator

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"
)

// keywords are what an attribute's value, or the tokens in it, are compared
// with. They are numbered from one: 0 is what is no keyword.
type keywords struct {
	attr     string
	function string // that returns the number
	list     []string
	names    []string // of the constants with the numbers
	// setFunction returns the numbers of a set of tokens, bit per number. It is
	// empty for an attribute that is none.
	setFunction string
}

// number is the constant for a keyword.
func (k *keywords) number(keyword string) string { return k.names[slices.Index(k.list, keyword)] }

// has asks for a token.
func (k *keywords) has(token string) question { return question{askToken, k.attr, token} }

// read is the number of a value.
func (k *keywords) read(local string) *jen.Statement { return jen.Id(k.function).Call(jen.Id(local)) }

// numberKeywords numbers the keywords of each attribute, in the order of the
// rules. The attributes that hold sets of tokens are sorted, the one that most
// rules ask for first.
func (e *elementCode) numberKeywords(prefix string, names namer) {
	asking := map[string]int{}
	for _, r := range e.rules {
		for _, f := range r.facts {
			q := f.question
			words := []string{q.token}
			switch q.kind {
			case askValue:
				words = slices.DeleteFunc(slices.Clone(f.answers), func(answer string) bool { return !isKeyword(answer) })
			case askToken:
				asking[q.attr]++
			default:
				continue
			}
			for _, word := range words {
				e.keyword(prefix, q.attr, word, names)
			}
			if k := e.keywords[q.attr]; q.kind == askToken && k.setFunction == "" {
				k.setFunction = names.name(k.function + "Tokens")
				e.sets = append(e.sets, k)
			}
		}
	}
	slices.SortStableFunc(e.sets, func(a, b *keywords) int { return cmp.Compare(asking[b.attr], asking[a.attr]) })
}

func (e *elementCode) keyword(prefix, attr, word string, names namer) {
	k := e.keywords[attr]
	if k == nil {
		k = &keywords{attr: attr, function: names.name(prefix + camel(nameParts(attr)))}
		e.keywords[attr] = k
	}
	if !slices.Contains(k.list, word) {
		k.list = append(k.list, word)
		k.names = append(k.names, names.name(k.function+camel(nameParts(word))))
	}
}

// wrong says which keywords cannot be compared or numbered.
func (e *elementCode) wrong() error {
	for _, attr := range slices.Sorted(maps.Keys(e.keywords)) {
		k := e.keywords[attr]
		if err := tooLong(k.list); err != nil {
			return err
		}
		if k.setFunction != "" && len(k.list) > 63 {
			return fmt.Errorf("%s has %d tokens that rules ask for, expected at most 63", k.attr, len(k.list))
		}
	}
	return nil
}

// code writes the numbers, and the functions that return them.
func (k *keywords) code() []jen.Code {
	var numbers []jen.Code
	results := map[string]string{}
	for i, keyword := range k.list {
		number := jen.Id(k.names[i])
		if i == 0 {
			number.Op("=").Iota().Op("+").Lit(1)
		}
		numbers = append(numbers, number)
		results[keyword] = k.names[i]
	}
	out := []jen.Code{
		jen.Const().Defs(numbers...),
		jen.Comment(k.function + " returns the number of a keyword, 0 for any other value.").Line().
			Add(keywordFunction(k.function, "int", results, "0")),
	}
	if k.setFunction == "" {
		return out
	}
	list, set := jen.Id("list"), jen.Id("set")
	return append(out, jen.Comment(k.setFunction+" returns the keywords in a set of tokens, bit per number.").Line().
		Func().Id(k.setFunction).Params(list.Clone().String()).Params(set.Clone().Uint64()).Block(
		jen.If(jen.Id("number").Op(":=").Id(k.function).Call(list), compared(jen.Id("number"), "!=", jen.Lit(0))).Block(
			jen.Return(jen.Lit(1).Op("<<").Id("number")).Comment("nearly all are one token"),
		),
		jen.For(compared(list, "!=", jen.Lit(""))).Block(
			jen.List(jen.Id("token"), jen.Id("rest")).Op(":=").Add(q("NextToken")).Call(list),
			set.Clone().Op("|=").Lit(1).Op("<<").Id(k.function).Call(jen.Id("token")),
			list.Clone().Op("=").Id("rest"),
		),
		jen.Return(set.Clone().Op("&^").Lit(1)).Comment("tokens that are no keyword"),
	))
}
