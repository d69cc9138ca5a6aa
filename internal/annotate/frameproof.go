package annotate

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

var errOtherFrame = errors.New("the document in srcdoc reads otherwise than intended")

// proveFrame shows that an iframe's document in srcdoc, which is read from the
// attribute once more, is the old one with exactly the changes that the edits
// to the value mean. The list is what the tag's edits mean.
func (t *tagIntent) proveFrame(src []byte, list []meant) error {
	if t.tag.Name != "iframe" {
		return nil
	}
	for i := range list {
		m := &list[i]
		if m.name != "srcdoc" || m.gone {
			continue
		}
		if m.from == nil || m.from.Name != m.name || m.value != m.from.Value && !m.spliced {
			return errOtherFrame
		}
		if !m.spliced {
			return nil
		}
		edits, err := t.frameEdits(src, m.from)
		if err != nil {
			return err
		}
		before, after := []byte(m.from.Value), []byte(m.value)
		made, err := edit.Apply(before, edits)
		if err != nil {
			return err
		}
		if !bytes.Equal(made, after) {
			return errOtherFrame
		}
		if err := proveHTML(nil, before, after, edits); err != nil {
			return fmt.Errorf("in srcdoc: %w", err)
		}
		return nil
	}
	return nil
}

// frameEdits returns the edits to an attribute's value as edits of what the
// value says.
func (t *tagIntent) frameEdits(src []byte, a *markup.Attr) ([]edit.Edit, error) {
	start := a.ValueSpan.Start
	v := markup.NewValue(string(src[start:a.ValueSpan.End]), a.Quote)
	if v.Text() != a.Value {
		return nil, errOtherFrame
	}
	var edits []edit.Edit
	for _, e := range t.edits {
		if !holds(a, e) {
			continue
		}
		s, ok := v.Decode(markup.Span{Start: e.Start - start, End: e.End - start})
		if !ok {
			return nil, errOtherFrame
		}
		text, err := parseValue(e.Text)
		if err != nil {
			return nil, err
		}
		edits = append(edits, edit.Edit{Start: s.Start, End: s.End, Text: text})
	}
	return edits, nil
}
