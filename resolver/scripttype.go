package resolver

import "strings"

// The types of a script element, by what its type and language attributes say.
const (
	TypeClassic          = "classic"
	TypeModule           = "module"
	TypeImportMap        = "importmap"
	TypeSpeculationRules = "speculationrules"
	TypeDataBlock        = "data-block"
)

// javaScriptTypes are the JavaScript MIME type essences
// (https://mimesniff.spec.whatwg.org/#javascript-mime-type).
var javaScriptTypes = [...]string{
	"application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
	"text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
	"text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
	"text/x-ecmascript", "text/x-javascript",
}

// ScriptType returns which kind of script element the attributes make, as
// "prepare the script element" does
// (https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element).
// A value with parameters ("text/javascript; charset=utf-8") is a data block.
func ScriptType(attr Attrs) string {
	kind, present := attr("type")
	if !present {
		language, _ := attr("language")
		if language == "" {
			return TypeClassic
		}
		const prefix = "text/"
		for _, js := range javaScriptTypes {
			if strings.HasPrefix(js, prefix) && equalFold(language, js[len(prefix):]) {
				return TypeClassic
			}
		}
		return TypeDataBlock
	}
	if kind == "" {
		return TypeClassic
	}
	kind = strings.Trim(kind, " \t\n\f\r")
	for _, js := range javaScriptTypes {
		if equalFold(kind, js) {
			return TypeClassic
		}
	}
	for _, other := range [...]string{TypeModule, TypeImportMap, TypeSpeculationRules} {
		if equalFold(kind, other) {
			return other
		}
	}
	return TypeDataBlock
}
