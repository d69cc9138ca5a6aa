package resolver

// ScriptType is what the type and language attributes make of a script
// element.
type ScriptType uint8

const (
	TypeDataBlock        ScriptType = iota // neither fetched nor run
	TypeClassic                            // a classic script
	TypeModule                             // a JavaScript module
	TypeImportmap                          // an import map
	TypeSpeculationrules                   // a set of speculation rules
)

var scriptTypeNames = [...]string{"data-block", "classic", "module", "importmap", "speculationrules"}

// String returns data-block, classic, module, importmap or speculationrules.
func (t ScriptType) String() string { return name(scriptTypeNames[:], uint8(t)) }

// ParseScriptType returns the type of the script element with those
// attributes, as "prepare the script element" finds it
// (https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element).
// A value with parameters ("text/javascript; charset=utf-8") is a data block.
func ParseScriptType(attr Attrs) ScriptType {
	kind, present := attr("type")
	if !present {
		if language, _ := attr("language"); language != "" {
			return scriptLanguage(language)
		}
	}
	if kind == "" {
		return emptyScriptType
	}
	return scriptType(trimBlanks(kind)) // blanks alone are no empty value
}

// trimBlanks strips ASCII whitespace
// (https://infra.spec.whatwg.org/#strip-leading-and-trailing-ascii-whitespace).
func trimBlanks(s string) string {
	for s != "" && asciiSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && asciiSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}
