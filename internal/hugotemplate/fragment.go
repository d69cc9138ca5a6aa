package hugotemplate

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// A template that is printed inside of a tag, as in
//
//	<script src="a.js" {{ template "attrs" . }}></script>
//
// holds attributes and no tag. Nothing says what else is printed that way, so
// only text that can hardly be anything else is taken for attributes.

// opensTag and closesTag make a tag of what stands between them.
const (
	opensTag  = "<a "
	closesTag = ">"
)

// fragment is what the paths through one template show of attributes outside
// of tags.
type fragment struct {
	found
	other bool // a path shows something else
}

// attributes takes what the present path shows, if that is attributes alone.
func (r *reader) attributes(g *fragment) {
	if g.other || len(bytes.TrimSpace(r.masked)) == 0 {
		return
	}
	g.other = true
	if bytes.IndexByte(r.masked, '<') >= 0 {
		return
	}
	text := slices.Concat([]byte(opensTag), r.masked, []byte(closesTag))
	by := r.template.content.Start - len(opensTag)
	// What a partial prints is no part of a tag yet, so no name is filtered.
	spreads, joins := r.spreads, r.joins
	defer func() { r.spreads, r.joins = spreads, joins }()
	r.spreads, r.joins = make(map[int]bool), make(map[int]markup.Trap)
	markup.Scan(text, r.decoder.names(), func(t *markup.Tag) bool {
		if t.Span.End < len(text) || !r.onlyAttributes(text, t.Attrs, by) {
			return false
		}
		g.other = false
		f := found{parent: -1}
		r.addAttrs(&f, t.Attrs, by, r.branch)
		g.merge(&f)
		return false
	})
}

// keep adds the attributes of a template to what was found, as a tag without a
// name. Without a value among them they may be words of any kind.
func (r *reader) keep(g *fragment) {
	valued := func(a markup.Attr) bool { return a.HasValue }
	if g.other || !slices.ContainsFunc(g.Attrs, valued) || r.returns() {
		return
	}
	start, end := g.Attrs[0].Span.Start, 0
	for i := range g.Attrs {
		end = max(end, g.Attrs[i].Span.End)
	}
	for _, t := range r.templates { // between attributes of the file itself
		if start < t.content.Start && t.content.Start < end {
			return
		}
	}
	if end < len(r.src) && isTrimmable(r.src[end]) {
		end++ // as in a tag, there is something behind the last attribute
	}
	g.Define, g.Open, g.parent = r.template.name, true, -1
	g.Span = markup.Span{Start: start, End: end}
	g.NameSpan = markup.Span{Start: start, End: start}
	g.Text = markup.Span{Start: end, End: end}
	r.found[start] = &g.found
}

// returns reports whether the template gives back a value. What it prints goes
// nowhere then (https://gohugo.io/functions/go-template/return/).
func (r *reader) returns() bool {
	content := r.template.content
	return slices.ContainsFunc(r.actions, func(a action) bool {
		word := r.src[a.body.Start:a.body.End]
		return a.kind == kindSilent && contains(content, a.span) && string(word[:wordLen(word)]) == "return"
	})
}

// onlyAttributes reports whether a tag was made of nothing but attributes: all
// have values, or names that have none, and white space parts them.
func (r *reader) onlyAttributes(text []byte, attrs []markup.Attr, by int) bool {
	end := len(opensTag)
	for i := range attrs {
		a := &attrs[i]
		if len(bytes.TrimLeft(text[end:a.Span.Start], trimmable)) > 0 || a.Quote == 0 && bytes.ContainsAny(text[a.ValueSpan.Start:a.ValueSpan.End], "\"'`=;,(){}") {
			return false
		}
		holes := r.holesIn(shift(a.NameSpan, by))
		for _, part := range pieces(shift(a.NameSpan, by), holes) {
			if name := lowerASCII(string(r.src[part.Start:part.End])); !isName(name) || !a.HasValue && !standsAlone(name) {
				return false
			}
		}
		if end == a.Span.Start && i > 0 && len(holes) == 0 {
			return false
		}
		end = a.Span.End
	}
	return len(bytes.TrimLeft(text[end:len(text)-len(closesTag)], trimmable)) == 0
}

// isName reports whether a name is one that authors give to attributes.
func isName(s string) bool {
	for i, c := range []byte(s) {
		if !isLetter(c) && !strings.ContainsRune(":@", rune(c)) && (i == 0 || !strings.ContainsRune("-_.0123456789", rune(c))) {
			return false
		}
	}
	return true
}

// standsAlone reports whether an attribute of that name needs no value: it is
// a boolean attribute (https://html.spec.whatwg.org/multipage/indices.html#attributes-3),
// or crossorigin, perhaps misspelt, or the author's own.
func standsAlone(name string) bool {
	return strings.Contains(name, "cross") || strings.Contains(name, "origin") || strings.HasPrefix(name, "data-") || strings.Contains(booleans, " "+name+" ")
}

const booleans = " allowfullscreen alpha async autofocus autoplay checked controls default defer disabled download formnovalidate hidden " +
	"inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected " +
	"shadowrootclonable shadowrootcustomelementregistry shadowrootdelegatesfocus shadowrootserializable "
