package markup

import "slices"

// Reread reads the start tag at a span of src again, which is that of t or one
// written in its place, and fills in its attributes. What the tag's place in
// the document decides is taken from t.
//
// It is false when the source is no such tag, or when the tag can change how
// what follows it is read: the name and the slash at the end must be those of
// before, and the attributes of the element of no matter to the scan. Scanning
// the whole source then finds the same tags behind it as before: a scan keeps
// nothing of a tag but these and where its name stands.
func (t *Tag) Reread(src []byte, span Span) bool {
	switch t.Name {
	case "template", "font", "annotation-xml":
		return false
	}
	same := false
	Scan(src[span.Start:span.End], everyName, func(now *Tag) bool {
		if now.Span.Len() != span.Len() || now.Name != t.Name && !(now.Name == "image" && t.Name == "img") || now.SelfClosing != t.SelfClosing {
			return false
		}
		same = true
		t.Attrs = slices.Clone(now.Attrs)
		shift(t.Attrs, span.Start)
		t.NameSpan = Span{span.Start + now.NameSpan.Start, span.Start + now.NameSpan.End}
		t.Span, t.Text = span, Span{span.End, span.End + t.Text.Len()}
		return false
	})
	return same
}

var everyName = EveryName()

// Move moves all places in the tag, those of its attributes included, by a
// number of bytes.
func (t *Tag) Move(by int) {
	shift(t.Attrs, by)
	for _, s := range [...]*Span{&t.Span, &t.NameSpan, &t.Text} {
		s.Start += by
		s.End += by
	}
}
