package resolver

import "strings"

// The oracle of what is known of a context whatever the state: read off the
// standards by hand, context by context.

// oracleStatus: "no-request" where a standard says that nothing is fetched,
// "unspecified" where none says what is.
func oracleStatus(id string) string {
	switch id {
	// Link types that HTML does not define, or whose fetch it leaves to the
	// browser: extensions, next, and what other specifications only name.
	case "link-apple-touch-icon", "link-mask-icon", "link-prerender", "link-compression-dictionary", "link-next":
		return "unspecified"
	}
	if withoutRequest[id] {
		return "no-request"
	}
	return "specified"
}

// oracleCarrier: whose crossorigin the steps read.
func oracleCarrier(id string) string {
	switch id {
	// The steps name the attribute of the element itself.
	case "img-src", "img-srcset", "img-picture", "img-env-change", "svg-image", "svg-feimage", "svg-script",
		"audio-src", "video-src", // the media element's attribute
		"script-classic-external", "script-classic-inline", "script-module-external", "script-module-inline", // "prepare the script element" 24, 25
		// "create link options from element" 2, also for what is left open.
		"link-stylesheet", "link-alternate-stylesheet", "link-icon", "link-manifest", "link-prefetch", "link-preconnect",
		"link-apple-touch-icon", "link-mask-icon", "link-prerender", "link-compression-dictionary", "link-next",
		"link-preload-fetch", "link-preload-font", "link-preload-image", "link-preload-script", "link-preload-style", "link-preload-track",
		"link-modulepreload", "link-modulepreload-script", "link-modulepreload-audioworklet", "link-modulepreload-paintworklet",
		"link-modulepreload-worker", "link-modulepreload-sharedworker", "link-modulepreload-serviceworker",
		"link-modulepreload-json", "link-modulepreload-style", "link-modulepreload-text":
		return "own"
	// The media element around it: resource fetch algorithm, track processing model 8.
	case "audio-source", "video-source", "track":
		return "parent"
	// "apply link options from parsed header attributes" 2.
	case "header-preload-fetch", "header-preload-font", "header-preload-image", "header-preload-script", "header-preload-style",
		"header-preload-track", "header-preconnect", "early-hint-preload-font", "early-hint-preload-style", "early-hint-preconnect":
		return "header"
	// The fetch options of the script that imports: HostLoadImportedModule.
	case "script-classic-import", "module-static-import", "module-import-json", "module-import-css", "module-import-text":
		return "script"
	}
	// No markup: CSS, APIs, workers, event handlers, the browser itself.
	for _, prefix := range []string{"css-", "fetch", "fontface", "xmlhttprequest", "eventsource", "websocket", "sendbeacon-", "worker-", "importscripts", "sharedworker-", "serviceworker-", "worklet-", "event-handler-", "favicon-"} {
		if strings.HasPrefix(id, prefix) {
			return "none"
		}
	}
	return "ignored" // a tag or a field that could carry it, but no step reads it
}

// oracleEffect follows from the steps: what differs between the states.
func oracleEffect(id string) string {
	switch oracleCarrier(id) {
	case "none", "ignored":
		return "none"
	}
	switch id {
	case "script-classic-inline", "script-module-inline": // nothing is fetched, but the fetch options are those of the imports
		return "imports"
	case "link-preconnect", "header-preconnect", "early-hint-preconnect": // "preconnect" 7 reads the state
		return "connection"
	}
	first, _ := oracleRequest(id, NoCORS)
	mode, credentials := false, false
	for _, state := range []State{Anonymous, UseCredentials} {
		r, _ := oracleRequest(id, state)
		mode = mode || r.Mode != first.Mode
		credentials = credentials || r.Credentials != first.Credentials
	}
	switch {
	case mode:
		return "mode+credentials"
	case credentials:
		return "credentials"
	}
	return "none"
}

// oracleRole: what the result is stored for.
func oracleRole(id string) string {
	switch {
	case id == "link-preload-other-as" || id == "link-modulepreload-bad-as" || id == "header-modulepreload":
		return "" // "translate a preload destination" gives null; an error event; "do nothing"
	case strings.HasPrefix(id, "link-modulepreload"):
		return "modulepreload" // the module map
	case strings.HasPrefix(id, "link-preload-"), strings.HasPrefix(id, "header-preload-"), strings.HasPrefix(id, "early-hint-preload-"):
		return "preload" // the map of preloaded resources
	case strings.HasSuffix(id, "-preconnect"):
		return "connection"
	}
	return ""
}

// fetchInitiatorTypes is the list of Fetch
// (https://fetch.spec.whatwg.org/#request-initiator-type). HTML writes "early
// hint" for what the list calls "early-hints".
const fetchInitiatorTypes = " audio beacon body css early-hints embed fetch font frame iframe image img input link object ping script track video xmlhttprequest other "

// oracleInitiator: the initiator type that the steps set, "" for none.
func oracleInitiator(id string) string {
	switch id {
	case "input-image": // image button state 3
		return "input"
	case "video-poster", "video-src", "video-source": // poster frame 5, resource fetch 6.5
		return "video"
	case "audio-src", "audio-source":
		return "audio"
	case "track", "track-own-attr": // start the track processing model 10.3
		return "track"
	// default fetch and process the linked resource 6: css for a style sheet.
	case "link-stylesheet", "link-alternate-stylesheet":
		return "css"
	case "link-icon", "link-manifest":
		return "link"
	case "early-hint-preload-font", "early-hint-preload-style": // process early hint headers
		return "early hint"
	case "iframe", "object", "embed":
		return id
	// fetch a classic script; fetch a single module script 11.
	case "script-classic-external", "script-module-external", "script-classic-import", "module-static-import",
		"module-import-json", "module-import-css", "module-import-text", "event-handler-import",
		"worker-module", "worker-module-omit", "worker-module-include", "worker-module-static-import",
		"worker-module-include-static-import", "worker-import", "sharedworker-module", "serviceworker-module",
		"worklet-addmodule", "worklet-addmodule-include":
		return "script"
	// fetch a classic worker script 1, fetch a classic worker-imported script 3, EventSource 12.
	case "worker-classic", "sharedworker-classic", "serviceworker-classic", "importscripts", "eventsource", "eventsource-withcredentials":
		return "other"
	case "xmlhttprequest", "xmlhttprequest-withcredentials": // send() 6
		return "xmlhttprequest"
	case "sendbeacon-safelisted", "sendbeacon-blob":
		return "beacon"
	case "fontface": // "fetch a style resource" 7 asks for a style sheet, and there is none
		return ""
	case "css-clip-path", "css-filter": // css-masking-1 and filter-effects-1 name the state of CORS, no steps
		return ""
	case "fetch", "fetch-include", "fetch-omit", "fetch-no-cors", "fetch-no-cors-include", "fetch-same-origin": // new Request 12
		return "fetch"
	}
	switch {
	case oracleRole(id) == "modulepreload":
		return "script"
	case strings.HasPrefix(id, "css-"):
		return "css" // "fetch a style resource" 7
	}
	return ""
}

// oracleMethod: Fetch's default, but for sendBeacon()
// (https://w3c.github.io/beacon/#sec-processing-model, step 7.1).
func oracleMethod(id string) string {
	if strings.HasPrefix(id, "sendbeacon-") {
		return "POST"
	}
	return "GET"
}

// oracleWorker: the client is the settings object of a worker for what its
// running script asks for. A worker's own script and its static imports are
// fetched for the page, with the outside settings.
func oracleWorker(id string) bool { return id == "worker-import" || id == "importscripts" }

// oracleState: how the value of crossorigin is read, by who carries it.
func oracleState(id, value string, present bool) State {
	switch carrier := oracleCarrier(id); {
	case carrier == "header", carrier == "ignored" && strings.HasPrefix(id, "header-"):
		return oracleHeaderState(value, present)
	case carrier == "none":
		return NoCORS
	case carrier == "ignored" && id != "video-poster" && !strings.HasPrefix(id, "link-") && !strings.HasPrefix(id, "script-"):
		return NoCORS // an element without the attribute
	}
	return oracleParseState(value, present)
}
