package annotate

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// What is remembered of one tag and its edits is not taken for another's.
func TestChangesAreToldApart(t *testing.T) {
	const tag = `<link rel=preload as=font href=/a>`
	const cross = " crossorigin"
	cases := []struct {
		src   string
		edits []edit.Edit
	}{
		{tag, []edit.Edit{{Start: 5, End: 5, Text: cross}}},
		{tag, []edit.Edit{{Start: 17, End: 17, Text: cross}}},
		{tag, []edit.Edit{{Start: 17, End: 25, Text: cross}}},
		{tag, []edit.Edit{{Start: 5, End: 5, Text: cross + "=anonymous"}}},
		{tag, []edit.Edit{{Start: 5, End: 5, Text: cross}, {Start: 17, End: 17, Text: " x"}}},
		{tag, []edit.Edit{{Start: 5, End: 5, Text: cross + " x"}}},
		{tag, []edit.Edit{{Start: 0, End: 0, Text: `<link rel=a>`}}},
		{tag, []edit.Edit{{Start: len(tag), End: len(tag), Text: `<link rel=a>`}}},
		{`<link rel=preload as=font href=/a crossorigin=x>`, []edit.Edit{{Start: 5, End: 5, Text: " x"}}},
		{`<link rel=preload as=font href=/a crossorigin=x>`, []edit.Edit{{Start: 46, End: 47, Text: "y"}}},
		{`<link rel=preload as=font href=/b>`, []edit.Edit{{Start: 5, End: 5, Text: cross}}},
		{`<p>` + tag, []edit.Edit{{Start: 5, End: 5, Text: cross}}},
		{`<p>` + tag, []edit.Edit{{Start: 8, End: 8, Text: cross}}},
		{`<svg><image href=/a x=1>`, []edit.Edit{{Start: 11, End: 11, Text: cross}}},
		{`<img href=/a x=1>`, []edit.Edit{{Start: 4, End: 4, Text: cross}}},
	}
	means := func(m *memory, i int) (change, error) {
		in, err := m.intended(nil, []byte(cases[i].src), cases[i].edits)
		if err != nil {
			return change{}, err
		}
		m.keepChange(in.tags[0].key, in.tags[0].change)
		return in.tags[0].change, nil
	}
	for first := range cases {
		for second := range cases {
			m := newMemory()
			_, _ = means(m, first)
			got, err := means(m, second)
			want, wrong := means(newMemory(), second)
			if !reflect.DeepEqual(got, want) || fmt.Sprint(err) != fmt.Sprint(wrong) {
				t.Errorf("%d behind %d: %+v (%v), want %+v (%v)", second, first, got, err, want, wrong)
			}
		}
	}
}

// What a result tells stays as it is while others use its memory, at the same
// time too.
func TestResultsOutliveTheirMemory(t *testing.T) {
	var sources []string
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax == rule.SyntaxHTML {
				sources = append(sources, e.Source, framed(e.Source, '"'))
			}
		}
	}
	o := options()
	tells := func(r *Result) string { return fmt.Sprintf("%v\n%v\n%v", r.Applied, r.Left, r.Refused) }
	want, output := make([]string, len(sources)), make([]string, len(sources))
	for i, src := range sources {
		r := HTML([]byte(src), o)
		want[i], output[i] = tells(&r), string(r.Output)
	}
	var wait sync.WaitGroup
	for start := range 4 {
		wait.Go(func() {
			var before Result
			last := -1
			for n := range sources {
				i := (n*7 + start) % len(sources)
				r := HTML([]byte(sources[i]), o)
				if string(r.Output) != output[i] {
					t.Errorf("%s:\ngot  %s\nwant %s", sources[i], r.Output, output[i])
				}
				if last >= 0 && tells(&before) != want[last] {
					t.Errorf("%s:\ngot  %s\nwant %s", sources[last], tells(&before), want[last])
				}
				r.Release()
				before, last = r, i
			}
		})
	}
	wait.Wait()
}
