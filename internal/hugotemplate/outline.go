package hugotemplate

import (
	"bytes"
	"strconv"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// branch is a stretch of a template that is rendered under one condition, or
// the top of a template.
type branch struct {
	parent int    // index of the enclosing branch; -1 at the top of a template
	guard  string // its condition, "" at the top
	chain  string // the guards from the top of the template to here
	depth  int    // 0 at the top
	dot    int    // what the dot is, as an index into the conditions; see names
	// leaves are the offsets at which break and continue leave the body of a
	// range: what stands behind is not rendered in every turn.
	leaves []int
	loop   bool // the body of a range
}

// choice is an if, with or range: its two ways are what it shows when the
// condition holds and what else. An "else if" is a choice inside the other
// way.
type choice struct {
	opener, end int // indices of actions; end is len(actions) when it is missing
	loop        bool
	key         int // equal for conditions that hold together
	negated     bool
	ways        [2]way
}

// way is one way through a choice, or the whole of a template.
type way struct {
	outer *way
	// from and to are the indices of the actions that open and close it. The
	// other way of a choice without else is empty, with from and to -1.
	from, to int
	choices  []*choice
	covered  bool
	open     int // number of ways in here, itself included, that are not covered
}

// template is one template of a file: the file itself, a define or a block.
type template struct {
	name    string
	content markup.Span
	top     way
}

// outline is the structure of a template file.
type outline struct {
	src       []byte
	actions   []action
	branches  []branch
	inside    []int           // index of the branch behind each action
	partner   map[int]int     // define or block → its end, as indices of actions
	templates []*template     // the file first, the rest by where they start
	opens     map[int]*choice // by the action that opens the choice
	others    map[int]*choice // by the action that opens the other way
	loops     map[int]*choice // by the action that ends the body of a range
	depth     int             // of the deepest nesting
	formats   map[int]format  // that actions print, by action
	unshown   []markup.Span   // openers of choices that no path shows alone
}

// outlineOf matches the openers of a template file with their else and end.
// It takes what the parser would refuse: an end or else without opener is
// nothing, an opener without end lasts to the end of the file.
func outlineOf(src []byte, actions []action) *outline {
	o := &outline{
		src: src, actions: actions, inside: make([]int, len(actions)), partner: make(map[int]int),
		opens: make(map[int]*choice), others: make(map[int]*choice), loops: make(map[int]*choice),
		formats: formatsOf(src, actions),
	}
	d := drawer{outline: o}
	d.template("", -1, markup.Span{End: len(src)})
	for i := range actions {
		d.draw(i)
		o.inside[i] = d.branch
	}
	for len(d.stack) > 0 {
		d.close(len(actions))
	}
	return o
}

// branchAt returns the branch of the text at an offset outside of all actions.
func (o *outline) branchAt(offset int) int {
	if i := o.actionBefore(offset); i >= 0 {
		return o.inside[i]
	}
	return 0
}

// actionBefore returns the index of the last action that starts at or before
// an offset; -1 when there is none.
func (o *outline) actionBefore(offset int) int {
	low, high := 0, len(o.actions)
	for low < high {
		if middle := (low + high) / 2; o.actions[middle].span.Start <= offset {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low - 1
}

// holeStart returns where the hole of action i starts, or where its source
// ends when there is no such action.
func (o *outline) holeStart(i int) int {
	if i < len(o.actions) {
		return o.actions[i].hole.Start
	}
	return len(o.src)
}

// drawer draws an outline.
type drawer struct {
	*outline
	stack  []frame
	branch int
	way    *way
	names  names
}

// frame is something open while the outline is drawn.
type frame struct {
	opener   int
	branch   int // outside
	way      *way
	chain    []*choice // a choice and its else ifs
	template *template // of a define or block
}

func (d *drawer) draw(i int) {
	switch a := d.actions[i]; a.kind {
	case kindIf, kindWith, kindRange:
		d.push(i)
		d.choose(i, a.kind, a.body)
	case kindDefine, kindBlock:
		d.push(i)
		t := d.template(nameOf(d.src, a), i, markup.Span{Start: a.hole.End, End: len(d.src)})
		d.stack[len(d.stack)-1].template = t
	case kindElse:
		d.otherwise(i)
	case kindEnd:
		d.close(i)
	case kindSilent:
		d.silent(i)
	}
}

func (d *drawer) push(i int) {
	d.stack = append(d.stack, frame{opener: i, branch: d.branch, way: d.way})
	d.depth = max(d.depth, len(d.stack))
}

// template starts a template behind action i.
func (d *drawer) template(name string, i int, content markup.Span) *template {
	t := &template{name: name, content: content}
	t.top = way{from: i, to: len(d.actions), open: 1}
	d.templates = append(d.templates, t)
	d.branches = append(d.branches, branch{parent: -1})
	d.branch, d.way = len(d.branches)-1, &t.top
	return t
}

// choose opens a choice at action i whose condition, keyword included, stands
// at the given place.
func (d *drawer) choose(i int, k kind, condition markup.Span) {
	guard := d.names.guard(d.src, condition)
	c := &choice{opener: i, end: len(d.actions), loop: k == kindRange}
	c.key, c.negated = d.names.key(guard, d.branches[d.branch].dot)
	c.ways[0] = way{outer: d.way, from: i, to: len(d.actions)}
	c.ways[1] = way{outer: d.way, from: -1, to: -1}
	d.way.choices = append(d.way.choices, c)
	d.opens[i] = c
	c.ways[0].add(1)
	c.ways[1].add(1)
	f := &d.stack[len(d.stack)-1]
	f.chain = append(f.chain, c)

	b := branch{guard: guard, loop: k == kindRange, dot: d.branches[d.branch].dot}
	if k != kindIf {
		b.dot = c.key
	}
	d.enter(b)
	d.way = &c.ways[0]
	d.names.declare(d.src, condition)
}

// enter opens a branch inside the present one.
func (d *drawer) enter(b branch) {
	outer := d.branches[d.branch]
	b.parent = d.branch
	b.depth = outer.depth + 1
	b.chain = d.chain(outer, d.branch, b.guard)
	d.branches = append(d.branches, b)
	d.branch = len(d.branches) - 1
	d.depth = max(d.depth, b.depth)
}

// otherwise goes on with the other way of the innermost choice.
func (d *drawer) otherwise(i int) {
	if len(d.stack) == 0 || len(d.stack[len(d.stack)-1].chain) == 0 {
		return
	}
	chain := d.stack[len(d.stack)-1].chain
	c := chain[len(chain)-1]
	if c.ways[1].from >= 0 {
		return // a second else
	}
	d.others[i] = c
	c.ways[0].to = i
	c.ways[1].from, c.ways[1].to = i, len(d.actions)
	guard := "else of " + d.branches[d.branch].guard
	d.branch = d.branches[d.branch].parent
	d.enter(branch{guard: guard, dot: d.branches[d.branch].dot})
	d.way = &c.ways[1]
	rest := d.actions[i].rest
	switch k, _ := classify(d.src, rest); k {
	case kindIf, kindWith, kindRange:
		d.choose(i, k, rest)
	}
}

// close ends the innermost frame at action i.
func (d *drawer) close(i int) {
	if len(d.stack) == 0 {
		return // an end without opener
	}
	f := d.stack[len(d.stack)-1]
	d.stack = d.stack[:len(d.stack)-1]
	for _, c := range f.chain {
		c.end = i
		if c.ways[1].from >= 0 {
			c.ways[1].to = i
		} else {
			c.ways[0].to = i
			if c.loop {
				d.loops[i] = c
			}
		}
	}
	if f.template != nil {
		f.template.top.to = i
		f.template.content.End = d.holeStart(i)
		d.partner[f.opener] = i
	}
	d.branch, d.way = f.branch, f.way
}

// silent takes note of what an action that prints nothing changes.
func (d *drawer) silent(i int) {
	a := d.actions[i]
	switch string(d.src[a.body.Start:a.body.End]) {
	case "break", "continue":
		for b := d.branch; b >= 0; b = d.branches[b].parent {
			if d.branches[b].loop {
				d.branches[b].leaves = append(d.branches[b].leaves, a.span.Start)
				return
			}
		}
	default:
		d.names.declare(d.src, a.body)
	}
}

// nameOf returns the name of a define or block.
func nameOf(src []byte, a action) string {
	b := src[a.rest.Start:a.rest.End]
	if len(b) == 0 || b[0] != '"' && b[0] != '`' {
		return string(b)
	}
	end := stringEnd(b, 0)
	if end < 0 {
		return string(bytes.Trim(b, "\"`"))
	}
	name, err := strconv.Unquote(string(b[:end]))
	if err != nil {
		return string(b[1 : end-1])
	}
	return name
}
