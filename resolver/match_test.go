package resolver

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

func attrsOf(pairs map[string]string) Attrs {
	return func(name string) (string, bool) {
		v, ok := pairs[name]
		return v, ok
	}
}

func TestMatch(t *testing.T) {
	tests := []struct {
		name  string
		el    Element
		attrs map[string]string
		want  []Context
	}{
		{"two links in one", Element{Name: "link"}, map[string]string{"rel": "preload stylesheet", "as": "style", "href": "a"}, []Context{LinkStylesheet, LinkPreloadStyle}},
		{"rel is a set in any case", Element{Name: "link"}, map[string]string{"rel": "\tPreConnect\n", "href": "https://a.example"}, []Context{LinkPreconnect}},
		{"rel is folded in ASCII only", Element{Name: "link"}, map[string]string{"rel": "\u017ftylesheet", "href": "a"}, nil},
		{"no href, no link", Element{Name: "link"}, map[string]string{"rel": "stylesheet"}, nil},
		{"empty href, no link", Element{Name: "link"}, map[string]string{"rel": "stylesheet", "href": ""}, nil},
		{"responsive image preload has no href", Element{Name: "link"}, map[string]string{"rel": "preload", "as": "image", "imagesrcset": "a 2x"}, []Context{LinkPreloadImage}},
		{"alternate is no stylesheet", Element{Name: "link"}, map[string]string{"rel": "alternate", "href": "a"}, []Context{LinkAlternate}},
		{"alternate stylesheet", Element{Name: "link"}, map[string]string{"rel": "alternate stylesheet", "href": "a"}, []Context{LinkAlternateStylesheet}},
		{"modulepreload without as", Element{Name: "link"}, map[string]string{"rel": "modulepreload", "href": "a"}, []Context{LinkModulepreload}},
		{"a JavaScript type is classic", Element{Name: "script"}, map[string]string{"src": "a", "type": " Text/JavaScript "}, []Context{ScriptClassicExternal}},
		{"a type with parameters is a data block", Element{Name: "script"}, map[string]string{"src": "a", "type": "text/javascript; charset=utf-8"}, []Context{ScriptDataBlock}},
		{"module", Element{Name: "script"}, map[string]string{"src": "a", "type": "Module"}, []Context{ScriptModuleExternal}},
		{"inline module", Element{Name: "script"}, map[string]string{"type": "module"}, []Context{ScriptModuleInline}},
		{"nomodule fetches nothing today", Element{Name: "script"}, map[string]string{"src": "a", "nomodule": ""}, nil},
		{"track of a video", Element{Name: "track", Parent: "video"}, map[string]string{"src": "a"}, []Context{Track}},
		{"source of a video", Element{Name: "source", Parent: "video"}, map[string]string{"src": "a"}, []Context{VideoSource}},
		{"crossorigin on track is no second fetch", Element{Name: "track", Parent: "video"}, map[string]string{"src": "a", "crossorigin": ""}, []Context{Track}},
		{"crossorigin on track is no fetch", Element{Name: "track", Parent: "video"}, map[string]string{"crossorigin": ""}, nil},
		{"source in a picture fetches nothing", Element{Name: "source", Parent: "picture"}, map[string]string{"srcset": "a", "crossorigin": ""}, nil},
		{"href and imagesrcset are one preload", Element{Name: "link"}, map[string]string{"rel": "preload", "as": "image", "href": "a", "imagesrcset": "a 2x"}, []Context{LinkPreloadImage}},
		{"poster beside src", Element{Name: "video"}, map[string]string{"src": "a", "poster": "b"}, []Context{VideoPoster, VideoSrc}},
		{"svg image", Element{Name: "image", SVG: true}, map[string]string{"href": "a"}, []Context{SVGImage}},
		{"feImage by its lowercase name", Element{Name: "feimage", SVG: true}, map[string]string{"href": "a"}, []Context{SVGFeimage}},
		{"unknown element", Element{Name: "link-card"}, map[string]string{"rel": "preload", "as": "font", "href": "a"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Match(nil, tt.el, attrsOf(tt.attrs))
			slices.Sort(got)
			slices.Sort(tt.want)
			if !slices.Equal(got, tt.want) {
				t.Errorf("Match(%v, %v) = %v, expected %v", tt.el, tt.attrs, got, tt.want)
			}
		})
	}
}

// TestVectorsMatch shows that the attributes of every vector lead to its
// context where a tag alone starts it, and to nothing where not.
func TestVectorsMatch(t *testing.T) {
	src, err := os.ReadFile("../tables/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Context, Element, Namespace, Parent, Carrier string

			Attributes  map[string]string
			Crossorigin *string
		}
	}
	if err := json.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	matched := map[Context]bool{}
	for _, v := range file.Vectors {
		c, ok := ParseContext(v.Context)
		if !ok {
			t.Fatalf("unknown context %q", v.Context)
		}
		if v.Element == "" {
			continue
		}
		attrs := map[string]string{}
		maps.Copy(attrs, v.Attributes)
		if v.Crossorigin != nil && v.Carrier != "parent" {
			attrs["crossorigin"] = *v.Crossorigin
		}
		el := Element{Name: strings.ToLower(v.Element), SVG: v.Namespace == "svg", Parent: v.Parent}
		got := Match(nil, el, attrsOf(attrs))
		if slices.Contains(got, c) == notByTag[c] {
			t.Errorf("%v with crossorigin %v: Match(%+v, %q) = %v", c, v.Crossorigin, el, attrs, got)
		}
		matched[c] = true
	}
	for c := range Context(Contexts) {
		if matched[c] != (c.Info().Element != "") {
			t.Errorf("%v: tried %t, expected every context with an element", c, matched[c])
		}
	}
}
