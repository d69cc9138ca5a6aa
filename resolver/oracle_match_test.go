package resolver

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// The oracle of Match: what HTML and SVG 2 do with each element, written out
// by hand, without a look at the encoding. It returns the ids of contexts.

// oracleMatch lists what a tag starts.
func oracleMatch(el Element, attrs map[string]string) []string {
	if el.SVG {
		return oracleMatchSVG(el.Name, attrs)
	}
	inMedia := el.Parent == "audio" || el.Parent == "video"
	switch el.Name {
	case "a":
		// "follow the hyperlink" needs href; with download it is "download
		// the hyperlink", which navigates nowhere.
		if has(attrs, "href") && !has(attrs, "download") {
			return []string{"a-href"}
		}
	case "audio":
		// The resource selection algorithm, mode attribute: an empty src fails.
		return when("audio-src", attrs["src"] != "")
	case "video":
		return append(when("video-src", attrs["src"] != ""), when("video-poster", attrs["poster"] != "")...)
	case "source":
		// In a picture it is the img that fetches, whatever stands on source.
		if inMedia {
			return when(el.Parent+"-source", attrs["src"] != "")
		}
	case "track":
		return when("track", inMedia && attrs["src"] != "")
	case "embed":
		return when("embed", attrs["src"] != "")
	case "object":
		return when("object", attrs["data"] != "")
	case "iframe":
		// "process the iframe attributes": srcdoc comes first and fetches nothing.
		return when("iframe", attrs["src"] != "" && !has(attrs, "srcdoc"))
	case "form":
		// "submit", with method dialog nothing is fetched.
		return when("form", oracleLower(attrs["method"]) != "dialog")
	case "input":
		return when("input-image", oracleLower(attrs["type"]) == "image" && attrs["src"] != "")
	case "style":
		return []string{"style-inline"}
	case "img":
		return oracleMatchImage(el.Parent == "picture", attrs)
	case "script":
		return oracleMatchScript(attrs)
	case "link":
		return oracleMatchLink(attrs)
	}
	return nil
}

// oracleMatchImage: "select an image source" from srcset and src; in a picture
// its source elements have a say.
func oracleMatchImage(inPicture bool, attrs map[string]string) []string {
	switch {
	case inPicture:
		return []string{"img-picture"}
	case has(attrs, "srcset"): // "uses srcset or picture"
		if attrs["srcset"] != "" && !has(attrs, "src") || attrs["src"] != "" {
			return []string{"img-srcset"}
		}
		return nil
	}
	return when("img-src", attrs["src"] != "")
}

// oracleMatchScript: "prepare the script element"
// (https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element).
func oracleMatchScript(attrs map[string]string) []string {
	// An inline script without a text does nothing; the text is not in the tag.
	switch kind := oracleScriptType(attrs); kind {
	case "classic":
		// nomodule, where modules are supported: return.
		if has(attrs, "nomodule") {
			return nil
		}
		fallthrough
	case "module":
		// 33. An empty src fires error; without src the script is inline.
		if !has(attrs, "src") {
			return []string{"script-" + kind + "-inline"}
		}
		return when("script-"+kind+"-external", attrs["src"] != "")
	default:
		return []string{"script-" + kind}
	}
}

// oracleScriptType: steps 8 to 13 of "prepare the script element".
func oracleScriptType(attrs map[string]string) string {
	kind, hasType := attrs["type"]
	language, hasLanguage := attrs["language"]
	var typeString string
	switch {
	// 8. type "", or no type and language "", or neither: text/javascript.
	case hasType && kind == "", !hasType && hasLanguage && language == "", !hasType && !hasLanguage:
		typeString = "text/javascript"
	// 9. type without the blanks around it.
	case hasType:
		typeString = strings.Trim(kind, " \t\n\f\r")
	// 10. "text/" and language.
	default:
		typeString = "text/" + language
	}
	switch typeString = oracleLower(typeString); typeString {
	// 11. A JavaScript MIME type essence match (mimesniff, "JavaScript MIME type").
	case "application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
		"text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
		"text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
		"text/x-ecmascript", "text/x-javascript":
		return "classic"
	case "module", "importmap", "speculationrules": // 12, 13.
		// They are compared with the type string as well: language never
		// leads here, because "text/" is in front of it.
		return typeString
	}
	// Otherwise the type stays null: return.
	return "data-block"
}

// oracleMatchLink goes through the keywords of rel.
func oracleMatchLink(attrs map[string]string) []string {
	rel := strings.FieldsFunc(oracleLower(attrs["rel"]), func(r rune) bool { return strings.ContainsRune(" \t\n\f\r", r) })
	href := attrs["href"] != "" // "create a link request" s1: an empty href makes none
	as := oracleLower(attrs["as"])
	var out []string
	for _, keyword := range slices.Compact(slices.Sorted(slices.Values(rel))) {
		switch keyword {
		case "alternate":
			if !slices.Contains(rel, "stylesheet") {
				out = append(out, when("link-alternate", href)...)
			}
		case "stylesheet":
			if slices.Contains(rel, "alternate") {
				keyword = "alternate-stylesheet"
			}
			out = append(out, when("link-"+keyword, href)...)
		case "preload":
			// "preload" s2: an image's source set stands in for href.
			out = append(out, when(oraclePreloadAs(as), href || as == "image" && attrs["imagesrcset"] != "")...)
		case "modulepreload":
			out = append(out, when(oracleModulepreloadAs(as), href)...)
		case "icon", "apple-touch-icon", "mask-icon", "manifest", "prefetch", "preconnect", "dns-prefetch",
			"prerender", "compression-dictionary", "canonical", "next", "expect":
			out = append(out, when("link-"+keyword, href)...)
		}
	}
	return out
}

// oraclePreloadAs: "translate a preload destination".
func oraclePreloadAs(as string) string {
	switch as {
	case "fetch", "font", "image", "script", "style", "track":
		return "link-preload-" + as
	}
	return "link-preload-other-as"
}

// oracleModulepreloadAs: steps 2 and 3 of fetching a modulepreload. as has a
// state only for the keywords that a preload or a modulepreload knows.
func oracleModulepreloadAs(as string) string {
	switch as {
	case "fetch", "font", "image", "track": // a state, but no module preload destination
		return "link-modulepreload-bad-as"
	case "script", "style", "json", "text", "audioworklet", "paintworklet", "worker", "sharedworker", "serviceworker":
		return "link-modulepreload-" + as
	}
	return "link-modulepreload" // no state
}

// oracleMatchSVG: href comes before xlink:href, also when it is empty.
func oracleMatchSVG(name string, attrs map[string]string) []string {
	url, ok := attrs["href"]
	if !ok {
		url = attrs["xlink:href"]
	}
	switch name {
	case "image", "feimage", "use":
		return when("svg-"+name, url != "")
	case "script":
		return when("svg-script", url != "" && oracleScriptType(attrs) == "classic")
	}
	return nil
}

func has(attrs map[string]string, name string) bool {
	_, ok := attrs[name]
	return ok
}

func when(id string, started bool) []string {
	if started {
		return []string{id}
	}
	return nil
}

func oracleLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// oracleTags are the elements with the attributes that decide something and
// values to try; absent stands for no attribute.
const absent = "\x00absent"

var urls = []string{absent, "", "/x"}

var oracleTags = []struct {
	names   []string
	svg     bool
	parents []string
	values  map[string][]string
}{
	{names: []string{"a", "audio", "embed", "iframe", "object", "video", "p", "link-card"}, values: map[string][]string{
		"src": urls, "href": urls, "data": urls, "poster": urls, "srcdoc": urls, "download": {absent, ""}, "crossorigin": {absent, ""},
	}},
	{names: []string{"img", "source", "track"}, parents: []string{"", "audio", "video", "picture"}, values: map[string][]string{
		"src": urls, "srcset": urls, "crossorigin": {absent, "", "use-credentials"},
	}},
	{names: []string{"form", "input", "style"}, values: map[string][]string{
		"src": urls, "method": {absent, "", "get", "post", "dialog", "DIALOG", "dialog "}, "type": {absent, "image", "Image", "image ", "text"},
	}},
	{names: []string{"script"}, values: map[string][]string{
		"type": {
			absent, "", " ", "module", "MODULE", " module\n", "modules", "importmap", "ImportMap", "speculationrules", "text/javascript",
			"\tText/JavaScript ", "application/x-ecmascript", "text/javascript1.5", "text/javascript1.6", "text/jscript", "text/livescript",
			"text/javascript; charset=utf-8", "application/ld+json", "text/template", "javascript", "text/java\u017fcript",
		},
		"language": {absent, "", "JavaScript", "javascript1.2", "vbscript", "module"},
		"src":      urls, "nomodule": {absent, ""}, "crossorigin": {absent, "anonymous"},
	}},
	{names: []string{"image", "feimage", "use", "script", "a"}, svg: true, values: map[string][]string{
		"href": urls, "xlink:href": urls, "src": urls, "type": {absent, "", "text/javascript", "module", "text/plain"}, "crossorigin": {absent, ""},
	}},
	{names: []string{"link"}, values: map[string][]string{
		"rel": {
			absent, "", "stylesheet", "StyleSheet", "alternate", "alternate stylesheet", "stylesheet\fALTERNATE", "icon", "shortcut icon", "apple-touch-icon",
			"mask-icon", "manifest", "preload", "modulepreload", "preload stylesheet", "preload modulepreload preload", "prefetch preconnect dns-prefetch",
			"\tPreConnect\n", "dns-prefetch", "prerender", "compression-dictionary", "canonical", "next", "expect", "author", "preloads", "pre load",
			"\u017ftylesheet", "preload\u00a0stylesheet",
		},
		"as": {
			absent, "", "fetch", "font", "image", "script", "style", "track", "audio", "video", "document", "json", "text", "worker", "sharedworker",
			"serviceworker", "audioworklet", "paintworklet", "FONT", "Image", "font ", "tracks",
		},
		"href": urls, "imagesrcset": urls,
	}},
}

// TestMatchAgreesWithOracle tries every combination of values.
func TestMatchAgreesWithOracle(t *testing.T) {
	tried, found := 0, map[string]bool{}
	for _, tags := range oracleTags {
		parents := tags.parents
		if parents == nil {
			parents = []string{""}
		}
		for attrs := range combinations(tags.values) {
			for _, name := range tags.names {
				for _, parent := range parents {
					el := Element{Name: name, SVG: tags.svg, Parent: parent}
					var got []string
					for _, c := range Match(nil, el, attrsOf(attrs)) {
						got = append(got, c.String())
						found[c.String()] = true
					}
					want := oracleMatch(el, attrs)
					slices.Sort(got)
					slices.Sort(want)
					if tried++; !slices.Equal(got, want) {
						t.Fatalf("%+v with %q starts %v, the steps give %v", el, attrs, got, want)
					}
				}
			}
		}
	}
	for c := range Context(Contexts) {
		if c.Info().Element != "" && !found[c.String()] && !notByTag[c] {
			t.Errorf("no tag was tried that starts %v", c)
		}
	}
	if tried < 15000 {
		t.Errorf("%d tags tried, expected every combination", tried)
	}
}

// combinations yields every choice of one value for each name. The map is the
// same one each time.
func combinations(values map[string][]string) func(func(map[string]string) bool) {
	names := slices.Sorted(maps.Keys(values))
	return func(yield func(map[string]string) bool) {
		attrs := map[string]string{}
		var choose func(i int) bool
		choose = func(i int) bool {
			if i == len(names) {
				return yield(attrs)
			}
			for _, value := range values[names[i]] {
				if value == absent {
					delete(attrs, names[i])
				} else {
					attrs[names[i]] = value
				}
				if !choose(i + 1) {
					return false
				}
			}
			return true
		}
		choose(0)
	}
}

// notByTag are contexts of an element that its tag alone does not start: a
// later event, an import, or an attribute where nothing reads it.
var notByTag = map[Context]bool{
	ImgEnvChange: true, ScriptClassicImport: true, ModuleStaticImport: true, ModuleImportJSON: true,
	ModuleImportCSS: true, ModuleImportText: true, TrackOwnAttr: true, PictureSourceAttr: true,
}
