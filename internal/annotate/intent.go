package annotate

import (
	"encoding/binary"
	"fmt"
	"sort"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// intent is what edits mean to change, read from the edits themselves: it is
// held against what a parser makes of the edited source.
type intent struct {
	tags   []tagIntent // in source order
	memory *memory
}

// tagIntent is what is meant to change at one start tag.
type tagIntent struct {
	tag   markup.Tag
	edits []edit.Edit
	change
	key string // of a change that the memory does not know
}

// change is what edits mean to change at a tag. It depends on nothing but the
// tag's source and the edits.
type change struct {
	// remove and set are the attributes that go, and those that come or change
	// in value.
	remove []string
	set    []attr
	// before and after are markup put in front of the tag and behind it.
	before, after string
	// proven says that x/net/html reads these attributes, see [tagIntent.proveTag].
	proven bool
}

type attr struct{ name, value string }

var everyName = markup.EveryName()

// intended finds out what the edits, which are sorted and do not overlap, mean
// to change. It fails for edits that are neither to attributes nor insert an
// element beside one without content. The tags are those of the page that src
// reads as, or found by reading src when that is nil or does not keep them.
func (m *memory) intended(p *page.Page, src []byte, edits []edit.Edit) (*intent, error) {
	in := &intent{memory: m}
	if !in.inside(p, edits) {
		in.tags = nil
		if err := in.find(src, edits); err != nil {
			return nil, err
		}
	}
	for i := range in.tags {
		if err := in.tags[i].recall(m, src); err != nil {
			return nil, err
		}
	}
	return in, nil
}

// inside takes the tags from a page when all edits are inside those that it
// keeps.
func (in *intent) inside(p *page.Page, edits []edit.Edit) bool {
	for p != nil && len(edits) > 0 {
		t := p.TagAt(edits[0].Start)
		n := 0
		for t != nil && n < len(edits) && t.Span.Start < edits[n].Start && edits[n].End < t.Span.End {
			n++
		}
		if n == 0 {
			return false
		}
		in.tags = append(in.tags, tagIntent{tag: t.Tag, edits: edits[:n]})
		edits = edits[n:]
	}
	return p != nil
}

// find looks for the tags in the source.
func (in *intent) find(src []byte, edits []edit.Edit) error {
	markup.Scan(src, everyName, func(t *markup.Tag) bool {
		n := 0
		for n < len(edits) && within(edits[n], t) {
			n++
		}
		if n > 0 {
			in.tags = append(in.tags, tagIntent{tag: t.Clone(), edits: edits[:n]})
			edits = edits[n:]
		}
		return len(edits) > 0
	})
	if len(edits) > 0 {
		return fmt.Errorf("the edit at byte %d is at no start tag", edits[0].Start)
	}
	return nil
}

// recall takes what the tag's edits mean from the memory, or works it out.
func (t *tagIntent) recall(m *memory, src []byte) error {
	start := t.tag.Span.Start
	k := binary.AppendVarint(m.key[:0], int64(t.tag.Span.Len()))
	k = append(k, src[start:t.tag.Span.End]...)
	for _, e := range t.edits {
		k = binary.AppendVarint(binary.AppendVarint(k, int64(e.Start-start)), int64(e.End-e.Start))
		k = append(binary.AppendVarint(k, int64(len(e.Text))), e.Text...)
	}
	m.key = k
	known, ok := m.changes[string(k)]
	if ok {
		t.change = known
		return nil
	}
	t.key = string(k)
	return t.read(src)
}

// within says whether the edit belongs to the tag: inside of it, or an
// insertion at its edges. Behind a tag with content comes its content.
func within(e edit.Edit, t *markup.Tag) bool {
	if e.Start == t.Span.End {
		return e.End == e.Start && void[t.Name]
	}
	return t.Span.Start <= e.Start && e.End <= t.Span.End
}

// void are the elements of the head that have no content.
var void = map[string]bool{"base": true, "link": true, "meta": true}

// meant is an attribute as the edits mean it.
type meant struct {
	attr
	at      int    // offset in the source
	raw     string // source of the value
	spliced bool   // the value has to be read from raw
	gone    bool
	from    *markup.Attr // as it is; nil for one that comes
	edit    *edit.Edit   // that brings it
}

// read works out what the tag's edits mean.
func (t *tagIntent) read(src []byte) error {
	list, err := t.meant(src)
	if err != nil {
		return err
	}
	if err := t.proveFrame(src, list); err != nil {
		return err
	}
	return t.compare(list)
}

// meant returns the attributes of the tag as the edits mean them, in source
// order, those that go included.
func (t *tagIntent) meant(src []byte) ([]meant, error) {
	list := make([]meant, len(t.tag.Attrs))
	for i := range t.tag.Attrs {
		a := &t.tag.Attrs[i]
		list[i] = meant{attr: attr{a.Name, a.Value}, from: a, at: a.Span.Start, raw: string(src[a.ValueSpan.Start:a.ValueSpan.End])}
	}
	for i := len(t.edits) - 1; i >= 0; i-- { // backwards, so that offsets in values hold
		e := t.edits[i]
		switch {
		case e.Start == e.End && e.Start == t.tag.Span.Start:
			t.before = e.Text
		case e.Start == e.End && e.Start == t.tag.Span.End:
			t.after = e.Text
		case e.Start < t.tag.NameSpan.End || e.End >= t.tag.Span.End:
			return nil, fmt.Errorf("the edit at byte %d is to more than attributes", e.Start)
		default:
			added, err := t.apply(list[:len(t.tag.Attrs)], e)
			if err != nil {
				return nil, err
			}
			for _, a := range added {
				list = append(list, meant{attr: a, at: e.Start, edit: &t.edits[i]})
			}
		}
	}
	for i := range list {
		if list[i].spliced && !list[i].from.Dynamic {
			value, err := parseValue(list[i].raw)
			if err != nil {
				return nil, err
			}
			list[i].value = value
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].at == list[j].at {
			return list[i].from == nil && list[j].from != nil
		}
		return list[i].at < list[j].at
	})
	return list, nil
}

// apply does what one edit means: a value or a name is replaced, or what stands
// behind the name, or whole attributes are, or attributes are put between others.
func (t *tagIntent) apply(list []meant, e edit.Edit) (added []attr, err error) {
	for i := range list {
		a := &t.tag.Attrs[i]
		switch {
		case e.Start <= a.Span.Start && a.Span.End <= e.End:
			list[i].gone = true
		case e.Start == a.NameSpan.Start && e.End == a.NameSpan.End:
			list[i].name = ascii.Lower(e.Text)
			return nil, nil
		case a.HasValue && e.Start == a.NameSpan.End && e.End == a.Span.End && !strings.ContainsAny(e.Text, "<>"),
			!a.HasValue && e.Start == a.Span.End && e.End == e.Start && strings.HasPrefix(e.Text, "="):
			found, err := parseAttrs("x" + e.Text)
			if err != nil || len(found) != 1 {
				return nil, fmt.Errorf("the text %q is more than a value", e.Text)
			}
			list[i].name, list[i].value = a.Name+found[0].name[len("x"):], found[0].value
			return nil, nil
		case a.HasValue && holds(a, e):
			at, end := e.Start-a.ValueSpan.Start, e.End-a.ValueSpan.Start
			list[i].raw = list[i].raw[:at] + e.Text + list[i].raw[end:]
			list[i].spliced = true
			return nil, nil
		case e.Start < a.Span.End && a.Span.Start < e.End:
			return nil, fmt.Errorf("the edit at byte %d cuts an attribute in two", e.Start)
		}
	}
	return parseAttrs(e.Text)
}

// holds says whether the edit is to the value of the attribute. At the end of
// an unquoted value begins what follows it, unless it is empty.
func holds(a *markup.Attr, e edit.Edit) bool {
	if e.Start < a.ValueSpan.Start || e.End > a.ValueSpan.End {
		return false
	}
	return a.Quote != 0 || e.Start < a.ValueSpan.End || a.ValueSpan.Len() == 0
}

// compare keeps the differences between the tag's attributes and those meant.
// Of attributes with the same name the first counts; edits must not add to
// their number.
func (t *tagIntent) compare(list []meant) error {
	after, times := map[string]string{}, map[string]int{}
	var order []string
	for i := range list {
		name := list[i].name
		if list[i].gone {
			continue
		}
		if times[name]++; times[name] == 1 {
			after[name] = list[i].value
			order = append(order, name)
		}
	}
	before := map[string]string{}
	for i := range t.tag.Attrs {
		a := &t.tag.Attrs[i]
		times[a.Name]--
		if _, known := before[a.Name]; known {
			continue
		}
		before[a.Name] = a.Value
		if _, stays := after[a.Name]; !stays {
			t.remove = append(t.remove, a.Name)
		}
	}
	for _, name := range order {
		if value, known := before[name]; !known || value != after[name] {
			t.set = append(t.set, attr{name, after[name]})
		}
		if _, known := before[name]; times[name] > 1 || times[name] == 1 && known {
			return fmt.Errorf("the tag would have the attribute %s twice", name)
		}
	}
	return nil
}

// parseAttrs reads the text of an edit as attributes.
func parseAttrs(text string) ([]attr, error) {
	src := []byte("<a " + text + ">")
	var found []attr
	whole := false
	markup.Scan(src, everyName, func(t *markup.Tag) bool {
		whole = t.Span.Len() == len(src)
		for _, a := range t.Attrs {
			found = append(found, attr{a.Name, a.Value})
		}
		return false
	})
	if !whole {
		return nil, fmt.Errorf("the text %q is more than attributes", text)
	}
	return found, nil
}

// parseValue reads the source of an attribute value, without quotes.
func parseValue(raw string) (string, error) {
	quote := `"`
	if strings.Contains(raw, quote) {
		quote = "'"
	}
	found, err := parseAttrs("x=" + quote + raw + quote)
	if err == nil && len(found) != 1 {
		err = fmt.Errorf("the text %q is more than a value", raw)
	}
	if err != nil {
		return "", err
	}
	return found[0].value, nil
}
