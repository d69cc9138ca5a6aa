package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// A site ranges over the test vectors and compares what the module's
// resolve.html says of each.
func TestVectors(t *testing.T) {
	src, err := os.ReadFile("../../tables/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct{ Vectors []struct{} }
	if err := json.Unmarshal(src, &vectors); err != nil {
		t.Fatal(err)
	}
	b, err := buildModule(t, siteConfig+"-- data/vectors.json --\n"+string(src)+`
-- layouts/home.html --
{{ $n := 0 }}
{{ range hugo.Data.vectors.vectors }}
  {{ $got := partial "crossorigin/resolve.html" (dict "context" .context "crossorigin" .crossorigin "origin" .origin) }}
  {{ $n = add $n 1 }}
  {{ $vector := . }}
  {{ range slice "state" "mode" "credentials" "destination" "effect" "credentialsSent" "tainting" }}
    {{ if ne (index $vector .) (index $got .) }}
      {{ errorf "%s crossorigin=%v %s: %s is %v, expected %v" $vector.context $vector.crossorigin $vector.origin . (index $got .) (index $vector .) }}
    {{ end }}
  {{ end }}
{{ end }}
{{ $n }} vectors
`)
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	if len(vectors.Vectors) < 500 {
		t.Errorf("only %d vectors", len(vectors.Vectors))
	}
	b.AssertFileContent("public/index.html", fmt.Sprintf("%d vectors", len(vectors.Vectors)))
}

// match.html finds the contexts that the resolver's generated matcher finds.
func TestMatchAgreesWithTheResolver(t *testing.T) {
	type tag struct {
		Element string            `json:"element"`
		Attrs   map[string]string `json:"attrs"`
		Parent  string            `json:"parent"`
	}
	var tags []tag
	add := func(element string, attrs map[string]string, parents ...string) {
		for _, parent := range append(parents, "") {
			tags = append(tags, tag{element, attrs, parent})
		}
	}
	attr := func(pairs ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return m
	}
	for _, rel := range []string{
		"stylesheet", "alternate stylesheet", "Stylesheet\tALTERNATE", "alternate", "icon", "shortcut icon", "manifest", "preconnect", "dns-prefetch",
		"prefetch", "prerender", "canonical", "next", "expect", "mask-icon", "apple-touch-icon", "compression-dictionary", "nope", "",
		"preload stylesheet", "mas\u212a-icon", "preload\u00a0stylesheet",
	} {
		add("link", attr("rel", rel, "href", "/x"))
		add("link", attr("rel", rel))
	}
	for _, as := range []string{"fetch", "font", "FONT", "image", "script", "style", "track", "trac\u212a", "video", "worker", "serviceworker", "json", "text", "audioworklet", "", " font"} {
		for _, rel := range []string{"preload", "modulepreload", "preload modulepreload", "Preload"} {
			add("link", attr("rel", rel, "as", as, "href", "/x"))
			add("link", attr("rel", rel, "as", as, "imagesrcset", "/x 2x"))
		}
	}
	add("link", attr("rel", "modulepreload", "href", "/x"))
	for _, kind := range []string{"", "module", "MODULE", "text/javascript", " text/javascript ", "text/javascript; charset=utf-8", "application/ecmascript", "importmap", "speculationrules", "application/json", " ", "modu\u017fe"} {
		add("script", attr("type", kind))
		add("script", attr("type", kind, "src", "/x"))
		add("script", attr("type", kind, "src", ""))
		add("script", attr("type", kind, "src", "/x", "nomodule", ""))
	}
	for _, language := range []string{"", "JavaScript", "vbscript"} {
		add("script", attr("language", language, "src", "/x"))
	}
	for _, element := range []string{"img", "source", "track", "video", "audio", "input", "iframe", "object", "embed", "a", "form", "style", "p"} {
		for _, attrs := range []map[string]string{
			attr("src", "/x"), attr("src", ""), attr("srcset", "/x 2x"), attr("src", "/x", "srcset", "/x 2x"), attr("src", "/x", "crossorigin", ""),
			attr("type", "IMAGE", "src", "/x"), attr("poster", "/x", "src", "/y"), attr("href", "/x"), attr("href", "/x", "download", ""), attr("data", "/x"),
			attr("srcdoc", "x", "src", "/x"), attr("method", "dialog"), attr(),
		} {
			add(element, attrs, "picture", "video", "audio")
		}
	}
	src, err := json.Marshal(map[string]any{"tags": tags})
	if err != nil {
		t.Fatal(err)
	}
	b, err := buildModule(t, siteConfig+"-- data/tags.json --\n"+string(src)+`
-- layouts/home.html --
{{ range $i, $tag := hugo.Data.tags.tags }}{{ $i }}|{{ delimit (partial "crossorigin/internal/match.html" $tag) " " }}|¶
{{ end }}
`)
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	got := lines(t, b)
	for i, tag := range tags {
		var want []string
		contexts := resolver.Match(nil, resolver.Element{Name: tag.Element, Parent: tag.Parent}, func(name string) (string, bool) {
			value, ok := tag.Attrs[name]
			return value, ok
		})
		for _, c := range contexts {
			want = append(want, c.String())
		}
		slices.Sort(want)
		found := strings.Fields(got[fmt.Sprint(i)])
		slices.Sort(found)
		if !slices.Equal(want, found) {
			t.Errorf("%+v: found %v, the resolver finds %v", tag, found, want)
		}
	}
}

// The types of scripts that the module knows are those of the resolver.
func TestScriptTypesAreTheResolvers(t *testing.T) {
	src, err := os.ReadFile(moduleDir + "/data/crossorigin/outcomes.json")
	if err != nil {
		t.Fatal(err)
	}
	var data struct {
		Outcomes struct{ ScriptTypes map[string]string }
	}
	if err := json.Unmarshal(src, &data); err != nil {
		t.Fatal(err)
	}
	if len(data.Outcomes.ScriptTypes) < 20 {
		t.Errorf("only %d types", len(data.Outcomes.ScriptTypes))
	}
	for kind, want := range data.Outcomes.ScriptTypes {
		if got := resolver.ParseScriptType(func(name string) (string, bool) { return kind, name == "type" }); got.String() != want {
			t.Errorf("%q is %s here and %s for the resolver", kind, want, got)
		}
	}
}
