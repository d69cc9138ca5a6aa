package annotate

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// proven are the edits of a proof that held.
type proven struct {
	before, after []byte
	edits         []edit.Edit
}

// recorder notes what a language proves.
func recorder(l language) (language, *[]proven) {
	var list []proven
	prove := l.prove
	l.prove = func(p *page.Page, before, after []byte, edits []edit.Edit) error {
		err := prove(p, before, after, edits)
		if err == nil {
			list = append(list, proven{before, after, edits})
		}
		return err
	}
	return l, &list
}

// invariants annotates twice and checks what must hold for every source: bytes
// outside of the edits stay, nothing but the attributes meant changes, no
// finding comes up, and once is enough.
func invariants(t *testing.T, src []byte, o Options, l language) (record []proven) {
	t.Helper()
	before := bytes.Clone(src)
	l, list := recorder(l)
	r, err := l.annotate(src, &o)
	if !bytes.Equal(src, before) {
		t.Fatal("the source was written to")
	}
	if err != nil {
		if r.Changed || len(r.Left) > 0 {
			t.Errorf("an error (%v) and %+v", err, r)
		}
		return nil
	}
	if r.Changed != !bytes.Equal(r.Output, src) {
		t.Errorf("changed is %t, output %q", r.Changed, r.Output)
	}
	if r.Changed != (len(r.Applied) > 0) {
		t.Errorf("changed is %t with %d fixes", r.Changed, len(r.Applied))
	}
	if found := l.findings(r.Output, &o); !slices.Equal(ids(found), ids(r.Left)) {
		t.Errorf("left %v, but the output has %v", ids(r.Left), ids(found))
	}
	record = slices.Clone(*list)
	if r.Changed {
		otherBytesStay(t, src, r.Output, record)
		noNewFinding(t, l.findings(src, &o), r.Left)
	}
	again, err := l.annotate(r.Output, &o)
	if err != nil || again.Changed {
		t.Errorf("annotating again changes\n%q to\n%q (%v)", r.Output, again.Output, err)
	}
	if len(again.Refused) != len(r.Refused) {
		t.Errorf("%d fixes refused, then %d", len(r.Refused), len(again.Refused))
	}
	return record
}

// pageInvariants adds what can be asked of HTML.
func pageInvariants(t *testing.T, src []byte, o Options, l language) {
	t.Helper()
	l = readTwice(t, l, &o)
	record := invariants(t, src, o, l)
	if r, _ := l.annotate(src, &o); r.Changed {
		otherAttributesStay(t, src, r.Output, record)
	}
}

// otherBytesStay follows the proven edits from the source to the output.
func otherBytesStay(t *testing.T, src, output []byte, record []proven) {
	t.Helper()
	at := src
	for i, p := range record {
		later := slices.ContainsFunc(record[i+1:], func(q proven) bool { return bytes.Equal(q.before, p.before) })
		if later || !bytes.Equal(p.before, at) {
			continue // a part of what the pass found to be right
		}
		from, to := 0, 0
		for _, e := range p.edits {
			n := e.Start - from
			if !bytes.Equal(p.before[from:e.Start], p.after[to:to+n]) || string(p.after[to+n:to+n+len(e.Text)]) != e.Text {
				t.Fatalf("bytes beside the edits %v changed: %q to %q", p.edits, p.before, p.after)
			}
			from, to = e.End, to+n+len(e.Text)
		}
		if !bytes.Equal(p.before[from:], p.after[to:]) {
			t.Fatalf("bytes behind the edits %v changed: %q to %q", p.edits, p.before, p.after)
		}
		at = p.after
	}
	if !bytes.Equal(at, output) {
		t.Fatalf("proven was %q, but the output is %q", at, output)
	}
}

// otherAttributesStay compares the trees of the whole source and the whole
// output without the attributes that fixes write. Added elements are left to
// the proof.
func otherAttributesStay(t *testing.T, src, output []byte, record []proven) {
	t.Helper()
	written := map[string]bool{"crossorigin": true, "integrity": true, "as": true, "rel": true, "style": true}
	for _, p := range record {
		for _, e := range p.edits {
			if strings.ContainsAny(unescaped(e.Text), "<>") {
				return
			}
			for text, last := string(p.before[e.Start:e.End]), ""; text != last; text, last = html.UnescapeString(text), text {
				attrs, _ := parseAttrs(text) // of the page, or of a document in a document in it
				for _, a := range attrs {
					written[a.name] = true
				}
			}
		}
	}
	strip := func(src []byte) (*html.Node, error) {
		doc, err := parse(src, false)
		if err == nil {
			unfold(doc)
			for n := range doc.Descendants() {
				n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return written[a.Key] })
			}
		}
		return doc, err
	}
	a, errA := strip(src)
	b, errB := strip(output)
	if errA == nil && errB == nil && !equal(a, b) {
		t.Errorf("more than %v differs:\n%q\n%q", written, src, output)
	}
}

// unescaped returns what text says in the documents of srcdoc attributes inside
// of each other.
func unescaped(text string) string {
	for {
		plain := html.UnescapeString(text)
		if plain == text {
			return text
		}
		text = plain
	}
}

// unfold puts the documents in srcdoc attributes into the tree.
func unfold(doc *html.Node) {
	for n := range doc.Descendants() {
		i := index(n, "srcdoc")
		if n.Type != html.ElementNode || n.Data != "iframe" || i < 0 {
			continue
		}
		if inner, err := parse([]byte(n.Attr[i].Val), false); err == nil {
			unfold(inner)
			n.AppendChild(inner)
			n.Attr = slices.Delete(n.Attr, i, i+1)
		}
	}
}

// noNewFinding counts the findings of each rule.
func noNewFinding(t *testing.T, before, after []rule.Finding) {
	t.Helper()
	count := map[*rule.Rule]int{}
	for i := range before {
		count[before[i].Rule]++
	}
	for i := range after {
		if count[after[i].Rule]--; count[after[i].Rule] < 0 {
			t.Errorf("a new finding: %s [%s]", after[i].Message, after[i].Rule.ID)
		}
	}
}
