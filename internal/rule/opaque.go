package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// eachOpaque calls f for every fetch whose response the page can use but not
// read, with the first of its URLs that gives such a response: an image may
// have candidates of its own and of another origin.
func eachOpaque(p *page.Page, s *Settings, f func(*page.Fetch, *page.Ref)) {
	for i := range p.Fetches {
		fetch := &p.Fetches[i]
		if fetch.Tag == nil || fetch.Certainty != page.Certain || fetch.Request.Mode != resolver.ModeNoCORS || fetch.Passive() || s.blockedAnyway(fetch) {
			continue
		}
		for j := range fetch.Refs {
			if ref := &fetch.Refs[j]; s.foreign(ref) {
				f(fetch, ref)
				break
			}
		}
	}
}

// opaque makes a finding about a fetch without CORS, with the fix that may
// break it: nobody knows whether the server answers.
func (s *Settings) opaque(p *page.Page, f *page.Fetch, ref *page.Ref, message string) Finding {
	finding := Finding{Severity: Warning, Span: f.Tag.Span, Message: message}
	if f.Context.Info().Effect != resolver.EffectModeAndCredentials {
		return finding
	}
	if carrier := p.Carrier(f); carrier != nil && s.answer(ref.Host()) != resolver.AnswerNone {
		if edits := s.setState(carrier, resolver.Anonymous); edits != nil {
			finding.Fixes = []Fix{{"Add crossorigin", Unsafe, edits}}
		}
	}
	return finding
}
