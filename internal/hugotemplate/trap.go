package hugotemplate

import (
	"bytes"
	"sort"
	"strings"
	"text/template/parse"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

const attrName = "crossorigin"

// joined takes note of a crossorigin among the parts of one name between which
// there was white space until trim markers took it away.
func (r *reader) joined(parts []markup.Span) {
	for i, part := range parts {
		if !isAttrName(string(r.src[part.Start:part.End])) {
			continue
		}
		if i > 0 && r.trimmed(parts[i-1].End, part.Start) || i+1 < len(parts) && r.trimmed(part.End, parts[i+1].Start) {
			r.joins[part.Start] = markup.Trap{Kind: markup.TrapJoined, Span: part}
		}
	}
}

// trimmed reports whether trim markers take white space away between two
// offsets that only holes part.
func (r *reader) trimmed(start, end int) bool {
	for i := r.actionBefore(end - 1); i >= 0 && r.actions[i].hole.End > start; i-- {
		if r.actions[i].hole != r.actions[i].span {
			return true
		}
	}
	return false
}

// isAttrName compares without regard to ASCII case.
func isAttrName(s string) bool {
	if len(s) != len(attrName) {
		return false
	}
	for i := range len(s) {
		if s[i] != attrName[i] && s[i] != attrName[i]-'a'+'A' {
			return false
		}
	}
	return true
}

// traps returns what goes wrong with crossorigin.
func (r *reader) traps() []markup.Trap {
	var traps []markup.Trap
	for _, t := range r.joins {
		traps = append(traps, t)
	}
	if len(r.spreads) > 0 || bytes.Contains(r.src, []byte(".Data.Integrity")) {
		r.pipelines()
	}
	p := r.parsed
	if p == nil {
		p = &pipelines{}
	}
	for i := range r.spreads {
		if p.isFiltered(p.byAction[i]) {
			traps = append(traps, markup.Trap{Kind: markup.TrapFiltered, Span: r.actions[i].span})
		}
	}
	for i, n := range p.byAction {
		if p.hashless(n) {
			traps = append(traps, markup.Trap{Kind: markup.TrapNoHash, Span: r.actions[i].span})
		}
	}
	sort.Slice(traps, func(i, j int) bool { return traps[i].Span.Start < traps[j].Span.Start })
	return traps
}

// isFiltered reports whether a pipeline in the place of an attribute name
// prints crossorigin as a plain string, which html/template does not let
// through.
func (p *pipelines) isFiltered(n *parse.PipeNode) bool {
	return n != nil && len(n.Decl) == 0 && p.isFilteredValue(n)
}

func (p *pipelines) isFilteredValue(n *parse.PipeNode) bool {
	if len(n.Cmds) == 1 && len(n.Cmds[0].Args) == 1 && n.Cmds[0].Args[0].Type() == parse.NodeDot {
		dot := p.dots[n]
		return dot != nil && p.isFilteredValue(dot)
	}
	if name, ok := variableNode(n); ok {
		values := p.values(name)
		named := false
		for _, v := range values {
			if !isPlain(v) {
				return false
			}
			named = named || namesAttr(v)
		}
		return named
	}
	return isPlain(n) && namesAttr(n)
}

// variableNode returns the variable that is all of a pipeline.
func variableNode(n *parse.PipeNode) (v *parse.VariableNode, ok bool) {
	if len(n.Cmds) != 1 || len(n.Cmds[0].Args) != 1 {
		return nil, false
	}
	v, ok = n.Cmds[0].Args[0].(*parse.VariableNode)
	return v, ok && len(v.Ident) == 1
}

// plain are functions that print their arguments and whose result is never of
// the type that safeHTMLAttr returns (https://gohugo.io/functions/).
var plain = map[string]bool{
	"print": true, "printf": true, "println": true,
	"fmt.Print": true, "fmt.Printf": true, "fmt.Println": true,
	"safeHTML": true, "safe.HTML": true,
}

// isPlain reports whether a pipeline is made of strings and plain functions
// only.
func isPlain(n *parse.PipeNode) bool {
	if n == nil {
		return false
	}
	for _, c := range n.Cmds {
		ok := false
		switch f := c.Args[0].(type) {
		case *parse.StringNode:
			ok = len(c.Args) == 1
		case *parse.IdentifierNode:
			ok = plain[f.Ident]
		case *parse.ChainNode:
			id, isFunction := f.Node.(*parse.IdentifierNode)
			ok = isFunction && plain[id.Ident+"."+strings.Join(f.Field, ".")]
		}
		if !ok {
			return false
		}
	}
	return true
}

// namesAttr reports whether a string that a plain pipeline prints holds an
// attribute named crossorigin.
func namesAttr(n *parse.PipeNode) bool {
	for _, c := range n.Cmds {
		for _, arg := range c.Args {
			s, ok := arg.(*parse.StringNode)
			if !ok {
				continue
			}
			for _, field := range strings.Fields(s.Text) {
				name, _, _ := strings.Cut(field, "=")
				if isAttrName(name) {
					return true
				}
			}
		}
	}
	return false
}

// printedMarkup returns the place of the string that an action prints as it is
// written: {{ "<!--" | safeHTML }}. Hugo's themes write comments so, which
// html/template would drop, and with them they switch off markup.
func printedMarkup(src []byte, a action) (markup.Span, bool) {
	b := src[a.body.Start:a.body.End]
	if len(b) == 0 || b[0] != '"' && b[0] != '`' {
		return markup.Span{}, false
	}
	end := stringEnd(b, 0)
	if end < 0 || bytes.IndexByte(b[:end], '\\') >= 0 || !bytes.ContainsAny(b[:end], "<>") {
		return markup.Span{}, false
	}
	f, piped := bytes.CutPrefix(bytes.TrimLeft(b[end:], trimmable), []byte("|"))
	if f = bytes.TrimLeft(f, trimmable); !piped || string(f) != "safeHTML" && string(f) != "safe.HTML" {
		return markup.Span{}, false
	}
	return markup.Span{Start: a.body.Start + 1, End: a.body.Start + end - 1}, true
}
