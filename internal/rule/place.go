package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// relation returns how the fetch's origin relates to the page's. Nobody
// serves a site from a public CDN, so a known host settles what an unknown
// base URL leaves open.
func (s *Settings) relation(f *page.Fetch) page.Relation {
	r := f.Relation()
	if r != page.Unknown || len(f.Refs) == 0 {
		return r
	}
	for i := range f.Refs {
		if s.answer(f.Refs[i].Host()) == resolver.AnswerUnknown {
			return page.Unknown
		}
	}
	return page.CrossOrigin
}

// place names where the fetch goes, for messages.
func place(f *page.Fetch) string {
	if len(f.Refs) == 0 {
		return "a file of another origin"
	}
	return placeOf(&f.Refs[0])
}

// placeOf names where a URL leads, for messages.
func placeOf(ref *page.Ref) string {
	if host := ref.Host(); host != "" {
		return "a file of " + host
	}
	return "a file of another origin"
}

// foreign says whether a URL is of another origin for all visitors or some.
func (s *Settings) foreign(ref *page.Ref) bool {
	switch ref.Relation() {
	case page.CrossOrigin, page.Mixed:
		return true
	case page.Unknown:
		return s.answer(ref.Host()) != resolver.AnswerUnknown
	}
	return false
}
