package resolver

import (
	"slices"
	"strings"
)

// The oracle of what becomes of a request: steps of Fetch, HTML and
// Subresource Integrity, written out by hand.

// oracleConsumes transliterates the lookup in step 11 of "fetch"
// (https://fetch.spec.whatwg.org/#concept-fetch), for an HTTP(S) URL and no
// headers of the author's, and "consume a preloaded resource"
// (https://html.spec.whatwg.org/multipage/links.html#consume-a-preloaded-resource).
func oracleConsumes(preload, r Request, window bool, method, preloadIntegrity, integrity string) bool {
	// Fetch 11: mode same-origin, cors or no-cors; client a Window; method GET.
	switch r.Mode {
	case ModeSameOrigin, ModeCORS, ModeNoCORS:
	default:
		return false
	}
	if !window || method != "GET" {
		return false
	}
	// 1. The key: URL, destination, mode and credentials mode.
	// 2. No entry: false.
	if r.Destination == DestinationNone || preload.Destination != r.Destination ||
		preload.Mode != r.Mode || preload.Credentials != r.Credentials {
		return false
	}
	// 5. consumerIntegrityMetadata: parse the request's.
	consumer := oracleMetadata(integrity)
	// 6. preloadIntegrityMetadata: parse the entry's.
	preloaded := oracleMetadata(preloadIntegrity)
	// 7. Unless the first is empty or the two are the same set: false.
	return len(consumer) == 0 || slices.Equal(consumer, preloaded)
}

// oracleMetadata transliterates "parse metadata"
// (https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata-section).
// The set is sorted, without duplicates.
func oracleMetadata(metadata string) []string {
	var result []string
	// 2. Split on spaces.
	for _, item := range strings.FieldsFunc(metadata, func(r rune) bool { return strings.ContainsRune(" \t\n\f\r", r) }) {
		// 2.1, 2.2. What is in front of "?".
		expression := strings.Split(item, "?")[0]
		// 2.4, 2.5. Split on "-": the algorithm is the first part.
		parts := strings.Split(expression, "-")
		// 2.6. Its lowercase is among the valid tokens.
		switch oracleLower(parts[0]) {
		case "sha256", "sha384", "sha512":
		default:
			continue
		}
		// 2.3, 2.7. The value is the second part, if there is one.
		value := ""
		if len(parts) > 1 {
			value = parts[1]
		}
		// 2.8, 2.9. Append «alg, val».
		result = append(result, parts[0]+" "+value)
	}
	slices.Sort(result)
	return slices.Compact(result)
}

// oracleIntegrityPolicyBlocks transliterates "should request be blocked by
// integrity policy"
// (https://w3c.github.io/webappsec-subresource-integrity/#should-request-be-blocked-by-integrity-policy-section)
// for a policy that blocks the destination and a URL that is not local.
func oracleIntegrityPolicyBlocks(r Request, integrity string) bool {
	// 3. Metadata, and mode cors or same-origin: allowed.
	if len(oracleMetadata(integrity)) > 0 && (r.Mode == ModeCORS || r.Mode == ModeSameOrigin) {
		return false
	}
	return true
}

// oracleAllowsCredentials transliterates "Cross-Origin-Embedder-Policy allows
// credentials"
// (https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials)
// for a URL of another origin.
func oracleAllowsCredentials(r Request, policy string) bool {
	// 2. The mode is not no-cors: true.
	if r.Mode != ModeNoCORS {
		return true
	}
	// 4. The policy is not credentialless: true.
	if policy != "credentialless" {
		return true
	}
	// 5. Same origin: not here. 6. False.
	return false
}

// oracleBlocked transliterates step 5 of "HTTP fetch" and the "cross-origin
// resource policy internal check"
// (https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check)
// for a subresource of another origin whose response lacks
// Cross-Origin-Resource-Policy.
func oracleBlocked(r Request, policy string) bool {
	// HTTP fetch 5. The check is for response tainting opaque only.
	if oracleTainting(r, false) != TaintingOpaque {
		return false
	}
	// HTTP-network-or-cache fetch 8.3, 8.4: request-includes-credentials.
	included := oracleSends(r, false) && oracleAllowsCredentials(r, policy)
	// 4. policy is null: it becomes same-origin under require-corp, and under
	// credentialless if credentials were included.
	sameOrigin := policy == "require-corp" || policy == "credentialless" && included
	// 5. null: allowed. same-origin, and the origins differ: blocked.
	return sameOrigin
}

// oracleMutes transliterates CORS-cross-origin
// (https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-cross-origin)
// by the type of the response: main fetch filters it by the tainting.
func oracleMutes(t Tainting) bool {
	responseType := map[Tainting]string{TaintingBasic: "basic", TaintingCORS: "cors", TaintingOpaque: "opaque"}[t]
	return responseType == "opaque" || responseType == "opaqueredirect"
}

// oracleModule names the module map and the module type of a context: steps 1
// and 2 of "fetch a single module script"
// (https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script)
// by what its callers pass.
func oracleModule(id string) (owner, moduleType string) {
	// 1. Let moduleType be "javascript-or-wasm".
	moduleType = "javascript-or-wasm"
	switch id {
	case "script-module-external", "script-classic-import", "module-static-import", "event-handler-import":
		owner = "document"
	// 2. A module request with an attribute type decides.
	case "module-import-json":
		owner, moduleType = "document", "json"
	case "module-import-css":
		owner, moduleType = "document", "css"
	case "module-import-text":
		owner, moduleType = "document", "text"
	// "fetch a worklet/module worker script graph" and what is imported by it:
	// the settings object is the worker's or worklet's.
	case "worker-module", "worker-module-omit", "worker-module-include", "worker-module-static-import",
		"worker-module-include-static-import", "worker-import", "sharedworker-module", "serviceworker-module":
		owner = "worker"
	case "worklet-addmodule", "worklet-addmodule-include":
		owner = "worklet"
	default:
		// "fetch a modulepreload module script graph" passes the document's
		// settings object and no module request, whatever the destination.
		if !strings.HasPrefix(id, "link-modulepreload") || id == "link-modulepreload-bad-as" {
			return "", ""
		}
		owner = "document"
	}
	return owner, moduleType
}
