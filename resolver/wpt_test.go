package resolver_test

// The witness of web-platform-tests: what its tests expect, transcribed as
// facts with file and commit. It shares nothing with the encoding. Where a
// test contradicts the standard the contradiction itself is asserted, so that
// a change on either side shows; wpt_contradictions_test.go has those.

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// wptCommits are the commits of web-platform-tests/wpt at which the files
// were read.
var wptCommits = map[string]string{
	"fetch/metadata/tools/fetch-metadata.conf.yml":                                                                         "0f0602064a2d81793bdb5db465cc2fbc4eaef057",
	"service-workers/service-worker/fetch-request-resources.https.html":                                                    "8cc44e820e0458d34a5090dd1c8ce37358183279",
	"html/semantics/scripting-1/the-script-element/script-crossorigin.html":                                                "28b49026d21fec1f6795959384890e9503aae615",
	"html/semantics/scripting-1/the-script-element/module/dynamic-import/dynamic-imports-credentials.sub.html":             "8cc44e820e0458d34a5090dd1c8ce37358183279",
	"html/semantics/scripting-1/the-script-element/module/resources/dynamic-import-credentials-setTimeout-iframe.sub.html": "28b49026d21fec1f6795959384890e9503aae615",
	"workers/modules/dedicated-worker-options-credentials.html":                                                            "8cc44e820e0458d34a5090dd1c8ce37358183279",
	"worklets/resources/credentials-tests.js":                                                                              "4289547894ededb342c1cc4ad5793fd80d26b1c5",
	"preload/preload-resource-match.https.html":                                                                            "3bfab4605b1c4f6dbb5b15750ad0e7c1fb8e0514",
	"preload/link-header-preload.html":                                                                                     "147a9b60fc40749e5897a453b582eadbca5e4bfd",
	"preload/supported-as-values.html":                                                                                     "a393ebbb08404073f1a880f9151049e40a4b8955",
	"preload/modulepreload.html":                                                                                           "1d8b06774505f662ecae6807e7f3cc0395c6a2bf",
	"preload/link-preload-as-case-insensitive.html":                                                                        "28b49026d21fec1f6795959384890e9503aae615",
	"preload/preload-xhr.html":                                                                                             "7521c85d6471edb3d57ffcc375d5daee77f44bce",
	"preload/preload-error.sub.html":                                                                                       "0abc43834a2aa3ed5de0debb870bde606516d8c7",
	"preload/single-download-preload.html":                                                                                 "212352af4e722df976a9c83f1ff4cefdbebc00e3",
	"preload/subresource-integrity.html":                                                                                   "7521c85d6471edb3d57ffcc375d5daee77f44bce",
	"subresource-integrity/subresource-integrity.html":                                                                     "040e488e58e694ebd6d24ab442cf58646a3ff3e3",
	"subresource-integrity/integrity-policy/script.https.html":                                                             "1d4e756ce2938e65b5f00e36dfce9fec75e99b77",
	"css/cssom/stylesheet-same-origin.sub.html":                                                                            "372e9038d3e1ae38fc6e787a766879ebde5f41ee",
	"eventsource/eventsource-cross-origin.js":                                                                              "65cfe0a7fe334326f94a18970a5466a647d3f7f8",
	"html/cross-origin-embedder-policy/require-corp.https.html":                                                            "2e8f329a89b4db1c49454548fb3003508b6cad3d",
	"html/cross-origin-embedder-policy/credentialless/cors-or-credentialless/image.tentative.https.html":                   "97a14f2e7b4b36e213e01261ee634c882695f31d",
	"html/cross-origin-embedder-policy/credentialless/cors-or-credentialless/script.tentative.https.html":                  "97a14f2e7b4b36e213e01261ee634c882695f31d",
	"html/cross-origin-embedder-policy/credentialless/cors-or-credentialless/link.tentative.https.html":                    "8b9d5cdd8e354a45d83497e951741c88eb8c7b6e",
	"html/cross-origin-embedder-policy/credentialless/cors-or-credentialless/video.tentative.https.html":                   "97a14f2e7b4b36e213e01261ee634c882695f31d",
	"html/cross-origin-embedder-policy/credentialless/cors-or-credentialless/fetch.tentative.https.html":                   "086f01d141617ca3c9c88b5a513d65acd4b8fe57",
	"preload/modulepreload-as.html":                                                                                        "09ac337c89708addd9972fc70a0393369876c095",
}

const (
	fetchMetadata       = "fetch/metadata/tools/fetch-metadata.conf.yml"
	serviceWorker       = "service-workers/service-worker/fetch-request-resources.https.html"
	scriptCrossorigin   = "html/semantics/scripting-1/the-script-element/script-crossorigin.html"
	dynamicImports      = "html/semantics/scripting-1/the-script-element/module/dynamic-import/dynamic-imports-credentials.sub.html"
	dynamicImportsTimer = "html/semantics/scripting-1/the-script-element/module/resources/dynamic-import-credentials-setTimeout-iframe.sub.html"
	workerOptions       = "workers/modules/dedicated-worker-options-credentials.html"
	workletOptions      = "worklets/resources/credentials-tests.js"
	preloadMatch        = "preload/preload-resource-match.https.html"
	linkHeaderPreload   = "preload/link-header-preload.html"
	supportedAs         = "preload/supported-as-values.html"
	modulepreloadAs     = "preload/modulepreload-as.html"
	modulepreloadFile   = "preload/modulepreload.html"
	preloadAsCase       = "preload/link-preload-as-case-insensitive.html"
	preloadXHR          = "preload/preload-xhr.html"
	preloadError        = "preload/preload-error.sub.html"
	preloadOnce         = "preload/single-download-preload.html"
	preloadIntegrity    = "preload/subresource-integrity.html"
	integrityFile       = "subresource-integrity/subresource-integrity.html"
	integrityPolicy     = "subresource-integrity/integrity-policy/script.https.html"
	sheetOrigin         = "css/cssom/stylesheet-same-origin.sub.html"
	eventSource         = "eventsource/eventsource-cross-origin.js"
	requireCORP         = "html/cross-origin-embedder-policy/require-corp.https.html"

	credentialless       = "html/cross-origin-embedder-policy/credentialless/cors-or-credentialless/"
	credentiallessImage  = credentialless + "image.tentative.https.html"
	credentiallessScript = credentialless + "script.tentative.https.html"
	credentiallessLink   = credentialless + "link.tentative.https.html"
	credentiallessVideo  = credentialless + "video.tentative.https.html"
	credentiallessFetch  = credentialless + "fetch.tentative.https.html"
)

// The files about tracks were all read at one commit.
func init() {
	for _, w := range wptTracks {
		wptCommits[trackCORS(w.file)] = "81f7e8369b571f5a08228a983ec34f8ea8e376dc"
	}
}

// absent stands for a tag without crossorigin.
const absent = "\x00absent"

const (
	same  = "same-origin"
	cross = "cross-origin"
)

// wptCase is one expectation. An empty mode or credentials and a destination
// of "?" are not looked at by the test; "empty" is the empty destination, as
// Sec-Fetch-Dest writes it.
type wptCase struct {
	file, context, crossorigin, origin string
	mode, credentials, destination     string
}

// wptRequests has the requests that tests look at.
var wptRequests = join(
	// fetch-metadata.conf.yml: Sec-Fetch-Mode and Sec-Fetch-Dest, same-origin.
	metadata("img-src", "image", withAttribute),
	metadata("img-srcset", "image", withAttribute),
	metadata("img-env-change", "image", withAttribute),
	metadata("img-picture", "image", withAttribute),
	metadata("audio-src", "audio", withAttribute),
	metadata("video-src", "video", withAttribute),
	metadata("script-classic-external", "script", withAttribute),
	metadata("link-icon", "?", withAttribute),
	metadata("link-prefetch", "empty", withAttribute),
	metadata("svg-image", "?", withAttribute),
	metadata("script-module-external", "script", fixed("cors")),
	metadata("module-static-import", "script", fixed("cors")),
	metadata("script-classic-import", "script", fixed("cors")),
	metadata("input-image", "image", fixed("no-cors")),
	metadata("video-poster", "image", fixed("no-cors")),
	metadata("css-image", "image", fixed("no-cors")),
	metadata("css-font-face", "font", fixed("cors")),
	metadata("iframe", "iframe", fixed("navigate")),
	metadata("embed", "embed", fixed("")),
	metadata("a-href", "document", fixed("navigate")),
	metadata("form", "document", fixed("navigate")),
	metadata("fetch", "empty", fixed("cors")),
	metadata("fetch-no-cors", "empty", fixed("no-cors")),
	metadata("fetch-same-origin", "empty", fixed("same-origin")),
	metadata("worklet-addmodule", "audioworklet", fixed("cors")),
	metadata("serviceworker-classic", "serviceworker", fixed("same-origin")),
	metadata("serviceworker-module", "serviceworker", fixed("same-origin")),
	metadata("worker-classic", "worker", fixed("same-origin")),
	metadata("worker-module", "worker", fixed("same-origin")),
	metadata("importscripts", "script", fixed("no-cors")),

	// fetch-request-resources: what a service worker sees of each request.
	seenByWorker("img-src", "image"),
	seenByWorker("script-classic-external", "script"),
	seenByWorker("link-stylesheet", "style"),
	seenByWorker("audio-src", "audio"),
	seenByWorker("video-src", "video"),
	bothOrigins("fontface", "cors", "same-origin", "font"),
	bothOrigins("fetch", "cors", "same-origin", "empty"),
	bothOrigins("fetch-omit", "cors", "omit", "empty"),
	bothOrigins("fetch-include", "cors", "include", "empty"),
	bothOrigins("fetch-no-cors", "no-cors", "same-origin", "empty"),
	bothOrigins("fetch-no-cors-include", "no-cors", "include", "empty"),
	[]wptCase{{serviceWorker, "fetch-same-origin", absent, same, "same-origin", "same-origin", "empty"}},
)

func join(lists ...[]wptCase) []wptCase {
	var all []wptCase
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// withAttribute are the modes that the tests expect of an element that reads
// crossorigin, by its value.
var withAttribute = map[string]string{absent: "no-cors", "": "cors", "anonymous": "cors", "use-credentials": "cors"}

// fixed is the mode of what has no crossorigin.
func fixed(mode string) map[string]string { return map[string]string{absent: mode} }

func metadata(context, destination string, modes map[string]string) []wptCase {
	var cases []wptCase
	for _, value := range []string{absent, "", "anonymous", "use-credentials"} {
		if mode, ok := modes[value]; ok {
			cases = append(cases, wptCase{fetchMetadata, context, value, same, mode, "", destination})
		}
	}
	return cases
}

func seenByWorker(context, destination string) []wptCase {
	var cases []wptCase
	for _, origin := range []string{same, cross} {
		cases = append(
			cases,
			wptCase{serviceWorker, context, absent, origin, "no-cors", "include", destination},
			wptCase{serviceWorker, context, "anonymous", origin, "cors", "same-origin", destination},
			wptCase{serviceWorker, context, "use-credentials", origin, "cors", "include", destination},
		)
	}
	return cases
}

func bothOrigins(context, mode, credentials, destination string) []wptCase {
	return []wptCase{
		{serviceWorker, context, absent, same, mode, credentials, destination},
		{serviceWorker, context, absent, cross, mode, credentials, destination},
	}
}

// lookUp resolves a context as a test's markup would.
func lookUp(t *testing.T, id, crossorigin string) (resolver.Context, resolver.Request) {
	t.Helper()
	c, ok := resolver.ParseContext(id)
	if !ok {
		t.Fatalf("no context %q", id)
	}
	state, _ := resolver.ParseState(crossorigin, crossorigin != absent)
	return c, resolver.Resolve(c, state)
}

// destinationToken writes a destination as Sec-Fetch-Dest does.
func destinationToken(d resolver.Destination) string {
	if d == resolver.DestinationEmpty {
		return "empty"
	}
	return d.String()
}

func TestWPTRequests(t *testing.T) {
	for _, w := range wptRequests {
		_, got := lookUp(t, w.context, w.crossorigin)
		if w.mode != "" && got.Mode.String() != w.mode {
			t.Errorf("%s with crossorigin %q: mode %s, %s expects %s", w.context, w.crossorigin, got.Mode, w.file, w.mode)
		}
		if w.credentials != "" && got.Credentials.String() != w.credentials {
			t.Errorf("%s with crossorigin %q: credentials mode %s, %s expects %s", w.context, w.crossorigin, got.Credentials, w.file, w.credentials)
		}
		if w.destination != "?" && destinationToken(got.Destination) != w.destination {
			t.Errorf("%s: destination %q, %s expects %q", w.context, destinationToken(got.Destination), w.file, w.destination)
		}
	}
}

// wptCookies has the tests that only look whether a cookie arrives.
var wptCookies = []struct {
	file, context, crossorigin, origin string
	sent                               bool
}{
	{dynamicImports, "script-classic-import", absent, same, true},
	{dynamicImports, "script-classic-import", "anonymous", same, true},
	{dynamicImports, "script-classic-import", "use-credentials", same, true},
	{dynamicImports, "script-classic-import", absent, cross, false},
	{dynamicImports, "script-classic-import", "anonymous", cross, false},
	{dynamicImports, "script-classic-import", "use-credentials", cross, true},
	{dynamicImportsTimer, "script-classic-import", absent, same, true},
	{dynamicImportsTimer, "script-classic-import", "anonymous", same, true},
	{dynamicImportsTimer, "script-classic-import", "use-credentials", same, true},
	{dynamicImportsTimer, "script-classic-import", absent, cross, false},
	{dynamicImportsTimer, "script-classic-import", "anonymous", cross, false},
	{dynamicImportsTimer, "script-classic-import", "use-credentials", cross, true},
	{workerOptions, "worker-classic", absent, same, true},
	{workerOptions, "worker-module", absent, same, true},
	{workerOptions, "worker-module-omit", absent, same, false},
	{workerOptions, "worker-module-include", absent, same, true},
	{workerOptions, "worker-module-static-import", absent, same, true},
	{workerOptions, "worker-module-static-import", absent, cross, false},
	{workerOptions, "worker-module-include-static-import", absent, same, true},
	{workerOptions, "worker-module-include-static-import", absent, cross, true},
	{workerOptions, "worker-import", absent, same, true},
	{workerOptions, "worker-import", absent, cross, false},
	{workletOptions, "worklet-addmodule", absent, same, true}, // credentials: same-origin
	{workletOptions, "worklet-addmodule", absent, cross, false},
	{workletOptions, "worklet-addmodule-include", absent, same, true},
	{workletOptions, "worklet-addmodule-include", absent, cross, true},
}

func TestWPTCookies(t *testing.T) {
	for _, w := range wptCookies {
		_, request := lookUp(t, w.context, w.crossorigin)
		if got := resolver.SendsCredentials(request, w.origin == same); got != w.sent {
			t.Errorf("%s with crossorigin %q, %s: credentials sent %t, %s expects %t", w.context, w.crossorigin, w.origin, got, w.file, w.sent)
		}
	}
}

// TestWPTState has the reflections of script-crossorigin.html. IDL null is No
// CORS, "anonymous" is Anonymous, "use-credentials" is Use Credentials.
func TestWPTState(t *testing.T) {
	for _, w := range []struct {
		value   string
		present bool
		state   string
	}{
		{"", false, "No CORS"},
		{"", true, "Anonymous"},
		{"foo", true, "Anonymous"},
		{"bar", true, "Anonymous"},
		{"anonymous", true, "Anonymous"},
		{"use-credentials", true, "Use Credentials"},
	} {
		if got, _ := resolver.ParseState(w.value, w.present); got.String() != w.state {
			t.Errorf("ParseState(%q, %t) is %s, %s expects %s", w.value, w.present, got, scriptCrossorigin, w.state)
		}
	}
}

func TestWPTCommits(t *testing.T) {
	cited := map[string]bool{scriptCrossorigin: true, linkHeaderPreload: true, sheetOrigin: true, requireCORP: true, integrityPolicy: true}
	for _, w := range wptRequests {
		cited[w.file] = true
	}
	for _, w := range wptCookies {
		cited[w.file] = true
	}
	for _, w := range wptPreloads {
		cited[w.file] = true
	}
	for _, w := range wptTags {
		cited[w.file] = true
	}
	for _, w := range wptModules {
		cited[w.file] = true
	}
	for _, w := range wptLoads {
		cited[w.file] = true
	}
	for _, w := range wptEmbedded {
		cited[w.file] = true
	}
	for _, w := range wptContradictions {
		cited[w.file] = true
	}
	for file := range cited {
		if len(wptCommits[file]) != 40 {
			t.Errorf("%s is cited without a commit", file)
		}
	}
	for file := range wptCommits {
		if !cited[file] {
			t.Errorf("%s has a commit but no expectation", file)
		}
	}
}
