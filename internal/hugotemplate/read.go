package hugotemplate

import (
	"bytes"
	"slices"
	"sort"
	"text/template/parse"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// reader puts together what the paths through the templates of a file show.
type reader struct {
	*outline
	want  *markup.Names
	found map[int]*found // by the start of the tag

	// content says that a content file is read, whose text is what people read;
	// hidden are the parts of it that are not read.
	content bool
	hidden  []markup.Span

	template *template
	branch   int // the top of the template
	path     *path
	holes    []hole
	starts   []int // of the tags of the present path, in order
	masked   []byte
	decoder  decoder

	comments map[int]Comment
	// dropped are the starts of attributes whose name is not known as a whole.
	dropped   map[int]bool
	followers map[int]follower    // by the action they started at; see follow
	spreads   map[int]bool        // actions that print in the place of an attribute name
	joins     map[int]markup.Trap // by the start of the name

	trees  map[string]*parse.Tree // none where the parser refuses the file
	parsed *pipelines             // of the trees, once they are asked for
}

// found is a tag as the paths so far have shown it.
type found struct {
	markup.Tag
	parent int // start of the parent's tag, -1 for none
	// namespaces says that paths disagree on the namespace.
	namespaces bool
}

func newReader(o *outline, want *markup.Names) *reader {
	return &reader{
		outline: o, want: want, found: make(map[int]*found), comments: make(map[int]Comment), dropped: make(map[int]bool), followers: make(map[int]follower),
		spreads: make(map[int]bool), joins: make(map[int]markup.Trap),
	}
}

// read follows all paths through a template.
func (r *reader) read(t *template) {
	r.template = t
	r.branch = r.topBranch(t)
	var loose fragment
	r.paths(t, func(p *path) {
		r.path, r.holes = p, p.holes
		r.starts = r.starts[:0]
		r.masked = mask(r.masked, r.src, t.content, r.holes)
		for _, s := range r.hidden {
			blank(r.masked[s.Start:s.End])
		}
		for _, f := range r.formats {
			if contains(t.content, f.text) && r.src[f.text.Start-1] == '"' {
				unescape(r.masked[f.text.Start-t.content.Start : f.text.End-t.content.Start])
			}
		}
		markup.Visit(r.masked, r.want, markup.Visitor{Tag: r.tag, Comment: r.comment})
		if !r.content {
			r.attributes(&loose)
		}
	})
	r.keep(&loose)
}

// topBranch returns the branch that t starts with.
func (o *outline) topBranch(t *template) int {
	if t.top.from < 0 {
		return 0
	}
	return o.inside[t.top.from]
}

func shift(s markup.Span, by int) markup.Span {
	return markup.Span{Start: s.Start + by, End: s.End + by}
}

func (r *reader) comment(text markup.Span) {
	text = shift(text, r.template.content.Start)
	if r.inAction(text.Start) {
		return
	}
	span := markup.Span{Start: text.Start - len("<!--"), End: text.End}
	for _, closing := range []string{"-->", "--!>", "->", ">"} {
		if bytes.HasPrefix(r.src[text.End:], []byte(closing)) {
			span.End += len(closing)
			break
		}
	}
	r.comments[span.Start] = Comment{span, text}
}

// inAction reports whether an offset is inside an action.
func (o *outline) inAction(offset int) bool {
	i := o.actionBefore(offset)
	return i >= 0 && offset < o.actions[i].span.End
}

// tag takes a tag of the present path.
func (r *reader) tag(t *markup.Tag) bool {
	by := r.template.content.Start
	start := t.Span.Start + by
	branch := r.branchAt(start)
	parent := -1
	if t.ParentIndex >= 0 && r.encloses(r.branchAt(r.starts[t.ParentIndex]), branch) {
		parent = r.starts[t.ParentIndex]
	}
	r.starts = append(r.starts, start)
	if r.inAction(start) {
		r.printedTag(t, parent, branch)
		return true
	}
	if len(r.holesIn(shift(t.NameSpan, by))) > 0 {
		return true // an element that is not known
	}
	f := found{Tag: *t, parent: parent}
	f.Span, f.NameSpan, f.Text = shift(t.Span, by), shift(t.NameSpan, by), shift(t.Text, by)
	f.Guard = r.guardAt(start, branch, r.branch)
	f.Define = r.template.name
	// A tag that starts under a condition and goes on behind it: the paths show
	// each way through the rest, but not each behind this start.
	f.Open = !r.encloses(branch, r.branchAt(f.Span.End-1)) && r.choosesBehind(branch, f.Span)
	r.addAttrs(&f, t.Attrs, by, branch)
	if known, ok := r.found[start]; ok {
		known.merge(&f)
	} else {
		r.found[start] = &f
	}
	return true
}

// addAttrs adds the attributes that the present path shows of a tag, whose start
// stands in a branch. Their spans are by less than those in the template.
func (r *reader) addAttrs(f *found, attrs []markup.Attr, by, branch int) {
	f.Attrs = make([]markup.Attr, 0, len(attrs))
	for _, a := range attrs {
		a.Span, a.NameSpan, a.ValueSpan = shift(a.Span, by), shift(a.NameSpan, by), shift(a.ValueSpan, by)
		if !r.name(f, &a) {
			continue
		}
		r.value(f, &a, branch)
		r.presence(f, &a, branch)
		f.Attrs = append(f.Attrs, a)
	}
}

// choosesBehind reports whether a tag that starts in a branch holds a choice
// outside of that branch.
func (r *reader) choosesBehind(branch int, tag markup.Span) bool {
	if r.path.all {
		return true
	}
	for i := r.actionBefore(tag.Start) + 1; i < len(r.actions) && r.actions[i].span.Start < tag.End; i++ {
		c := r.opens[i]
		if c != nil && r.path.taken[c] != nil && !r.encloses(branch, r.inside[i]) {
			return true
		}
	}
	return false
}

// presence says under which conditions inside the tag the attribute stands.
// A loop inside the tag may repeat it, and whatever it is rendered together
// with, so it leaves the tag open.
func (r *reader) presence(f *found, a *markup.Attr, branch int) {
	at := a.NameSpan.Start
	b := r.branchAt(at)
	if !r.encloses(b, branch) {
		a.Presence = markup.Maybe
		a.Guard = r.guardAt(at, b, branch)
		for i := b; !r.encloses(i, branch); i = r.branches[i].parent {
			f.Open = f.Open || r.branches[i].loop
		}
		return
	}
	if r.leaves(b) {
		// Behind a break inside the tag.
		if guard := r.guardAt(at, b, r.branch); guard != r.guardAt(f.Span.Start, b, r.branch) {
			a.Presence, a.Guard = markup.Maybe, guard
		}
	}
}

// merge adds what another path says of the same tag. Where paths disagree,
// the tag promises less.
func (f *found) merge(g *found) {
	f.namespaces = f.namespaces || f.Namespace != g.Namespace
	f.Open = f.Open || g.Open || f.Span.End != g.Span.End
	f.Span.End = max(f.Span.End, g.Span.End)
	f.Text.Start = max(f.Text.Start, f.Span.End)
	f.Text.End = max(f.Text.End, g.Text.End, f.Text.Start)
	f.Noscript = f.Noscript || g.Noscript
	f.Template = f.Template || g.Template
	f.SelfClosing = f.SelfClosing && g.SelfClosing
	if f.parent != g.parent {
		f.parent = -1
		if f.Parent == "" {
			f.Parent = g.Parent
		}
	}
	f.Attrs = mergeAttrs(f.Attrs, g.Attrs)
}

// mergeAttrs puts together the attributes of one tag on different paths, both
// in source order.
func mergeAttrs(as, bs []markup.Attr) []markup.Attr {
	out := make([]markup.Attr, 0, max(len(as), len(bs)))
	for len(as) > 0 && len(bs) > 0 {
		switch a, b := &as[0], &bs[0]; {
		case a.NameSpan == b.NameSpan:
			mergeAttr(a, b)
			out = append(out, *a)
			as, bs = as[1:], bs[1:]
		case a.NameSpan.Start <= b.NameSpan.Start:
			out = append(out, *a)
			as = as[1:]
		default:
			out = append(out, *b)
			bs = bs[1:]
		}
	}
	return append(append(out, as...), bs...)
}

// mergeAttr adds to a what another path says of the same attribute.
func mergeAttr(a, b *markup.Attr) {
	a.Alternatives = mergeAlternatives(a.Alternatives, b.Alternatives)
	if a.HasValue == b.HasValue && a.ValueSpan == b.ValueSpan && a.Dynamic == b.Dynamic {
		return
	}
	switch {
	case !a.HasValue:
		a.ValueSpan, a.Quote = b.ValueSpan, b.Quote
	case b.HasValue && a.ValueSpan.Start == b.ValueSpan.Start && a.Quote == b.Quote:
		if !a.Dynamic {
			a.Prefix = b.Prefix
		}
		a.ValueSpan.End = max(a.ValueSpan.End, b.ValueSpan.End)
	case b.HasValue:
		a.ValueSpan = markup.Span{
			Start: min(a.ValueSpan.Start, b.ValueSpan.Start),
			End:   max(a.ValueSpan.End, b.ValueSpan.End),
		}
		a.Prefix, a.Quote = "", 0
	}
	if a.HasValue != b.HasValue {
		a.Prefix = ""
	}
	a.HasValue, a.Value, a.Dynamic = true, "", true
	a.Span.End = max(a.Span.End, b.Span.End)
}

// source returns what was found.
func (r *reader) source() *Source {
	s := &Source{Tags: make([]markup.Tag, 0, len(r.found))}
	parents := make([]int, 0, len(r.found))
	starts := make([]int, 0, len(r.found))
	for start, f := range r.found {
		if !f.namespaces {
			starts = append(starts, start)
		}
	}
	sort.Ints(starts)
	index := make(map[int]int, len(starts))
	for i, start := range starts {
		f := r.found[start]
		index[start] = i
		shown := len(f.Attrs)
		f.Attrs = slices.DeleteFunc(f.Attrs, func(a markup.Attr) bool { return r.dropped[a.NameSpan.Start] })
		f.Open = f.Open || len(f.Attrs) < shown
		s.Tags = append(s.Tags, f.Tag)
		parents = append(parents, f.parent)
	}
	for i := range s.Tags {
		parent, ok := index[parents[i]]
		if !ok {
			parent = -1
		}
		s.Tags[i].ParentIndex = parent
	}
	for _, c := range r.comments {
		s.Comments = append(s.Comments, c)
	}
	return s
}
