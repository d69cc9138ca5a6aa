package resolver

// Mode is a request mode (https://fetch.spec.whatwg.org/#concept-request-mode).
type Mode uint8

const (
	ModeNone Mode = iota // no request is made, or the standards leave it open
	ModeNoCORS
	ModeCORS
	ModeSameOrigin
	ModeNavigate
	ModeWebSocket
)

var modeNames = [...]string{"", "no-cors", "cors", "same-origin", "navigate", "websocket"}

// String returns the mode as Fetch writes it, "" for ModeNone.
func (m Mode) String() string { return name(modeNames[:], uint8(m)) }

// CredentialsMode is a request's credentials mode
// (https://fetch.spec.whatwg.org/#concept-request-credentials-mode).
type CredentialsMode uint8

const (
	CredentialsNone CredentialsMode = iota // no request is made, or the standards leave it open
	CredentialsOmit
	CredentialsSameOrigin
	CredentialsInclude
)

var credentialsNames = [...]string{"", "omit", "same-origin", "include"}

// String returns the credentials mode as Fetch writes it, "" for CredentialsNone.
func (c CredentialsMode) String() string { return name(credentialsNames[:], uint8(c)) }

// Destination is a request's destination
// (https://fetch.spec.whatwg.org/#concept-request-destination). DestinationNone
// stands for no request or an unspecified destination; it is not
// DestinationEmpty, which Fetch writes as the empty string.
type Destination uint8

// String returns the destination as Fetch writes it. DestinationNone and
// DestinationEmpty are both "".
func (d Destination) String() string { return name(destinationNames[:], uint8(d)) }

// Request is what a context and a state make of a fetch. It is comparable:
// together with the URL it is the key by which a preload is found.
type Request struct {
	Mode        Mode
	Credentials CredentialsMode
	Destination Destination
}

// ScriptLike says whether the destination is script-like
// (https://fetch.spec.whatwg.org/#request-destination-script-like).
func (d Destination) ScriptLike() bool { return int(d) < len(scriptLike) && scriptLike[d] }

// PreloadDestination returns the destination that an as attribute stands for
// in a preload; ok is false for values that start none. In a Link header the
// value is taken as it is written, so that only lowercase starts a preload
// (https://html.spec.whatwg.org/multipage/links.html#translate-a-preload-destination).
func PreloadDestination(as string) (d Destination, ok bool) {
	for i := range preloadAs {
		if equalFold(as, preloadAs[i].as) {
			return preloadAs[i].destination, true
		}
	}
	return DestinationNone, false
}

// Status says whether a context fetches.
type Status uint8

const (
	Specified   Status = iota // a standard says what is fetched and how
	NoRequest                 // the context makes no request of its own
	Unspecified               // the standards leave mode or credentials open
)

var statusNames = [...]string{"specified", "no-request", "unspecified"}

// String returns specified, no-request or unspecified.
func (s Status) String() string { return name(statusNames[:], uint8(s)) }

// Carrier says which crossorigin a context listens to.
type Carrier uint8

const (
	CarrierNone    Carrier = iota // there is no attribute: CSS, APIs
	CarrierOwn                    // the element's own attribute
	CarrierParent                 // the attribute of the media element around it
	CarrierHeader                 // the parameter of a Link header field
	CarrierScript                 // the attribute of the script element that imports
	CarrierIgnored                // the element may carry it, but nothing reads it
)

var carrierNames = [...]string{"none", "own", "parent", "header", "script", "ignored"}

// String returns none, own, parent, header, script or ignored.
func (c Carrier) String() string { return name(carrierNames[:], uint8(c)) }

// Effect says what crossorigin changes in a context.
type Effect uint8

const (
	EffectNone Effect = iota
	EffectModeAndCredentials
	EffectCredentials
	EffectConnection // which connection pool is warmed
	EffectImports    // the credentials mode of the modules that a script imports
)

var effectNames = [...]string{"none", "mode+credentials", "credentials", "connection", "imports"}

// String returns the effect as tables/vectors.json writes it.
func (e Effect) String() string { return name(effectNames[:], uint8(e)) }

// Role says what a fetch is for.
type Role uint8

const (
	RoleConsumer      Role = iota // the fetch itself
	RolePreload                   // stored for a later fetch
	RoleModulePreload             // stored in the module map
	RoleConnection                // only a connection
)

var roleNames = [...]string{"", "preload", "modulepreload", "connection"}

// String returns preload, modulepreload, connection, or "" for a consumer.
func (r Role) String() string { return name(roleNames[:], uint8(r)) }

// Method is a request's method (https://fetch.spec.whatwg.org/#concept-request-method).
type Method uint8

const (
	MethodGET Method = iota // also that of contexts without a request
	MethodPOST
)

var methodNames = [...]string{"GET", "POST"}

// String returns GET or POST.
func (m Method) String() string { return name(methodNames[:], uint8(m)) }

// ContextInfo is what is known of a context whatever the attribute's state.
type ContextInfo struct {
	ID        string // as in tables/vectors.json
	Element   string // "" for headers, CSS and APIs
	SVG       bool   // the element is in the SVG namespace
	Initiator string // Fetch's initiator type
	Kind      string // what the response is used for: image, font …, the kinds of spec/outcomes.yaml
	Status    Status
	Carrier   Carrier
	Effect    Effect
	Role      Role
	Worker    bool // the request's client is not a Window
	Method    Method
	Module    ModuleKey // zero for what fetches no module
}

// ParseState returns the state of a crossorigin written in the context: as an
// attribute, as the parameter of a Link header field, or on an element for
// which it is no attribute at all and so is missing. The value is that of whom
// Carrier names: with CarrierParent the media element's, with CarrierScript
// the importing script's.
func (i *ContextInfo) ParseState(value string, present bool) (State, Conformance) {
	switch {
	case i.Carrier == CarrierHeader, i.Carrier == CarrierIgnored && i.Element == "":
		return ParseHeaderState(value, present)
	case i.Carrier == CarrierIgnored && !HasAttribute(i.Element, i.SVG):
		return ParseState("", false)
	}
	return ParseState(value, present)
}
