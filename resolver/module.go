package resolver

// ModuleKey is what decides, beside the URL, which entry of which module map a
// fetch fills or is answered from
// (https://html.spec.whatwg.org/multipage/webappapis.html#module-map). The
// zero value is that of fetches that are none of modules.
type ModuleKey struct {
	Type ModuleType
	Map  ModuleMap
}

// ModuleType is the module type that a fetch asks for
// (https://html.spec.whatwg.org/multipage/webappapis.html#module-type-from-module-request).
// A modulepreload passes no module request on, so that it asks for
// ModuleJavaScript whatever its as.
type ModuleType uint8

const (
	ModuleTypeNone   ModuleType = iota // no module is fetched
	ModuleJavaScript                   // javascript-or-wasm
	ModuleJSON
	ModuleCSS
	ModuleText
)

var moduleTypeNames = [...]string{"", "javascript-or-wasm", "json", "css", "text"}

// String returns the module type as HTML writes it, "" for ModuleTypeNone.
func (t ModuleType) String() string { return name(moduleTypeNames[:], uint8(t)) }

// ModuleMap says whose module map a fetch uses.
type ModuleMap uint8

const (
	ModuleMapNone     ModuleMap = iota // no module is fetched
	ModuleMapDocument                  // that of the document
	ModuleMapWorker                    // that of the worker itself
	ModuleMapWorklet                   // that of the worklet itself
)

var moduleMapNames = [...]string{"", "document", "worker", "worklet"}

// String returns document, worker or worklet, "" for ModuleMapNone.
func (m ModuleMap) String() string { return name(moduleMapNames[:], uint8(m)) }

// SameModule says whether, of two fetches of a module from the same URL by
// one document, or by one worker, the second is answered from the module map.
// Neither mode nor credentials mode are part of its key, so that those of the
// first fetch count for both
// (https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script, steps 5 to 7).
func SameModule(first, second Context) bool {
	a, b := first.Info().Module, second.Info().Module
	return a == b && a != ModuleKey{}
}
