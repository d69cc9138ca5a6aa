package resolver

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
	Attrs []AttrFacts
	Rules []MatchRule[C]
}

// AttrFacts say which bits the value of one attribute sets.
type AttrFacts struct {
	Name       string
	Present    uint64      // set when the attribute is there
	NonEmpty   uint64      // set when its value is not ""
	Tokens     []ValueBits // by the tokens of a space-separated set
	Keywords   []ValueBits // by the whole value
	ScriptType []ValueBits // by the script type of the element, see ScriptType
}

// ValueBits are the bits of one value, compared ASCII case-insensitively.
type ValueBits struct {
	Value string
	Bits  uint64
}

// MatchRule is one combination of facts that starts a context.
type MatchRule[C ~uint8] struct {
	Need, Forbid uint64
	Parents      []string // nil for any
	Context      C
}

// Append appends the contexts that the element starts to dst. It allocates
// only when dst has no room.
func (e *ElementRules[C]) Append(dst []C, el Element, attr Attrs) []C {
	var facts uint64
	for i := range e.Attrs {
		facts |= e.Attrs[i].bits(attr)
	}
	for i := range e.Rules {
		r := &e.Rules[i]
		if facts&r.Need == r.Need && facts&r.Forbid == 0 && r.allows(el.Parent) {
			dst = append(dst, r.Context)
		}
	}
	return dst
}

func (r *MatchRule[C]) allows(parent string) bool {
	for _, p := range r.Parents {
		if p == parent {
			return true
		}
	}
	return r.Parents == nil
}

func (a *AttrFacts) bits(attr Attrs) (bits uint64) {
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
	bits = a.Present
	if value == "" {
		return bits
	}
	bits |= a.NonEmpty
	for i := range a.Keywords {
		if equalFold(value, a.Keywords[i].Value) {
			bits |= a.Keywords[i].Bits
		}
	}
	if a.Tokens != nil {
		bits |= tokenBits(value, a.Tokens)
	}
	return bits
}

// tokenBits splits on ASCII whitespace
// (https://infra.spec.whatwg.org/#split-on-ascii-whitespace).
func tokenBits(value string, tokens []ValueBits) (bits uint64) {
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
			if equalFold(token, tokens[j].Value) {
				bits |= tokens[j].Bits
				break
			}
		}
	}
	return bits
}

func asciiSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'
}
