package annotate

import (
	"bytes"
	"errors"
	"io"

	"golang.org/x/net/html"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// errUnsure says that reading the tags alone proves nothing: the tree builder
// may have a say in what follows.
var errUnsure = errors.New("the tags alone do not tell")

// proveTags shows with less work than comparing trees that they differ as
// meant. Two parsers that read the same bytes are in the same state; the next
// tag, changed in attributes that no parser looks at ([intent.cut]), leaves them
// in the same state again, and so to the end. What is to be shown is that each
// changed tag is one for x/net/html, too, where it stands and as it ends, and
// that its attributes are those meant.
//
// Where tags begin is up to the tokenizer alone, save that the tree builder
// makes it read the content of some elements as text. Where it could do
// otherwise than by the name of the element, or drop a changed tag, the answer
// is [errUnsure].
func (in *intent) proveTags(before, after []byte, scripting bool) error {
	r := tagReader{z: html.NewTokenizer(bytes.NewReader(before)), scripting: scripting}
	moved := 0 // by the edits so far
	for i := range in.tags {
		t := &in.tags[i]
		from := t.tag.Span.Start + moved + len(t.before)
		for _, e := range t.edits {
			moved += len(e.Text) - (e.End - e.Start)
		}
		if scripting && t.tag.Noscript {
			continue // text, changed as meant
		}
		if err := r.skipTo(t.tag.Span.Start); err != nil {
			return err
		}
		name, had, err := r.changed(t.tag.Span)
		if err != nil {
			return err
		}
		if err := t.proveTag(name, had, after[from:t.tag.Span.End+moved]); err != nil {
			return err
		}
	}
	return nil
}

// proveTag shows that the source of a changed tag is one tag of that name, with
// the attributes it had but for those meant to change.
func (t *tagIntent) proveTag(name string, had map[string]string, src []byte) error {
	z := html.NewTokenizer(bytes.NewReader(src))
	kind := z.Next()
	if kind != html.StartTagToken && kind != html.SelfClosingTagToken || len(z.Raw()) != len(src) {
		return errOtherTree
	}
	is, has := attributesOf(z)
	for _, gone := range t.remove {
		delete(had, gone)
	}
	for _, a := range t.set {
		had[a.name] = a.value
	}
	if is != name || len(has) != len(had) {
		return errOtherTree
	}
	for k, v := range had {
		if got, ok := has[k]; !ok || got != v {
			return errOtherTree
		}
	}
	return nil
}

// attributesOf returns the name of the present tag and its attributes, of equal
// names the first.
func attributesOf(z *html.Tokenizer) (name string, attrs map[string]string) {
	tag, more := z.TagName()
	name, attrs = string(tag), map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if _, twice := attrs[string(key)]; !twice {
			attrs[string(key)] = string(value)
		}
	}
	return name, attrs
}

// tagReader reads tags as the parser does, as long as that depends on their
// names alone.
type tagReader struct {
	z         *html.Tokenizer
	scripting bool
	at        int // offset of the next token
	// What may be open: it is taken to be until it surely is not. In select,
	// and in template behind a col, the tree builder drops tags.
	foreign           []string // svg and math
	selects, template int
	noscript          bool // without scripting
}

// skipTo reads up to the token that starts at an offset.
func (r *tagReader) skipTo(offset int) error {
	for r.at < offset {
		if err := r.next(); err != nil {
			return err
		}
	}
	if r.at > offset {
		return errOtherTree
	}
	return nil
}

// changed reads a tag that is to span exactly that.
func (r *tagReader) changed(s markup.Span) (name string, attrs map[string]string, err error) {
	if r.selects > 0 || r.template > 0 {
		return "", nil, errUnsure
	}
	kind := r.z.Next()
	r.at += len(r.z.Raw())
	if r.at != s.End || kind != html.StartTagToken && kind != html.SelfClosingTagToken {
		return "", nil, errOtherTree
	}
	name, attrs = attributesOf(r.z)
	if misplaced[name] {
		return "", nil, errUnsure
	}
	return name, attrs, r.start(name, kind)
}

func (r *tagReader) next() error {
	kind := r.z.Next()
	r.at += len(r.z.Raw())
	switch kind {
	case html.ErrorToken:
		if err := r.z.Err(); !errors.Is(err, io.EOF) {
			return err
		}
		return errOtherTree // the source ends in front of the tag
	case html.CommentToken:
		if bytes.HasPrefix(r.z.Raw(), []byte("<![CDATA[")) {
			return errUnsure
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		tag, _ := r.z.TagName()
		return r.start(string(tag), kind)
	case html.EndTagToken:
		tag, _ := r.z.TagName()
		r.end(string(tag))
	}
	return nil
}

// start notes a start tag and sees to what the tokenizer does next.
func (r *tagReader) start(name string, kind html.TokenType) error {
	switch name {
	case "svg", "math":
		if kind == html.StartTagToken {
			r.foreign = append(r.foreign, name)
		}
		return nil
	case "noscript":
		if !r.scripting {
			if r.noscript {
				return errUnsure // the inner one is dropped in the head
			}
			r.noscript = true
			r.z.NextIsNotRawText()
		}
	case "select":
		r.selects++
	case "template":
		r.template++
	case "frameset":
		return errUnsure
	}
	inside := len(r.foreign) > 0
	if textElements[name] && (inside || r.selects > 0 || r.template > 0) || inside && integrationPoints[name] {
		return errUnsure
	}
	return nil
}

func (r *tagReader) end(name string) {
	last := len(r.foreign) - 1
	switch {
	case last >= 0 && r.foreign[last] == name:
		r.foreign = r.foreign[:last]
	case name == "noscript":
		r.noscript = false
	case name == "template" && r.template > 0:
		r.template--
	case name == "select" && r.selects > 0 && r.template == 0:
		r.selects--
	}
}

// textElements are those whose content is text, in HTML and unless the tree
// builder drops the tag
// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-html-fragments, step 6).
var textElements = map[string]bool{
	"title": true, "textarea": true, "style": true, "xmp": true, "iframe": true, "noembed": true, "noframes": true,
	"script": true, "noscript": true, "plaintext": true,
}

// integrationPoints are the elements in SVG and MathML that hold HTML
// (https://html.spec.whatwg.org/multipage/parsing.html#tree-construction-dispatcher).
var integrationPoints = map[string]bool{
	"foreignobject": true, "desc": true, "title": true, "annotation-xml": true,
	"mi": true, "mo": true, "mn": true, "ms": true, "mtext": true,
}

// misplaced are the elements whose tags the tree builder drops where they may
// not stand.
var misplaced = map[string]bool{
	"caption": true, "col": true, "colgroup": true, "tbody": true, "td": true, "tfoot": true, "th": true, "thead": true, "tr": true,
	"form": true, "frame": true, "frameset": true, "head": true, "html": true, "body": true,
}
