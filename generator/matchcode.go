package generator

import (
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"
)

// elementCode writes the function that matches the tags of one element.
type elementCode struct {
	function string
	rules    []matchRule
	locals   map[string]string    // by attribute
	keywords map[string]*keywords // by attribute
	sets     []*keywords          // those of sets of tokens
	ahead    map[string]*lookUp   // attributes looked up ahead of the decisions
	often    []string             // contexts that more than one decision can start
	ifs      map[jen.Code]bool    // the statements that can follow an else
	// What the function needs before its decisions; known once they are written.
	parent   bool // the name of the parent
	onceMore bool // how many contexts were there before
}

// newElementCode names what an element's function needs.
func newElementCode(key elementKey, rules []matchRule, names namer) *elementCode {
	e := &elementCode{
		function: names.name(key.prefix() + "Contexts"), rules: rules, locals: map[string]string{},
		keywords: map[string]*keywords{}, ahead: map[string]*lookUp{}, ifs: map[jen.Code]bool{},
	}
	inFunction := newNamer(matchReserved)
	for _, r := range rules {
		for _, f := range r.facts {
			if attr := f.question.attr; attr != "" && e.locals[attr] == "" {
				e.locals[attr] = inFunction.name(local(attr), hasLocal, setLocal)
			}
		}
	}
	e.numberKeywords(key.prefix(), names)
	return e
}

// code is the element's function, and those that it reads keywords with.
func (e *elementCode) code() []jen.Code {
	var body []jen.Code
	if len(e.sets) > 0 {
		body = e.byToken()
	} else {
		body = e.decide(e.rules)
	}
	var head []jen.Code
	if e.onceMore {
		head = append(head, jen.Id("before").Op(":=").Len(jen.Id("dst")))
	}
	params := []jen.Code{jen.Id("dst").Index().Id("Context")}
	if e.parent {
		params = append(params, jen.Id("parent").String())
	}
	out := []jen.Code{jen.Func().Id(e.function).Params(append(params, jen.Id("attr").Add(q("Attrs")))...).Index().Id("Context").Block(
		append(append(head, body...), jen.Return(jen.Id("dst")))...,
	)}
	for _, attr := range slices.Sorted(maps.Keys(e.keywords)) {
		out = append(out, e.keywords[attr].code()...)
	}
	return out
}

// call calls the element's function for a tag. It comes after code.
func (e *elementCode) call() *jen.Statement {
	args := []jen.Code{jen.Id("dst")}
	if e.parent {
		args = append(args, jen.Id("el").Dot("Parent"))
	}
	return jen.Id(e.function).Call(append(args, jen.Id("attr"))...)
}

// decide writes what the rules start.
func (e *elementCode) decide(rules []matchRule) []jen.Code {
	contexts, left := started(rules)
	var out, plain []jen.Code
	for _, c := range contexts {
		if !slices.Contains(e.often, c) {
			plain = append(plain, jen.Id(identifier(c)))
			continue
		}
		e.onceMore = true
		there := jen.Qual("slices", "Contains").Call(jen.Id("dst").Index(jen.Id("before").Op(":")), jen.Id(identifier(c)))
		out = append(out, jen.If(jen.Op("!").Add(there)).Block(appendTo(jen.Id(identifier(c)))))
	}
	if plain != nil {
		out = append(out, appendTo(plain...))
	}
	for _, part := range independent(left) {
		out = append(out, e.ask(part)...)
	}
	return out
}

func appendTo(contexts ...jen.Code) *jen.Statement {
	return jen.Id("dst").Op("=").Append(append([]jen.Code{jen.Id("dst")}, contexts...)...)
}

// ask writes the next question and what follows from its answers.
func (e *elementCode) ask(rules []matchRule) []jen.Code {
	next := nextQuestion(rules)
	branches := ask(next, rules)
	switch next.kind {
	case askParent:
		e.parent = true
		rest := branchOf(branches, answerOther)
		literal := func(answer string) jen.Code { return jen.Lit(answer) }
		return []jen.Code{e.cases(nil, jen.Id("parent"), branches, rest, literal, e.follow(branches, rest))}
	case askScriptType:
		constant := func(answer string) jen.Code { return q("Type" + identifier(answer)) }
		return []jen.Code{e.cases(nil, q("ParseScriptType").Call(jen.Id("attr")), branches, -1, constant, nil)}
	case askToken:
		e.ahead[next.attr].set = true
		bit := jen.Id(setLocal(e.locals[next.attr])).Op("&").Parens(jen.Lit(1).Op("<<").Id(e.keywords[next.attr].number(next.token)))
		has, hasNot := e.follow(branches, branchOf(branches, answerYes)), e.follow(branches, branchOf(branches, answerNo))
		return []jen.Code{e.either(nil, compared(bit, "!=", jen.Lit(0)), has, compared(bit, "==", jen.Lit(0)), hasNot)}
	}
	return []jen.Code{e.askValue(next.attr, branches)}
}

// follow writes what follows from the answers of one branch.
func (e *elementCode) follow(branches []branch, i int) []jen.Code { return e.decide(branches[i].rules) }

// askValue writes a question about an attribute's value, and looks the
// attribute up unless that is done ahead.
func (e *elementCode) askValue(attr string, branches []branch) *jen.Statement {
	ifAbsent, ifEmpty, ifOther := branchOf(branches, answerAbsent), branchOf(branches, answerEmpty), branchOf(branches, answerOther)
	keywords := slices.ContainsFunc(branches, func(b branch) bool {
		return slices.ContainsFunc(b.answers, isKeyword) && !slices.Contains(b.answers, answerOther)
	})
	init := e.lookUp(attr, keywords || ifEmpty != ifOther, ifAbsent != ifEmpty)
	if !keywords {
		return e.askPresence(init, attr, branches)
	}
	var rest []jen.Code
	if ifAbsent == ifOther && ifEmpty == ifOther {
		rest = e.follow(branches, ifOther)
	} else {
		rest = []jen.Code{e.askPresence(nil, attr, branches)}
	}
	words := e.keywords[attr]
	number := func(answer string) jen.Code { return jen.Id(words.number(answer)) }
	return e.cases(init, words.read(e.locals[attr]), branches, ifOther, number, rest)
}

// askPresence tells absent, empty and other values apart, as far as that
// makes a difference.
func (e *elementCode) askPresence(init jen.Code, attr string, branches []branch) *jen.Statement {
	ifAbsent, ifEmpty, ifOther := branchOf(branches, answerAbsent), branchOf(branches, answerEmpty), branchOf(branches, answerOther)
	value, present := jen.Id(e.locals[attr]), jen.Id(hasLocal(e.locals[attr]))
	isEmpty, isOther := compared(value, "==", jen.Lit("")), compared(value, "!=", jen.Lit(""))
	isAbsent := jen.Op("!").Add(present)
	switch {
	case ifAbsent == ifEmpty:
		return e.either(init, isOther, e.follow(branches, ifOther), isEmpty, e.follow(branches, ifEmpty))
	case ifEmpty == ifOther:
		return e.either(init, present, e.follow(branches, ifOther), isAbsent, e.follow(branches, ifAbsent))
	}
	cases := []jen.Code{
		jen.Case(isOther).Block(e.follow(branches, ifOther)...),
		jen.Case(isAbsent).Block(e.follow(branches, ifAbsent)...),
	}
	if len(branches[ifEmpty].rules) > 0 {
		cases = append(cases, jen.Default().Block(e.follow(branches, ifEmpty)...))
	}
	return switchOf(init, jen.Empty(), cases)
}

// lookUp is the statement that looks an attribute up, nil where it is done
// ahead of the decisions.
func (e *elementCode) lookUp(attr string, value, presence bool) jen.Code {
	if ahead := e.ahead[attr]; ahead != nil {
		ahead.value = ahead.value || value
		ahead.presence = ahead.presence || presence
		return nil
	}
	return e.looksUp(attr, value, presence, ":=")
}

func (e *elementCode) looksUp(attr string, value, presence bool, assign string) *jen.Statement {
	name, has := jen.Id("_"), jen.Id("_")
	if value {
		name = jen.Id(e.locals[attr])
	}
	if presence {
		has = jen.Id(hasLocal(e.locals[attr]))
	}
	return jen.List(name, has).Op(assign).Id("attr").Call(jen.Lit(attr))
}

// cases writes a switch over one value. rest follows from any value that has no
// case, as those of the branch at skip.
func (e *elementCode) cases(init, value jen.Code, branches []branch, skip int, lit func(string) jen.Code, rest []jen.Code) *jen.Statement {
	var cases, values, then []jen.Code
	for i, b := range branches {
		var answers []jen.Code
		for _, answer := range b.answers {
			if isKeyword(answer) && i != skip {
				answers = append(answers, lit(answer))
			}
		}
		if answers == nil || len(b.rules) == 0 && rest == nil {
			continue
		}
		then = e.follow(branches, i)
		values = append(values, answers...)
		cases = append(cases, jen.Case(answers...).Block(then...))
	}
	if len(values) == 1 {
		return e.either(init, compared(value, "==", values[0]), then, compared(value, "!=", values[0]), rest)
	}
	if rest != nil {
		cases = append(cases, jen.Default().Block(rest...))
	}
	return switchOf(init, value, cases)
}

func switchOf(init, value jen.Code, cases []jen.Code) *jen.Statement {
	if init == nil {
		return jen.Switch(value).Block(cases...)
	}
	return jen.Switch(init, value).Block(cases...)
}

// either writes an if, by what follows where cond holds and where its
// opposite does.
func (e *elementCode) either(init, cond jen.Code, then []jen.Code, opposite jen.Code, otherwise []jen.Code) *jen.Statement {
	if then == nil {
		cond, then, otherwise = opposite, otherwise, nil
	}
	conds := []jen.Code{cond}
	if init != nil {
		conds = []jen.Code{init, cond}
	}
	s := jen.If(conds...).Block(then...)
	if len(otherwise) == 1 && e.ifs[otherwise[0]] {
		s.Else().Add(otherwise[0])
	} else if otherwise != nil {
		s.Else().Block(otherwise...)
	}
	e.ifs[s] = true
	return s
}

func compared(a jen.Code, op string, b jen.Code) *jen.Statement { return jen.Add(a).Op(op).Add(b) }
