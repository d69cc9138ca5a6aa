package hugotemplate

import (
	"bytes"
	"fmt"
	htmltemplate "html/template"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// The referee of these tests is html/template itself: templates are made at
// random, rendered with all combinations of what their conditions ask for, and
// every tag in the output must be what Scan promised. Each tag carries its
// number, each attribute has a name of its own.

// maker makes random templates.
type maker struct {
	*rand.Rand
	b     strings.Builder
	tags  int
	attrs int
	inTag int // depth of conditions inside a tag
	inSVG int
	// inVideo keeps media elements out of each other, as the standard does.
	inVideo bool
}

var conditions = []string{"if $.A", "if $.B", "if not $.A", "if and $.A $.C", "with $.V", "range $.L", "if $x"}

// open writes a condition and returns its keyword.
func (m *maker) open() string {
	c := conditions[m.IntN(len(conditions))]
	m.keyword(c)
	word, _, _ := strings.Cut(c, " ")
	return word
}

func (m *maker) keyword(word string) {
	fmt.Fprintf(&m.b, "{{%s%s%s}}", m.trim("- "), word, m.trim(" -"))
}

func (m *maker) trim(marker string) string {
	if m.IntN(6) == 0 {
		return marker
	}
	return ""
}

// space returns mostly a space: html/template refuses most templates in which
// a condition ends right behind an unquoted value.
func (m *maker) space() string {
	if m.IntN(8) == 0 {
		return ""
	}
	return " "
}

// choose writes a condition around what inner writes.
func (m *maker) choose(inner func()) {
	word := m.open()
	inner()
	if word == "range" {
		m.closeTurn()
	}
	for word == "if" && m.IntN(6) == 0 {
		m.keyword("else " + conditions[m.IntN(4)])
		inner()
	}
	if m.IntN(2) == 0 {
		m.keyword("else")
		inner()
	}
	m.keyword("end")
}

// closeTurn ends a loop inside a tag so that the next turn cannot go on with
// the same name or value.
func (m *maker) closeTurn() {
	if m.inTag > 0 {
		m.attrs++
		fmt.Fprintf(&m.b, ` a%d=""`, m.attrs)
	}
}

func (m *maker) content(depth int) {
	for range 1 + m.IntN(4) {
		switch n := m.IntN(20); {
		case n < 8:
			m.tag(depth)
		case n < 13 && depth > 0:
			m.choose(func() { m.content(depth - 1) })
		case n < 14 && depth > 0 && !m.inVideo:
			m.inVideo = true
			m.wrap(depth, "<video", "</video>")
			m.inVideo = false
		case n < 15 && depth > 0:
			m.inSVG++
			m.wrap(depth, "<svg", "</svg>")
			m.inSVG--
		case n < 16:
			m.b.WriteString("{{ $x = not $x }}")
		case n < 17:
			m.b.WriteString(" {{/* <img> */}} <!-- {{ if $.A }} <img> {{ end }} --> ")
		case n < 18 && depth > 0:
			// A start tag whose beginning depends on a condition.
			m.open()
			m.start(m.name())
			m.attributes(1)
			m.keyword("else")
			m.start(m.name())
			m.keyword("end")
			m.b.WriteString(" ")
			m.attributes(1)
			m.b.WriteString(">")
		case n < 19 && depth > 0:
			// A start tag whose end depends on a condition.
			m.start(m.name())
			m.open()
			m.attributes(1)
			m.b.WriteString(">")
			m.keyword("else")
			m.attributes(1)
			m.b.WriteString(">")
			m.keyword("end")
		default:
			m.b.WriteString(" text {{ $.V }}\n")
		}
	}
}

func (m *maker) wrap(depth int, start, end string) {
	around := m.IntN(3) == 0 && start == "<video"
	condition := conditions[m.IntN(2)]
	if around {
		m.keyword(condition)
	}
	m.start(start)
	m.attributes(1)
	m.b.WriteString(">")
	if around {
		m.keyword("end")
	}
	m.content(depth - 1)
	if around {
		m.keyword(condition)
	}
	m.b.WriteString(end)
	if around {
		m.keyword("end")
	}
}

func (m *maker) tag(depth int) {
	m.start(m.name())
	m.attributes(min(depth, 2))
	m.b.WriteString([]string{">", " >", "/>", "\n>"}[m.IntN(4)])
}

// name returns what a tag starts with. An img in svg ends the svg, and a
// condition around it would then decide the namespace of what follows.
func (m *maker) name() string {
	names := []string{"<track", "<link", "<source", "<img"}
	if m.inSVG > 0 {
		names = names[:3]
	}
	return names[m.IntN(len(names))]
}

func (m *maker) start(tag string) {
	fmt.Fprintf(&m.b, `%s id="t%d" `, tag, m.tags)
	m.tags++
}

func (m *maker) attributes(depth int) {
	for range m.IntN(5) {
		m.b.WriteString([]string{"", "", "", "\n", " "}[m.IntN(5)])
		if depth > 0 && m.IntN(3) == 0 {
			m.inTag++
			m.choose(func() { m.attributes(depth - 1) })
			m.inTag--
			continue
		}
		m.attrs++
		name := fmt.Sprintf(" a%d", m.attrs)
		if m.IntN(8) == 0 {
			name = strings.TrimSpace(name)
		}
		switch m.IntN(14) {
		case 0, 1:
			m.b.WriteString(name)
		case 2, 3, 4:
			m.b.WriteString(name + `="&amp;v'"`)
		case 5:
			m.b.WriteString(name + `='v"'`)
		case 6:
			m.b.WriteString(name + "=v" + m.space())
		case 7:
			m.b.WriteString(name + `="v/{{ $.V }}"`)
		case 8:
			m.b.WriteString(name + "={{ $.V }}" + m.space())
		case 9:
			m.b.WriteString(name + `="v`)
			for range 1 + m.IntN(5)/4 {
				m.choose(func() {
					m.b.WriteString([]string{"a", "", "{{ $.V }}", "{{ if $.B }}b{{ else }}c{{ end }}"}[m.IntN(4)])
				})
			}
			m.b.WriteString(`c"`)
		case 10:
			m.b.WriteString(name + `{{ with $.V }}="{{ . }}"{{ end }}`)
		case 11:
			m.b.WriteString(name + `= {{ if $.A }}"a b"{{ else }}"c d"{{ end }}`)
		case 12:
			m.b.WriteString(" {{ $.S }}" + m.space())
		case 13:
			m.b.WriteString(" data-{{ $.N }}=v ")
		}
	}
}

// data are the combinations that a template is rendered with.
func data() []map[string]any {
	var out []map[string]any
	for n := range 32 {
		d := map[string]any{
			"A": n&1 != 0, "B": n&2 != 0, "C": n&4 != 0, "V": "", "L": []int{},
			"S": htmltemplate.HTMLAttr(`s1="x" s2`), "N": "name",
		}
		if n&8 != 0 {
			d["V"] = "value"
		}
		if n&16 != 0 {
			d["L"] = []int{1, 2}
		}
		out = append(out, d)
	}
	return out
}

var everyName = markup.EveryName()

func TestScanPromisesWhatIsRendered(t *testing.T) {
	const made = 1500
	refused, tags, missing, taken := 0, 0, 0, 0
	for seed := range made {
		m := maker{Rand: rand.New(rand.NewPCG(uint64(seed), 5))}
		m.b.WriteString("{{ $x := $.B }}")
		m.content(3)
		src := m.b.String()
		rendered, err := htmltemplate.New("t").Parse(src)
		if err != nil {
			t.Fatalf("%v in %s", err, src)
		}
		s, err := Scan("t", []byte(src), everyName)
		if err != nil {
			t.Fatalf("%v in %s", err, src)
		}
		if err := checkSource([]byte(src), s); err != nil {
			t.Fatalf("%v in %s", err, src)
		}
		r := newReferee(src, s)
		for _, d := range data() {
			var out bytes.Buffer
			if err := rendered.Execute(&out, d); err != nil {
				refused++ // branches end in different contexts
				break
			}
			if err := r.check(out.Bytes()); err != nil {
				t.Fatalf("seed %d: %v\ntemplate: %s\ndata: %v\noutput: %s\ntags: %s", seed, err, src, d, out.Bytes(), show(s.Tags))
			}
		}
		for n := range m.tags {
			if _, ok := r.byID[fmt.Sprintf("t%d", n)]; !ok {
				missing++
			}
		}
		tags += m.tags
		taken += r.taken
	}
	t.Logf("%d of %d templates refused, %d of %d tags not found, %d branches compared", refused, made, missing, tags, taken)
	if refused > made/2 {
		t.Errorf("html/template refuses %d of %d templates", refused, made)
	}
	if missing > tags/50 {
		t.Errorf("%d of %d tags are not found", missing, tags)
	}
}

// referee compares rendered pages with what Scan says of their template.
type referee struct {
	src   string
	tags  []markup.Tag
	byID  map[string]int
	page  *page.Page
	views map[page.Branch]*page.Page
	taken int // branches that were compared
}

func newReferee(src string, s *Source) *referee {
	r := &referee{
		src: src, tags: s.Tags, byID: make(map[string]int),
		page: page.FromTags([]byte(src), s.Tags, page.Options{}), views: make(map[page.Branch]*page.Page),
	}
	for i := range s.Tags {
		if a, ok := s.Tags[i].Attr("id"); ok {
			r.byID[a.Value] = i
		}
	}
	return r
}

func (r *referee) check(output []byte) error {
	var rendered []markup.Tag
	markup.Scan(output, everyName, func(t *markup.Tag) bool {
		rendered = append(rendered, t.Clone())
		return true
	})
	guards := make(map[string][2]bool) // guard → whether tags of it are missing, there
	there := make(map[int]bool)
	for i := range rendered {
		got := &rendered[i]
		id, ok := got.Attr("id")
		if !ok {
			return fmt.Errorf("%s without id", output[got.Span.Start:got.Span.End])
		}
		at, ok := r.byID[id.Value]
		if !ok {
			continue // counted as missing
		}
		there[at] = true
		want := &r.tags[at]
		if err := compare(want, got); err != nil {
			return fmt.Errorf("%s: %w", output[got.Span.Start:got.Span.End], err)
		}
		if err := r.checkBranches(want, got); err != nil {
			return fmt.Errorf("%s: %w", output[got.Span.Start:got.Span.End], err)
		}
		if want.ParentIndex >= 0 {
			parent, _ := r.tags[want.ParentIndex].Attr("id")
			var real markup.Attr
			if got.ParentIndex >= 0 {
				real, _ = rendered[got.ParentIndex].Attr("id")
			}
			if real.Value != parent.Value {
				return fmt.Errorf("%s: parent %q, promised %q", id.Value, real.Value, parent.Value)
			}
		}
	}
	for i := range r.tags {
		g := guards[r.tags[i].Guard]
		if there[i] {
			g[1] = true
		} else {
			g[0] = true
		}
		guards[r.tags[i].Guard] = g
	}
	for guard, g := range guards {
		if g[0] && g[1] {
			return fmt.Errorf("guard %q does not hold together", guard)
		}
	}
	return nil
}

// checkBranches compares a rendered tag with what is promised of it under the
// branches that its attributes show to be taken.
func (r *referee) checkBranches(want, got *markup.Tag) error {
	for i := range want.Attrs {
		a := &want.Attrs[i]
		if _, taken := got.Attr(a.Name); !taken || a.Guard == "" {
			continue
		}
		b := page.Branch{Define: want.Define, Guard: a.Guard}
		if want.Guard != "" {
			b.Guard = want.Guard + and + a.Guard
		}
		if r.views[b] == nil {
			r.views[b] = r.page.Under(b)
		}
		tag := r.views[b].TagAt(want.Span.Start)
		if tag == nil || tag.Span.Start != want.Span.Start {
			return fmt.Errorf("is not there under %q", b.Guard)
		}
		if err := compare(&tag.Tag, got); err != nil {
			return fmt.Errorf("under %q: %w", b.Guard, err)
		}
		r.taken++
	}
	return nil
}

// compare returns what the rendered tag got does that want does not promise.
func compare(want, got *markup.Tag) error {
	if want.Name != got.Name || want.Namespace != got.Namespace {
		return fmt.Errorf("is %d:%s, promised %d:%s", got.Namespace, got.Name, want.Namespace, want.Name)
	}
	together := make(map[string]bool)
	known := make(map[string]bool)
	for _, a := range want.Attrs {
		known[a.Name] = true
		b, ok := got.Attr(a.Name)
		if !ok && a.Presence == markup.Present {
			return fmt.Errorf("%s is missing", a.Name)
		}
		if a.Presence == markup.Maybe {
			if before, seen := together[a.Guard]; seen && before != ok {
				return fmt.Errorf("guard %q does not hold together", a.Guard)
			}
			together[a.Guard] = ok
		}
		switch {
		case !ok:
		case a.Dynamic && !strings.HasPrefix(b.Value, a.Prefix):
			return fmt.Errorf("%s is %q, promised to start with %q", a.Name, b.Value, a.Prefix)
		case len(a.Alternatives) > 0 && !slices.ContainsFunc(a.Alternatives, func(alt markup.Alternative) bool {
			return b.Value == alt.Value && !alt.Dynamic || alt.Dynamic && strings.HasPrefix(b.Value, alt.Prefix)
		}):
			return fmt.Errorf("%s is %q, none of the promised %v", a.Name, b.Value, a.Alternatives)
		case !a.Dynamic && (a.Value != b.Value || a.HasValue != b.HasValue):
			return fmt.Errorf("%s is %q, promised %q", a.Name, b.Value, a.Value)
		}
	}
	for _, b := range got.Attrs {
		if !known[b.Name] && !want.Open && !strings.HasPrefix(b.Name, "data-") {
			return fmt.Errorf("%s is not promised", b.Name)
		}
	}
	return nil
}

// show writes tags for messages and tables, one a line:
//
//	[svg:]name [open] [{guard}] [in define] attributes
//
// with an attribute as name, name="value", name~"prefix" (dynamic) and, when it
// may be missing, ?{guard} behind; then the alternatives of its value, each as
// {guard}"value".
func show(tags []markup.Tag) string {
	var lines []string
	for i := range tags {
		t := &tags[i]
		line := []string{[]string{"", "svg:", "math:"}[t.Namespace] + t.Name}
		for _, part := range []struct {
			there bool
			text  string
		}{
			{t.Open, "open"},
			{t.Guard != "", "{" + t.Guard + "}"},
			{t.Define != "", "in " + t.Define},
			{t.Noscript, "noscript"},
			{t.Template, "template"},
			{t.Parent != "", fmt.Sprintf("parent %s#%d", t.Parent, t.ParentIndex)},
		} {
			if part.there {
				line = append(line, part.text)
			}
		}
		for _, a := range t.Attrs {
			text := a.Name
			switch {
			case a.Dynamic:
				text += fmt.Sprintf("~%q", a.Prefix)
			case a.HasValue:
				text += fmt.Sprintf("=%q", a.Value)
			}
			if a.Presence == markup.Maybe {
				text += "?{" + a.Guard + "}"
			}
			for _, alt := range a.Alternatives {
				text += "{" + alt.Guard + "}"
				if alt.Implied {
					text += "implied"
				}
				if alt.Dynamic {
					text += fmt.Sprintf("~%q", alt.Prefix)
				} else {
					text += fmt.Sprintf("%q", alt.Value)
				}
			}
			line = append(line, text)
		}
		lines = append(lines, strings.Join(line, " "))
	}
	return strings.Join(lines, "\n")
}
