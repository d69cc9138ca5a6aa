package hugotemplate

import (
	"bytes"
	"sort"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// holesIn returns the holes of the present path that touch a span.
func (r *reader) holesIn(s markup.Span) []hole {
	from := sort.Search(len(r.holes), func(i int) bool { return r.holes[i].End > s.Start })
	to := from
	for to < len(r.holes) && r.holes[to].Start < s.End {
		to++
	}
	return r.holes[from:to]
}

// pieces returns the parts of a span outside of the given holes, which touch
// it.
func pieces(s markup.Span, holes []hole) []markup.Span {
	var out []markup.Span
	at := s.Start
	for _, h := range holes {
		if at < h.Start {
			out = append(out, markup.Span{Start: at, End: h.Start})
		}
		at = h.End
	}
	if at < s.End {
		out = append(out, markup.Span{Start: at, End: s.End})
	}
	return out
}

// name cuts the holes off the name of an attribute. It returns false when that
// leaves no name that is known as a whole.
func (r *reader) name(f *found, a *markup.Attr) bool {
	if r.inAction(a.NameSpan.Start) && r.inAction(a.NameSpan.End-1) && len(r.holesIn(a.NameSpan)) == 0 {
		f.Open = true // in a string that an action prints
		return false
	}
	holes := r.holesIn(a.NameSpan)
	if len(holes) == 0 {
		return true
	}
	parts := pieces(a.NameSpan, holes)
	prints := false
	for _, h := range holes {
		prints = prints || h.prints
	}
	switch {
	case !prints && len(parts) == 0:
		f.Open = f.Open || a.HasValue
		return false
	case !prints && len(parts) == 1:
		glued, valued := r.glued(parts[0].End, endsName)
		if glued {
			f.Open = true
			r.dropped[parts[0].Start] = true
			return false
		}
		a.NameSpan = parts[0]
		a.Span.Start = parts[0].Start
		a.Name = r.decoder.name(r.src[parts[0].Start:parts[0].End])
		if !a.HasValue {
			a.Span.End = parts[0].End
			a.ValueSpan = markup.Span{Start: parts[0].End, End: parts[0].End}
			a.HasValue, a.Dynamic = valued, valued
		}
		return true
	}
	for _, part := range parts {
		r.dropped[part.Start] = true
		r.glued(part.End, endsName)
	}
	own := r.isOwnName(parts, a.NameSpan, holes)
	if !own {
		f.Open = true
		r.joined(parts)
	}
	for _, h := range holes {
		if i := r.actionBefore(h.End - 1); h.prints {
			r.follow(i, endsName, true)
			if !own {
				r.spreads[i] = true
			}
		}
	}
	return false
}

// isOwnName reports whether an attribute is none that the standards define,
// whatever the holes in its name print. Without safeHTMLAttr what is printed
// into a name is letters and digits
// (https://pkg.go.dev/html/template#hdr-Security_Model).
func (r *reader) isOwnName(parts []markup.Span, name markup.Span, holes []hole) bool {
	if len(parts) == 0 || parts[0].Start != name.Start {
		return false
	}
	for _, h := range holes {
		if bytes.Contains(r.src[h.Start:h.End], []byte("HTMLAttr")) {
			return false
		}
	}
	start := bytes.ToLower(r.src[parts[0].Start:parts[0].End])
	return bytes.HasPrefix(start, []byte("data-")) || bytes.HasPrefix(start, []byte("aria-"))
}

// value cuts the holes off the value of an attribute and says whether it is
// known.
func (r *reader) value(f *found, a *markup.Attr, branch int) {
	if !a.HasValue || a.Dynamic {
		return
	}
	holes := r.holesIn(markup.Span{Start: a.NameSpan.End, End: a.Span.End})
	if len(holes) == 0 {
		return
	}
	text := a.ValueSpan
	joined := false // with text that is not part of the value on this path
	first := holes[0].Start
	dynamic := a.Quote != 0 || first < a.ValueSpan.Start
	if a.Quote == 0 {
		end := a.ValueSpan.End
		for len(holes) > 0 {
			h := holes[len(holes)-1]
			if h.prints || h.End != end || h.Start <= a.ValueSpan.Start {
				break
			}
			end = h.Start
			holes = holes[:len(holes)-1]
		}
		text.End = end
		for _, part := range pieces(markup.Span{Start: a.ValueSpan.Start, End: end}, holes) {
			glued, valued := r.glued(part.End, endsUnquoted)
			f.Open = f.Open || glued
			joined = joined || glued || valued
		}
		dynamic = dynamic || joined || len(holes) > 0
		if !dynamic {
			a.ValueSpan.End, a.Span.End = end, end
			a.Value = r.decoder.value(r.src[a.ValueSpan.Start:end], 0)
		}
	}
	if !dynamic {
		return
	}
	a.Value = ""
	if !joined {
		if r.printed(a, text, branch) && !a.Dynamic {
			return
		}
		if len(a.Alternatives) == 0 {
			a.Alternatives = r.alternative(a, text, branch)
		}
	}
	a.Dynamic = true
	if first > a.ValueSpan.Start {
		a.Prefix = r.decoder.value(cutReference(r.src[a.ValueSpan.Start:first]), a.Quote)
	}
}

// cutReference cuts off a character reference that what follows may change.
func cutReference(b []byte) []byte {
	i := bytes.LastIndexByte(b, '&')
	if i >= 0 && bytes.IndexByte(b[i:], ';') < 0 && !bytes.ContainsAny(b[i:], " /?=<") {
		return b[:i]
	}
	return b
}

// decoder reads names and values as internal/markup does.
type decoder struct{ every *markup.Names }

// names returns the set of all element names.
func (d *decoder) names() *markup.Names {
	if d.every == nil {
		d.every = markup.EveryName()
	}
	return d.every
}

func (d *decoder) attr(source string) markup.Attr {
	var a markup.Attr
	markup.Scan([]byte("<a "+source+" >"), d.names(), func(t *markup.Tag) bool {
		if len(t.Attrs) > 0 {
			a = t.Attrs[0]
		}
		return false
	})
	return a
}

func (d *decoder) name(b []byte) string {
	return d.attr(string(b)).Name
}

// value returns the value written as b in the given quotes, 0 for none.
func (d *decoder) value(b []byte, quote byte) string {
	switch {
	case len(b) == 0:
		return ""
	case quote == 0:
		return d.attr("a=" + string(b)).Value
	}
	return d.attr("a=" + string(quote) + string(b) + string(quote)).Value
}
