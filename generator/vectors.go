package generator

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// testVector is one test case for an implementation of the standards: a context,
// an attribute value and an origin relation, with the request they make.
type testVector struct {
	Context         string            `json:"context"`
	Status          string            `json:"status"` // specified, no-request or unspecified
	Element         string            `json:"element"`
	Namespace       string            `json:"namespace"` // svg, or empty
	Parent          string            `json:"parent"`    // media element or picture around it
	Attributes      map[string]string `json:"attributes"`
	Example         string            `json:"example"`     // {url} stands for the URL
	Carrier         string            `json:"carrier"`     // who carries crossorigin: own, parent, header, script, ignored or none
	Crossorigin     *string           `json:"crossorigin"` // null when the attribute is absent
	Origin          string            `json:"origin"`
	State           string            `json:"state"`
	Mode            *string           `json:"mode"` // null when no request is made or the standards leave it open
	Credentials     *string           `json:"credentials"`
	Destination     *string           `json:"destination"`
	Effect          string            `json:"effect"`
	CredentialsSent *bool             `json:"credentialsSent"`
	Tainting        string            `json:"tainting"`
}

// vectorValues are the attribute values that every context with the attribute
// is tried with; nil is the absent attribute.
func vectorValues() []*string {
	values := []*string{nil}
	for _, v := range []string{"", "anonymous", "use-credentials", "foo", "Anonymous", " anonymous ", "use-credentials "} {
		values = append(values, &v)
	}
	return values
}

var origins = []string{"same-origin", "cross-origin"}

// vectorsOf returns the test vectors of every context.
func vectorsOf(s *spec.Spec) []testVector {
	var all []testVector
	for _, c := range s.Contexts() {
		values := vectorValues()
		if c.Attribute == "none" {
			values = values[:1]
		}
		for _, value := range values {
			for _, origin := range origins {
				all = append(all, vector(s, c, value, origin))
			}
		}
	}
	return all
}

func vector(s *spec.Spec, c *spec.Context, value *string, origin string) testVector {
	v := testVector{
		Context: c.ID, Status: c.Status, Element: c.Element, Namespace: c.Namespace, Parent: c.Parent,
		Attributes: c.Attributes, Example: c.Example, Carrier: c.Attribute, Crossorigin: value, Origin: origin,
		State: state(s, c, value), Effect: effect(s, c), Tainting: "none",
	}
	if v.Attributes == nil {
		v.Attributes = map[string]string{}
	}
	if a := s.Algorithm(c.Algorithm); a != nil && a.Connection != nil {
		sent := a.Connection[origin][v.State]
		v.CredentialsSent = &sent
	}
	r := request(s, c, v.State)
	if r == nil {
		return v
	}
	v.Mode, v.Credentials = &r.Mode, &r.Credentials
	if c.DestinationStatus != "unspecified" {
		v.Destination = &c.Destination
	}
	v.Tainting = s.Outcomes.TaintingOf(r.Mode, origin)
	sent := s.Outcomes.Included(r.Credentials, v.Tainting)
	v.CredentialsSent = &sent
	return v
}

// state reads the rows of the attribute for one value.
func state(s *spec.Spec, c *spec.Context, value *string) string {
	a := s.Attribute
	if value == nil || !hasStates(a, c) {
		return a.Missing.State
	}
	for _, k := range a.Keywords {
		if strings.ToLower(*value) == k.Keyword { // the values of vectorValues are ASCII
			return k.State
		}
	}
	switch {
	case c.Attribute == "header" || c.Attribute == "ignored" && c.Element == "":
		return a.Header.Otherwise // no element: the parameter of a Link field
	case *value == "":
		return a.Empty.State
	}
	return a.Invalid.State
}

// hasStates says whether a crossorigin written in the context is a CORS
// settings attribute at all: on an element that lacks it, it has no state.
func hasStates(a spec.Attribute, c *spec.Context) bool {
	if c.Attribute != "ignored" || c.Element == "" {
		return true
	}
	for _, b := range a.Elements {
		if b.Element == c.Element && (b.Namespace == "svg") == (c.Namespace == "svg") {
			return true
		}
	}
	return false
}

// provenance names the standards and the commits that were read.
func provenance(s *spec.Spec) map[string]map[string]string {
	sources := map[string]map[string]string{}
	for _, src := range s.Sources {
		entry := map[string]string{"title": src.Title, "url": src.URL}
		if src.Date != "" {
			entry["date"] = src.Date
		}
		if src.Commit != "" {
			entry["repository"], entry["commit"] = src.Repository, src.Commit
		}
		sources[src.ID] = entry
	}
	return sources
}

// vectorsJSON writes tables/vectors.json, one vector a line.
func (g *generator) vectorsJSON(vectors []testVector) {
	g.jsonLines("tables/vectors.json", "vectors", vectors)
}

// jsonLines writes {"generated", "version", "sources", NAME: [one item a line]}.
func (g *generator) jsonLines(path, name string, items any) {
	list, err := json.Marshal(items)
	g.fail(path, err)
	var raw []json.RawMessage
	g.fail(path, json.Unmarshal(list, &raw))
	sources, err := json.MarshalIndent(provenance(g.spec), "  ", "  ")
	g.fail(path, err)
	var b bytes.Buffer
	b.WriteString("{\n  \"generated\": \"" + Marker + "\",\n  \"version\": 1,\n  \"sources\": ")
	b.Write(sources)
	b.WriteString(",\n  \"" + name + "\": [")
	for i, item := range raw {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n    ")
		b.Write(item)
	}
	b.WriteString("\n  ]\n}\n")
	g.add(path, b.Bytes())
}

// vectorsTest writes the same vectors as a table for the resolver's Go test.
func (g *generator) vectorsTest(vectors []testVector) {
	f := g.file()
	var rows []jen.Code
	for _, v := range vectors {
		value, present := "", false
		if v.Crossorigin != nil {
			value, present = *v.Crossorigin, true
		}
		request := jen.Id("Request").Values()
		if v.Mode != nil {
			destination := "DestinationNone"
			if v.Destination != nil {
				destination = destinationName(*v.Destination)
			}
			request = jen.Id("Request").Values(jen.Id(modeName(*v.Mode)), jen.Id(credentialsName(*v.Credentials)), jen.Id(destination))
		}
		rows = append(rows, jen.Values(
			jen.Id(identifier(v.Context)), jen.Lit(value), jen.Lit(present), jen.Lit(v.Origin == "same-origin"),
			jen.Id(identifier(v.State)), request, jen.Lit(v.CredentialsSent != nil && *v.CredentialsSent), jen.Id(taintingName(v.Tainting)),
		))
	}
	f.Var().Id("vectors").Op("=").Index().Struct(
		jen.Id("context").Id("Context"),
		jen.Id("value").String(),
		jen.Id("present").Bool(),
		jen.Id("sameOrigin").Bool(),
		jen.Id("state").Id("State"),
		jen.Id("request").Id("Request"),
		jen.Id("credentialsSent").Bool(),
		jen.Id("tainting").Id("Tainting"),
	).Add(block(rows...))
	g.emit("vectors_gen_test.go", f)
}
