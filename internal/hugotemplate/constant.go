package hugotemplate

import (
	"fmt"
	"strings"
	"text/template/parse"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// outcome is one of the strings that a pipeline may result in.
type outcome struct {
	// guard says when it does, like that of a branch; "" for always.
	guard string
	text  string
	known bool // the text is; where it is not, anything may be printed
	// at is the place of the text in the source, if it is written there.
	at markup.Span
}

// mostOutcomes bounds those of one pipeline, and deepestCall the pipelines
// inside each other and variables of variables that are looked into.
const (
	mostOutcomes = 16
	deepestCall  = 16
)

// anything is what a pipeline may result in of which nothing is known.
var anything = []outcome{{}}

// constants works out what pipelines of strings result in.
type constants struct {
	*pipelines
	dot   *parse.PipeNode // what gives the dot its value, nil where not known
	depth int
}

// outcomes returns what an action may print, at least one.
func (p *pipelines) outcomes(action int) []outcome {
	n := p.byAction[action]
	c := constants{pipelines: p, dot: p.dots[n]}
	return c.pipeline(n)
}

func (c constants) pipeline(n *parse.PipeNode) []outcome {
	if c.depth++; n == nil || c.depth > deepestCall {
		return anything
	}
	var out []outcome
	for i, cmd := range n.Cmds {
		var operands [][]outcome
		for _, arg := range cmd.Args[1:] {
			operands = append(operands, c.operand(arg))
		}
		if i > 0 {
			operands = append(operands, out)
		}
		switch {
		case functionName(cmd.Args[0]) != "":
			out = c.call(functionName(cmd.Args[0]), cmd.Args[1:], operands)
		case len(operands) == 0:
			out = c.operand(cmd.Args[0])
		default:
			return anything
		}
		if len(out) > mostOutcomes {
			return anything
		}
	}
	return out
}

// functionName returns the name of the function that a command calls, "" for
// anything else.
func functionName(n parse.Node) string {
	switch f := n.(type) {
	case *parse.IdentifierNode:
		return f.Ident
	case *parse.ChainNode:
		if id, ok := f.Node.(*parse.IdentifierNode); ok {
			return id.Ident + "." + strings.Join(f.Field, ".")
		}
	}
	return ""
}

func (c constants) operand(n parse.Node) []outcome {
	switch n := n.(type) {
	case *parse.StringNode:
		start := int(n.Pos) + 1
		return []outcome{{text: n.Text, known: true, at: markup.Span{Start: start, End: start + len(n.Quoted) - 2}}}
	case *parse.PipeNode:
		return c.pipeline(n)
	case *parse.VariableNode:
		if values := c.values(n); len(n.Ident) == 1 && len(values) == 1 && values[0] != nil {
			c.dot = c.dots[values[0]]
			return c.pipeline(values[0])
		}
	case *parse.DotNode:
		if value := c.dot; value != nil {
			c.dot = c.dots[value]
			return c.pipeline(value)
		}
	}
	return anything
}

// call returns what a function makes of its operands, given also as nodes as
// far as they are not piped (https://gohugo.io/functions/).
func (c constants) call(name string, args []parse.Node, operands [][]outcome) []outcome {
	switch name {
	case "print", "fmt.Print":
		return product(operands, func(s []any) string { return fmt.Sprint(s...) })
	case "printf", "fmt.Printf":
		return product(operands, func(s []any) string { return fmt.Sprintf(s[0].(string), s[1:]...) })
	case "cond", "compare.Conditional":
		if len(operands) == 3 {
			guard := guardOf(name, args[0])
			return append(under(guard, operands[1]), under("else of "+guard, operands[2])...)
		}
	case "default", "compare.Default":
		if len(operands) == 2 {
			return c.first(name, args[0], operands[1], operands[0])
		}
	case "or":
		if len(operands) == 0 {
			break
		}
		out := operands[len(operands)-1]
		for i := len(operands) - 2; i >= 0; i-- {
			out = c.first(name, args[i], operands[i], out)
		}
		return out
	case "safeHTMLAttr", "safe.HTMLAttr", "safeHTML", "safe.HTML", "safeURL", "safe.URL":
		return product(operands, func(s []any) string {
			if len(s) != 1 || strings.ContainsAny(s[0].(string), `<>&"'`) {
				return unprintable // it is not escaped as other strings are
			}
			return s[0].(string)
		})
	}
	return anything
}

// first returns what is set of two values: the first unless it is empty. The
// node, in a call of the function with that name, tells it from others.
func (c constants) first(name string, node parse.Node, value, otherwise []outcome) []outcome {
	if len(value) == 1 && value[0].known {
		if value[0].text != "" {
			return value
		}
		return otherwise
	}
	guard := guardOf(name, node)
	return append(under("else of "+guard, anything), under(guard, otherwise)...)
}

// guardOf returns the guard of what a function selects, which its place tells
// from all others.
func guardOf(name string, n parse.Node) string {
	text := strings.ReplaceAll(n.String(), and, ";")
	if len(text) > longestGuard {
		text = strings.ToValidUTF8(text[:longestGuard], "") + "…"
	}
	return fmt.Sprintf("%s %s #%d", name, text, n.Position())
}

func under(guard string, outcomes []outcome) []outcome {
	out := make([]outcome, len(outcomes))
	for i, o := range outcomes {
		out[i] = o
		out[i].guard = guard
		if o.guard != "" {
			out[i].guard += and + o.guard
		}
	}
	return out
}

// unprintable stands for a text that is not known. No string of a template that
// is printed on a page has a NUL.
const unprintable = "\x00"

// product returns what a function makes of all operands, of which one at most
// has more than one outcome: two may depend on the same condition.
func product(operands [][]outcome, f func(texts []any) string) []outcome {
	if len(operands) == 0 {
		return anything
	}
	several := -1
	for i, o := range operands {
		if len(o) > 1 {
			if several >= 0 {
				return anything
			}
			several = i
		}
	}
	turns := 1
	if several >= 0 {
		turns = len(operands[several])
	}
	out := make([]outcome, turns)
	for turn := range out {
		made := outcome{known: true}
		texts := make([]any, len(operands))
		for i, o := range operands {
			one := o[0]
			if i == several {
				one = o[turn]
				made.guard = one.guard
			}
			made.known = made.known && one.known
			texts[i] = one.text
			if len(operands) == 1 {
				made.at = one.at
			}
		}
		if made.known {
			made.text = f(texts)
			made.known = !strings.Contains(made.text, unprintable) && !strings.Contains(made.text, "%!")
		}
		if !made.known {
			made.text = ""
		}
		out[turn] = made
	}
	return out
}
