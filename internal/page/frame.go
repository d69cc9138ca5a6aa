package page

import (
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// maxFrames bounds how deep documents in srcdoc attributes are read.
const maxFrames = 4

// Frame is the document in the srcdoc attribute of an iframe.
type Frame struct {
	Tag  *Tag
	Attr *markup.Attr
	Page *Page
}

// frame reads the srcdoc of an iframe. Its document has the base URL and the
// origin of the page, unless it is sandboxed
// (https://html.spec.whatwg.org/multipage/iframe-embed-object.html#attr-iframe-srcdoc).
func (p *Page) frame(t *Tag) {
	srcdoc, present, c := t.Value("srcdoc")
	if !present || c == Open || p.depth == maxFrames {
		return
	}
	sandbox, sandboxed, c := t.Value("sandbox")
	if c == Open {
		return
	}
	o := p.Options
	o.Links = nil
	inner := &Page{Src: []byte(srcdoc), Options: o, depth: p.depth + 1}
	inner.base = p.base
	inner.base.opaque = p.base.opaque || sandboxed && !hasToken(sandbox, "allow-same-origin")
	inner.scan()
	inner.finish()
	p.Frames = append(p.Frames, Frame{Tag: t, Attr: t.Find("srcdoc"), Page: inner})
}

// Span returns where a span of the frame's document is in the page: the span
// itself where the attribute holds the document byte for byte, else the whole
// attribute.
func (f *Frame) Span(p *Page, s markup.Span) markup.Span {
	v := f.Attr.ValueSpan
	if string(p.Src[v.Start:v.End]) == f.Attr.Value {
		return markup.Span{Start: v.Start + s.Start, End: v.Start + s.End}
	}
	return f.Attr.Span
}

func hasToken(set, token string) bool {
	for t := range tokens(set) {
		if equalFold(t, token) {
			return true
		}
	}
	return false
}
