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
	return r.follow(i, ends, (*follower).arrive)
}

// follow drops what may follow, without anything rendered between, on the
// text before action i (arrive) or on what it prints (behind).
func (r *reader) follow(i int, ends string, start func(*follower, int)) (glued, valued bool) {
	w := follower{outline: r.outline, ends: ends, seen: make(map[int]bool)}
	start(&w, i)
	for len(w.pending) > 0 {
		next := w.pending[len(w.pending)-1]
		w.pending = w.pending[:len(w.pending)-1]
		w.behind(next)
	}
	for _, start := range w.texts {
		if r.src[start] == '=' {
			valued = true
			continue
		}
		r.dropped[start] = true
		glued = true
	}
	return glued || w.prints, valued
}

// follower finds what may follow an offset with nothing rendered between.
type follower struct {
	*outline
	ends    string
	seen    map[int]bool // actions behind which was looked
	pending []int        // actions behind which is to be looked
	texts   []int        // starts of texts that may follow
	prints  bool         // an action that prints may follow
}

// behind looks at what stands behind an action.
func (w *follower) behind(i int) {
	if i >= len(w.actions) || w.seen[i] {
		return
	}
	w.seen[i] = true
	at := w.actions[i].hole.End
	if at < w.holeStart(i+1) {
		if c := w.src[at]; strings.IndexByte(w.ends, c) < 0 {
			w.texts = append(w.texts, at)
		}
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
