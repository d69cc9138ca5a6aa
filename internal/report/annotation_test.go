package report

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
)

// What is left in a tag that a fix has changed comes from where the tag comes
// from, not from another that is as the fix has made it.
func TestTraceOfFixedTag(t *testing.T) {
	const tag = `<script src="https://cdn.example/a.js" integrity="sha384-0"></script>`
	src := []byte("<!doctype html><title>x</title>" + tag)
	r := annotate.HTML(src, annotate.Options{Page: page.Options{URL: "https://example.org/"}})
	if !r.Changed || len(r.Left) == 0 || len(r.Applied) == 0 {
		t.Fatalf("expected something fixed and something left: %+v", r)
	}
	sources := provenance.New(func(x *provenance.Index) {
		x.AddContent("content/a.md", "", []byte(tag))
		x.AddTemplate("layouts/a.html", r.Output[len("<!doctype html><title>x</title>"):])
	})
	for _, changed := range []bool{true, false} {
		a := Annotation{Changed: changed, Left: Locate("a.html", r.Output, r.Left)}
		a.Trace(provenance.Built{Source: src}, provenance.Built{Source: r.Output}, sources, provenance.Page{})
		want := map[bool]string{true: "content/a.md", false: "layouts/a.html"}[changed]
		for i := range a.Left {
			if at := a.Left[i].Origin; at == nil || at.File != want {
				t.Errorf("changed %v: %s is from %v, want %s", changed, a.Left[i].Rule.ID, at, want)
			}
		}
	}
}
