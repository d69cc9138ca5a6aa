package hugotemplate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

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
		if a := s.Tags[i].Find("id"); a != nil {
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
		id := got.Find("id")
		if id == nil {
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
			promised, real := idOf(&r.tags[want.ParentIndex]), ""
			if got.ParentIndex >= 0 {
				real = idOf(&rendered[got.ParentIndex])
			}
			if real != promised {
				return fmt.Errorf("%s: parent %q, promised %q", id.Value, real, promised)
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

func idOf(t *markup.Tag) string {
	if a := t.Find("id"); a != nil {
		return a.Value
	}
	return ""
}

// checkBranches compares a rendered tag with what is promised of it under the
// branches that its attributes show to be taken.
func (r *referee) checkBranches(want, got *markup.Tag) error {
	for i := range want.Attrs {
		a := &want.Attrs[i]
		if got.Find(a.Name) == nil || a.Guard == "" {
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
		b := got.Find(a.Name)
		ok := b != nil
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
