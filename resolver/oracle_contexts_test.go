package resolver

import "testing"

// oracleRequest walks, for each context, the steps that lead to its request.
// The second result is false where no request is made or none is specified.
func oracleRequest(id string, state State) (Request, bool) {
	c := settingsCredentials(state)
	switch id {
	// "update the image data" s19, and "react to environment changes" s15.
	case "img-src", "img-srcset", "img-picture", "img-env-change":
		return potentialCORS(DestinationImage, state, false), true
	// crossorigin on source: the img's own attribute is what is read, and it is absent.
	case "picture-source-attr":
		return potentialCORS(DestinationImage, NoCORS, false), true
	// "fetch … with credentials mode include", mode left at Fetch's default.
	case "input-image", "video-poster", "favicon-fallback":
		r := fetchDefault(DestinationImage)
		r.Credentials = CredentialsInclude
		return r, true
	// SVG 2: potential-CORS request, destination unset by the standard.
	case "svg-image", "svg-feimage":
		return potentialCORS(DestinationNone, state, false), true
	case "svg-use":
		return potentialCORS(DestinationNone, NoCORS, false), true
	case "svg-script":
		return potentialCORS(DestinationScript, state, false), true
	// Resource fetch algorithm of a media element, remote mode.
	case "audio-src", "audio-source":
		return potentialCORS(DestinationAudio, state, false), true
	case "video-src", "video-source":
		return potentialCORS(DestinationVideo, state, false), true
	// "start the track processing model" s10.1, same-origin fallback.
	case "track":
		return potentialCORS(DestinationTrack, state, true), true
	case "track-own-attr":
		return potentialCORS(DestinationTrack, NoCORS, true), true

	// "fetch a classic script" s1.
	case "script-classic-external":
		return potentialCORS(DestinationScript, state, false), true
	case "script-module-external":
		return singleModule(DestinationScript, true, c), true
	case "script-classic-import", "module-static-import":
		return singleModule(DestinationScript, false, c), true
	case "module-import-json":
		return singleModule(DestinationJSON, false, c), true
	case "module-import-css":
		return singleModule(DestinationStyle, false, c), true
	case "module-import-text":
		return singleModule(DestinationText, false, c), true
	// The default script fetch options: credentials mode same-origin.
	case "event-handler-import":
		return singleModule(DestinationScript, false, CredentialsSameOrigin), true
	case "script-classic-inline", "script-module-inline", "script-importmap", "script-speculationrules", "script-data-block", "style-inline":
		return Request{}, false

	// "create a link request" s4.
	case "link-stylesheet", "link-alternate-stylesheet":
		return potentialCORS(DestinationStyle, state, false), true
	case "link-icon":
		return potentialCORS(DestinationImage, state, false), true
	case "link-preload-fetch", "header-preload-fetch", "link-prefetch":
		return potentialCORS(DestinationEmpty, state, false), true
	case "link-preload-font", "header-preload-font", "early-hint-preload-font":
		return potentialCORS(DestinationFont, state, false), true
	case "link-preload-image", "header-preload-image":
		return potentialCORS(DestinationImage, state, false), true
	case "link-preload-script", "header-preload-script":
		return potentialCORS(DestinationScript, state, false), true
	case "link-preload-style", "header-preload-style", "early-hint-preload-style":
		return potentialCORS(DestinationStyle, state, false), true
	case "link-preload-track", "header-preload-track":
		return potentialCORS(DestinationTrack, state, false), true
	// The manifest's own setup steps: cors, and the settings attribute's credentials mode.
	case "link-manifest":
		return Request{ModeCORS, c, DestinationManifest}, true
	// modulepreload: fetch a single module script, top level.
	case "link-modulepreload", "link-modulepreload-script":
		return singleModule(DestinationScript, true, c), true
	case "link-modulepreload-audioworklet":
		return singleModule(DestinationAudioworklet, true, c), true
	case "link-modulepreload-paintworklet":
		return singleModule(DestinationPaintworklet, true, c), true
	case "link-modulepreload-worker":
		return singleModule(DestinationWorker, true, c), true
	case "link-modulepreload-sharedworker":
		return singleModule(DestinationSharedworker, true, c), true
	case "link-modulepreload-serviceworker":
		return singleModule(DestinationServiceworker, true, c), true
	case "link-modulepreload-json":
		return singleModule(DestinationJSON, true, c), true
	case "link-modulepreload-style":
		return singleModule(DestinationStyle, true, c), true
	case "link-modulepreload-text":
		return singleModule(DestinationText, true, c), true
	case "link-preload-other-as", "link-modulepreload-bad-as", "link-preconnect", "link-dns-prefetch",
		"link-apple-touch-icon", "link-mask-icon", "link-prerender", "link-compression-dictionary",
		"link-canonical", "link-alternate", "link-next", "link-expect",
		"header-preconnect", "header-modulepreload", "header-stylesheet", "header-prefetch", "header-icon",
		"header-manifest", "header-dns-prefetch", "early-hint-preconnect":
		return Request{}, false

	// Navigation: mode navigate, credentials mode include.
	case "iframe":
		return Request{ModeNavigate, CredentialsInclude, DestinationIframe}, true
	case "object":
		return Request{ModeNavigate, CredentialsInclude, DestinationObject}, true
	case "embed":
		return Request{ModeNavigate, CredentialsInclude, DestinationEmbed}, true
	case "a-href", "form":
		return Request{ModeNavigate, CredentialsInclude, DestinationDocument}, true
	}
	return oracleCSSAndAPI(id)
}

func oracleCSSAndAPI(id string) (Request, bool) {
	switch id {
	case "css-font-face", "fontface":
		return styleResource(DestinationFont, ModeCORS, ""), true
	case "css-font-face-cross-origin-anonymous":
		return styleResource(DestinationFont, ModeCORS, "anonymous"), true
	case "css-font-face-cross-origin-use-credentials":
		return styleResource(DestinationFont, ModeCORS, "use-credentials"), true
	case "css-image":
		return styleResource(DestinationImage, ModeNoCORS, ""), true
	case "css-image-cross-origin-anonymous":
		return styleResource(DestinationImage, ModeNoCORS, "anonymous"), true
	case "css-image-cross-origin-use-credentials":
		return styleResource(DestinationImage, ModeNoCORS, "use-credentials"), true
	// css-masking, filter-effects: a reference from a style property is Anonymous.
	case "css-mask-image", "css-shape-outside":
		return styleResource(DestinationImage, ModeCORS, ""), true
	case "css-clip-path", "css-filter":
		return styleResource(DestinationNone, ModeCORS, ""), true
	case "css-import":
		return styleResource(DestinationStyle, ModeNoCORS, ""), true
	case "css-import-cross-origin-anonymous":
		return styleResource(DestinationStyle, ModeNoCORS, "anonymous"), true
	case "css-import-cross-origin-use-credentials":
		return styleResource(DestinationStyle, ModeNoCORS, "use-credentials"), true

	// fetch(): "new Request" s16 to s19: mode cors and credentials same-origin unless init says otherwise.
	case "fetch", "xmlhttprequest":
		return Request{ModeCORS, CredentialsSameOrigin, DestinationEmpty}, true
	case "fetch-include", "xmlhttprequest-withcredentials":
		return Request{ModeCORS, CredentialsInclude, DestinationEmpty}, true
	case "fetch-omit":
		return Request{ModeCORS, CredentialsOmit, DestinationEmpty}, true
	case "fetch-no-cors":
		return Request{ModeNoCORS, CredentialsSameOrigin, DestinationEmpty}, true
	case "fetch-no-cors-include":
		return Request{ModeNoCORS, CredentialsInclude, DestinationEmpty}, true
	case "fetch-same-origin":
		return Request{ModeSameOrigin, CredentialsSameOrigin, DestinationEmpty}, true
	// EventSource s6 to s8: Anonymous, or Use Credentials if withCredentials.
	case "eventsource":
		return potentialCORS(DestinationEmpty, Anonymous, false), true
	case "eventsource-withcredentials":
		return potentialCORS(DestinationEmpty, UseCredentials, false), true
	case "websocket":
		return Request{ModeWebSocket, CredentialsInclude, DestinationEmpty}, true
	case "sendbeacon-safelisted":
		return Request{ModeNoCORS, CredentialsInclude, DestinationEmpty}, true
	case "sendbeacon-blob":
		return Request{ModeCORS, CredentialsInclude, DestinationEmpty}, true

	// "fetch a classic worker script" s1: mode same-origin, credentials same-origin.
	case "worker-classic":
		return Request{ModeSameOrigin, CredentialsSameOrigin, DestinationWorker}, true
	case "sharedworker-classic":
		return Request{ModeSameOrigin, CredentialsSameOrigin, DestinationSharedworker}, true
	case "worker-module":
		return singleModule(DestinationWorker, true, CredentialsSameOrigin), true
	case "worker-module-omit":
		return singleModule(DestinationWorker, true, CredentialsOmit), true
	case "worker-module-include":
		return singleModule(DestinationWorker, true, CredentialsInclude), true
	case "sharedworker-module":
		return singleModule(DestinationSharedworker, true, CredentialsSameOrigin), true
	// Static imports keep the worker's destination and credentials mode.
	case "worker-module-static-import":
		return singleModule(DestinationWorker, false, CredentialsSameOrigin), true
	case "worker-module-include-static-import":
		return singleModule(DestinationWorker, false, CredentialsInclude), true
	case "worker-import":
		return singleModule(DestinationScript, false, CredentialsSameOrigin), true
	case "importscripts":
		return fetchDefault(DestinationScript), true
	case "serviceworker-classic", "serviceworker-module":
		return singleModule(DestinationServiceworker, true, CredentialsSameOrigin), true
	case "worklet-addmodule":
		return singleModule(DestinationAudioworklet, true, CredentialsSameOrigin), true
	case "worklet-addmodule-include":
		return singleModule(DestinationAudioworklet, true, CredentialsInclude), true
	}
	return Request{}, false
}

// oracleKnows lists the contexts without a request, so that a context the
// oracle has never heard of fails instead of passing as one that fetches nothing.
func oracleKnows(id string) bool {
	if _, ok := oracleRequest(id, NoCORS); ok {
		return true
	}
	return withoutRequest[id]
}

var withoutRequest = map[string]bool{
	"script-classic-inline": true, "script-module-inline": true, "script-importmap": true,
	"script-speculationrules": true, "script-data-block": true, "style-inline": true,
	"link-preload-other-as": true, "link-modulepreload-bad-as": true, "link-preconnect": true,
	"link-dns-prefetch": true, "link-apple-touch-icon": true, "link-mask-icon": true,
	"link-prerender": true, "link-compression-dictionary": true, "link-canonical": true,
	"link-alternate": true, "link-next": true, "link-expect": true, "header-preconnect": true,
	"header-modulepreload": true, "header-stylesheet": true, "header-prefetch": true,
	"header-icon": true, "header-manifest": true, "header-dns-prefetch": true,
	"early-hint-preconnect": true,
}

func TestResolveAgreesWithOracle(t *testing.T) {
	for c := range Context(Contexts) {
		if !oracleKnows(c.String()) {
			t.Errorf("%v: the oracle has no steps for it", c)
			continue
		}
		for _, s := range []State{NoCORS, Anonymous, UseCredentials} {
			want, _ := oracleRequest(c.String(), s)
			got := Resolve(c, s)
			if got != want {
				t.Errorf("%v in state %v: Resolve gives %v, the steps give %v", c, s, got, want)
			}
			for _, sameOrigin := range []bool{true, false} {
				if got, want := ResponseTainting(got, sameOrigin), oracleTainting(want, sameOrigin); got != want {
					t.Errorf("%v in state %v, same origin %v: tainting %v, the steps give %v", c, s, sameOrigin, got, want)
				}
				if got, want := SendsCredentials(got, sameOrigin), oracleSends(want, sameOrigin); got != want {
					t.Errorf("%v in state %v, same origin %v: credentials %v, the steps give %v", c, s, sameOrigin, got, want)
				}
			}
		}
	}
}
