package annotate

import (
	"bytes"
	"errors"
	"io"
	"maps"

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
func (in *intent) proveTags(before, after []byte) error {
	noscript, err := in.readTags(before, after, false)
	if err == nil && noscript {
		// With scripting it is text, which may make other tags of the rest.
		_, err = in.readTags(before, after, true)
	}
	return err
}

// readTags shows it with or without scripting, and says whether there is a
// noscript element in front of the last changed tag.
func (in *intent) readTags(before, after []byte, scripting bool) (noscript bool, err error) {
	r := tagReader{tokenReader: tokenReader{src: before, memory: in.memory}, scripting: scripting}
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
			return false, err
		}
		if err := r.changed(t.tag.Span); err != nil {
			return false, err
		}
		if t.proven {
			continue
		}
		if err := t.proveTag(before[t.tag.Span.Start:t.tag.Span.End], after[from:t.tag.Span.End+moved]); err != nil {
			return false, err
		}
		t.proven = true
		in.memory.keepChange(t.key, t.change)
	}
	return r.anyNoscript, nil
}

// proveTag shows that the source of a changed tag is one tag of the same name,
// with the attributes that it had but for those meant to change.
func (t *tagIntent) proveTag(before, after []byte) error {
	was, had, ok := onlyTag(before)
	is, has, ok2 := onlyTag(after)
	if !ok || !ok2 {
		return errOtherTree
	}
	for _, gone := range t.remove {
		delete(had, gone)
	}
	for _, a := range t.set {
		had[a.name] = a.value
	}
	if is != was || !maps.Equal(had, has) {
		return errOtherTree
	}
	return nil
}

// onlyTag reads a source that is one start tag.
func onlyTag(src []byte) (name string, attrs map[string]string, ok bool) {
	z := html.NewTokenizer(bytes.NewReader(src))
	kind := z.Next()
	if kind != html.StartTagToken && kind != html.SelfClosingTagToken || len(z.Raw()) != len(src) {
		return "", nil, false
	}
	name, attrs = attributesOf(z)
	return name, attrs, true
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
	tokenReader
	scripting bool
	// What may be open: it is taken to be until it surely is not. In select,
	// and in template behind a col, the tree builder drops tags.
	foreign           []string // svg and math
	selects, template int
	noscript          bool // without scripting
	anyNoscript       bool // there was one
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
func (r *tagReader) changed(s markup.Span) error {
	if r.selects > 0 || r.template > 0 {
		return errUnsure
	}
	t, err := r.read()
	if err != nil || r.at != s.End || t.kind != html.StartTagToken && t.kind != html.SelfClosingTagToken {
		return errOtherTree
	}
	if misplaced[t.name] {
		return errUnsure
	}
	return r.start(t)
}

func (r *tagReader) next() error {
	from := r.at
	t, err := r.read()
	switch {
	case errors.Is(err, io.EOF):
		return errOtherTree // the source ends in front of the tag
	case err != nil:
		return err
	}
	switch t.kind {
	case html.CommentToken:
		if bytes.HasPrefix(r.src[from:], []byte("<![CDATA[")) {
			return errUnsure
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		return r.start(t)
	case html.EndTagToken:
		r.end(t.name)
	}
	return nil
}

// start notes a start tag and sees to what comes next.
func (r *tagReader) start(t token) error {
	name := t.name
	switch name {
	case "svg", "math":
		if t.kind == html.StartTagToken {
			r.foreign = append(r.foreign, name)
		}
		return nil
	case "noscript":
		r.anyNoscript = true
		if !r.scripting {
			if r.noscript {
				return errUnsure // the inner one is dropped in the head
			}
			r.noscript, t.text = true, false
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
	if t.text {
		r.readText(t)
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
