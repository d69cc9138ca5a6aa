package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// vector has the fields of a vector as strings, "null" for null.
type vector struct {
	Context, Element, Crossorigin, Origin, State, Mode, Credentials, Destination, Effect, CredentialsSent, Tainting string
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (r *resolution) vector() vector {
	return vector{
		r.Context, r.Element, text(r.Crossorigin), text(r.Origin), r.State, text(r.Mode), text(r.Credentials),
		text(r.Destination), r.Effect, text(r.CredentialsSent), text(r.Tainting),
	}
}

// The command answers every vector as it is published.
func TestVectors(t *testing.T) {
	src, err := os.ReadFile("../../tables/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []resolution }
	if err := json.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) < 500 {
		t.Fatalf("only %d vectors", len(file.Vectors))
	}
	for i := range file.Vectors {
		want := &file.Vectors[i]
		c, ok := resolver.ParseContext(want.Context)
		if !ok {
			t.Fatalf("unknown context %s", want.Context)
		}
		origin := page.CrossOrigin
		if *want.Origin == originName(true) {
			origin = page.SameOrigin
		}
		got := resolveContext(c, want.Crossorigin, origin)
		if got.vector() != want.vector() {
			t.Errorf("got  %+v\nwant %+v", got.vector(), want.vector())
		}
		if !maps.Equal(got.Attributes, want.Attributes) {
			t.Errorf("%s: attributes %v, want %v", want.Context, got.Attributes, want.Attributes)
		}
	}
}

// Reading the markup that an example writes gives the context's own request.
func TestHTMLAgreesWithContexts(t *testing.T) {
	for _, test := range []struct {
		html, context string
		crossorigin   *string
		origin        page.Relation
	}{
		{`<img src=/a.png>`, "img-src", nil, page.SameOrigin},
		{`<img src=//cdn.example/a.png crossorigin>`, "img-src", ptr(""), page.CrossOrigin},
		{`<script src=https://cdn.example/a.js crossorigin=USE-CREDENTIALS>`, "script-classic-external", ptr("USE-CREDENTIALS"), page.CrossOrigin},
		{`<link rel=preconnect href=https://cdn.example crossorigin=x>`, "link-preconnect", ptr("x"), page.CrossOrigin},
		{`<video crossorigin><track src=a.vtt></video>`, "track", ptr(""), page.SameOrigin},
		{`<link rel=manifest href=https://cdn.example/m crossorigin=" anonymous">`, "link-manifest", ptr(" anonymous"), page.CrossOrigin},
	} {
		list := resolvePage(page.ParseHTML([]byte(test.html), page.Options{URL: defaultBase}))
		if len(list) != 1 {
			t.Errorf("%s: %d fetches", test.html, len(list))
			continue
		}
		c, _ := resolver.ParseContext(test.context)
		want := resolveContext(c, test.crossorigin, test.origin)
		if got := list[0].vector(); got != want.vector() {
			t.Errorf("%s\ngot  %+v\nwant %+v", test.html, got, want.vector())
		}
	}
}

// What is written for people fits 80 columns, but for a word that is longer.
func TestTextFitsTerminal(t *testing.T) {
	for c := range resolver.Context(resolver.Contexts) {
		var b strings.Builder
		list := []resolution{resolveContext(c, nil, page.CrossOrigin)}
		if err := writeResolutions(&b, list, report.Paint(false)); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimRight(line, "\n")
			if utf8.RuneCountInString(line) > width && len(strings.Fields(line)) > 1 {
				t.Errorf("%v: %d columns: %s", c, utf8.RuneCountInString(line), line)
			}
		}
	}
}

func TestUnknownOriginStaysUnknown(t *testing.T) {
	r := resolveContext(resolver.ImgSrc, nil, page.Unknown)
	if r.Origin != nil || r.Tainting != nil || r.CredentialsSent != nil {
		t.Errorf("a guess: %+v", r.vector())
	}
	if fmt.Sprint(*r.Mode, *r.Credentials) != "no-corsinclude" {
		t.Errorf("request %s %s", *r.Mode, *r.Credentials)
	}
}
