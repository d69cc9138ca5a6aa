package hugotemplate

import (
	"sort"
	"strings"
)

// What ends an attribute name without "=", and what an unquoted value
// (https://html.spec.whatwg.org/multipage/parsing.html#attribute-name-state).
const (
	endsName     = " \t\r\n\f/>"
	endsUnquoted = " \t\r\n\f>"
)

// glued reports whether text may follow directly on the name or unquoted value
// that ends at an offset, on whatever path, so that both are rendered as one.
// What may follow then is no attribute of its own either and is dropped. A "="
// makes the name no other: valued says that it may follow. ends holds the
// bytes that end the name or value.
func (r *reader) glued(end int, ends string) (glued, valued bool) {
	i := sort.Search(len(r.actions), func(i int) bool { return r.actions[i].hole.Start >= end })
	if i == len(r.actions) || r.actions[i].hole.Start != end {
		return false, false
	}
	return r.follow(i, ends, false)
}

// follow drops what may follow, without anything rendered between, on the
// text before action i or on what it prints.
func (r *reader) follow(i int, ends string, printed bool) (glued, valued bool) {
	at := 2 * i
	if printed {
		at++
	}
	w, ok := r.followers[at]
	if !ok {
		w = follower{outline: r.outline}
		w.run(i, printed)
		r.followers[at] = w
	}
	for _, start := range w.texts {
		switch c := r.src[start]; {
		case c == '=':
			valued = true
		case strings.IndexByte(ends, c) < 0:
			r.dropped[start] = true
			glued = true
		}
	}
	return glued || w.prints, valued
}

// follower finds what may follow an offset with nothing rendered between.
type follower struct {
	*outline
	seen    map[int]bool // actions behind which was looked
	pending []int        // actions behind which is to be looked
	texts   []int        // starts of texts that may follow
	prints  bool         // an action that prints may follow
}

// farthest bounds the number of actions that a follower looks at. Beyond it
// anything may follow.
const farthest = 500

func (w *follower) run(i int, printed bool) {
	w.seen = make(map[int]bool)
	if printed {
		w.pending = append(w.pending, i)
	} else {
		w.arrive(i)
	}
	for len(w.pending) > 0 && len(w.seen) < farthest {
		next := w.pending[len(w.pending)-1]
		w.pending = w.pending[:len(w.pending)-1]
		w.behind(next)
	}
	w.prints = w.prints || len(w.pending) > 0
	w.seen, w.pending = nil, nil
}

// behind looks at what stands behind an action.
func (w *follower) behind(i int) {
	if i >= len(w.actions) || w.seen[i] {
		return
	}
	w.seen[i] = true
	at := w.actions[i].hole.End
	if at < w.holeStart(i+1) {
		w.texts = append(w.texts, at)
		return
	}
	w.arrive(i + 1)
}

// arrive goes on where rendering comes to an action from the text before it.
func (w *follower) arrive(i int) {
	if i >= len(w.actions) {
		return
	}
	switch w.actions[i].kind {
	case kindOutput, kindTemplate, kindBlock:
		w.prints = true
	case kindDefine:
		w.pending = append(w.pending, w.partner[i])
	case kindIf, kindWith, kindRange:
		w.choose(w.opens[i])
	case kindElse:
		if c := w.others[i]; c != nil {
			w.leave(c)
		}
	case kindEnd:
		w.pending = append(w.pending, i)
		if c := w.loops[i]; c != nil {
			w.pending = append(w.pending, c.opener)
		}
	default:
		w.pending = append(w.pending, i)
	}
}

// choose goes both ways of a choice.
func (w *follower) choose(c *choice) {
	w.pending = append(w.pending, c.opener)
	switch other := c.ways[1].from; {
	case other < 0:
		w.pending = append(w.pending, c.end)
	case w.opens[other] != nil:
		w.choose(w.opens[other])
	default:
		w.pending = append(w.pending, other)
	}
}

// leave goes on behind a choice, of which the first way has ended.
func (w *follower) leave(c *choice) {
	w.pending = append(w.pending, c.end)
	if c.loop {
		w.pending = append(w.pending, c.opener)
	}
}
