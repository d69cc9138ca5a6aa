package spec

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
	Attribute string   `yaml:"attribute,required" enum:"own parent header script ignored none"`
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
	NonEmpty    bool     `yaml:"non-empty"`                     // left out means false
	Tokens      []string `yaml:"tokens" format:"keyword"`       // all of them in the space-separated set
	NotTokens   []string `yaml:"not-tokens" format:"keyword"`   // none of them
	Keywords    []string `yaml:"keywords" format:"keyword"`     // one of them, ASCII case-insensitive
	NotKeywords []string `yaml:"not-keywords" format:"keyword"` // none of them; a missing attribute passes
	ScriptType  string   `yaml:"script-type" enum:"classic module importmap speculationrules data-block"`
}
