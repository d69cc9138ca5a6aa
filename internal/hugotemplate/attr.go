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
		a.NameSpan = parts[0]
		a.Span.Start = parts[0].Start
		a.Name = r.decoder.name(r.src[parts[0].Start:parts[0].End])
		if !a.HasValue {
			a.Span.End = parts[0].End
			a.ValueSpan = markup.Span{Start: parts[0].End, End: parts[0].End}
		}
		return true
	}
	if len(parts) > 0 {
		f.drop(parts[0].Start)
	}
	if r.isOwnName(parts, a.NameSpan, holes) {
		return false
	}
	f.Open = true
	r.joined(parts)
	for _, h := range holes {
		if h.prints {
			r.spreads[r.actionBefore(h.End-1)] = true
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
func (r *reader) value(a *markup.Attr) {
	if !a.HasValue {
		return
	}
	holes := r.holesIn(a.ValueSpan)
	if len(holes) == 0 {
		return
	}
	first := holes[0].Start
	dynamic := a.Quote != 0
	for !dynamic && len(holes) > 0 {
		h := holes[len(holes)-1]
		if h.prints || h.End < a.ValueSpan.End || h.Start <= a.ValueSpan.Start || r.opens(h) {
			dynamic = true
			break
		}
		a.ValueSpan.End = h.Start
		a.Span.End = h.Start
		holes = holes[:len(holes)-1]
	}
	if !dynamic {
		a.Value = r.decoder.value(r.src[a.ValueSpan.Start:a.ValueSpan.End], 0)
		return
	}
	a.Dynamic, a.Value = true, ""
	prefix := r.src[a.ValueSpan.Start:max(first, a.ValueSpan.Start)]
	a.Prefix = r.decoder.value(cutReference(prefix), a.Quote)
}

// opens reports whether a condition starts at the hole.
func (r *reader) opens(h hole) bool {
	i := r.actionBefore(h.End - 1)
	if i < 0 || r.actions[i].hole.Start != h.Start {
		return false
	}
	switch r.actions[i].kind {
	case kindIf, kindWith, kindRange:
		return true
	}
	return false
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

func (d *decoder) attr(source string) markup.Attr {
	if d.every == nil {
		d.every = markup.EveryName()
	}
	var a markup.Attr
	markup.Scan([]byte("<a "+source+" >"), d.every, func(t *markup.Tag) bool {
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
