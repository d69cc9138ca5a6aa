package annotate

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var (
	errInAction     = errors.New("it would write inside a template action")
	errOtherActions = errors.New("the edited template has other actions")
	errOtherTags    = errors.New("the edited template has other tags than intended")
)

// prove shows that source with actions reads as before, but for exactly the
// attributes that the edits mean to change: no action is written into, no tag
// comes or goes, none stands under another condition, and an attribute that is
// put beside one under a condition stands under that condition.
func (scan scanner) prove(_ *page.Page, before, after []byte, edits []edit.Edit) error {
	old, err := scan(before)
	if err != nil {
		return err
	}
	p := sourceProof{src: before, edits: edits, moved: newShift(edits), used: make([]bool, len(edits)), guards: map[string]string{}}
	if err := p.outside(old.Actions); err != nil {
		return err
	}
	now, err := scan(after)
	if err != nil {
		return err
	}
	if err := p.actions(old.Actions, now.Actions); err != nil {
		return err
	}
	if len(old.Tags) != len(now.Tags) || len(old.Comments) != len(now.Comments) || len(old.Traps) != len(now.Traps) {
		return errOtherTags
	}
	for i := range old.Tags {
		if err := p.tag(&old.Tags[i], &now.Tags[i]); err != nil {
			return err
		}
	}
	if i := slices.Index(p.used, false); i >= 0 {
		return fmt.Errorf("the edit at byte %d is at no start tag", edits[i].Start)
	}
	return nil
}

type sourceProof struct {
	src   []byte
	edits []edit.Edit
	moved shift
	used  []bool // the edits that a tag accounts for
	// guards are those of the edited source by those of the source, and the
	// other way round with a NUL in front.
	guards map[string]string
}

// outside shows that no edit reaches into an action.
func (p *sourceProof) outside(actions []markup.Span) error {
	next := 0
	for _, s := range actions {
		for next < len(p.edits) && p.edits[next].End <= s.Start {
			next++
		}
		if next < len(p.edits) && p.edits[next].Start < s.End {
			return errInAction
		}
	}
	return nil
}

// actions shows that the actions are the same, and only where they are moved
// to: the bytes outside of the edits are the same anyway.
func (p *sourceProof) actions(old, now []markup.Span) error {
	if len(old) != len(now) {
		return errOtherActions
	}
	for i, s := range old {
		at := p.moved.forward(s.Start)
		if now[i] != (markup.Span{Start: at, End: at + s.Len()}) {
			return errOtherActions
		}
	}
	return nil
}

// tag shows that a tag is what the edits to it make of it.
func (p *sourceProof) tag(old, now *markup.Tag) error {
	if now.Span.Start != p.moved.forward(old.Span.Start) || now.Name != old.Name || now.Namespace != old.Namespace ||
		now.Open != old.Open || !p.sameGuard(old.Guard, now.Guard) || now.Define != old.Define || now.SelfClosing != old.SelfClosing ||
		now.Parent != old.Parent || now.ParentIndex != old.ParentIndex || now.Noscript != old.Noscript || now.Template != old.Template ||
		now.Text.Len() != old.Text.Len() {
		return errOtherTags
	}
	t := tagIntent{tag: *old}
	for i, e := range p.edits {
		if old.NameSpan.End <= e.Start && e.End < old.Span.End {
			t.edits = append(t.edits, e)
			p.used[i] = true
		}
	}
	list, err := t.meant(p.src)
	if err != nil {
		return err
	}
	if err := t.proveFrame(p.src, list); err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(m meant) bool { return m.gone })
	if len(list) != len(now.Attrs) {
		return errOtherTags
	}
	for i := range list {
		name := list[i].name
		if isNew := list[i].from == nil || list[i].from.Name != name; isNew && clashes(now.Attrs, i) {
			return fmt.Errorf("the tag would have the attribute %s twice", name)
		}
		if err := p.sameAttr(old, &list[i], &now.Attrs[i]); err != nil {
			return err
		}
	}
	return nil
}

// sameGuard says whether two guards mean the same. Some hold an offset that
// tells equal ones apart; those that were equal stay equal, and others differ.
func (p *sourceProof) sameGuard(old, now string) bool {
	if old == "" || now == "" {
		return old == now
	}
	if known, ok := p.guards[old]; ok {
		return known == now
	}
	if _, taken := p.guards["\x00"+now]; taken || numbers.ReplaceAllString(old, "#") != numbers.ReplaceAllString(now, "#") {
		return false
	}
	p.guards[old], p.guards["\x00"+now] = now, old
	return true
}

var numbers = regexp.MustCompile(`#\d+`)

// clashes says whether another attribute of the name of attribute i can be
// there together with it: it does not stand in another branch.
func clashes(attrs []markup.Attr, i int) bool {
	for j := range attrs {
		if j != i && attrs[j].Name == attrs[i].Name && !page.Exclusive(attrs[j].Guard, attrs[i].Guard) {
			return true
		}
	}
	return false
}

// sameAttr shows that an attribute of the edited source is the one meant.
func (p *sourceProof) sameAttr(old *markup.Tag, want *meant, got *markup.Attr) error {
	expected := markup.Attr{Presence: markup.Present}
	switch {
	case want.from != nil:
		expected = *want.from
		if err := p.alternatives(want, got.Alternatives); err != nil {
			return err
		}
	default:
		if under := neighbour(old, want.edit); under != nil {
			expected.Presence, expected.Guard = under.Presence, under.Guard
		}
	}
	if got.Name != want.name || got.Value != want.value || got.Presence != expected.Presence ||
		!p.sameGuard(expected.Guard, got.Guard) || got.Dynamic != expected.Dynamic || got.Prefix != expected.Prefix {
		return errOtherTags
	}
	return nil
}

// alternatives shows that the values that branches inside of a value make are
// the same, but for those that edits replace the text of.
func (p *sourceProof) alternatives(want *meant, now []markup.Alternative) error {
	old := want.from.Alternatives
	if len(old) != len(now) {
		return errOtherTags
	}
	texts := 0 // edits to the text of a branch that is all of the value
	for i := range old {
		was, is := &old[i], &now[i]
		start, length, value := p.moved.forward(was.Span.Start), was.Span.Len(), was.Value
		if j := slices.IndexFunc(p.edits, func(e edit.Edit) bool { return e.Start == was.Span.Start && e.End == was.Span.End }); j >= 0 && was.Whole && !was.Dynamic {
			texts++
			length = len(p.edits[j].Text)
			var err error
			if value, err = parseValue(p.edits[j].Text); err != nil {
				return err
			}
		}
		if is.Value != value || is.Span.Start != start || is.Span.Len() != length || !p.sameGuard(was.Guard, is.Guard) ||
			is.Implied != was.Implied || is.Dynamic != was.Dynamic || is.Prefix != was.Prefix || is.Quote != was.Quote || is.Whole != was.Whole {
			return errOtherTags
		}
	}
	for _, e := range p.edits {
		if want.from.Dynamic && holds(want.from, e) {
			texts--
		}
	}
	if texts != 0 {
		return errInAction
	}
	return nil
}

// neighbour returns the attribute that an edit replaces or is put directly in
// front of or behind, nil when there is none. An action ends every condition,
// so what touches it stands under the same.
func neighbour(t *markup.Tag, e *edit.Edit) *markup.Attr {
	for i := range t.Attrs {
		if a := &t.Attrs[i]; e.Start <= a.Span.End && a.Span.Start <= e.End {
			return a
		}
	}
	return nil
}
