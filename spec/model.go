package spec

// Spec is the whole encoding: what the standards say about crossorigin.
type Spec struct {
	Sources      []Source
	Attribute    Attribute
	Algorithms   []Algorithm
	Destinations Destinations
	Scripts      []ScriptType
	Families     []Family
	Shared       Shared
	Outcomes     Outcomes
	Compat       Compat
	Quirks       []Quirk
	Hosts        []Host
	Tables       []Table
}

// Source is one standard, at the commit that was read.
type Source struct {
	Pos        Pos
	ID         string `yaml:"id,required" format:"id"`
	Title      string `yaml:"title,required"`
	URL        string `yaml:"url,required" format:"url"`      // an anchor is appended to it
	Repository string `yaml:"repository" format:"repository"` // empty for a text read as published
	Commit     string `yaml:"commit" format:"commit"`         // given exactly when Repository is
	Date       string `yaml:"date" format:"date"`             // date of the commit, where it is known, or of the text
}

// Citation points at the place in a standard that a row follows.
type Citation struct {
	Pos    Pos
	Source string `yaml:"source,required"`                 // a Source's ID
	Anchor string `yaml:"anchor,required" format:"anchor"` // page#fragment, relative to the source's URL
	Step   string `yaml:"step" format:"step"`              // "19", "10.1", "3–4"; empty for prose
}

// Text is a phrase in the languages that the tables are published in.
type Text struct {
	Pos Pos
	En  string `yaml:"en,required" format:"text"`
	Ja  string `yaml:"ja,required" format:"text"`
}

// Step is one step of a standard that decides something, in our words.
type Step struct {
	// Use names a SharedSteps, in whose place Load puts its steps.
	Use      string `yaml:"use,alone" format:"id"`
	Citation `yaml:",inline"`
	When     []string `yaml:"when"`                                   // states it applies to; empty means all
	Origin   string   `yaml:"origin" enum:"same-origin cross-origin"` // same-origin or cross-origin; empty means both
	Says     string   `yaml:"says,required"`
}

// Attribute is the CORS settings attribute: an enumerated attribute with
// three states.
type Attribute struct {
	Pos      Pos
	Name     string       `yaml:"name,required"`
	States   []StateEntry `yaml:"states,required"`
	Keywords []Keyword    `yaml:"keywords,required"`
	Missing  Default      `yaml:"missing,required"`
	Empty    Default      `yaml:"empty,required"`
	Invalid  Default      `yaml:"invalid,required"`
	Elements []Bearer     `yaml:"elements,required"`
	Header   Header       `yaml:"header,required"`
}

// StateEntry names one state of the attribute.
type StateEntry struct {
	Pos   Pos
	Name  string     `yaml:"name,required"`
	Brief Text       `yaml:"brief,required"`
	Cite  []Citation `yaml:"cite,required"`
}

// Keyword maps a keyword, compared ASCII case-insensitively, to a state.
type Keyword struct {
	Pos     Pos
	Keyword string     `yaml:"keyword,required" format:"keyword"`
	State   string     `yaml:"state,required"`
	Cite    []Citation `yaml:"cite,required"`
}

// Default is the state of a missing, empty or invalid value.
type Default struct {
	Pos   Pos
	State string     `yaml:"state,required"`
	Cite  []Citation `yaml:"cite,required"`
}

// Bearer is an element that has the attribute.
type Bearer struct {
	Pos       Pos
	Element   string     `yaml:"element,required"`
	Namespace string     `yaml:"namespace,required" enum:"html svg"` // html or svg
	Cite      []Citation `yaml:"cite,required"`
}

// Header is the crossorigin parameter of a Link header field, which knows
// the keywords only.
type Header struct {
	Pos       Pos
	Otherwise string     `yaml:"otherwise,required"` // state of everything that is not a keyword
	Cite      []Citation `yaml:"cite,required"`
}

// Request is what an algorithm makes of a state.
type Request struct {
	Pos         Pos
	Mode        string `yaml:"mode,required" enum:"no-cors cors same-origin navigate websocket"`
	Credentials string `yaml:"credentials,required" enum:"omit same-origin include"`
}

// Algorithm turns a state into a request, or into the credentials flag of a
// connection.
type Algorithm struct {
	Pos   Pos
	ID    string `yaml:"id,required" format:"id"`
	Title Text   `yaml:"title,required"`
	// Requests has one entry a state; exactly one of Requests and Connection
	// is given.
	Requests map[string]Request `yaml:"requests"`
	// Connection maps same-origin and cross-origin to state → credentials.
	Connection map[string]map[string]bool `yaml:"connection"`
	Steps      []Step                     `yaml:"steps,required"`
}

// Destinations are Fetch's destinations and what `as` translates to.
type Destinations struct {
	Pos     Pos
	Values  []Destination `yaml:"values,required"`
	Preload []Translation `yaml:"preload,required"`
}

// Destination is one of Fetch's request destinations.
type Destination struct {
	Pos        Pos
	Name       string     `yaml:"name,required"` // "" is a destination
	ScriptLike bool       `yaml:"script-like"`   // left out means false
	Cite       []Citation `yaml:"cite,required"`
}

// Translation says which destination an `as` keyword of a preload stands for.
type Translation struct {
	Pos         Pos
	As          string     `yaml:"as,required" format:"keyword"`
	Destination string     `yaml:"destination,required"`
	Cite        []Citation `yaml:"cite,required"`
}

// ScriptType says what one value of a script element's type stands for.
type ScriptType struct {
	Pos  Pos
	Type string     `yaml:"type"` // lowercase, without blanks; "" for an empty or missing attribute
	Kind string     `yaml:"kind,required" enum:"classic module importmap speculationrules"`
	Cite []Citation `yaml:"cite,required"`
}

// Family is one file of contexts.
type Family struct {
	Pos      Pos
	ID       string    `yaml:"family,required" format:"id"`
	Title    Text      `yaml:"title,required"`
	Contexts []Context `yaml:"contexts,required"`
}

// Context is one way a page fetches, or a place where crossorigin could be
// written.
type Context struct {
	Pos        Pos
	Keys       Keys
	ID         string            `yaml:"id,required" format:"id"`
	Title      Text              `yaml:"title,required"`
	Element    string            `yaml:"element"`              // the element that starts it; empty for headers, CSS and APIs
	Namespace  string            `yaml:"namespace" enum:"svg"` // svg, or empty for html
	Parent     string            `yaml:"parent"`               // element the example stands in
	Attributes map[string]string `yaml:"attributes"`           // of the example; {url} stands for the URL
	Example    string            `yaml:"example,required"`
	Match      []Match           `yaml:"match"` // alternatives; none when a tag alone does not start it
	// Attribute says who carries crossorigin: own, parent (the media
	// element), header (the parameter of a Link field), script (the script
	// element that imports), ignored (this element, but nothing reads it)
	// or none.
	Attribute string `yaml:"attribute,required" enum:"own parent header script ignored none"`
	// Status is specified, no-request or unspecified.
	Status    string   `yaml:"status,required" enum:"specified no-request unspecified"`
	Algorithm string   `yaml:"algorithm"` // an Algorithm's ID; exclusive with Request
	Request   *Request `yaml:"request"`   // fixed by the standard whatever the attribute
	// Destination is written in every specified context, "" where it is empty,
	// unless DestinationStatus is.
	Destination string `yaml:"destination"`
	// DestinationStatus is unspecified where the standard leaves it open.
	DestinationStatus string `yaml:"destination-status" enum:"unspecified"`
	Initiator         string `yaml:"initiator"`                                    // Fetch's initiator type
	Client            string `yaml:"client" enum:"worker"`                         // worker when the fetching client is no Window
	Method            string `yaml:"method" enum:"POST"`                           // POST; empty for GET, the only one that looks preloads up
	Role              string `yaml:"role" enum:"preload modulepreload connection"` // preload, modulepreload, connection; empty for a consumer
	// Module says which entry of which module map the fetch fills or is
	// answered from.
	Module *Module `yaml:"module"`
	// Imports names the context of the imports that the attribute decides.
	Imports string `yaml:"imports"`
	// Kind names the entry of outcomes.kinds that tells what the response
	// can be used for.
	Kind  string   `yaml:"kind"`
	Steps []Step   `yaml:"steps,required"`
	Notes []Note   `yaml:"notes"`
	BCD   []string `yaml:"bcd"` // keys in compat.yaml
}

// Module is the part of a module map's key that the URL is not, and whose
// module map it is.
type Module struct {
	Pos  Pos
	Type string `yaml:"type,required" enum:"javascript-or-wasm json css text"`
	Map  string `yaml:"map,required" enum:"document worker worklet"` // a worker or worklet has one of its own
}

// Note is something to know about a context that no row holds.
type Note struct {
	Pos  Pos
	Use  string     `yaml:"use,alone" format:"id"` // a SharedNote's ID, in whose place Load puts it
	Says string     `yaml:"says,required"`
	Cite []Citation `yaml:"cite"`
}

// Shared are the steps and notes that several contexts have in common.
type Shared struct {
	Pos   Pos
	Steps []SharedSteps `yaml:"steps,required"`
	Notes []SharedNote  `yaml:"notes,required"`
}

// SharedSteps are steps that follow each other in several contexts.
type SharedSteps struct {
	Pos   Pos
	ID    string `yaml:"id,required" format:"id"`
	Steps []Step `yaml:"steps,required"`
}

// SharedNote is a note on several contexts.
type SharedNote struct {
	ID   string `yaml:"id,required" format:"id"`
	Note `yaml:",inline"`
}

// Match is one combination of attributes by which a tag is recognised.
type Match struct {
	Pos        Pos
	Parents    []string             `yaml:"parents"` // nearest media element or picture, "" for none; left out means any
	Attributes map[string]Condition `yaml:"attributes"`
}

// Condition is what one attribute must be. All parts given must hold.
type Condition struct {
	Pos         Pos
	Present     *bool    `yaml:"present"`
	NonEmpty    bool     `yaml:"non-empty"`                                                               // left out means false
	Tokens      []string `yaml:"tokens" format:"keyword"`                                                 // all of them in the space-separated set
	NotTokens   []string `yaml:"not-tokens" format:"keyword"`                                             // none of them
	Keywords    []string `yaml:"keywords" format:"keyword"`                                               // one of them, ASCII case-insensitive
	NotKeywords []string `yaml:"not-keywords" format:"keyword"`                                           // none of them; a missing attribute passes
	ScriptType  string   `yaml:"script-type" enum:"classic module importmap speculationrules data-block"` // classic, module, importmap, speculationrules or data-block
}

// Outcomes tell what becomes of a request and its response.
type Outcomes struct {
	Pos         Pos
	Tainting    []TaintingRow    `yaml:"tainting,required"`
	Credentials []CredentialsRow `yaml:"credentials,required"`
	CORSCheck   []CORSCheckRow   `yaml:"cors-check,required"`
	Kinds       []Kind           `yaml:"kinds,required"`
	Consume     []ConsumeRow     `yaml:"consume,required"`
	Embedder    []EmbedderRow    `yaml:"embedder-policy,required"`
	Integrity   []IntegrityRow   `yaml:"integrity,required"`
	// IntegrityPolicy has a row for each mode a script or style sheet can
	// have.
	IntegrityPolicy []IntegrityPolicyRow `yaml:"integrity-policy,required"`
	HashAlgorithms  []HashAlgorithm      `yaml:"hash-algorithms,required"`
	CORSClass       []CORSClassRow       `yaml:"cors-class,required"`
}

// TaintingRow is the response tainting of a mode and an origin relation.
type TaintingRow struct {
	Pos      Pos
	Mode     string     `yaml:"mode,required" enum:"no-cors cors same-origin navigate websocket"`
	Origin   string     `yaml:"origin,required" enum:"same-origin cross-origin"`
	Tainting string     `yaml:"tainting,required" enum:"basic cors opaque error"` // basic, cors, opaque or error
	Says     string     `yaml:"says,required"`
	Cite     []Citation `yaml:"cite,required"`
}

// CredentialsRow says whether credentials go with a request.
type CredentialsRow struct {
	Pos         Pos
	Credentials string     `yaml:"credentials,required" enum:"omit same-origin include"`
	Tainting    string     `yaml:"tainting,required" enum:"basic cors opaque error"`
	Included    bool       `yaml:"included,required"`
	Says        string     `yaml:"says,required"`
	Cite        []Citation `yaml:"cite,required"`
}

// CORSCheckRow is one case of the CORS check.
type CORSCheckRow struct {
	Pos         Pos
	Credentials string     `yaml:"credentials,required" enum:"omit same-origin include"`
	AllowOrigin string     `yaml:"allow-origin,required" enum:"missing wildcard match other"` // missing, wildcard, match or other
	AllowCreds  string     `yaml:"allow-credentials,required" enum:"true other"`              // true or other
	Passes      bool       `yaml:"passes,required"`
	Cite        []Citation `yaml:"cite,required"`
}

// Kind tells what a page can do with a response, by its tainting.
type Kind struct {
	Pos     Pos
	ID      string        `yaml:"id,required" format:"id"`
	Effects []KindEffects `yaml:"effects,required"`
}

// KindEffects is the consequence of one tainting.
type KindEffects struct {
	Pos      Pos
	Tainting string     `yaml:"tainting,required" enum:"basic cors opaque error"`
	Says     string     `yaml:"says,required"`
	Cite     []Citation `yaml:"cite,required"`
}

// ConsumeRow is one condition for a preload to serve a request: either what
// the request must be or what the two must have in common.
type ConsumeRow struct {
	Pos    Pos
	Asks   string     `yaml:"asks" enum:"client method mode"` // exclusive with Same
	Values []string   `yaml:"values"`                         // what Asks can be
	Same   string     `yaml:"same" enum:"mode destination credentials"`
	Says   string     `yaml:"says,required"`
	Cite   []Citation `yaml:"cite,required"`
}

// EmbedderRow is the effect of Cross-Origin-Embedder-Policy on a
// cross-origin subresource.
type EmbedderRow struct {
	Pos     Pos
	Policy  string     `yaml:"policy,required" enum:"unsafe-none require-corp credentialless"` // unsafe-none, require-corp or credentialless
	Mode    string     `yaml:"mode,required" enum:"no-cors cors same-origin navigate websocket"`
	Blocked bool       `yaml:"blocked-without-corp,required"`
	Strips  bool       `yaml:"strips-credentials,required"`
	Says    string     `yaml:"says,required"`
	Cite    []Citation `yaml:"cite,required"`
}

// IntegrityRow says whether integrity metadata can be checked.
type IntegrityRow struct {
	Pos       Pos
	Tainting  string     `yaml:"tainting,required" enum:"basic cors opaque error"`
	Checkable bool       `yaml:"checkable,required"`
	Says      string     `yaml:"says,required"`
	Cite      []Citation `yaml:"cite,required"`
}

// IntegrityPolicyRow says whether integrity metadata on a request of that mode
// satisfies an Integrity-Policy that blocks its destination.
type IntegrityPolicyRow struct {
	Pos       Pos
	Mode      string     `yaml:"mode,required" enum:"no-cors cors same-origin navigate websocket"`
	Satisfies bool       `yaml:"satisfies,required"`
	Says      string     `yaml:"says,required"`
	Cite      []Citation `yaml:"cite,required"`
}

// HashAlgorithm is a hash algorithm that integrity metadata can name.
type HashAlgorithm struct {
	Pos   Pos
	Token string     `yaml:"token,required"` // compared ASCII case-insensitively
	Cite  []Citation `yaml:"cite,required"`
}

// CORSClassRow says whether HTML calls a response CORS-cross-origin.
type CORSClassRow struct {
	Pos         Pos
	Tainting    string     `yaml:"tainting,required" enum:"basic cors opaque"`
	CrossOrigin bool       `yaml:"cross-origin,required"`
	Says        string     `yaml:"says,required"`
	Cite        []Citation `yaml:"cite,required"`
}

// Compat is browser support, taken from browser-compat-data.
type Compat struct {
	Pos      Pos
	Version  string          `yaml:"version,required" format:"release"`
	Commit   string          `yaml:"commit,required" format:"commit"`
	Browsers []string        `yaml:"browsers,required" enum:"chrome chrome_android edge firefox firefox_android opera opera_android safari safari_ios samsunginternet_android webview_android webview_ios"` // in browser-compat-data's names
	Features []CompatFeature `yaml:"features,required"`
}

// CompatFeature is one key of browser-compat-data.
type CompatFeature struct {
	Pos     Pos
	Key     string            `yaml:"key,required"`
	Support map[string]string `yaml:"support,required" format:"support"` // browser → version, "no", or version with a remark
	Notes   []Text            `yaml:"notes"`
}

// Quirk is a departure of a browser from the standard.
type Quirk struct {
	Pos      Pos
	ID       string    `yaml:"id,required" format:"id"`
	Browser  string    `yaml:"browser,required" enum:"chromium firefox webkit"`
	Version  string    `yaml:"version,required" format:"release"`
	Contexts []string  `yaml:"contexts,required"`
	When     QuirkWhen `yaml:"when"`
	// Sees is what is observed instead: mode, credentials, destination, those
	// that differ; whether credentials are sent follows from them. Mode none
	// means no request, and also names a second one ("MODE CREDENTIALS"), or a
	// second connection ("connection CREDENTIALS"). Of
	// quirks that cover the same vector the later wins. A quirk without Sees
	// shows in no vector, only in the situation that Seen tells.
	Sees     map[string]string `yaml:"sees"`              // empty, or some of mode, credentials, destination and also
	Standard Text              `yaml:"standard,required"` // what the standard says
	Seen     Text              `yaml:"seen,required"`     // what the browser does
	Evidence Text              `yaml:"evidence,required"` // a bug, a source file with its commit, or the observation
}

// QuirkWhen limits a quirk to some vectors of its contexts; what is empty
// limits nothing.
type QuirkWhen struct {
	Pos    Pos
	Values []string `yaml:"values"` // of crossorigin, as written; never the absent one
	States []string `yaml:"states"`
	Origin string   `yaml:"origin" enum:"same-origin cross-origin"`
}

// Host is a host that serves files to every site, and answers every site and
// for every file alike.
type Host struct {
	Pos    Pos
	Host   string `yaml:"host,required" format:"host"`
	Answer string `yaml:"answer,required" enum:"anonymous-only no-cors cors credentials"` // to CORS requests
	// Fonts says whether the host serves fonts, which are fetched on connections
	// without credentials.
	Fonts  string `yaml:"fonts,required" enum:"none also only"`
	Source string `yaml:"source,required" format:"url"` // where its operator says so, or where the headers were seen
}

// Table is the frame of a published table; its rows are built from the rest
// of the encoding.
type Table struct {
	Pos   Pos
	ID    string      `yaml:"id,required" format:"id"`
	Title Text        `yaml:"title,required"`
	Intro Text        `yaml:"intro,required"`
	Notes []TableNote `yaml:"notes"`
}

// TableNote stands below a table.
type TableNote struct {
	Pos  Pos
	Says Text       `yaml:"says,required"`
	Cite []Citation `yaml:"cite,required"`
}
