package annotate

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// maxProven is the size of the largest source that is parsed for a proof: a
// parse tree takes many times the memory of its source.
const maxProven = 32 << 20

// proveHTML shows that the parse tree of after is that of before with exactly
// the changes that the edits mean; after is before with the edits applied. The
// trees come from x/net/html, which shares no code with the scanner that
// found the places of the edits.
//
// Where it can, it reads the tags up to the last changed one only, see
// [intent.proveTags] and [intent.cut].
func proveHTML(p *page.Page, before, after []byte, edits []edit.Edit) error {
	m := memories.Get().(*memory)
	defer memories.Put(m)
	in, err := m.intended(p, before, edits)
	if err != nil {
		return err
	}
	cut, ok := in.cut()
	if !ok {
		return in.proveTrees(before, after)
	}
	before, after = before[:cut], after[:cut+len(after)-len(before)]
	if len(after) <= maxProven {
		if err := in.proveTags(before, after); !errors.Is(err, errUnsure) {
			return err
		}
	}
	return in.proveTrees(before, after)
}

// proveTrees shows it with and without scripting: a browser with scripting
// reads the content of noscript as text, which may make another tree of the
// rest.
func (in *intent) proveTrees(before, after []byte) error {
	if len(after) > maxProven {
		return fmt.Errorf("the page is larger than %d MiB, too large to parse for a proof", maxProven>>20)
	}
	if err := in.proveTree(before, after, false); err != nil {
		return err
	}
	noscript := false
	markup.Scan(before, noscriptName, func(*markup.Tag) bool {
		noscript = true
		return false
	})
	if noscript {
		return in.proveTree(before, after, true)
	}
	return nil
}

var noscriptName = markup.NewNames("noscript")

// cut returns the offset in the source up to which the trees must be compared:
// the end of the last changed tag. What follows is the same bytes, and parsers
// come to it in the same state when the trees so far are the same but for
// attributes that no parser looks at: the tokenizer has just read the same tag,
// and the tree builder asks for attributes only on the elements in [reread].
// A link in front of a link leaves it to do what it would have done. Other
// inserted elements are left to a comparison of everything.
func (in *intent) cut() (offset int, ok bool) {
	for i := range in.tags {
		t := &in.tags[i]
		if reread[t.tag.Name] || t.after != "" || t.before != "" && (t.tag.Name != "link" || !isLink(t.before)) {
			return 0, false
		}
		offset = t.tag.Span.End
	}
	return offset, true
}

// isLink says whether markup is a link element with nothing but blanks behind.
func isLink(source string) bool {
	z := html.NewTokenizer(strings.NewReader(source))
	if z.Next() != html.StartTagToken {
		return false
	}
	tag, _ := z.TagName()
	rest := source[len(z.Raw()):]
	return string(tag) == "link" && strings.Trim(rest, " \t\r\n") == ""
}

// reread are the elements whose attributes matter for how the rest is parsed:
// those that attributes are merged into, the formatting elements, of which
// equal ones are counted, and those with an attribute that decides
// (https://html.spec.whatwg.org/multipage/parsing.html#tree-construction). Of
// a elements there is never more than one to count.
var reread = map[string]bool{
	"html": true, "body": true, "input": true, "annotation-xml": true, "template": true,
	"b": true, "big": true, "code": true, "em": true, "font": true, "i": true, "nobr": true, "s": true,
	"small": true, "strike": true, "strong": true, "tt": true, "u": true,
}

var errOtherTree = errors.New("the edited page parses to another tree than intended")

func (in *intent) proveTree(before, after []byte, scripting bool) error {
	mark := freeName(before)
	want, err := parse(in.marked(before, mark, scripting), scripting)
	if err != nil {
		return err
	}
	if err := in.applyTo(want, mark, scripting); err != nil {
		return err
	}
	got, err := parse(after, scripting)
	if err != nil {
		return err
	}
	if !equal(want, got) {
		return errOtherTree
	}
	return nil
}

func parse(src []byte, scripting bool) (*html.Node, error) {
	// Decoding drops a byte order mark, x/net/html would take it for text.
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	doc, err := html.ParseWithOptions(bytes.NewReader(src), html.ParseOptionEnableScripting(scripting))
	if err != nil {
		return nil, fmt.Errorf("the page cannot be parsed for a proof: %w", err)
	}
	return doc, nil
}

// freeName returns an attribute name that the source does not contain.
func freeName(src []byte) string {
	for i := 0; ; i++ {
		name := "mark-" + strconv.Itoa(i)
		if !bytes.Contains(src, []byte(name)) {
			return name
		}
	}
}

// marked returns the source with every tag of the intent carrying its number
// in an attribute behind its name, where an attribute can always be put. A tag
// in noscript, which scripting makes text, is edited at once instead.
func (in *intent) marked(src []byte, mark string, scripting bool) []byte {
	var b bytes.Buffer
	b.Grow(len(src) + 32*len(in.tags))
	done := 0
	for i := range in.tags {
		t := &in.tags[i]
		if scripting && t.tag.Noscript {
			for _, e := range t.edits {
				b.Write(src[done:e.Start])
				b.WriteString(e.Text)
				done = e.End
			}
			continue
		}
		b.Write(src[done:t.tag.NameSpan.End])
		fmt.Fprintf(&b, " %s=\"%d\"", mark, i)
		done = t.tag.NameSpan.End
	}
	b.Write(src[done:])
	return b.Bytes()
}

// applyTo makes the meant changes in the tree of a marked source.
func (in *intent) applyTo(doc *html.Node, mark string, scripting bool) error {
	seen := make([]bool, len(in.tags))
	var marked []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && index(n, mark) >= 0 {
			marked = append(marked, n)
		}
	}
	for _, n := range marked {
		i := index(n, mark)
		at, err := strconv.Atoi(n.Attr[i].Val)
		if err != nil || at >= len(in.tags) {
			return errOtherTree
		}
		n.Attr = append(n.Attr[:i], n.Attr[i+1:]...)
		seen[at] = true
		if err := in.tags[at].applyTo(n); err != nil {
			return err
		}
	}
	for i := range seen {
		if t := &in.tags[i].tag; !seen[i] && !(scripting && t.Noscript) {
			return fmt.Errorf("the parser drops the %s tag", t.Name)
		}
	}
	return nil
}

func (t *tagIntent) applyTo(n *html.Node) error {
	for _, name := range t.remove {
		if i := index(n, name); i >= 0 {
			n.Attr = append(n.Attr[:i], n.Attr[i+1:]...)
		}
	}
	for _, a := range t.set {
		if i := index(n, a.name); i >= 0 {
			n.Attr[i].Val = a.value
		} else {
			n.Attr = append(n.Attr, html.Attribute{Key: a.name, Val: a.value})
		}
	}
	if t.before == "" && t.after == "" {
		return nil
	}
	if n.Parent == nil || n.Parent.Type != html.ElementNode {
		return errOtherTree
	}
	for _, added := range []struct {
		source string
		next   *html.Node
	}{{t.before, n}, {t.after, n.NextSibling}} {
		nodes, err := html.ParseFragment(strings.NewReader(added.source), n.Parent)
		if err != nil {
			return err
		}
		for _, node := range nodes {
			n.Parent.InsertBefore(node, added.next)
		}
	}
	return nil
}

// index returns the place of the attribute that has no namespace, -1 when
// there is none.
func index(n *html.Node, name string) int {
	for i := range n.Attr {
		if n.Attr[i].Namespace == "" && n.Attr[i].Key == name {
			return i
		}
	}
	return -1
}

// equal compares trees. The order of attributes does not count.
func equal(a, b *html.Node) bool {
	if a.Type != b.Type || a.Data != b.Data || a.Namespace != b.Namespace || !equalAttrs(a.Attr, b.Attr) {
		return false
	}
	a, b = a.FirstChild, b.FirstChild
	for a != nil && b != nil {
		if !equal(a, b) {
			return false
		}
		a, b = a.NextSibling, b.NextSibling
	}
	return a == nil && b == nil
}

func equalAttrs(a, b []html.Attribute) bool {
	if len(a) != len(b) {
		return false
	}
	same := true
	for i := range a {
		same = same && a[i] == b[i]
	}
	if same {
		return true
	}
	a, b = sorted(a), sorted(b)
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func sorted(attrs []html.Attribute) []html.Attribute {
	s := append([]html.Attribute(nil), attrs...)
	sort.Slice(s, func(i, j int) bool {
		if s[i].Namespace != s[j].Namespace {
			return s[i].Namespace < s[j].Namespace
		}
		return s[i].Key < s[j].Key
	})
	return s
}
