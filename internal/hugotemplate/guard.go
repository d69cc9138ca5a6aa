package hugotemplate

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// names keeps what the text of a condition does not say: how often a variable
// in it was assigned before, and which conditions are the same.
type names struct {
	assigned map[string]int
	keys     map[condition]int
}

// condition identifies a condition: the same expression over the same dot.
type condition struct {
	expression string
	dot        int // the key of the with or range that sets the dot; 0 for none
}

// longestGuard bounds the text of one condition in a guard.
const longestGuard = 200

// guard returns the text of the condition at s. Where equal text need not mean
// the same, because a variable was assigned again or a page's store may have
// changed, a number tells the conditions apart.
func (n *names) guard(src []byte, s markup.Span) string {
	text := src[s.Start:s.End]
	version := 0
	for v := range variables(text) {
		if count := n.assigned[string(v)]; count > 1 {
			version += count
		}
	}
	if bytes.Contains(text, []byte("Scratch")) || bytes.Contains(text, []byte("Store")) {
		version = s.Start
	}
	if len(text) > longestGuard {
		return fmt.Sprintf("%s… #%d", strings.ToValidUTF8(string(text[:longestGuard]), ""), s.Start)
	}
	if version > 0 {
		return fmt.Sprintf("%s #%d", text, version)
	}
	return string(text)
}

// declare counts the variables that the action with the given text assigns.
func (n *names) declare(src []byte, s markup.Span) {
	text := src[s.Start:s.End]
	end := bytes.IndexByte(text, '=')
	if end < 0 {
		return
	}
	for v := range variables(text[:end]) {
		if n.assigned == nil {
			n.assigned = make(map[string]int)
		}
		n.assigned[string(v)]++
	}
}

// variables yields the variables that text names. A dollar sign alone is the
// data of the template and never changes.
func variables(text []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for i := 0; ; {
			n := bytes.IndexByte(text[i:], '$')
			if n < 0 {
				return
			}
			i += n + 1
			length := wordLen(text[i:])
			if length > 0 && !yield(text[i:i+length]) {
				return
			}
		}
	}
}

// key numbers conditions so that those with the same number hold together, or
// one when the other does not where one of them is negated.
func (n *names) key(guard string, dot int) (key int, negated bool) {
	_, expression, _ := strings.Cut(guard, " ")
	expression = strings.TrimLeft(expression, trimmable)
	if operand, ok := strings.CutPrefix(expression, "not "); ok && !strings.ContainsAny(operand, " \t\r\n|(") {
		expression, negated = operand, true
	}
	c := condition{expression, dot}
	if n.keys == nil {
		n.keys = make(map[condition]int)
	}
	if _, ok := n.keys[c]; !ok {
		n.keys[c] = len(n.keys) + 1
	}
	return n.keys[c], negated
}

// and joins the guards of conditions inside each other.
const and = "; "

// deepest is the number of conditions a chain spells out; it names the ones
// further out by the number of their branch.
const deepest = 16

// chain returns the guards from the top of the template to a new branch.
func (o *outline) chain(outer branch, index int, guard string) string {
	switch {
	case outer.depth == 0:
		return guard
	case outer.depth%deepest == 0:
		return fmt.Sprintf("… #%d%s%s", index, and, guard)
	}
	return outer.chain + and + guard
}

// guardAt returns the guards that the text at an offset in a branch stands
// under, as far as they are inside another branch.
func (o *outline) guardAt(offset, b, within int) string {
	if !o.leaves(b) && o.branches[within].depth == 0 {
		return o.branches[b].chain
	}
	var guards []string
	for ; b >= 0 && o.branches[b].depth > 0 && !o.encloses(b, within); b = o.branches[b].parent {
		guards = append(guards, o.turn(offset, b))
		if len(guards) == deepest {
			guards = append(guards, fmt.Sprintf("… #%d", b))
			break
		}
	}
	slices.Reverse(guards)
	return strings.Join(guards, and)
}

// leaves reports whether break or continue leaves a range around a branch.
func (o *outline) leaves(b int) bool {
	for ; b >= 0; b = o.branches[b].parent {
		if len(o.branches[b].leaves) > 0 {
			return true
		}
	}
	return false
}

// turn returns the guard of a branch, which in the body of a range changes
// behind each break and continue.
func (o *outline) turn(offset, b int) string {
	passed := sort.SearchInts(o.branches[b].leaves, offset)
	if passed == 0 {
		return o.branches[b].guard
	}
	return fmt.Sprintf("%s after break #%d", o.branches[b].guard, passed)
}

// encloses reports whether branch outer is branch inner or around it.
func (o *outline) encloses(outer, inner int) bool {
	for o.branches[inner].depth > o.branches[outer].depth {
		inner = o.branches[inner].parent
	}
	return inner == outer
}
