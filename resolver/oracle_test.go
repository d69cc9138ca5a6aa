package resolver

// The oracle: the standards' numbered steps written out by hand, one function
// an algorithm, without a look at the encoding. It shares nothing with the
// generated tables but the type names, so that agreement means something.

// oracleParseState transliterates how the state of an enumerated attribute is
// determined
// (https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#keywords-and-enumerated-attributes)
// for a CORS settings attribute.
func oracleParseState(value string, present bool) State {
	// 1. If the attribute is not specified:
	if !present {
		// 1.1. the missing value default: No CORS.
		return NoCORS
	}
	// 2. If the value is an ASCII case-insensitive match for a keyword.
	lower := []byte(value)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 0x20
		}
	}
	switch string(lower) {
	case "anonymous":
		return Anonymous
	case "use-credentials":
		return UseCredentials
	}
	// 3. If the value is empty: the empty value default, Anonymous.
	if value == "" {
		return Anonymous
	}
	// 4. The invalid value default, Anonymous.
	return Anonymous
}

// oracleHeaderState transliterates step 2 of "apply link options from parsed
// header attributes": the parameter sets the state only if it is a keyword.
func oracleHeaderState(value string, present bool) State {
	if present && value != "" {
		if s := oracleParseState(value, true); s == UseCredentials {
			return s
		}
		if len(value) == len("anonymous") && oracleKeywordAnonymous(value) {
			return Anonymous
		}
	}
	return NoCORS
}

func oracleKeywordAnonymous(value string) bool {
	const keyword = "anonymous"
	for i := range len(keyword) {
		if value[i]|0x20 != keyword[i] || value[i] < 'A' {
			return false
		}
	}
	return true
}

// potentialCORS transliterates "create a potential-CORS request"
// (https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request).
func potentialCORS(d Destination, state State, sameOriginFallback bool) Request {
	// 1. Let mode be "no-cors" if corsAttributeState is No CORS, and "cors" otherwise.
	mode := ModeCORS
	if state == NoCORS {
		mode = ModeNoCORS
	}
	// 2. If same-origin fallback is set and mode is "no-cors", set mode to "same-origin".
	if sameOriginFallback && mode == ModeNoCORS {
		mode = ModeSameOrigin
	}
	// 3. Let credentialsMode be "include".
	credentials := CredentialsInclude
	// 4. If corsAttributeState is Anonymous, set credentialsMode to "same-origin".
	if state == Anonymous {
		credentials = CredentialsSameOrigin
	}
	// 5. Return a new request.
	return Request{mode, credentials, d}
}

// settingsCredentials transliterates "CORS settings attribute credentials mode"
// (https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-settings-attribute-credentials-mode).
func settingsCredentials(state State) CredentialsMode {
	switch state {
	case NoCORS, Anonymous:
		return CredentialsSameOrigin
	default:
		return CredentialsInclude
	}
}

// singleModule transliterates steps 9 to 12 of "fetch a single module script"
// (https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script).
func singleModule(d Destination, isTopLevel bool, options CredentialsMode) Request {
	mode := ModeCORS
	// 10. A worker's own top-level module is fetched in mode same-origin.
	if isTopLevel && (d == DestinationWorker || d == DestinationSharedworker || d == DestinationServiceworker) {
		mode = ModeSameOrigin
	}
	// 12. Set up the module script request: credentials mode from the options.
	return Request{mode, options, d}
}

// fetchDefault is a request nobody set mode or credentials mode on
// (https://fetch.spec.whatwg.org/#concept-request-mode, #concept-request-credentials-mode).
func fetchDefault(d Destination) Request {
	return Request{ModeNoCORS, CredentialsSameOrigin, d}
}

// styleResource transliterates "fetch a style resource"
// (https://drafts.csswg.org/css-values-4/#fetch-a-style-resource) and the
// cross-origin() modifier of css-values-5.
func styleResource(d Destination, corsMode Mode, modifier string) Request {
	// 3. mode corsMode, credentials mode same-origin.
	r := Request{corsMode, CredentialsSameOrigin, d}
	// 4. If corsMode is "no-cors", set the credentials mode to "include".
	if corsMode == ModeNoCORS {
		r.Credentials = CredentialsInclude
	}
	// 5. Apply any URL request modifiers.
	switch modifier {
	case "anonymous":
		r.Mode, r.Credentials = ModeCORS, CredentialsSameOrigin
	case "use-credentials":
		r.Mode, r.Credentials = ModeCORS, CredentialsInclude
	}
	return r
}

// oraclePreconnect transliterates steps 6 and 7 of "preconnect"
// (https://html.spec.whatwg.org/multipage/links.html#preconnect).
func oraclePreconnect(state State, sameOrigin bool) bool {
	// 6. Let useCredentials be true.
	useCredentials := true
	// 7. If the state is Anonymous and the origins differ, set it to false.
	if state == Anonymous && !sameOrigin {
		useCredentials = false
	}
	return useCredentials
}

// oracleTainting transliterates step 12 of "main fetch"
// (https://fetch.spec.whatwg.org/#concept-main-fetch) for a URL that is no
// data: URL and not redirected.
func oracleTainting(r Request, sameOrigin bool) Tainting {
	if r.Mode == ModeNone {
		return TaintingNone
	}
	// "request's current URL's origin is same origin with request's origin", or
	// "request's mode is navigate, websocket or webtransport": basic.
	if sameOrigin || r.Mode == ModeNavigate || r.Mode == ModeWebSocket {
		return TaintingBasic
	}
	// "request's mode is same-origin": a network error.
	if r.Mode == ModeSameOrigin {
		return TaintingError
	}
	// "request's mode is no-cors": opaque (redirect mode is follow).
	if r.Mode == ModeNoCORS {
		return TaintingOpaque
	}
	// Otherwise: cors.
	return TaintingCORS
}

// oracleSends transliterates step 8.3 of "HTTP-network-or-cache fetch"
// (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch).
func oracleSends(r Request, sameOrigin bool) bool {
	t := oracleTainting(r, sameOrigin)
	if t == TaintingNone || t == TaintingError {
		return false // the algorithm is not reached
	}
	// credentials mode is "include", or it is "same-origin" and the tainting basic.
	return r.Credentials == CredentialsInclude ||
		(r.Credentials == CredentialsSameOrigin && t == TaintingBasic)
}

// oracleCORSCheck transliterates the CORS check
// (https://fetch.spec.whatwg.org/#concept-cors-check).
func oracleCORSCheck(r Request, requestOrigin string, h ResponseHeaders) bool {
	// 1, 2. No Access-Control-Allow-Origin: failure.
	if !h.AllowOriginPresent {
		return false
	}
	// 3. Not include and `*`: success.
	if r.Credentials != CredentialsInclude && h.AllowOrigin == "*" {
		return true
	}
	// 4. Not the request's origin: failure.
	if requestOrigin != h.AllowOrigin {
		return false
	}
	// 5. Not include: success.
	if r.Credentials != CredentialsInclude {
		return true
	}
	// 6, 7. `true`: success. 8. Failure.
	return h.AllowCredentials == "true"
}
