// Package hugotemplate reads Hugo and Go template source as the tags it will
// render. It stands beside internal/markup at the first stage of the pipeline:
// template source → tags with spans → page. It knows of CORS no more than the
// name of one attribute.
//
// A template is read along paths: each decides the conditions one way, so that
// what is left is a document that the template may render, and together they
// show every branch. On a path the actions are overwritten at equal length and
// internal/markup reads the rest as HTML, so all spans hold in the template.
// The tags of all paths are then put together. What depends on a condition
// inside the tag becomes Maybe, what holds an action Dynamic, and a tag to
// which an action may add attributes Open: nothing unknown is guessed.
//
// Where actions stand is found by looking for their delimiters. Whether they
// are right says text/template/parse, as Hugo uses it.
package hugotemplate

import (
	"sort"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Source is what a template file holds.
type Source struct {
	// Tags are the start tags of the wanted elements in source order. Besides
	// what internal/markup says of them, one that starts inside an action stands
	// there as a whole, in a string that is printed as it is: it can be read, not
	// written to. One without a name holds the attributes of a template that is nothing but
	// attributes, for the tag that it is printed in.
	Tags []markup.Tag
	// Comments are those of the template and those of HTML, in source order.
	Comments []Comment
	// Traps are attributes that will not be rendered as written, in source
	// order.
	Traps []markup.Trap
	// Actions are the places of all actions, comments and shortcodes included,
	// from delimiter to delimiter. An edit that keeps out of them leaves the
	// template as right as it was.
	Actions []markup.Span
	// Unread are the openers of the conditions beyond those that are read one by
	// one: the tags under them are there, but not what they make of a tag around.
	Unread []markup.Span
}

// Comment is a comment of a template, {{/* … */}}, or of HTML.
type Comment struct {
	Span markup.Span // delimiters included
	Text markup.Span // what stands between them
}

// deepestNesting bounds conditions inside each other, a chain of "else if"
// counting as many. Beyond it the parser would need too much of the stack.
const deepestNesting = 1000

// Scan reads a template file. It returns the start tags of the wanted
// elements; name is for messages only.
//
// The error is nil or a [*SyntaxError]: the first thing that makes Hugo refuse
// the template. The tags are there in spite of it, as far as they can be made
// out.
//
// What is said of names that actions print (Traps) holds for templates that
// Hugo runs with html/template, all but those of plain text formats.
func Scan(name string, src []byte, want *markup.Names) (*Source, error) {
	actions := actionsOf(src)
	if at, ok := tooDeep(actions); ok {
		line, column := markup.NewLines(src).LineColumn(at)
		return &Source{}, &SyntaxError{Name: name, Line: line, Column: column, Msg: "conditions are nested too deeply to be read"}
	}
	o := outlineOf(src, actions)
	r := newReader(o, want)
	var err error
	r.trees, err = parseTemplate(name, src, actions)
	for _, t := range o.templates {
		r.read(t)
	}
	s := r.source()
	s.Unread = o.unshown
	for i := range actions {
		a := &actions[i]
		s.Actions = append(s.Actions, a.span)
		if a.kind == kindComment {
			s.Comments = append(s.Comments, Comment{a.span, a.body})
		}
	}
	sort.Slice(s.Comments, func(i, j int) bool { return s.Comments[i].Span.Start < s.Comments[j].Span.Start })

	if err != nil {
		return s, err
	}
	s.Traps = r.traps()
	return s, nil
}

// tooDeep returns the place of the first action that is nested deeper than the
// bound.
func tooDeep(actions []action) (at int, found bool) {
	depth := 0
	var added []int // by what each open frame has deepened the nesting
	for i := range actions {
		switch a := &actions[i]; a.kind {
		case kindIf, kindWith, kindRange, kindDefine, kindBlock:
			added = append(added, 1)
			depth++
		case kindElse:
			if len(added) > 0 && a.rest.Len() > 0 {
				added[len(added)-1]++
				depth++
			}
		case kindEnd:
			if len(added) > 0 {
				depth -= added[len(added)-1]
				added = added[:len(added)-1]
			}
		}
		if depth > deepestNesting {
			return actions[i].span.Start, true
		}
	}
	return 0, false
}
