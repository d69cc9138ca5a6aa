package annotate

import (
	"errors"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// FuzzHTML runs the whole loop: scan, check, annotate, prove, and again.
func FuzzHTML(f *testing.F) {
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax == rule.SyntaxHTML {
				f.Add([]byte(e.Source), true)
				f.Add([]byte(framed(e.Source, '"')), true)
			}
		}
	}
	f.Add([]byte(framed(framed("<link rel=preload as=font href=/&amp;>", 0), '\'')), false)
	f.Add([]byte("\ufeff<noscript><link rel=preload as=font href=/b/></noscript><svg><image crossorigin=x/>"), false)
	f.Fuzz(func(t *testing.T, src []byte, unsafe bool) {
		o := options()
		o.Unsafe = unsafe
		l := htmlPage
		l.prove = func(p *page.Page, before, after []byte, edits []edit.Edit) error {
			return proveTwice(t, p, before, after, edits)
		}
		pageInvariants(t, src, o, l)
	})
}

// proveTwice holds the proof against one that parses the whole page, whether
// or not there is a shorter way.
func proveTwice(t *testing.T, p *page.Page, before, after []byte, edits []edit.Edit) error {
	err := proveHTML(p, before, after, edits)
	if err != nil {
		return err
	}
	in, whole := newMemory().intended(nil, before, edits)
	if whole == nil {
		whole = in.proveTrees(before, after)
	}
	// What cannot be parsed to its end can be proven up to the last edit.
	if whole != nil && (errors.Is(whole, errOtherTree) || !strings.Contains(whole.Error(), "cannot be parsed")) {
		t.Errorf("proven, but not for the whole page: %v\n%q\n%q", whole, before, after)
	}
	return nil
}
