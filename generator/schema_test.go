package generator

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// TestSchema validates every file of the encoding, and files that the loader
// refuses, against the schema that editors use.
func TestSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	compiled, err := c.Compile("../spec/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = fs.WalkDir(spec.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		src, err := fs.ReadFile(spec.Files(), path)
		if err != nil {
			return err
		}
		if err := validate(compiled, string(src)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return nil
	})
	if err != nil || files < 15 {
		t.Fatalf("%d files, %v", files, err)
	}
	for name, src := range map[string]string{
		"unknown key":    "- {id: a, title: b, url: c, date: d, colour: e}",
		"missing key":    "- {id: a}",
		"malformed date": `- {id: a, title: b, url: "https://c.example/", date: "2026"}`,
		"blank in a keyword": `family: a
title: {en: a, ja: b}
contexts: [{id: a, title: {en: a, ja: b}, example: e, attribute: none, status: no-request, match: [{attributes: {as: {keywords: ["a b"]}}}], steps: []}]`,
		"unknown value": "family: a\ntitle: {en: a, ja: b}\ncontexts: [{id: a, title: {en: a, ja: b}, example: e, attribute: nobody, status: specified, steps: []}]",
	} {
		if validate(compiled, src) == nil {
			t.Errorf("%s: the schema accepts %s", name, src)
		}
	}
}

func validate(s *jsonschema.Schema, src string) error {
	var v any
	if err := yaml.NewDecoder(strings.NewReader(src)).Decode(&v); err != nil {
		return err
	}
	return s.Validate(v)
}
