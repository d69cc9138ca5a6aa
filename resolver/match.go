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

// ElementRules recognise the contexts that a tag of one element starts. They
// are generated; C is the generated Context type.
type ElementRules[C ~uint8] struct {
	// Attrs are the attributes that the rules ask for, the one that most of
	// them ask for first: it is always looked up, the others when a rule
	// that still can match needs them.
	Attrs []AttrFacts
	// ByFact holds the rules that need a fact of the first attribute, by the
	// number of its bit; Always holds the other rules.
	ByFact [][]MatchRule[C]
	Always []MatchRule[C]
}

// AttrFacts say which bits the value of one attribute sets.
type AttrFacts struct {
	Name       string
	All        uint64      // every bit that the attribute can set
	Present    uint64      // set when the attribute is there
	NonEmpty   uint64      // set when its value is not ""
	Tokens     []ValueBits // by the tokens of a space-separated set
	Keywords   []ValueBits // by the whole value
	ScriptType []ValueBits // by the script type of the element, see ScriptType
}

// ValueBits are the bits of one value, compared ASCII case-insensitively. Lists
// of them are sorted by length.
type ValueBits struct {
	Value string
	Bits  uint64
}

// MatchRule is one combination of facts that starts a context.
type MatchRule[C ~uint8] struct {
	Need, Forbid uint64
	Asks         uint8    // bit per entry of Attrs that the rule asks for
	Parents      []string // nil for any
	Context      C
}

// Append appends the contexts that the element starts to dst. It allocates
// only when dst has no room.
func (e *ElementRules[C]) Append(dst []C, el Element, attr Attrs) []C {
	m := matching[C]{rules: e, dst: dst, before: len(dst), parent: el.Parent, known: 1}
	if len(e.Attrs) > 0 {
		m.facts, m.settled = e.Attrs[0].bits(attr), e.Attrs[0].All
	}
	for first := m.facts; first != 0; first &= first - 1 {
		if n := bits.TrailingZeros64(first); n < len(e.ByFact) {
			m.try(e.ByFact[n], attr)
		}
	}
	m.try(e.Always, attr)
	return m.dst
}

// matching is one tag on its way through the rules.
type matching[C ~uint8] struct {
	rules  *ElementRules[C]
	dst    []C
	before int // length of dst without this tag
	parent string
	facts  uint64
	// known are the attributes whose facts are gathered, settled the bits
	// that they can set.
	known   uint8
	settled uint64
}

func (m *matching[C]) try(rules []MatchRule[C], attr Attrs) {
	for i := range rules {
		r := &rules[i]
		if m.facts&r.Forbid != 0 || r.Need&m.settled&^m.facts != 0 || !r.allows(m.parent) {
			continue
		}
		for asks := r.Asks &^ m.known; asks != 0; asks &= asks - 1 {
			n := bits.TrailingZeros8(asks)
			m.facts |= m.rules.Attrs[n].bits(attr)
			m.known |= 1 << n
			m.settled |= m.rules.Attrs[n].All
		}
		if m.facts&r.Need == r.Need && m.facts&r.Forbid == 0 && !slices.Contains(m.dst[m.before:], r.Context) {
			m.dst = append(m.dst, r.Context)
		}
	}
}

func (r *MatchRule[C]) allows(parent string) bool {
	for _, p := range r.Parents {
		if p == parent {
			return true
		}
	}
	return r.Parents == nil
}

func (a *AttrFacts) bits(attr Attrs) (set uint64) {
	if a.ScriptType != nil {
		kind := ScriptType(attr)
		for i := range a.ScriptType {
			if a.ScriptType[i].Value == kind {
				return a.ScriptType[i].Bits
			}
		}
		return 0
	}
	value, present := attr(a.Name)
	if !present {
		return 0
	}
	set = a.Present
	if value == "" {
		return set
	}
	set |= a.NonEmpty
	for i := range a.Keywords {
		k := &a.Keywords[i]
		if len(k.Value) > len(value) {
			break
		}
		if equalFold(value, k.Value) {
			set |= k.Bits
		}
	}
	if a.Tokens != nil {
		set |= tokenBits(value, a.Tokens)
	}
	return set
}

// tokenBits splits on ASCII whitespace
// (https://infra.spec.whatwg.org/#split-on-ascii-whitespace).
func tokenBits(value string, tokens []ValueBits) (set uint64) {
	for i := 0; i < len(value); {
		for i < len(value) && asciiSpace(value[i]) {
			i++
		}
		start := i
		for i < len(value) && !asciiSpace(value[i]) {
			i++
		}
		token := value[start:i]
		for j := range tokens {
			t := &tokens[j]
			if len(t.Value) > len(token) {
				break
			}
			if equalFold(token, t.Value) {
				set |= t.Bits
				break
			}
		}
	}
	return set
}

func asciiSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'
}
