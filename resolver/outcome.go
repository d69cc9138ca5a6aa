package resolver

// Tainting is a request's response tainting, or Error where Fetch answers
// with a network error before anything is sent
// (https://fetch.spec.whatwg.org/#concept-request-response-tainting).
type Tainting uint8

const (
	TaintingNone Tainting = iota // no request
	TaintingBasic
	TaintingCORS
	TaintingOpaque
	TaintingError
)

var taintingNames = [...]string{"none", "basic", "cors", "opaque", "error"}

// String returns none, basic, cors, opaque or error.
func (t Tainting) String() string { return name(taintingNames[:], uint8(t)) }

// ResponseTainting returns the tainting of a request that is not redirected
// (https://fetch.spec.whatwg.org/#concept-main-fetch, step 12).
func ResponseTainting(r Request, sameOrigin bool) Tainting {
	return taintings[r.Mode&7][index(sameOrigin)]
}

// SendsCredentials says whether cookies, authorization entries and client
// certificates go with the request, before any cookie policy
// (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.3).
// It is false where nothing is sent. An embedder policy is not taken into
// account, see StripsCredentials.
func SendsCredentials(r Request, sameOrigin bool) bool {
	return sends[r.Credentials&3][ResponseTainting(r, sameOrigin)&7]
}

// Pool returns the credentials part of the key of the connection that the
// request uses, true for a connection with credentials
// (https://fetch.spec.whatwg.org/#concept-connection-pool); the other parts are
// the network partition key and the URL's origin. A request in mode websocket
// has a connection of its own, outside the pool.
func Pool(r Request, sameOrigin bool) bool { return SendsCredentials(r, sameOrigin) }

// PreconnectPool returns the credentials part of the key of the connection
// that a preconnect opens, true for a connection with credentials
// (https://html.spec.whatwg.org/multipage/links.html#preconnect, steps 6 and 7).
func PreconnectPool(s State, sameOrigin bool) bool {
	return preconnectPools[index(sameOrigin)][s&3]
}

// ResponseHeaders are the header values that the CORS check reads. Present
// tells a missing Access-Control-Allow-Origin from an empty one.
type ResponseHeaders struct {
	AllowOrigin        string
	AllowOriginPresent bool
	AllowCredentials   string
}

// PassesCORS runs the CORS check for a request from origin, as the Origin
// header would serialize it ("null" after a cross-origin redirect)
// (https://fetch.spec.whatwg.org/#concept-cors-check).
func PassesCORS(r Request, origin string, h ResponseHeaders) bool {
	allow := allowOriginOther
	switch {
	case !h.AllowOriginPresent:
		allow = allowOriginMissing
	case h.AllowOrigin == "*":
		allow = allowOriginWildcard
	case h.AllowOrigin == origin:
		allow = allowOriginMatch
	}
	return corsPasses[r.Credentials&3][allow][index(h.AllowCredentials == "true")]
}

// The cases of Access-Control-Allow-Origin in the generated table.
const (
	allowOriginMissing = iota
	allowOriginWildcard
	allowOriginMatch
	allowOriginOther
)

// IntegrityCheckable says whether the bytes of a response with that tainting
// can be compared with integrity metadata; where not, metadata makes the
// fetch fail (https://fetch.spec.whatwg.org/#concept-main-fetch).
func IntegrityCheckable(t Tainting) bool { return checkable[t&7] }

// IntegrityPolicyAllows says whether a request satisfies a blocking
// Integrity-Policy for its destination: it must carry integrity metadata, and
// that counts only in mode cors or same-origin
// (https://w3c.github.io/webappsec-subresource-integrity/#should-request-be-blocked-by-integrity-policy-section).
// Requests to local URLs (data:, blob:) are always allowed and not asked about here.
func IntegrityPolicyAllows(r Request, hasIntegrity bool) bool {
	return hasIntegrity && integrityPolicySatisfied[r.Mode&7]
}

// CORSCrossOrigin says whether HTML calls a response with that tainting
// CORS-cross-origin: a script's errors are muted, an image makes a canvas not
// origin-clean, cssRules of a style sheet throws
// (https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-cross-origin).
// A response that passed the CORS check is not.
func CORSCrossOrigin(t Tainting) bool { return corsCrossOrigin[t&7] }

// EmbedderPolicy is a document's Cross-Origin-Embedder-Policy
// (https://html.spec.whatwg.org/multipage/browsers.html#embedder-policy-value).
type EmbedderPolicy uint8

const (
	UnsafeNone EmbedderPolicy = iota
	RequireCORP
	Credentialless
)

var embedderPolicyNames = [...]string{"unsafe-none", "require-corp", "credentialless"}

// String returns the policy's value as a header field has it: unsafe-none,
// require-corp or credentialless.
func (p EmbedderPolicy) String() string { return name(embedderPolicyNames[:], uint8(p)) }

// BlockedWithoutCORP says whether the embedder policy makes a cross-origin
// request fail when the response lacks Cross-Origin-Resource-Policy
// (https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check).
func BlockedWithoutCORP(p EmbedderPolicy, r Request) bool { return corpBlocks[p&3][r.Mode&7] }

// StripsCredentials says whether the embedder policy makes a cross-origin
// request go without credentials
// (https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials).
func StripsCredentials(p EmbedderPolicy, r Request) bool { return coepStrips[p&3][r.Mode&7] }

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}
