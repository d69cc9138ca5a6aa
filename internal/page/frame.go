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

	read *markup.Value // of Attr, nil until it is asked for
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
	inner.unscripted = p.unscripted || sandboxed && !hasToken(sandbox, "allow-scripts")
	inner.scan()
	inner.finish()
	p.Frames = append(p.Frames, Frame{Tag: t, Attr: t.Find("srcdoc"), Page: inner})
}

// Span returns where a span of the frame's document is written in the page.
func (f *Frame) Span(p *Page, s markup.Span) markup.Span {
	at := f.value(p).Source(s)
	start := f.Attr.ValueSpan.Start
	return markup.Span{Start: start + at.Start, End: start + at.End}
}

// Replace returns what to write where in the page to have text in place of a
// span of the frame's document; see [markup.Value.Replace].
func (f *Frame) Replace(p *Page, s markup.Span, text string) (at markup.Span, source string, ok bool) {
	at, source, ok = f.value(p).Replace(s, text)
	start := f.Attr.ValueSpan.Start
	return markup.Span{Start: start + at.Start, End: start + at.End}, source, ok
}

func (f *Frame) value(p *Page) *markup.Value {
	if f.read == nil {
		f.read = markup.NewValue(string(p.Src[f.Attr.ValueSpan.Start:f.Attr.ValueSpan.End]), f.Attr.Quote)
	}
	return f.read
}

func hasToken(set, token string) bool {
	for t := range tokens(set) {
		if equalFold(t, token) {
			return true
		}
	}
	return false
}
