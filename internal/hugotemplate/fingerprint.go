package hugotemplate

import (
	"strings"
	"text/template/parse"
)

// hashless reports whether a pipeline prints .Data.Integrity of a variable that
// only ever holds resources without a fingerprint.
func (p *pipelines) hashless(n *parse.PipeNode) bool {
	if len(n.Cmds) != 1 || len(n.Cmds[0].Args) != 1 {
		return false
	}
	v, ok := n.Cmds[0].Args[0].(*parse.VariableNode)
	return ok && len(v.Ident) == 3 && v.Ident[1] == "Data" && v.Ident[2] == "Integrity" && p.plainVariable(v.Ident[0], map[string]bool{})
}

// plainVariable reports whether all values that are assigned to a variable are
// resources without a fingerprint; asked holds the variables that are being
// looked at, whose values add nothing of their own.
func (p *pipelines) plainVariable(name string, asked map[string]bool) bool {
	if asked[name] {
		return true
	}
	asked[name] = true
	values := p.assigned[name]
	for _, v := range values {
		if v == nil || !p.plainResource(v, asked) {
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
// fingerprint: each step is such a function, and the first may be a string or
// another such variable.
func (p *pipelines) plainResource(n *parse.PipeNode, asked map[string]bool) bool {
	made := false
	for i, c := range n.Cmds {
		switch first := c.Args[0].(type) {
		case *parse.StringNode:
			if i > 0 || len(c.Args) > 1 {
				return false
			}
		case *parse.VariableNode:
			if i > 0 || len(c.Args) > 1 || len(first.Ident) > 1 || !p.plainVariable(first.Ident[0], asked) {
				return false
			}
			made = true
		case *parse.PipeNode:
			if i > 0 || len(c.Args) > 1 || !p.plainResource(first, asked) {
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
