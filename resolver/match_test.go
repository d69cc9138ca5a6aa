package resolver

import (
	"encoding/json"
	"os"
	"slices"
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

// TestVectorsMatch shows that the attributes of each vector lead to its
// context, for contexts that a tag alone starts.
func TestVectorsMatch(t *testing.T) {
	src, err := os.ReadFile("../tables/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Context     string
			Element     string
			Attributes  map[string]string
			Crossorigin *string
		}
	}
	if err := json.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) < 1000 {
		t.Fatalf("%d vectors, expected every context with every value", len(file.Vectors))
	}
	parents := map[string]string{"track": "video", "track-own-attr": "video", "audio-source": "audio", "video-source": "video", "picture-source-attr": "picture", "img-picture": "picture"}
	matched := map[string]bool{}
	for _, v := range file.Vectors {
		c, ok := ParseContext(v.Context)
		if !ok {
			t.Fatalf("unknown context %q", v.Context)
		}
		attrs := map[string]string{}
		for k, value := range v.Attributes {
			attrs[k] = value
		}
		if v.Crossorigin != nil && c.Info().Carrier != CarrierParent {
			attrs["crossorigin"] = *v.Crossorigin
		}
		el := Element{Name: c.Info().Element, SVG: c.Info().SVG, Parent: parents[v.Context]}
		if slices.Contains(Match(nil, el, attrsOf(attrs)), c) {
			matched[v.Context] = true
		}
	}
	for c := range Context(Contexts) {
		if c.Info().Element != "" && !matched[c.String()] && !notFromOneTag[c] {
			t.Errorf("%v: no vector's attributes lead to it", c)
		}
	}
}

// notFromOneTag are contexts with an element that its tag alone does not
// start: a later event, or an import.
var notFromOneTag = map[Context]bool{
	ImgEnvChange: true, ScriptClassicImport: true, ModuleStaticImport: true, ModuleImportJSON: true,
	ModuleImportCSS: true, ModuleImportText: true, EventHandlerImport: true,
}
