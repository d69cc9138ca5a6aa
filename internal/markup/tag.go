// Package markup finds start tags in HTML bytes and keeps the exact place of
// every part of them. It is the first stage of the pipeline: bytes → tags with
// spans → page. It knows no CORS word.
//
// [Scan] reads as the HTML parser does: raw text, comments, SVG and MathML
// content, templates and noscript are told apart without building a tree, and
// only the tags asked for cost more than being passed over
// (https://html.spec.whatwg.org/multipage/parsing.html).
//
// Template source needs nothing of its own here: when every template action
// is overwritten at equal length, Scan reads it as HTML and all spans hold for
// the template too. The fields that only template source fills are set by
// internal/hugotemplate.
package markup

import "slices"

// Span is a half-open range of byte offsets in the scanned source.
type Span struct{ Start, End int }

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Presence says whether an attribute is on the element the source produces.
// Built HTML knows only Absent and Present; template source can leave it open.
type Presence uint8

const (
	Absent  Presence = iota // no such attribute
	Maybe                   // depends on a template condition
	Present                 // always there
)

// Namespace is the namespace the tree builder gives an element.
type Namespace uint8

const (
	HTML Namespace = iota
	SVG
	MathML
)

// Attr is one attribute as written.
type Attr struct {
	Name     string   // ASCII-lowercased
	Value    string   // with character references decoded; "" when there is no value
	HasValue bool     // false for the bare form (`crossorigin`)
	Quote    byte     // '"', '\'' or 0 for unquoted and bare
	Presence Presence // Present in built HTML
	Dynamic  bool     // the value holds a template action, so it is not known; Value is ""
	// Prefix is what a Dynamic value is known to start with, decoded like
	// Value: the text in front of the first template action.
	Prefix string
	// Guard is the source text of the template conditions inside the tag that
	// a Maybe attribute stands under. Two attributes of a tag with the same
	// non-empty Guard are there together or not at all.
	Guard string
	// Alternatives are the values that the branches inside a Dynamic value
	// make, one for each way through them; none where anything else decides
	// which text is there.
	Alternatives []Alternative

	Span      Span // name to the end of the value, closing quote included
	NameSpan  Span
	ValueSpan Span // without quotes; empty and at NameSpan.End for the bare form
}

// Alternative is one of the values that the branches inside an attribute's
// value make.
type Alternative struct {
	// Guard is the source text of the template conditions inside the tag that
	// it stands under, those of the attribute included.
	Guard string
	// Implied says that no branch is written for it: a condition without else
	// does not hold.
	Implied bool
	Value   string // like that of an Attr
	Dynamic bool   // it still holds an action; Value is ""
	Prefix  string // what a Dynamic one is known to start with
	Quote   byte
	// Span is the inside of the innermost branch. Whole says that nothing
	// outside of it adds to the value.
	Span  Span
	Whole bool
}

// Tag is one start tag.
//
// Name is what is written, in lower case. Two names mean another element than
// they say: "image" in the HTML namespace is an img, and names in the SVG
// namespace have a mixed-case form ("feimage" is feImage).
type Tag struct {
	Name        string // ASCII-lowercased
	Attrs       []Attr // in source order, duplicates included: the first one counts
	Namespace   Namespace
	SelfClosing bool // ends in "/>", meaningful in SVG and MathML only
	// Open says that a template spread may add attributes, so that the
	// absence of one proves nothing.
	Open bool
	// Guard is the source text of the template conditions that the tag stands
	// under, "" for none. Two tags of one template with the same Guard and the
	// same Define are rendered together or not at all.
	Guard string
	// Define is the name of the define or block of the template file that the
	// tag stands in, "" outside of them.
	Define string
	// ByAttr says that the tag is reported only because it carries the
	// attribute that the set of names asks for.
	ByAttr bool
	// Parent is the name of the element that the tag's is a child of, when that
	// is audio, video or picture: track and source read their CORS state from
	// there. It is "" for any other.
	Parent string
	// ParentIndex is the index, in order of reported tags, of that element's
	// tag; -1 when it is no such element, not one of the wanted, or a template
	// leaves open which one it is.
	ParentIndex int
	// Noscript says that the tag is inside noscript, which a browser with
	// scripting reads as text.
	Noscript bool
	// Template says that the tag is inside a template element without a valid
	// shadowrootmode, whose content fetches nothing. Whether an element may be
	// the host of a shadow root is not looked at.
	Template bool

	Span     Span // "<" to ">" inclusive
	NameSpan Span
	// Text is the content of a script or style element up to its end tag;
	// empty for every other element. In SVG, where such content is markup, it
	// ends at the first tag of any name and may hold comments and CDATA
	// sections.
	Text Span
}

// Find returns the first attribute with that lowercase name, nil when there is
// none. Duplicates after it are dropped by the HTML parser
// (https://html.spec.whatwg.org/multipage/parsing.html#attribute-name-state).
func (t *Tag) Find(name string) *Attr {
	for i := range t.Attrs {
		if t.Attrs[i].Name == name {
			return &t.Attrs[i]
		}
	}
	return nil
}

// Clone returns a copy of the tag that stays valid when the scan goes on.
func (t *Tag) Clone() Tag {
	c := *t
	c.Attrs = slices.Clone(t.Attrs)
	return c
}
