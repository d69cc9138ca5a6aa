package hugotemplate

import (
	"bytes"
	"fmt"
	htmltemplate "html/template"
	"math/rand/v2"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// The referee of these tests is html/template itself: templates are made at
// random, rendered with all combinations of what their conditions ask for, and
// every tag in the output must be what Scan promised. Each tag carries its
// number, each attribute has a name of its own.

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

// stringFunctions are those of Hugo that make strings of strings.
var stringFunctions = htmltemplate.FuncMap{
	"cond": func(condition bool, a, b any) any {
		if condition {
			return a
		}
		return b
	},
	"default": func(otherwise, value string) string {
		if value == "" {
			return otherwise
		}
		return value
	},
	"safeHTML":     func(s string) htmltemplate.HTML { return htmltemplate.HTML(s) },
	"safeHTMLAttr": func(s string) htmltemplate.HTMLAttr { return htmltemplate.HTMLAttr(s) },
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
		rendered, err := htmltemplate.New("t").Funcs(stringFunctions).Parse(src)
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
