package hugotemplate

import (
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// hole is a stretch of source that a path through the template does not show
// as it is written.
type hole struct {
	markup.Span
	// prints says that something unknown may stand here. Where it is false
	// nothing does, and the text around moves together.
	prints bool
}

// path is one way through a template: in every choice either what the
// condition shows or the other. What it shows is a document like one that the
// template renders, save that loops turn once.
type path struct {
	*outline
	template *template
	holes    []hole
	decided  map[int]bool // the truth of conditions, by key
	taken    map[*choice]*way
	// apart decides every choice for itself, for ways that lie behind
	// conditions which exclude each other.
	apart bool
	// all shows both ways of every choice, one after the other. None of them is
	// taken then.
	all bool
}

// pathBudget bounds the bytes read on all paths of one template, within bounds
// for the number of paths. No theme has needed a hundred.
const (
	pathBudget  = 16 << 20
	fewestPaths = 8
	mostPaths   = 256
)

// paths yields paths through t that together show every way. A path is valid
// during the call only.
func (o *outline) paths(t *template, yield func(*path)) {
	p := path{outline: o, template: t, decided: make(map[int]bool), taken: make(map[*choice]*way)}
	limit := min(max(fewestPaths, pathBudget/max(1, t.content.Len())), mostPaths)
	for n := 0; t.top.open > 0; n++ {
		if n == limit {
			p.all, o.unshown = true, o.appendUnshown(o.unshown, &t.top)
		}
		p.holes = p.holes[:0]
		clear(p.decided)
		clear(p.taken)
		before := t.top.open
		p.walk(&t.top)
		p.apart = t.top.open == before
		yield(&p)
	}
}

// walk follows a way.
func (p *path) walk(w *way) {
	w.cover()
	i := w.from + 1
	for _, c := range w.choices {
		p.pass(i, c.opener)
		p.choose(c, i)
		i = c.end
	}
	p.pass(i, w.to)
}

// pass goes over actions that leave no choice.
func (p *path) pass(i, end int) {
	for ; i < end; i++ {
		a := &p.actions[i]
		switch a.kind {
		case kindOutput:
			if text, ok := printedMarkup(p.src, *a); ok {
				p.hide(a.hole.Start, text.Start)
				p.hide(text.End, a.hole.End)
				continue
			}
			if f, ok := p.formats[i]; ok {
				p.hide(a.hole.Start, f.text.Start)
				for _, v := range f.verbs {
					p.holes = append(p.holes, hole{v, true})
				}
				p.hide(f.text.End, a.hole.End)
				continue
			}
			p.holes = append(p.holes, hole{a.hole, true})
		case kindTemplate:
			p.holes = append(p.holes, hole{a.hole, true})
		case kindDefine, kindBlock:
			to := p.partner[i]
			span := markup.Span{Start: a.hole.Start, End: len(p.src)}
			if to < len(p.actions) {
				span.End = p.actions[to].hole.End
			}
			p.holes = append(p.holes, hole{span, a.kind == kindBlock})
			i = to
		default:
			p.hide(a.hole.Start, a.hole.End)
		}
	}
}

// choose follows one way of a choice. The actions before i are passed already:
// an "else if" is passed with the choice around it.
func (p *path) choose(c *choice, i int) {
	if c.opener >= i {
		p.hide(p.actions[c.opener].hole.Start, p.actions[c.opener].hole.End)
	}
	start := p.actions[c.opener].hole.End
	other := &c.ways[1]
	if p.all {
		p.walk(&c.ways[0])
		if other.from >= 0 {
			p.hide(p.actions[other.from].hole.Start, p.actions[other.from].hole.End)
			p.walk(other)
		}
		other.cover()
		return
	}
	holds := p.decide(c)
	p.taken[c] = other
	if holds {
		p.taken[c] = &c.ways[0]
	}
	switch {
	case holds:
		p.walk(&c.ways[0])
		if other.from >= 0 {
			p.hide(p.holeStart(other.from), p.holeStart(c.end))
		}
	case other.from >= 0:
		p.hide(start, p.actions[other.from].hole.End)
		p.walk(other)
	default:
		p.hide(start, p.holeStart(c.end))
		other.cover()
	}
}

// decide says whether the condition of a choice holds on this path: as it did
// where it was met before, else so that ways not seen yet come to light.
func (p *path) decide(c *choice) bool {
	if truth, ok := p.decided[c.key]; ok && !p.apart {
		return truth != c.negated
	}
	holds := c.ways[0].open > 0 || c.ways[1].open == 0
	p.decided[c.key] = holds != c.negated
	return holds
}

// hide makes a hole where nothing stands.
func (p *path) hide(start, end int) {
	if start < end {
		p.holes = append(p.holes, hole{Span: markup.Span{Start: start, End: end}})
	}
}

// cover notes that a path shows the way.
func (w *way) cover() {
	if !w.covered {
		w.covered = true
		w.add(-1)
	}
}

// appendUnshown appends the openers of the choices in w of which a way is not
// covered.
func (o *outline) appendUnshown(dst []markup.Span, w *way) []markup.Span {
	for _, c := range w.choices {
		if !c.ways[0].covered || !c.ways[1].covered {
			dst = append(dst, o.actions[c.opener].span)
		}
		dst = o.appendUnshown(o.appendUnshown(dst, &c.ways[0]), &c.ways[1])
	}
	return dst
}

// add changes the number of open ways in w and around it.
func (w *way) add(n int) {
	for ; w != nil; w = w.outer {
		w.open += n
	}
}
