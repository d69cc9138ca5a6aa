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
	Origin   string   `yaml:"origin" enum:"same-origin cross-origin"` // empty means both
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
	Namespace string     `yaml:"namespace,required" enum:"html svg"`
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
