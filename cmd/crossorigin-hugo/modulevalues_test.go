package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// tried are the values that each key of each partial is given.
var tried = map[string]string{
	"int": "5", "float": "1.5", "true": "true", "false": "false", "nil": "nil", "empty": `""`, "text": `"zzz"`, "HTML": `(safeHTML "<b>")`, "URL": `(safeURL "/z")`,
	"list": "(slice 1)", "dict": `(dict "a" 1)`, "page": ".", "resource": `(resources.FromString "x.js" "x")`, "try": "(try 1)", "date": "now",
}

// What keys take of these.
const (
	takesNothing   = "nil false "
	takesFlag      = takesNothing + "true"
	takesKeyword   = takesNothing + "true empty" // other texts are told by a rule, save for some
	takesAlgorithm = takesNothing + "empty"      // true is for resources
	takesMetadata  = takesNothing + "empty"
	takesPage      = takesNothing + "page empty text HTML URL"
	takesText      = takesNothing + "empty text HTML URL"
	takesValue     = takesText + " int float"
	takesAttribute = takesValue + " true date"
	takesURL       = "resource text HTML URL"
	takesChosen    = takesNothing + "empty" // and some texts
)

type takes map[string]string

// valueTests says what the keys of a partial take, "*" what the partial does in
// place of a dict; base is the dict that a key is added to.
var valueTests = []struct {
	partial, base string
	takes         takes
}{
	{"script", `"src" "/a.js"`, takes{
		"*": takesURL, "absolute": takesFlag, "crossorigin": takesKeyword, "fingerprint": takesAlgorithm, "page": takesPage, "preload": takesFlag,
		"src": takesURL, "integrity": takesMetadata, "type": takesText, "async": takesAttribute, "data-x": takesAttribute, "onload": takesAttribute,
	}},
	{"style", `"href" "/a.css"`, takes{
		"*": takesURL, "absolute": takesFlag, "crossorigin": takesKeyword, "fingerprint": takesAlgorithm, "page": takesPage, "preload": takesFlag,
		"href": takesURL, "integrity": takesMetadata, "media": takesText, "rel": takesText, "title": takesAttribute,
	}},
	{"link", `"rel" "icon" "href" "/i.png"`, takes{
		"*": "", "absolute": takesFlag, "crossorigin": takesKeyword, "fingerprint": takesAlgorithm, "page": takesPage,
		"href": takesURL, "rel": "text HTML URL", "as": takesText, "imagesrcset": takesText, "integrity": takesMetadata,
	}},
	{"img", `"src" "/a.png"`, takes{
		"*": takesURL, "absolute": takesFlag, "crossorigin": takesKeyword, "fingerprint": takesAlgorithm, "page": takesPage, "preload": takesFlag,
		"src": takesURL, "srcset": takesText, "sizes": takesText, "alt": takesAttribute, "width": takesValue, "height": takesValue, "integrity": takesNothing + "empty",
	}},
	{"video", `"src" "/v.webm"`, takes{
		"*": takesURL, "absolute": takesFlag, "crossorigin": takesKeyword, "element": takesChosen, "fingerprint": takesAlgorithm, "page": takesPage, "sources": takesNothing, "tracks": takesNothing,
		"src": takesURL, "poster": takesText, "controls": takesAttribute, "width": takesValue,
	}},
	{"video source", `"src" "/s.webm"`, takes{"*": takesURL, "absolute": takesFlag, "crossorigin": takesNothing, "fingerprint": takesAlgorithm, "src": takesURL, "type": takesText}},
	{"video track", `"src" "/t.vtt"`, takes{"*": takesURL, "absolute": takesFlag, "crossorigin": takesNothing, "fingerprint": takesAlgorithm, "src": takesURL, "srclang": takesText, "default": takesAttribute}},
	{"font", `"href" "/f.woff2" "family" "F"`, takes{
		"*": "text HTML URL", "absolute": takesFlag, "crossorigin": takesKeyword, "display": takesText, "family": takesText, "fingerprint": takesAlgorithm, "page": takesPage, "style": takesText, "weight": takesValue,
		"href": "text HTML URL", "as": takesChosen, "rel": takesChosen, "type": takesText, "integrity": takesMetadata,
	}},
	{"preload", `"href" "/a.js" "as" "script"`, takes{
		"*": "resource", "absolute": takesFlag, "crossorigin": takesKeyword, "fingerprint": takesAlgorithm, "for": takesChosen, "page": takesPage,
		"href": takesURL, "as": "", "rel": takesChosen, "type": takesText, "integrity": takesMetadata,
	}},
	{"preconnect", `"href" "https://x.example" "for" "img-src"`, takes{"*": "page", "crossorigin": takesKeyword, "for": "", "href": "", "page": takesPage}},
	{"attrs", `"element" "script" "src" "/a.js"`, takes{
		"*": "", "absolute": takesFlag, "crossorigin": takesKeyword, "element": "", "fingerprint": takesAlgorithm, "page": takesPage,
		"src": "false " + takesURL, "type": takesText,
	}},
	{"resolve", `"element" "img" "attrs" (dict "src" "/a.png")`, takes{
		"*": "", "attrs": takesNothing + "dict", "context": takesChosen, "crossorigin": takesKeyword + " text HTML URL", "element": "text HTML URL", "origin": takesChosen, "page": takesPage, "parent": takesChosen,
	}},
}

// TestValues gives every key of every partial values of every sort: what is no
// use is told with page, partial, key and what was expected, and nothing ends in
// an error of a template.
func TestValues(t *testing.T) {
	var data struct {
		Partials map[string]struct{ Keys map[string]string }
	}
	src, err := os.ReadFile(filepath.Join(moduleDir, "data/crossorigin/partials.toml"))
	if err == nil {
		err = toml.Unmarshal(src, &data)
	}
	if err != nil {
		t.Fatal(err)
	}
	var site, bases strings.Builder
	type cell struct {
		partial, key, value string
		right               bool
	}
	var cells []cell
	for _, tt := range valueTests {
		fmt.Fprintf(&bases, " %q (dict %s)", tt.partial, tt.base)
		for key := range data.Partials[tt.partial].Keys {
			if _, ok := tt.takes[key]; !ok {
				t.Errorf("%s: key %s is not tried", tt.partial, key)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(tt.takes)) {
			for _, name := range slices.Sorted(maps.Keys(tried)) {
				front, err := json.Marshal(map[string]string{"title": "x", "partial": tt.partial, "key": key, "value": name})
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&site, "-- content/c%d.md --\n%s\n", len(cells), front)
				cells = append(cells, cell{tt.partial, key, name, slices.Contains(strings.Fields(tt.takes[key]), name)})
			}
		}
	}
	site.WriteString("-- layouts/home.html --\n-- layouts/single.html --\n{{- $tried := dict")
	for name, call := range tried {
		fmt.Fprintf(&site, " %q %s", name, call)
	}
	fmt.Fprintf(&site, ` -}}
{{- $bases := dict%s -}}
{{- $partial := .Params.partial -}}
{{- $in := index $tried .Params.value -}}
{{- if ne .Params.key "*" -}}{{- $in = merge (index $bases $partial) (dict .Params.key $in) -}}{{- end -}}
{{- if eq $partial "video source" -}}{{- $in = dict "sources" (slice $in) -}}{{- end -}}
{{- if eq $partial "video track" -}}{{- $in = dict "src" "/v" "tracks" (slice $in) -}}{{- end -}}
{{- with try (partial (printf "crossorigin/%%s.html" (index (split $partial " ") 0)) $in) -}}
  {{- with .Err }}{{ errorf "%%s: the partial fails: %%s" $.File.Path . }}{{ else }}{{ .Value }}{{ end -}}
{{- end -}}
`, &bases)
	message := regexp.MustCompile(`(?m)^(WARN|ERROR) +crossorigin/([a-z ]+): content/c(\d+)\.md: (.*)$`)
	rule := regexp.MustCompile(`(?m)^[A-Z]+ +content/c(\d+)\.md: crossorigin/(.*)$`)
	for _, tt := range []struct{ language, mode, level, expected string }{
		{"en", "warn", "WARN", "expected"},
		{"ja", "error", "ERROR", "ください|ありません"},
	} {
		config := strings.Replace(siteConfig, "theme =", "defaultContentLanguage = \""+tt.language+"\"\ntheme =", 1)
		b, err := buildModule(t, config+"[params.crossorigin]\nvalidate = \""+tt.mode+"\"\n"+site.String())
		if (err != nil) != (tt.mode == "error") || strings.Contains(b.LogString(), "the partial fails") {
			t.Fatal(err, b.LogString())
		}
		said := map[string][]string{}
		expected := regexp.MustCompile(tt.expected)
		for _, m := range message.FindAllStringSubmatch(b.LogString(), -1) {
			said[m[3]] = append(said[m[3]], m[2]+": "+m[4])
			if m[1] != tt.level || !expected.MatchString(m[4]) {
				t.Error(m[0])
			}
		}
		for _, m := range rule.FindAllStringSubmatch(b.LogString(), -1) {
			said[m[1]] = append(said[m[1]], m[2])
		}
		for i, c := range cells {
			text := strings.Join(said[fmt.Sprint(i)], "\n")
			if c.right != (text == "") {
				t.Errorf("%s: %s %s = %s is told %q, and right is %v", tt.language, c.partial, c.key, c.value, text, c.right)
			}
			// An item of sources or tracks is told as one of "video source".
			names := strings.HasPrefix(text, c.partial) && (c.key == "*" || strings.Contains(text, strings.TrimSuffix(c.key, "s")))
			if !c.right && !names {
				t.Errorf("%s: %s %s = %s does not name them: %s", tt.language, c.partial, c.key, c.value, text)
			}
		}
	}
}

// TestWrongShortcodes gives the shortcodes what they do not take.
func TestWrongShortcodes(t *testing.T) {
	const img = `<img src="/a.png">`
	tests := []struct{ params, inner, want string }{
		{"crossorigin-resolve origin=5", img, `origin is 5, expected "cross-origin" or "same-origin"`},
		{"crossorigin-resolve parent=true", img, `parent is true, expected "audio", "picture" or "video"`},
		{`crossorigin-resolve parent="div"`, img, `parent is "div", expected "audio", "picture" or "video"`},
		{`crossorigin-resolve orign="same-origin"`, img, "unknown key orign, expected one of origin, parent; did you mean origin?"},
		{`crossorigin-resolve "same-origin"`, img, "got [same-origin], expected names with their values: origin, parent"},
		{"crossorigin-resolve", "", `got "", expected one start tag`},
		{"crossorigin-contexts", "-", `got [], expected element="…"`},
		{"crossorigin-contexts 5", "-", `got [5], expected element="…"`},
		{"crossorigin-contexts element=5", "-", "element is 5, expected a string"},
		{`crossorigin-contexts element="div"`, "-", `got map[element:div], expected element="…"`},
		{`crossorigin-contexts element="link" rel="icon"`, "-", "unknown key rel, expected one of element"},
	}
	var site strings.Builder
	for i, tt := range tests {
		fmt.Fprintf(&site, "-- content/s%d.md --\n# {{< %s >}}", i, tt.params)
		if name, _, _ := strings.Cut(tt.params, " "); tt.inner != "-" {
			fmt.Fprintf(&site, "%s{{< /%s >}}", tt.inner, name)
		}
		site.WriteString("\n")
	}
	b, err := buildModule(t, siteConfig+"-- layouts/all.html --\n{{ .Content }}\n"+site.String())
	if err == nil || strings.Contains(b.LogString(), "execute of template failed") {
		t.Fatal(err, b.LogString())
	}
	for i, tt := range tests {
		name, _, _ := strings.Cut(tt.params, " ")
		if want := fmt.Sprintf("ERROR crossorigin/shortcode %s: content/s%d.md:1:3: %s", name, i, tt.want); !strings.Contains(b.LogString(), want) {
			t.Errorf("%s is not in\n%s", want, b.LogString())
		}
	}
}
