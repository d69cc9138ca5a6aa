package rule

import (
	"iter"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// eachValue calls f for every crossorigin attribute with a known value, on the
// elements that have it or, in a template, may have it. The value is text that
// can be written over, though perhaps under a condition.
func eachValue(p *page.Page, f func(*page.Tag, *markup.Attr)) {
	for t := range p.TagsWith(page.Crossorigin) {
		if !mayTakeAttribute(t) {
			continue
		}
		for a := range shown(t, "crossorigin") {
			if !a.Dynamic && a.Value != "" {
				f(t, a)
			}
		}
	}
}

// shown yields the attributes of a name that a page can show. A template may
// have one in each branch; what stands behind one that is always there is
// dropped by the HTML parser.
func shown(t *page.Tag, name string) iter.Seq[*markup.Attr] {
	return func(yield func(*markup.Attr) bool) {
		for i := range t.Attrs {
			a := &t.Attrs[i]
			if a.Name == name && (!yield(a) || a.Presence == markup.Present) {
				return
			}
		}
	}
}

// counts says whether an attribute is the one of its name that counts whenever
// it is there: all in front of it stand in other branches of a template.
func counts(t *page.Tag, a *markup.Attr) bool {
	for other := range shown(t, a.Name) {
		if other == a {
			return true
		}
		if !page.Exclusive(other.Guard, a.Guard) {
			return false
		}
	}
	return false
}

// changing returns the safety of a fix to crossorigin that changes requests: it
// is for display where a template leaves open which those are, as then no rule
// can tell what else is wrong with them.
func changing(t *page.Tag, a *markup.Attr) Safety {
	if t.Name == "" || t.Certainty != page.Certain || !counts(t, a) {
		return Display
	}
	return Unsafe
}

// blanks says whether the value is a keyword, or nothing, with blanks around
// it.
func blanks(value string) bool {
	trimmed := strings.Trim(value, " \t\n\f\r")
	return trimmed != value && (trimmed == "" || fold(trimmed) == "anonymous" || fold(trimmed) == "use-credentials")
}

// fold returns s with its ASCII letters in lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func setValues(a *markup.Attr, value string) []edit.Edit {
	return []edit.Edit{setValue(a, value)}
}

// removal is the fix that takes an attribute out where that changes requests.
func removal(p *page.Page, t *page.Tag, a *markup.Attr) []Fix {
	return []Fix{{"Remove the attribute", changing(t, a), []edit.Edit{remove(p, a)}}}
}

// distance returns the number of letters to insert, delete, replace or swap
// with their neighbour to make b of a, at most limit+1.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit+1)
}
