package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var preloadIntegrity = Rule{
	ID:       "preload-integrity",
	Title:    "A preload whose integrity differs from that of the request it is for",
	Severity: Error,
	Why: `What asks for integrity takes a preloaded response only when the preload asked for the same. Otherwise the file ` +
		`is downloaded twice.`,
	Spec: []Citation{{"HTML: consume a preloaded resource", citeConsume.URL, "5–7"}},
	Examples: []Example{
		{
			Title:  "The hash stands on the style sheet only",
			Source: `<link rel="preload" href="/css/main.css" as="style"><link rel="stylesheet" href="/css/main.css" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0=">`,
			Wrong:  1,
			Fixed:  `<link integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0=" rel="preload" href="/css/main.css" as="style"><link rel="stylesheet" href="/css/main.css" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0=">`,
			From:   "imfing/hextra#83",
		},
		{
			Title:  "Two hashes",
			Source: `<link rel=preload href=/a.js as=script integrity=sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=><script src=/a.js integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0="></script>`,
			Wrong:  1,
			Fixed:  `<link rel=preload href=/a.js as=script integrity=sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0=><script src=/a.js integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0="></script>`,
		},
		{
			Title:  "The same, or none where it is used",
			Source: `<link rel=preload href=/a.js as=script integrity=sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=><script src=/a.js integrity=" sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script><link rel=preload href=/b.js as=script integrity=sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=><script src=/b.js></script>`,
		},
	},
	Check: checkPreloadIntegrity,
}

func checkPreloadIntegrity(p *page.Page, s *Settings, report func(Finding)) {
	eachPreload(p, func(h *page.Fetch) {
		var first *page.Fetch
		for _, c := range p.Consumers(h) {
			switch {
			case c.Certainty == page.Open || fits(h, c) && fitsIntegrity(p, h, c):
				return
			case fits(h, c) && !c.Passive() && first == nil:
				first = c
			}
		}
		if first == nil {
			return
		}
		f := Finding{Severity: Error, Span: h.Span, Uncertain: !p.Together(h.Tag, first.Tag), Message: fmt.Sprintf(
			"%s: the preload of %s%s has other integrity metadata than %s", twice(p, h), fetched(h), from(h), consumer(first),
		)}
		if h.Link != nil && h.Link.Source != "" {
			f.Span = first.Span
		}
		want, _, _ := first.Integrity()
		if edits := copyIntegrity(h.Tag, want); edits != nil {
			f.Fixes = []Fix{{"Preload with the same integrity", Safe, edits}}
		}
		report(f)
	})
}

// copyIntegrity returns the edits that give a tag the integrity metadata; none
// when a template stands in the way or they are more than hashes.
func copyIntegrity(t *page.Tag, value string) []edit.Edit {
	value = strings.Join(strings.Fields(value), " ")
	if t == nil || !plainMetadata(value) {
		return nil
	}
	if a := t.Find("integrity"); a != nil && a.Quote == 0 && strings.Contains(value, " ") {
		return nil
	}
	return setAttr(t, "integrity", value)
}

// plainMetadata says whether the value holds nothing but hashes, which can be
// written as they are between quotes and without.
func plainMetadata(value string) bool {
	for i := range len(value) {
		c := value[i]
		if !isLetter(c) && (c < '0' || c > '9') && strings.IndexByte("+/=-_ ", c) < 0 {
			return false
		}
	}
	return resolver.HasIntegrity(value)
}
