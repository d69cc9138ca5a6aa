package generator

import (
	"maps"
	"math/bits"
	"slices"

	"github.com/dave/jennifer/jen"
)

// lookUp says what is used of an attribute that is looked up ahead, and which
// tokens of the first set make it wanted.
type lookUp struct {
	attr            string
	value, presence bool
	set             bool // its tokens
	tokens          uint64
}

// part are the rules that are decided for one token of the first set, or,
// without one, for every tag.
type part struct {
	token int // -1 for none
	rules []matchRule
}

// parts splits the rules by the first token that they need.
func (k *keywords) parts(rules []matchRule) []part {
	out := make([]part, len(k.list)+1)
	for i := range out {
		out[i].token = i
	}
	rest := &out[len(k.list)]
	rest.token = -1
	for _, r := range rules {
		needed := slices.IndexFunc(k.list, func(token string) bool {
			return slices.ContainsFunc(r.facts, func(f fact) bool { return f.question == k.has(token) && f.accepts(answerYes) && !f.accepts(answerNo) })
		})
		if needed < 0 {
			rest.rules = append(rest.rules, r)
		} else if left, ok := r.after(k.has(k.list[needed]), answerYes); ok {
			out[needed].rules = append(out[needed].rules, left)
		}
	}
	return slices.DeleteFunc(out, func(p part) bool { return p.rules == nil })
}

// byToken writes a function that goes through the tokens of the first set and
// decides the rules that need each.
func (e *elementCode) byToken() []jen.Code {
	parts := e.sets[0].parts(e.rules)
	e.often = inSeveral(parts)
	ahead := e.lookAhead(parts)
	var cases, rest []jen.Code
	for _, p := range parts {
		if p.token < 0 {
			rest = e.decide(p.rules)
		} else {
			cases = append(cases, jen.Case(jen.Id(e.sets[0].names[p.token])).Block(e.decide(p.rules)...))
		}
	}

	var out []jen.Code
	set := jen.Id(setLocal(e.locals[e.sets[0].attr]))
	for i, s := range e.sets {
		own := e.ahead[s.attr]
		own.set = own.set || i == 0
		if own.value = own.value || own.set; own.value || own.presence {
			out = append(out, e.looksUp(s.attr, own.value, own.presence, ":="))
		}
		if own.set {
			out = append(out, jen.Id(setLocal(e.locals[s.attr])).Op(":=").Id(s.setFunction).Call(jen.Id(e.locals[s.attr])))
		}
		if i == 0 && rest == nil {
			out = append(out, jen.If(compared(set, "==", jen.Lit(0))).Block(jen.Return(jen.Id("dst"))))
		}
	}
	for _, l := range ahead {
		out = append(out, e.aheadCode(l, parts)...)
	}
	if cases != nil {
		left := jen.Id("left")
		out = append(out, jen.For(left.Clone().Op(":=").Add(set), compared(left, "!=", jen.Lit(0)), left.Clone().Op("&=").Add(left).Op("-").Lit(1)).Block(
			jen.Switch(jen.Qual("math/bits", "TrailingZeros64").Call(left)).Block(cases...),
		))
	}
	return append(out, rest...)
}

// lookAhead lists the attributes that more than one part asks for, so that
// each is looked up once, and those of the sets, which are looked up anyway.
func (e *elementCode) lookAhead(parts []part) []*lookUp {
	byAttr := map[string]*lookUp{}
	asking := map[string]int{}
	for _, p := range parts {
		seen := map[string]bool{}
		for _, r := range p.rules {
			for _, f := range r.facts {
				if f.question.kind != askValue || seen[f.question.attr] {
					continue
				}
				attr := f.question.attr
				seen[attr] = true
				asking[attr]++
				if byAttr[attr] == nil {
					byAttr[attr] = &lookUp{attr: attr}
				}
				byAttr[attr].tokens |= p.tokens()
			}
		}
	}
	for _, s := range e.sets {
		e.ahead[s.attr] = &lookUp{attr: s.attr}
		delete(byAttr, s.attr)
	}
	var out []*lookUp
	for _, attr := range slices.Sorted(maps.Keys(byAttr)) {
		if asking[attr] > 1 {
			e.ahead[attr] = byAttr[attr]
			out = append(out, byAttr[attr])
		}
	}
	return out
}

// tokens are the tokens for which the part is decided, bit per token.
func (p part) tokens() uint64 {
	if p.token < 0 {
		return 1<<64 - 1
	}
	return 1 << p.token
}

// aheadCode looks an attribute up if one of the tokens wants it.
func (e *elementCode) aheadCode(l *lookUp, parts []part) []jen.Code {
	var all uint64
	for _, p := range parts {
		all |= p.tokens()
	}
	switch {
	case !l.value && !l.presence:
		return nil
	case l.tokens == all:
		return []jen.Code{e.looksUp(l.attr, l.value, l.presence, ":=")}
	}
	var out []jen.Code
	if l.value {
		out = append(out, jen.Var().Id(e.locals[l.attr]).String())
	}
	if l.presence {
		out = append(out, jen.Var().Id(hasLocal(e.locals[l.attr])).Bool())
	}
	set := e.sets[0]
	wanting := jen.Null()
	for i, name := range set.names {
		if l.tokens>>i&1 == 1 {
			if i := bits.TrailingZeros64(l.tokens); set.names[i] != name {
				wanting.Op("|")
			}
			wanting.Lit(1).Op("<<").Id(name)
		}
	}
	wanted := jen.Id(setLocal(e.locals[set.attr])).Op("&").Parens(wanting).Op("!=").Lit(0)
	return append(out, jen.If(wanted).Block(e.looksUp(l.attr, l.value, l.presence, "=")))
}

// inSeveral lists the contexts that rules of more than one part start.
func inSeveral(parts []part) []string {
	var seen, out []string
	for _, p := range parts {
		var here []string
		for _, r := range p.rules {
			if slices.Contains(seen, r.context) && !slices.Contains(out, r.context) {
				out = append(out, r.context)
			}
			here = append(here, r.context)
		}
		seen = append(seen, here...)
	}
	return out
}
