// Package resolver answers what crossorigin does: which requests a tag
// starts, with which request mode and credentials mode, and what becomes of
// the response. Its tables are generated from the encoding in spec/; looking
// something up is one table read.
//
// Match finds the contexts that a tag starts: one for each fetch or hint, and
// those of tags that fetch nothing, whose Status is NoRequest. ContextInfo
// tells whose crossorigin counts in a context (Carrier): that of the tag, or
// for a track and a source that of the audio or video around it.
// ContextInfo.ParseState turns its value into a State, in markup as in a Link
// header, and Resolve turns context and state into a Request.
// ResponseTainting, SendsCredentials, Consumes and others say what becomes of
// the Request. Where they ask for sameOrigin, they ask whether the URL has the
// origin of the page.
//
// Fold and NextToken are there for generated code, also of other modules.
//
// It stands between the encoding and everything that reads pages:
// spec → generator → resolver → page → rules. It depends on nothing but the
// standard library.
package resolver

//go:generate go run github.com/hugo-crossorigin/crossorigin/cmd/crossorigin-gen -root ..

// State is the state of a CORS settings attribute
// (https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-settings-attributes).
type State uint8

// String returns the state's name in the HTML Standard.
func (s State) String() string { return name(stateNames[:], uint8(s)) }

// Conformance says how a state came about, which tells whether the author
// wrote something that the HTML Standard allows.
type Conformance uint8

const (
	Missing   Conformance = iota // no attribute
	Empty                        // bare, or ""
	IsKeyword                    // a keyword, in any ASCII case
	Invalid                      // anything else, blanks around a keyword included
)

var conformanceNames = [...]string{"missing", "empty", "keyword", "invalid"}

// String returns missing, empty, keyword or invalid.
func (c Conformance) String() string { return name(conformanceNames[:], uint8(c)) }

// ParseState returns the state of a crossorigin attribute
// (https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#keywords-and-enumerated-attributes).
// The value is compared as it is: blanks are not stripped.
func ParseState(value string, present bool) (State, Conformance) {
	if !present {
		return missingState, Missing
	}
	if value == "" {
		return emptyState, Empty
	}
	if s, ok := keyword(value); ok {
		return s, IsKeyword
	}
	return invalidState, Invalid
}

// ParseHeaderState returns the state that the crossorigin parameter of a Link
// header field stands for. Unlike in markup, only a keyword counts
// (https://html.spec.whatwg.org/multipage/semantics.html#apply-link-options-from-parsed-header-attributes, step 2).
func ParseHeaderState(value string, present bool) (State, Conformance) {
	switch s, ok := keyword(value); {
	case !present:
		return missingState, Missing
	case ok:
		return s, IsKeyword
	case value == "":
		return headerOtherwise, Empty
	default:
		return headerOtherwise, Invalid
	}
}

// HasAttribute says whether crossorigin is a CORS settings attribute of the
// element (lowercase name, in the SVG namespace or not).
func HasAttribute(element string, svg bool) bool {
	for i := range bearers {
		if bearers[i].element == element && bearers[i].svg == svg {
			return true
		}
	}
	return false
}

func keyword(value string) (State, bool) {
	for i := range keywords {
		if equalFold(value, keywords[i].keyword) {
			return keywords[i].state, true
		}
	}
	return 0, false
}

// name keeps String methods total over values that no constant has.
func name(names []string, i uint8) string {
	if int(i) < len(names) {
		return names[i]
	}
	return "invalid"
}
