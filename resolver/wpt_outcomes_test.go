package resolver_test

import (
	"fmt"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// What becomes of requests, as web-platform-tests see it: which responses are
// used, which cookies an embedder policy keeps back, what a policy blocks.

// trackCORS is one of the files about tracks; they are numbered.
func trackCORS(n int) string {
	return fmt.Sprintf("html/semantics/embedded-content/media-elements/track/track-element/cors/%03d.html", n)
}

// headers are what a server answers with.
type headers struct{ allowOrigin, allowCredentials string }

var (
	noHeaders = headers{absent, ""}
	anyOrigin = headers{"*", ""}
	eligible  = headers{pageOrigin, "true"}
)

const pageOrigin = "https://page.example"

// Hashes as the tests write them: one that is right, and one that is of no
// known algorithm.
const (
	rightHash   = "sha256-Bu681KMnQ15RYHFvsYdWumweeFAw0hJDTFt9seErghA="
	unknownHash = "foo666-U9WYDtBWkcHx13+9UKk/3Q5eoqDc4YGxYb07EPWzb9E="
)

// wptLoad says whether a response can be used, its bytes matching.
type wptLoad struct {
	file, context, crossorigin, origin string
	headers                            headers
	integrity                          string
	loads                              bool
}

var wptLoads = func() []wptLoad {
	var all []wptLoad
	for _, context := range []string{"script-classic-external", "link-stylesheet"} {
		all = append(
			all,
			wptLoad{integrityFile, context, absent, same, noHeaders, rightHash, true},
			wptLoad{integrityFile, context, absent, same, noHeaders, "", true},
			wptLoad{integrityFile, context, absent, same, noHeaders, unknownHash, true},
			wptLoad{integrityFile, context, "anonymous", cross, anyOrigin, rightHash, true},
			wptLoad{integrityFile, context, "use-credentials", cross, eligible, rightHash, true},
			wptLoad{integrityFile, context, "anonymous", cross, noHeaders, rightHash, false},
			wptLoad{integrityFile, context, absent, cross, anyOrigin, rightHash, false},
			wptLoad{integrityFile, context, absent, cross, anyOrigin, "", true},
		)
	}
	for _, context := range []string{"link-preload-script", "link-preload-style", "link-preload-image"} {
		all = append(
			all,
			wptLoad{preloadIntegrity, context, absent, same, noHeaders, rightHash, true},
			wptLoad{preloadIntegrity, context, absent, same, noHeaders, unknownHash, true},
			wptLoad{preloadIntegrity, context, "anonymous", cross, anyOrigin, rightHash, true},
			wptLoad{preloadIntegrity, context, "use-credentials", cross, eligible, rightHash, true},
			wptLoad{preloadIntegrity, context, "anonymous", cross, noHeaders, rightHash, false},
			wptLoad{preloadIntegrity, context, absent, cross, anyOrigin, rightHash, false},
			wptLoad{preloadIntegrity, context, absent, cross, anyOrigin, "", true},
		)
	}
	for _, context := range []string{"img-src", "link-stylesheet", "script-classic-external", "link-preload-image", "link-preload-style", "link-preload-script", "link-preload-fetch"} {
		all = append(
			all,
			wptLoad{preloadError, context, "anonymous", cross, anyOrigin, "", true},
			wptLoad{preloadError, context, "anonymous", cross, noHeaders, "", false},
		)
	}
	for _, context := range []string{"xmlhttprequest", "fetch"} {
		all = append(
			all,
			wptLoad{preloadError, context, absent, cross, anyOrigin, "", true},
			wptLoad{preloadError, context, absent, cross, noHeaders, "", false},
		)
	}
	for _, allowOrigin := range []string{"http://example.org", "", absent} {
		all = append(all, wptLoad{eventSource, "eventsource", absent, cross, headers{allowOrigin, "true"}, "", false})
	}
	for _, w := range wptTracks {
		all = append(all, wptLoad{trackCORS(w.file), "track", w.crossorigin, w.origin, w.headers, "", w.loads})
	}
	return all
}()

// wptTracks has the files with one request: what a track does by the state of
// its media element, whether the response is used and a cookie arrives.
var wptTracks = []struct {
	file                int
	crossorigin, origin string
	headers             headers
	loads, cookie       bool
}{
	{3, absent, same, noHeaders, true, true},
	{4, absent, same, eligible, true, true},
	{5, "anonymous", same, noHeaders, true, true},
	{6, "anonymous", same, eligible, true, true},
	{7, "use-credentials", same, noHeaders, true, true},
	{8, "use-credentials", same, eligible, true, true},
	{9, absent, cross, noHeaders, false, false}, // no request arrives
	{10, "anonymous", cross, noHeaders, false, false},
	{11, "anonymous", cross, eligible, true, false},
	{12, "use-credentials", cross, noHeaders, false, true},
	{13, "use-credentials", cross, eligible, true, true},
}

func TestWPTLoads(t *testing.T) {
	for _, w := range wptLoads {
		_, request := lookUp(t, w.context, w.crossorigin)
		tainting := resolver.ResponseTainting(request, w.origin == same)
		loads := tainting != resolver.TaintingError
		if tainting == resolver.TaintingCORS {
			loads = resolver.PassesCORS(request, pageOrigin, resolver.ResponseHeaders{
				AllowOrigin: w.headers.allowOrigin, AllowOriginPresent: w.headers.allowOrigin != absent, AllowCredentials: w.headers.allowCredentials,
			})
		}
		if resolver.HasIntegrity(w.integrity) && !resolver.IntegrityCheckable(tainting) {
			loads = false
		}
		if loads != w.loads {
			t.Errorf("%s with crossorigin %q, %s, integrity %q, answered with %+v: loads %t, %s expects %t",
				w.context, w.crossorigin, w.origin, w.integrity, w.headers, loads, w.file, w.loads)
		}
	}
	for _, w := range wptTracks {
		_, request := lookUp(t, "track", w.crossorigin)
		if got := resolver.SendsCredentials(request, w.origin == same); got != w.cookie {
			t.Errorf("track with crossorigin %q, %s: credentials sent %t, %s expects %t", w.crossorigin, w.origin, got, trackCORS(w.file), w.cookie)
		}
	}
}

// TestWPTMetadata has what subresource-integrity.html takes for metadata: what
// names a known algorithm, also with a digest that is none.
func TestWPTMetadata(t *testing.T) {
	for value, counts := range map[string]bool{
		"": false, rightHash: true, unknownHash: false, "foo666-%": false, "sha256-%": true, "sha384-%": true, "sha512-%": true,
		"sha256-%?foo=bar?spam=eggs": true, rightHash + " " + unknownHash: true, rightHash + "?foo=bar?spam=eggs": true,
	} {
		if got := resolver.HasIntegrity(value); got != counts {
			t.Errorf("HasIntegrity(%q) is %t, %s expects %t", value, got, integrityFile, counts)
		}
	}
}

// TestWPTReadable has stylesheet-same-origin.sub.html: cssRules of a style
// sheet of another origin throws.
func TestWPTReadable(t *testing.T) {
	for origin, throws := range map[string]bool{same: false, cross: true} {
		_, request := lookUp(t, "link-stylesheet", absent)
		if got := resolver.CORSCrossOrigin(resolver.ResponseTainting(request, origin == same)); got != throws {
			t.Errorf("%s style sheet: cssRules throws %t, %s expects %t", origin, got, sheetOrigin, throws)
		}
	}
}

// wptEmbedded has the cookies that arrive without an embedder policy, and with
// credentialless.
var wptEmbedded = []struct {
	file, context      string
	crossorigin        []string
	origin             string
	none, credentialed bool
}{
	{credentiallessImage, "img-src", []string{absent, "anonymous", "use-credentials"}, same, true, true},
	{credentiallessImage, "img-src", []string{absent}, cross, true, false},
	{credentiallessImage, "img-src", []string{"anonymous"}, cross, false, false},
	{credentiallessImage, "img-src", []string{"use-credentials"}, cross, true, true},
	{credentiallessScript, "script-classic-external", []string{absent, "anonymous", "use-credentials"}, same, true, true},
	{credentiallessScript, "script-classic-external", []string{absent}, cross, true, false},
	{credentiallessScript, "script-classic-external", []string{"anonymous"}, cross, false, false},
	{credentiallessScript, "script-classic-external", []string{"use-credentials"}, cross, true, true},
	{credentiallessLink, "link-stylesheet", []string{absent, "anonymous", "use-credentials"}, same, true, true},
	{credentiallessLink, "link-stylesheet", []string{absent}, cross, true, false},
	{credentiallessLink, "link-stylesheet", []string{"anonymous"}, cross, false, false},
	{credentiallessLink, "link-stylesheet", []string{"use-credentials"}, cross, true, true},
	{credentiallessVideo, "video-src", []string{absent, "anonymous", "use-credentials"}, same, true, true},
	{credentiallessVideo, "video-src", []string{absent}, cross, true, false},
	{credentiallessVideo, "video-src", []string{"anonymous"}, cross, false, false},
	{credentiallessVideo, "video-src", []string{"use-credentials"}, cross, true, true},
	{credentiallessFetch, "fetch", []string{absent}, same, true, true},
	{credentiallessFetch, "fetch", []string{absent}, cross, false, false},
	{credentiallessFetch, "fetch-include", []string{absent}, same, true, true},
	{credentiallessFetch, "fetch-include", []string{absent}, cross, true, true},
	{credentiallessFetch, "fetch-omit", []string{absent}, same, false, false},
	{credentiallessFetch, "fetch-omit", []string{absent}, cross, false, false},
	{credentiallessFetch, "fetch-no-cors", []string{absent}, same, true, true},
	{credentiallessFetch, "fetch-no-cors", []string{absent}, cross, false, false},
	{credentiallessFetch, "fetch-no-cors-include", []string{absent}, same, true, true},
	{credentiallessFetch, "fetch-no-cors-include", []string{absent}, cross, true, false},
}

func TestWPTEmbedderPolicy(t *testing.T) {
	for _, w := range wptEmbedded {
		for _, crossorigin := range w.crossorigin {
			_, request := lookUp(t, w.context, crossorigin)
			sent := resolver.SendsCredentials(request, w.origin == same)
			kept := sent && (w.origin == same || !resolver.StripsCredentials(resolver.Credentialless, request))
			if sent != w.none || kept != w.credentialed {
				t.Errorf("%s with crossorigin %q, %s: credentials sent %t, with credentialless %t, %s expects %t and %t",
					w.context, crossorigin, w.origin, sent, kept, w.file, w.none, w.credentialed)
			}
		}
	}
	// fetch() in mode no-cors to another origin, without and with a
	// Cross-Origin-Resource-Policy that allows it.
	if _, request := lookUp(t, "fetch-no-cors", absent); !resolver.BlockedWithoutCORP(resolver.RequireCORP, request) {
		t.Errorf("a cross-origin response without Cross-Origin-Resource-Policy is used, %s expects it to fail", requireCORP)
	}
}

// TestWPTIntegrityPolicy has integrity-policy/script.https.html: the policy
// blocks scripts without integrity metadata that count.
func TestWPTIntegrityPolicy(t *testing.T) {
	for _, w := range []struct {
		crossorigin, integrity string
		runs                   bool
	}{
		{"anonymous", "", false},
		{"anonymous", "foobar-AAAAAAAAAAAAAAAAAAAa", false},
		{absent, rightHash, false},
		{"anonymous", rightHash, true},
	} {
		_, request := lookUp(t, "script-classic-external", w.crossorigin)
		if got := resolver.IntegrityPolicyAllows(request, resolver.HasIntegrity(w.integrity)); got != w.runs {
			t.Errorf("script with crossorigin %q and integrity %q runs: %t, %s expects %t", w.crossorigin, w.integrity, got, integrityPolicy, w.runs)
		}
	}
}
