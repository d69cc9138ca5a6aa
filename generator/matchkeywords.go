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
	attr  string
	list  []string
	names []string // of the constants with the numbers
	// function returns the number of a whole value, tokenFunction that of a
	// token in lowercase, and setFunction those of a set of tokens, bit per
	// number. They are empty where no rule asks for that.
	function, tokenFunction, setFunction string

	prefix string // of all these names
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
			switch k := e.keywords[q.attr]; {
			case k == nil:
			case q.kind == askValue && k.function == "":
				k.function = names.name(k.prefix)
			case q.kind == askToken && k.setFunction == "":
				k.tokenFunction, k.setFunction = names.name(k.prefix+"Token"), names.name(k.prefix+"Tokens")
				e.sets = append(e.sets, k)
			}
		}
	}
	slices.SortStableFunc(e.sets, func(a, b *keywords) int { return cmp.Compare(asking[b.attr], asking[a.attr]) })
}

func (e *elementCode) keyword(prefix, attr, word string, names namer) {
	k := e.keywords[attr]
	if k == nil {
		k = &keywords{attr: attr, prefix: prefix + camel(nameParts(attr))}
		e.keywords[attr] = k
	}
	if !slices.Contains(k.list, word) {
		k.list = append(k.list, word)
		k.names = append(k.names, names.name(k.prefix+camel(nameParts(word))))
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
	out := []jen.Code{jen.Const().Defs(numbers...)}
	if k.function != "" {
		out = append(out, jen.Comment(k.function+" returns the number of a keyword, 0 for any other value.").Line().
			Add(keywordFunction(k.function, "int", results, "0")))
	}
	if k.setFunction != "" {
		out = append(out, k.tokenCode(results), k.setCode())
	}
	return out
}

func (k *keywords) tokenCode(results map[string]string) *jen.Statement {
	return jen.Comment(k.tokenFunction+" returns the number of a keyword in lowercase, 0 for any other token.").Line().
		Func().Id(k.tokenFunction).Params(jen.Id("value").String()).Int().Block(keywordSwitch(results), jen.Return(jen.Lit(0)))
}

func (k *keywords) setCode() *jen.Statement {
	list, set, token, number := jen.Id("list"), jen.Id("set"), jen.Id("token"), jen.Id("number")
	read := func(value jen.Code) *jen.Statement { return jen.Id(k.tokenFunction).Call(value) }
	again := number.Clone().Op("=").Add(read(jen.String().Call(jen.Id("folded"))))
	return jen.Comment(k.setFunction+" returns the keywords in a set of tokens, bit per number.").Line().
		Func().Id(k.setFunction).Params(list.Clone().String()).Params(set.Clone().Uint64()).Block(
		jen.If(number.Clone().Op(":=").Add(read(list)), compared(number, "!=", jen.Lit(0))).Block(
			jen.Return(jen.Lit(1).Op("<<").Add(number)).Comment("nearly all are one token in lowercase"),
		),
		foldBuffer(),
		jen.For(compared(list, "!=", jen.Lit(""))).Block(
			jen.List(token, jen.Id("rest")).Op(":=").Add(q("NextToken")).Call(list),
			number.Clone().Op(":=").Add(read(token)),
			jen.If(compared(number, "==", jen.Lit(0))).Block(ifFolded(token, again)),
			set.Clone().Op("|=").Lit(1).Op("<<").Add(number),
			list.Clone().Op("=").Id("rest"),
		),
		jen.Return(set.Clone().Op("&^").Lit(1)).Comment("tokens that are no keyword"),
	)
}
