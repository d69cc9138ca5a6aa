package resolver_test

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// wptPreload is one pair of preload-resource-match.https.html: a preload with
// one crossorigin value, a consumer with another, and whether the response is
// reused. The test gives the consumer of a kind the same names as the preload:
// no-cors is absent here.
type wptPreload struct {
	file, preload, preloadValue, consumer, consumerValue string
	reused                                               bool
}

var wptPreloads = func() []wptPreload {
	var all []wptPreload
	values := []string{absent, "anonymous", "use-credentials"}
	for _, kind := range []struct{ preload, consumer string }{
		{"link-preload-image", "img-src"},                  // backgroundImage too, which loads an img
		{"link-preload-script", "script-classic-external"}, // module too, which loads a classic script
		{"link-preload-style", "link-stylesheet"},
	} {
		for _, p := range values {
			for _, c := range values {
				all = append(all, wptPreload{preloadMatch, kind.preload, p, kind.consumer, c, p == c})
			}
		}
	}
	for _, p := range values {
		all = append(all,
			wptPreload{preloadMatch, "link-preload-font", p, "css-font-face", absent, p == "anonymous"},
			wptPreload{preloadMatch, "link-preload-fetch", p, "fetch-include", absent, p == "use-credentials"},
		)
	}
	return append(
		all,
		wptPreload{preloadXHR, "link-preload-fetch", "anonymous", "xmlhttprequest", absent, true},
		wptPreload{preloadError, "link-preload-fetch", "anonymous", "xmlhttprequest", absent, true},
		wptPreload{preloadError, "link-preload-fetch", "anonymous", "fetch", absent, true},
		wptPreload{preloadError, "link-preload-image", "anonymous", "img-src", "anonymous", true},
		wptPreload{preloadError, "link-preload-style", "anonymous", "link-stylesheet", "anonymous", true},
		wptPreload{preloadError, "link-preload-script", "anonymous", "script-classic-external", "anonymous", true},
		wptPreload{preloadOnce, "link-preload-script", absent, "script-classic-external", absent, true},
		wptPreload{preloadOnce, "link-preload-style", absent, "link-stylesheet", absent, true},
		wptPreload{preloadOnce, "link-preload-image", absent, "img-src", absent, true},
		wptPreload{preloadOnce, "link-preload-image", absent, "css-image", absent, true},
		wptPreload{preloadOnce, "link-preload-font", "", "css-font-face", absent, true},
	)
}()

func TestWPTPreloads(t *testing.T) {
	for _, w := range wptPreloads {
		_, preload := lookUp(t, w.preload, w.preloadValue)
		_, consumer := lookUp(t, w.consumer, w.consumerValue)
		if got := resolver.Consumes(preload, consumer); got != w.reused {
			t.Errorf("%s crossorigin %q for %s crossorigin %q: reused %t, %s expects %t",
				w.preload, w.preloadValue, w.consumer, w.consumerValue, got, w.file, w.reused)
		}
	}
}

// wptTag says whether a link with that rel and as fetches at all.
type wptTag struct {
	file, rel, as string
	fetches       bool
}

var wptTags = []wptTag{
	{supportedAs, "preload", "image", true},
	{supportedAs, "preload", "fetch", true},
	{supportedAs, "preload", "font", true},
	{supportedAs, "preload", "script", true},
	{supportedAs, "preload", "style", true},
	{supportedAs, "preload", "track", true},
	{supportedAs, "preload", "garbagefoobar", false},
	{supportedAs, "preload", "video", false},
	{supportedAs, "preload", "audio", false},
	{supportedAs, "preload", "object", false},
	{supportedAs, "preload", "iframe", false},
	{supportedAs, "preload", "worklet", false},
	{preloadOnce, "preload", "foobarxmlthing", false},
	{preloadAsCase, "preload", "IMAGE", true},
	{preloadAsCase, "preload", "SCRIPT", true},
	{preloadAsCase, "preload", "StYlE", true},
	{preloadAsCase, "preload", "ImAgE", true},
	{preloadAsCase, "preload", "\u017fcript", false},
	{preloadAsCase, "preload", "\u017ftyle", false},
	{modulepreloadFile, "modulepreload", "script", true},
	{modulepreloadFile, "modulepreload", "style", true},
	{modulepreloadFile, "modulepreload", "json", true},
	{modulepreloadFile, "modulepreload", "image", false},
	{modulepreloadAs, "modulepreload", "", true},
	{modulepreloadAs, "modulepreload", "invalid-dest", true},
	{modulepreloadAs, "modulepreload", "sCrIpT", true},
	{modulepreloadAs, "modulepreload", "script", true},
	{modulepreloadAs, "modulepreload", "style", true},
	{modulepreloadAs, "modulepreload", "json", true},
	{modulepreloadAs, "modulepreload", "audioworklet", true},
	{modulepreloadAs, "modulepreload", "paintworklet", true},
	{modulepreloadAs, "modulepreload", "serviceworker", true},
	{modulepreloadAs, "modulepreload", "sharedworker", true},
	{modulepreloadAs, "modulepreload", "worker", true},
	{modulepreloadAs, "modulepreload", "font", false},
	{modulepreloadAs, "modulepreload", "image", false},
	{modulepreloadAs, "modulepreload", "iMaGe", false},
	{modulepreloadAs, "modulepreload", "track", false},
	{modulepreloadAs, "modulepreload", "fetch", false},
}

// linkFetches says whether a link element with that rel and as starts a fetch.
func linkFetches(rel, as string) bool {
	attributes := map[string]string{"rel": rel, "as": as, "href": "/x"}
	contexts := resolver.Match(nil, resolver.Element{Name: "link"}, func(name string) (string, bool) {
		value, ok := attributes[name]
		return value, ok
	})
	for _, c := range contexts {
		if c.Info().Status == resolver.Specified {
			return true
		}
	}
	return false
}

func TestWPTTags(t *testing.T) {
	for _, w := range wptTags {
		if got := linkFetches(w.rel, w.as); got != w.fetches {
			t.Errorf(`rel=%s as=%q: fetches %t, %s expects %t`, w.rel, w.as, got, w.file, w.fetches)
		}
	}
}

// TestWPTLinkHeader: link-header-preload.html expects that Link fields
// download an image, a script and a style sheet.
func TestWPTLinkHeader(t *testing.T) {
	for _, id := range []string{"header-preload-image", "header-preload-script", "header-preload-style"} {
		if c, _ := lookUp(t, id, absent); c.Info().Status != resolver.Specified {
			t.Errorf("%s is %s, %s expects a download", id, c.Info().Status, linkHeaderPreload)
		}
	}
}

// wptIntegrityPreloads has the pairs of preload/subresource-integrity.html that
// differ in integrity alone.
var wptIntegrityPreloads = []struct {
	preload, consumer string
	reused            bool
}{
	{rightHash, "", true},
	{"", "", true},
	{rightHash + " " + unknownHash, "", true},
	{rightHash + "?foo=bar?spam=eggs", "", true},
	{unknownHash, "", true},
	{rightHash, rightHash, true},
	{rightHash, "sha256-deadbeefQ15RYHFvsYdWumweeFAw0hJDTFt9seErghA=", false},
	{"sha256-deadbeefQ15RYHFvsYdWumweeFAw0hJDTFt9seErghA=", rightHash, false},
	{"sha256-deadbeefQ15RYHFvsYdWumweeFAw0hJDTFt9seErghA=", "sha256-deaddeadbeefYHFvsYdWumweeFAw0hJDTFt9seErghA=", false},
}

func TestWPTIntegrityPreloads(t *testing.T) {
	for _, w := range wptIntegrityPreloads {
		if got := resolver.ConsumesIntegrity(w.preload, w.consumer); got != w.reused {
			t.Errorf("preload with integrity %q for a request with %q: reused %t, %s expects %t", w.preload, w.consumer, got, preloadIntegrity, w.reused)
		}
	}
}

// wptModules has the pairs of modulepreload.html: with the same crossorigin,
// the second is answered from the module map.
var wptModules = []struct {
	file, first, second string
}{
	{modulepreloadFile, "link-modulepreload", "script-module-external"},
	{modulepreloadFile, "link-modulepreload-script", "script-classic-import"},
}

func TestWPTModules(t *testing.T) {
	for _, w := range wptModules {
		first, request := lookUp(t, w.first, absent)
		second, again := lookUp(t, w.second, absent)
		if !resolver.SameModule(first, second) {
			t.Errorf("%s after %s is fetched again, %s expects the module map to have it", w.second, w.first, w.file)
		}
		if request.Mode != again.Mode {
			t.Errorf("%s has mode %s, %s %s, %s expects both to use one response", w.first, request.Mode, w.second, again.Mode, w.file)
		}
	}
}
