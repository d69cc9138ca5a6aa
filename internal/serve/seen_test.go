package serve

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
)

func TestSeen(t *testing.T) {
	const (
		preload = `<link rel=preload as=font href=/f.woff2>`
		invalid = `<script crossorigin=anonymus src=https://cdn.example/a.js></script>`
	)
	o := annotate.Options{Rules: []string{"font-preload", "invalid-value"}}
	// Without leave to fix anything every finding is left.
	check := func(src string) Visit {
		r := annotate.Result{Output: []byte(src), Left: annotate.Check([]byte(src), o)}
		return Visit{URL: "http://localhost/", Result: r}
	}
	if len(check(preload).Result.Left) != 1 || len(check(invalid).Result.Left) != 1 {
		t.Fatalf("expected one finding each: %+v, %+v", check(preload).Result.Left, check(invalid).Result.Left)
	}
	var s seen
	for _, step := range []struct {
		name, src string
		left      string // rules told
		gone      int
	}{
		{"first visit", preload, "font-preload", 0},
		{"again", preload, "", 0},
		{"moved down", "<p>\n<p>\n" + preload, "", 0},
		{"another one", preload + invalid, check(invalid).Result.Left[0].Rule.ID, 0},
		{"twice on the page", preload + preload + invalid, "", 0},
		{"one mended", preload, "", 1},
		{"all mended", "<p>", "", 1},
		{"still", "<p>", "", 0},
		{"back", preload, "font-preload", 0},
	} {
		t.Run(step.name, func(t *testing.T) {
			var got []Visit
			s.visit(check(step.src), func(v Visit) { got = append(got, v) })
			var rules []string
			gone := 0
			for _, v := range got {
				gone += v.Gone
				for _, f := range v.Left {
					rules = append(rules, f.Rule.ID)
				}
			}
			if strings.Join(rules, " ") != step.left || gone != step.gone || (len(got) > 0) != (step.left != "" || step.gone > 0) {
				t.Errorf("told %d times, left %q, gone %d; want left %q, gone %d", len(got), rules, gone, step.left, step.gone)
			}
		})
	}
	var other []Visit
	v := check(preload)
	v.URL = "http://localhost/other/"
	s.visit(v, func(v Visit) { other = append(other, v) })
	if len(other) != 1 {
		t.Errorf("told %d times of another page", len(other))
	}
}
