package conformance

import (
	"fmt"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/spec"
)

// situation is what a quirk makes of the cells of a matrix.
type situation struct {
	matrix string
	// sees returns what is seen instead of what was expected, or that where
	// the quirk has nothing to say.
	sees func(f facts, expected string) string
}

// situations are the quirks that show in a matrix, by their ids in
// spec/quirks.yaml, which has the words.
var situations = map[string]situation{
	"chromium-duplicate-crossorigin":     {"spelling", scannedDuplicate},
	"chromium-integrity-digest":          {"integrity-digest", loadsThough(formUnreadable, formComma, formMissing, formNoHyphen, formUnreadableStrong, formManyPadded, formUnpadded, formURL, formPadded)},
	"chromium-link-header-crossorigin":   {"parameter", anonymousParameter},
	"chromium-modulepreload-destination": {"inserted", modulepreloadInserted},
	"firefox-integrity-digest":           {"integrity-digest", loadsThough(formUnreadable, formComma, formMissing, formNoHyphen, formUnreadableStrong, formManyPadded, formPaddedInside, formUnpadded, formURL)},
	"firefox-link-header-crossorigin":    {"parameter", anonymousParameter},
	"firefox-thrown-error-not-muted": {"access", func(f facts, expected string) string {
		if f.note == ownError && expected == "hidden" {
			return "readable"
		}
		return expected
	}},
	"firefox-preload-image-load": {"cors", func(f facts, expected string) string {
		if f.context == resolver.LinkPreloadImage {
			return "load"
		}
		return expected
	}},
	"firefox-preload-track": {"reuse", func(f facts, expected string) string {
		if f.context == resolver.LinkPreloadTrack {
			return noPreload
		}
		return expected
	}},
	"firefox-preload-module": {"reuse", func(f facts, expected string) string {
		if f.second == resolver.ScriptModuleExternal {
			return twoRequests
		}
		return expected
	}},
	"firefox-preload-fetch-credentials": {"reuse", func(f facts, expected string) string {
		preload, request := resolver.Resolve(f.context, f.state), resolver.Resolve(f.second, f.other)
		include := func(r resolver.Request) bool {
			return r.Mode == resolver.ModeNoCORS || r.Credentials == resolver.CredentialsInclude
		}
		if f.context == resolver.LinkPreloadFetch && preload.Mode == request.Mode && include(preload) == include(request) {
			return oneRequest
		}
		return expected
	}},
}

// loadsThough is for digests that no response matches by the letter of SRI,
// which compares them as they are written.
func loadsThough(forms ...string) func(facts, string) string {
	return func(f facts, expected string) string {
		if slices.Contains(forms, f.note) {
			return outcome(true)
		}
		return expected
	}
}

// anonymousParameter is for a parameter that counts for Anonymous, though it
// is no keyword.
func anonymousParameter(f facts, expected string) string {
	if f.note != resolver.Empty.String() && f.note != resolver.Invalid.String() {
		return expected
	}
	return list([]Sight{crossOriginSight(f.context, resolver.Anonymous)})
}

// scannedDuplicate is for a scanner that goes ahead of the parser and takes
// the last of duplicate attributes. A preload is only requested by the
// scanner, media only by the parser.
func scannedDuplicate(f facts, expected string) string {
	last := lastState(f.note)
	switch f.context {
	case resolver.VideoSrc, resolver.AudioSrc:
		return expected
	case resolver.LinkPreloadStyle:
		return list([]Sight{crossOriginSight(f.context, last)}) + "; crossOrigin " + idl(f.state)
	}
	if last == f.state {
		return expected
	}
	both := []Sight{crossOriginSight(f.context, last), crossOriginSight(f.context, f.state)}
	sortSights(both)
	return list(both) + "; crossOrigin " + idl(f.state)
}

// explain lays the browser's quirks over the matrix.
func (m *Matrix) explain(quirks []spec.Quirk, browser string) error {
	if m.ID == "inserted" {
		if err := m.explainInserted(quirks, browser); err != nil {
			return err
		}
	}
	for i := range quirks {
		q := &quirks[i]
		s, ok := situations[q.ID]
		if q.Browser != browser || !ok || s.matrix != m.ID {
			continue
		}
		changed := false
		for _, c := range m.Cells {
			if sees := s.sees(c.facts, c.Predicted); sees != c.Predicted {
				c.Predicted, c.Quirk, changed = sees, q.ID, true
			}
		}
		if !changed {
			return fmt.Errorf("quirk %s speaks of no cell of matrix %s", q.ID, m.ID)
		}
	}
	return nil
}
