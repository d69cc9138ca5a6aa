package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// eachOpaque calls f for every fetch of a tag whose response the page can use
// but not read, with the first of its URLs that gives such a response: an image
// may have candidates of its own and of another origin.
func eachOpaque(p *page.Page, s *Settings, f func(*page.Fetch, *page.Ref)) {
	for i := range p.Fetches {
		if fetch := &p.Fetches[i]; fetch.Tag != nil {
			s.ifOpaque(fetch, f)
		}
	}
}

// eachOpaqueStyle does so for what CSS in the page, or in a style sheet that is
// checked by itself, starts.
func eachOpaqueStyle(p *page.Page, s *Settings, f func(*page.Fetch, *page.Ref)) {
	styles, _ := p.Styles()
	for _, fetches := range [][]page.Fetch{p.Fetches, styles, p.StyleAttributes()} {
		for i := range fetches {
			if fetch := &fetches[i]; fetch.Sheet != nil && fetch.Span.Len() > 0 { // those of other files are reported there
				s.ifOpaque(fetch, f)
			}
		}
	}
}

func (s *Settings) ifOpaque(fetch *page.Fetch, f func(*page.Fetch, *page.Ref)) {
	if fetch.Certainty != page.Certain || fetch.Request.Mode != resolver.ModeNoCORS || fetch.Passive() || s.blockedAnyway(fetch) {
		return
	}
	for i := range fetch.Refs {
		if ref := &fetch.Refs[i]; s.foreign(ref) {
			f(fetch, ref)
			return
		}
	}
}

// opaque makes a finding about a fetch without CORS, with the fix that may
// break it: nobody knows whether the server answers.
func (s *Settings) opaque(p *page.Page, f *page.Fetch, ref *page.Ref, message string) Finding {
	finding := Finding{Severity: Warning, Span: f.Span, Message: message}
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
