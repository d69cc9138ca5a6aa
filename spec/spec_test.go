package spec

import (
	"io/fs"
	"regexp"
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

// edited returns the encoding with one file changed.
func edited(t testing.TB, name, old, new string) fs.FS {
	t.Helper()
	fsys := fstest.MapFS{}
	err := fs.WalkDir(Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := fs.ReadFile(Files(), path)
		fsys[path] = &fstest.MapFile{Data: src}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	src := string(fsys[name].Data)
	if !strings.Contains(src, old) {
		t.Fatalf("%s does not contain %q", name, old)
	}
	fsys[name] = &fstest.MapFile{Data: []byte(strings.Replace(src, old, new, 1))}
	return fsys
}

func TestMistakesHavePlaces(t *testing.T) {
	tests := []struct {
		name, file, old, new string
		want                 string // a regular expression
	}{
		{"unknown state", "attribute.yaml", "invalid:\n  state: Anonymous", "invalid:\n  state: Anon", `attribute.yaml:\d+:\d+: state is "Anon", expected one of "No CORS"`},
		{"hole in a table", "algorithms.yaml", "    No CORS: {mode: no-cors, credentials: include}\n", "", `algorithms.yaml:\d+:3: requests of potential-cors has no row for "No CORS"`},
		{"unknown mode", "algorithms.yaml", "{mode: no-cors,", "{mode: nocors,", `algorithms.yaml:\d+:21: mode is "nocors", expected one of`},
		{"unknown key", "contexts/image.yaml", "    status: specified\n", "    status: specified\n    colour: red\n", `contexts/image.yaml:\d+:5: unknown key "colour", expected one of "algorithm"`},
		{"missing key", "contexts/image.yaml", "    status: specified\n", "", `contexts/image.yaml:\d+:5: key "status" is missing`},
		{"duplicate id", "contexts/image.yaml", "id: img-srcset", "id: img-src", `contexts/image.yaml:\d+:5: duplicate context id "img-src", first at contexts/image.yaml:\d+:5`},
		{"unknown source", "contexts/image.yaml", "{source: html", "{source: htm", `contexts/image.yaml:\d+:\d+: citation of unknown source "htm"`},
		{"anchor without fragment", "contexts/image.yaml", "images.html#", "images.html", `contexts/image.yaml:\d+:\d+: anchor ".*" has no fragment`},
		{"no steps", "algorithms.yaml", "  steps:\n", "  steps: []\n  stepz:\n", `algorithms.yaml:\d+:3: unknown key "stepz"`},
		{"wrong kind of node", "sources.yaml", "- {id: html", "- [id]\n- {id: html", `sources.yaml:\d+:3: expected a mapping, found a list`},
		{"alias", "algorithms.yaml", "id: potential-cors\n", "id: &a potential-cors\n", `anchors and aliases are not allowed`},
		{"syntax", "algorithms.yaml", "  requests:\n", "  requests: [\n", `algorithms.yaml:\d+:1: is not YAML`},
		{"family and file", "contexts/image.yaml", "family: image", "family: pictures", `family is "pictures", expected the file's name "image"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Load(edited(t, tt.file, tt.old, tt.new))
			if err == nil || s != nil {
				t.Fatalf("Load gave %v, %v", s, err)
			}
			if !regexp.MustCompile(tt.want).MatchString(err.Error()) {
				t.Errorf("error is\n%v\nexpected a match of %s", err, tt.want)
			}
		})
	}
}

func TestMistakesComeAllAtOnce(t *testing.T) {
	overlay := fstest.MapFS{"contexts/more.yaml": {Data: []byte(`family: more
title: {en: More, ja: その他}
contexts:
  - id: img-src
    title: {en: a, ja: a}
    example: 'x {url}'
    attribute: nobody
    status: specified
    algorithm: nothing
    steps: []
`)}}
	_, err := Load(Files(), overlay)
	for _, want := range []string{
		"duplicate context id", `attribute is "nobody"`, `unknown algorithm "nothing"`, "has no steps", "has no kind",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
}

func TestMissingFile(t *testing.T) {
	_, err := Load(fstest.MapFS{})
	for _, want := range []string{"attribute.yaml:1:1: cannot be read", "outcomes.yaml:1:1: cannot be read", "no contexts/*.yaml found"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
}

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
	f.Add("family: {}\n? [a]\n: b")
	base := &loader{spec: &Spec{}}
	base.base(Files())
	f.Fuzz(func(t *testing.T, src string) {
		spec := *base.spec
		spec.Families = slices.Clip(spec.Families)
		l := &loader{spec: &spec}
		l.overlay(fstest.MapFS{"contexts/more.yaml": {Data: []byte(src)}})
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
