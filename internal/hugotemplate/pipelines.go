package hugotemplate

import "text/template/parse"

// pipelines are those of a template file.
type pipelines struct {
	*outline
	byAction map[int]*parse.PipeNode
	// variables holds what each use of a variable refers to.
	variables map[*parse.VariableNode]*variable
	// dots holds for each pipeline the one that the dot has its value from;
	// nil where that is not known.
	dots map[*parse.PipeNode]*parse.PipeNode

	scope []*variable // while walking: what is declared, the innermost last
}

// variable is one that a template declares. Another of its name is another.
type variable struct {
	name   string
	values []*parse.PipeNode // nil for those that are not its pipeline's
}

// pipelines returns those of the parsed templates.
func (r *reader) pipelines() *pipelines {
	if r.parsed == nil {
		r.parsed = &pipelines{
			outline: r.outline, byAction: make(map[int]*parse.PipeNode),
			variables: make(map[*parse.VariableNode]*variable), dots: make(map[*parse.PipeNode]*parse.PipeNode),
		}
		for _, t := range r.trees {
			r.parsed.scope = nil
			r.parsed.walk(t.Root, nil)
		}
	}
	return r.parsed
}

// values returns what is assigned to the variable that a node names, in no
// certain order; nothing for one that is not the template's own.
func (p *pipelines) values(n *parse.VariableNode) []*parse.PipeNode {
	if v := p.variables[n]; v != nil {
		return v.values
	}
	return nil
}

// walk takes note of the pipelines in n, where the dot has the value of a
// pipeline, or an unknown one.
func (p *pipelines) walk(n parse.Node, dot *parse.PipeNode) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		outside := len(p.scope)
		for _, child := range n.Nodes {
			p.walk(child, dot)
		}
		p.scope = p.scope[:outside]
	case *parse.ActionNode:
		if i := p.actionBefore(int(n.Pos)); i >= 0 {
			p.byAction[i] = n.Pipe
		}
		p.dots[n.Pipe] = dot
		p.assign(n.Pipe, n.Pipe)
	case *parse.IfNode:
		p.branch(&n.BranchNode, n.Pipe, dot, dot)
	case *parse.WithNode:
		p.branch(&n.BranchNode, n.Pipe, n.Pipe, dot)
	case *parse.RangeNode:
		p.branch(&n.BranchNode, nil, nil, dot)
	}
}

// branch walks through a condition that gives its variables a value and, where
// it holds, the dot.
func (p *pipelines) branch(n *parse.BranchNode, value, inner, dot *parse.PipeNode) {
	outside := len(p.scope)
	p.dots[n.Pipe] = dot
	p.assign(n.Pipe, value)
	p.walk(n.List, inner)
	p.walk(n.ElseList, dot)
	p.scope = p.scope[:outside]
}

// assign takes note of what the pipeline n refers to and then declares or
// assigns.
func (p *pipelines) assign(n, value *parse.PipeNode) {
	p.resolve(n)
	for _, d := range n.Decl {
		var v *variable
		if n.IsAssign {
			v = p.lookup(d.Ident[0])
		} else {
			v = &variable{name: d.Ident[0]}
			p.scope = append(p.scope, v)
		}
		if v != nil {
			v.values = append(v.values, value)
		}
	}
}

func (p *pipelines) lookup(name string) *variable {
	for i := len(p.scope) - 1; i >= 0; i-- {
		if p.scope[i].name == name {
			return p.scope[i]
		}
	}
	return nil
}

// resolve takes note of the variables that a pipeline names.
func (p *pipelines) resolve(n parse.Node) {
	switch n := n.(type) {
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			for _, arg := range c.Args {
				p.resolve(arg)
			}
		}
	case *parse.ChainNode:
		p.resolve(n.Node)
	case *parse.VariableNode:
		p.variables[n] = p.lookup(n.Ident[0])
	}
}
