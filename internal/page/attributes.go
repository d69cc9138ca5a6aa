package page

import "iter"

// Attribute is one that rules ask all tags for. Most tags have none of them, so
// a page knows those that do.
type Attribute uint8

const (
	Crossorigin Attribute = iota // crossorigin
	Integrity                    // integrity
	Suppressor                   // data-crossorigin-ignore
	Like                         // another one whose name can be meant for crossorigin
	attributes
)

// attributeOf returns which of them a name stands for.
func attributeOf(name string) (a Attribute, ok bool) {
	switch {
	case len(name) < len("integrity"):
		return 0, false
	case name == "crossorigin":
		return Crossorigin, true
	case name == "integrity":
		return Integrity, true
	case name == "data-"+Suppression:
		return Suppressor, true
	}
	return Like, name[0] == 'c' || name[0] == 'r'
}

// TagsWith yields the tags that have the attribute, in source order.
func (p *Page) TagsWith(a Attribute) iter.Seq[*Tag] {
	return func(yield func(*Tag) bool) {
		for _, i := range p.tagsWith[a] {
			if !yield(&p.Tags[i]) {
				return
			}
		}
	}
}

// noteAttributes enters the tag in the lists of the attributes that it has.
func (p *Page) noteAttributes(t *Tag) {
	for i := range t.Attrs {
		a, ok := attributeOf(t.Attrs[i].Name)
		if with := p.tagsWith[a]; ok && (len(with) == 0 || with[len(with)-1] != t.Index) {
			p.tagsWith[a] = append(with, t.Index)
		}
	}
}
