package hugotemplate

import (
	"strings"
	"text/template/parse"
)

// hashless reports whether a pipeline prints .Data.Integrity of what only ever
// is a resource without a fingerprint: of a variable, of what with has made the
// dot, or through another variable.
func (p *pipelines) hashless(n *parse.PipeNode) bool {
	return p.hashlessValue(n, map[*variable]bool{})
}

func (p *pipelines) hashlessValue(n *parse.PipeNode, asked map[*variable]bool) bool {
	if n == nil || len(n.Cmds) != 1 || len(n.Cmds[0].Args) != 1 {
		return false
	}
	switch arg := n.Cmds[0].Args[0].(type) {
	case *parse.VariableNode:
		if len(arg.Ident) == 3 && isHash(arg.Ident[1:]) {
			return p.plainVariable(arg, map[*variable]bool{})
		}
		if len(arg.Ident) != 1 || asked[p.variables[arg]] {
			return false
		}
		asked[p.variables[arg]] = true
		values := p.values(arg)
		for _, v := range values {
			if !p.hashlessValue(v, asked) {
				return false
			}
		}
		return len(values) > 0
	case *parse.FieldNode:
		dot := p.dots[n]
		return isHash(arg.Ident) && dot != nil && p.plainResource(dot, p.dots[dot], map[*variable]bool{})
	}
	return false
}

func isHash(fields []string) bool {
	return len(fields) == 2 && fields[0] == "Data" && fields[1] == "Integrity"
}

// plainVariable reports whether all values that are assigned to a variable are
// resources without a fingerprint; asked holds the variables that are being
// looked at, whose values add nothing of their own.
func (p *pipelines) plainVariable(n *parse.VariableNode, asked map[*variable]bool) bool {
	named := p.variables[n]
	if named == nil || asked[named] {
		return named != nil
	}
	asked[named] = true
	values := named.values
	for _, v := range values {
		if v == nil || !p.plainResource(v, p.dots[v], asked) {
			return false
		}
	}
	return len(values) > 0
}

// transforms are the functions that return a resource without a fingerprint,
// whatever they are given (https://gohugo.io/functions/resources/).
var transforms = map[string]bool{
	"resources.Get": true, "resources.GetMatch": true, "resources.GetRemote": true, "resources.Concat": true,
	"resources.FromString": true, "resources.ExecuteAsTemplate": true, "resources.Minify": true, "minify": true,
	"resources.ToCSS": true, "toCSS": true, "resources.PostCSS": true, "postCSS": true, "resources.Babel": true, "babel": true,
	"css.Sass": true, "css.PostCSS": true, "css.TailwindCSS": true, "css.Build": true, "js.Build": true, "js.Babel": true,
}

// plainResource reports whether a pipeline makes a resource without a
// fingerprint: each step is such a function, and the first may be a string,
// another such variable or the dot, which has the value of another pipeline.
func (p *pipelines) plainResource(n, dot *parse.PipeNode, asked map[*variable]bool) bool {
	made := false
	for i, c := range n.Cmds {
		switch first := c.Args[0].(type) {
		case *parse.StringNode:
			if i > 0 || len(c.Args) > 1 {
				return false
			}
		case *parse.VariableNode:
			if i > 0 || len(c.Args) > 1 || len(first.Ident) > 1 || !p.plainVariable(first, asked) {
				return false
			}
			made = true
		case *parse.PipeNode:
			if i > 0 || len(c.Args) > 1 || !p.plainResource(first, dot, asked) {
				return false
			}
			made = true
		case *parse.DotNode:
			if i > 0 || len(c.Args) > 1 || dot == nil || !p.plainResource(dot, p.dots[dot], asked) {
				return false
			}
			made = true
		case *parse.IdentifierNode:
			if !transforms[first.Ident] {
				return false
			}
			made = true
		case *parse.ChainNode:
			id, ok := first.Node.(*parse.IdentifierNode)
			if !ok || !transforms[id.Ident+"."+strings.Join(first.Field, ".")] {
				return false
			}
			made = true
		default:
			return false
		}
	}
	return made
}
