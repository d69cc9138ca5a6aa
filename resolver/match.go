package resolver

import (
	"math/bits"
	"slices"
)

// Element is what recognising a tag needs to know beside its attributes.
type Element struct {
	Name   string // ASCII-lowercased
	SVG    bool   // in the SVG namespace
	Parent string // name of the nearest audio, video or picture around it
}

// Attrs looks an attribute up by its lowercase name. The value has its
// character references decoded.
type Attrs func(name string) (value string, present bool)

// ElementRules recognise the contexts that a tag of one element starts: facts
// about the parent and the attributes are gathered as bits, and each rule asks
// for some of them. They are generated; C is the generated Context type.
type ElementRules[C ~uint8] struct {
	Always  uint64      // the bit that every tag of the element has
	Parents []ValueBits // by Element.Parent
	// Attrs are the attributes that the rules ask for, the one that most of
	// them ask for first: it is always looked up.
	Attrs []AttrFacts
	// Groups are the rules by the number of one bit among Always and those of
	// the first attribute that they need; Picks are the bits with a group.
	Groups []RuleGroup[C]
	Picks  uint64
}

// RuleGroup are rules that need the same bit.
type RuleGroup[C ~uint8] struct {
	Asks  uint8 // bit per entry of Attrs that is looked up for the group
	Rules []MatchRule[C]
}

// MatchRule is one combination of facts that starts a context.
type MatchRule[C ~uint8] struct {
	Mask, Need uint64 // the bits that count, and those of them that must be set
	Early      uint64 // the part of Mask that is known without Late
	Late       uint8  // bit per entry of Attrs that only this rule of its group asks for
	Context    C
}

// AttrFacts say which bits the value of one attribute sets.
type AttrFacts struct {
	Name        string
	Present     uint64     // set when the attribute is there
	NonEmpty    uint64     // set when its value is not ""
	Tokens      Values     // by the tokens of a space-separated set
	Keywords    Values     // by the whole value
	ScriptTypes *[8]uint64 // by ParseScriptType, which looks at the whole tag
}

// Append appends the contexts that the element starts to dst, each once. It
// allocates only when dst has no room.
func (e *ElementRules[C]) Append(dst []C, parent string, attr Attrs) []C {
	facts, known := e.Always, uint8(1)
	for i := range e.Parents {
		if e.Parents[i].Value == parent {
			facts |= e.Parents[i].Bits
			break
		}
	}
	if len(e.Attrs) > 0 {
		facts |= e.Attrs[0].bits(attr)
	}
	before := len(dst)
	for picks := facts & e.Picks; picks != 0; picks &= picks - 1 {
		group := &e.Groups[bits.TrailingZeros64(picks)]
		facts |= e.gather(group.Asks&^known, attr)
		known |= group.Asks
		for i := next(group.Rules, facts, 0); i < len(group.Rules); i = next(group.Rules, facts, i+1) {
			r := &group.Rules[i]
			if late := r.Late &^ known; late != 0 {
				facts |= e.gather(late, attr)
				known |= late
			}
			if (facts^r.Need)&r.Mask == 0 && !slices.Contains(dst[before:], r.Context) {
				dst = append(dst, r.Context)
			}
		}
	}
	return dst
}

// next returns the index of the next rule, from i on, that the facts do not
// rule out. It is kept out of line: inlined, what it compares is reloaded from
// the stack for each rule.
//
//go:noinline
func next[C ~uint8](rules []MatchRule[C], facts uint64, i int) int {
	for ; i < len(rules); i++ {
		if (facts^rules[i].Need)&rules[i].Early == 0 {
			return i
		}
	}
	return len(rules)
}

// gather looks the attributes up that asks has bits of.
func (e *ElementRules[C]) gather(asks uint8, attr Attrs) (facts uint64) {
	for ; asks != 0; asks &= asks - 1 {
		facts |= e.Attrs[bits.TrailingZeros8(asks)].bits(attr)
	}
	return facts
}

func (a *AttrFacts) bits(attr Attrs) uint64 {
	if a.ScriptTypes != nil {
		return a.ScriptTypes[ParseScriptType(attr)&7]
	}
	value, present := attr(a.Name)
	if !present {
		return 0
	}
	set := a.Present
	if value != "" {
		set |= a.NonEmpty
	}
	if a.Keywords != nil {
		set |= a.Keywords.bits(value)
	}
	if a.Tokens != nil {
		set |= a.Tokens.tokenBits(value)
	}
	return set
}
