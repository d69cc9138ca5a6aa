package spec

import (
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoadEmbedded(t *testing.T) {
	s, err := Load(Files())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range s.Contexts() {
		seen[c.ID] = true
	}
	for _, id := range strings.Fields(contextIDs) {
		if !seen[id] {
			t.Errorf("context %s is not encoded", id)
		}
		delete(seen, id)
	}
	for id := range seen {
		t.Errorf("context %s is encoded but not among the published ids", id)
	}
}

// contextIDs are the ids that tables/vectors.json promises to its readers.
const contextIDs = `
img-src img-srcset img-picture img-env-change picture-source-attr input-image video-poster svg-image svg-feimage svg-use
svg-script audio-src audio-source video-src video-source track track-own-attr script-classic-external
script-classic-inline script-classic-import script-module-external script-module-inline module-static-import
module-import-json module-import-css module-import-text script-importmap script-speculationrules script-data-block
link-stylesheet link-alternate-stylesheet css-import link-icon link-apple-touch-icon link-manifest link-preload-fetch
link-preload-font link-preload-image link-preload-script link-preload-style link-preload-track link-preload-other-as
link-modulepreload link-modulepreload-script link-modulepreload-audioworklet link-modulepreload-paintworklet
link-modulepreload-worker link-modulepreload-sharedworker link-modulepreload-serviceworker link-modulepreload-json
link-modulepreload-style link-modulepreload-text link-modulepreload-bad-as link-prefetch link-preconnect
link-dns-prefetch link-prerender link-compression-dictionary link-canonical link-alternate link-next link-expect
link-mask-icon iframe object embed a-href form style-inline header-preload-fetch header-preload-font
header-preload-image header-preload-script header-preload-style header-preload-track header-preconnect
header-modulepreload header-stylesheet header-prefetch header-icon header-manifest header-dns-prefetch
early-hint-preload-font early-hint-preload-style early-hint-preconnect favicon-fallback css-font-face
css-font-face-cross-origin-anonymous css-font-face-cross-origin-use-credentials css-image
css-image-cross-origin-anonymous css-image-cross-origin-use-credentials css-mask-image css-clip-path css-shape-outside
css-filter css-import-cross-origin-anonymous css-import-cross-origin-use-credentials fontface fetch fetch-include
fetch-omit fetch-no-cors fetch-no-cors-include fetch-same-origin xmlhttprequest xmlhttprequest-withcredentials
eventsource eventsource-withcredentials websocket sendbeacon-safelisted sendbeacon-blob worker-classic worker-module
worker-module-omit worker-module-include worker-module-static-import worker-module-include-static-import worker-import
importscripts sharedworker-classic sharedworker-module serviceworker-classic serviceworker-module worklet-addmodule
worklet-addmodule-include event-handler-import`

// FuzzLoad feeds the loader a broken context file: it must answer with
// mistakes that have places, or with a spec, and never panic.
func FuzzLoad(f *testing.F) {
	image, err := fs.ReadFile(Files(), "contexts/image.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(image))
	f.Add("family: more\ntitle: {en: a, ja: b}\ncontexts: []\n")
	f.Add("- &a [*a]")
	f.Add("family: more\n---\nfamily: more\n--- [")
	f.Add("family: {}\n? [a]\n: b")
	base := &loader{spec: &Spec{}, dir: "spec"}
	base.base(Files())
	f.Fuzz(func(t *testing.T, src string) {
		spec := *base.spec
		spec.Families = slices.Clip(spec.Families)
		l := &loader{spec: &spec}
		l.overlay(Overlay{"more", fstest.MapFS{"contexts/more.yaml": {Data: []byte(src)}}})
		s, err := l.finish()
		if (s == nil) == (err == nil) {
			t.Fatalf("Load gave %v and %v", s, err)
		}
		if err == nil {
			return
		}
		for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
			if m, ok := e.(Mistake); !ok || m.Pos.File == "" || m.Pos.Line < 1 || m.Pos.Column < 1 {
				t.Errorf("mistake without a place: %#v", e)
			}
		}
	})
}

// TestFormatTags finds format tags of the model that name no format.
func TestFormatTags(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Slice, reflect.Pointer, reflect.Map:
			walk(typ.Elem())
		case reflect.Struct:
			if seen[typ] {
				return
			}
			seen[typ] = true
			for i := range typ.NumField() {
				f := typ.Field(i)
				if tag, ok := f.Tag.Lookup("format"); ok && Formats[tag] == nil {
					t.Errorf("%s.%s has the unknown format %q", typ.Name(), f.Name, tag)
				}
				walk(f.Type)
			}
		}
	}
	walk(reflect.TypeFor[Spec]())
	if len(seen) < 20 {
		t.Errorf("only %d types seen", len(seen))
	}
}
