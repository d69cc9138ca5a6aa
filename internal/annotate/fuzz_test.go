package annotate

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// FuzzHTML runs the whole loop: scan, check, annotate, prove, and again.
func FuzzHTML(f *testing.F) {
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax == rule.SyntaxHTML {
				f.Add([]byte(e.Source), true)
			}
		}
	}
	f.Add([]byte("\ufeff<noscript><link rel=preload as=font href=/b/></noscript><svg><image crossorigin=x/>"), false)
	f.Fuzz(func(t *testing.T, src []byte, unsafe bool) {
		o := options()
		o.Unsafe = unsafe
		invariants(t, src, o, htmlPage)
	})
}
