package spec

import (
	"maps"
	"slices"
	"strings"
)

func (v *validator) context(c *Context) {
	what := "context " + c.ID
	v.oneOf(c.Pos, "destination", c.Destination, v.destination)
	v.steps(c.Pos, what, c.Steps)
	if !strings.Contains(c.Example, "{url}") && c.Status == "specified" {
		v.fail(c.Pos, "%s: the example has no {url}", what)
	}
	v.decided(c, what)
	v.carried(c, what)
	if c.Imports != "" && v.contexts[c.Imports] == nil {
		v.fail(c.Pos, "%s imports the unknown context %q", what, c.Imports)
	}
	if c.Kind != "" && v.spec.Kind(c.Kind) == nil {
		v.fail(c.Pos, "%s has the unknown kind %q, expected an id of outcomes.yaml kinds", what, c.Kind)
	}
	if c.Status == "specified" && c.Kind == "" {
		v.fail(c.Pos, "%s fetches but has no kind", what)
	}
	for _, key := range c.BCD {
		if !v.bcd[key] {
			v.fail(c.Pos, "%s names %q, which compat.yaml lacks", what, key)
		}
	}
	for _, n := range c.Notes {
		for _, cite := range n.Cite {
			v.cite(cite)
		}
	}
	v.matches(c, what)
}

// decided checks that mode and credentials come from exactly one place.
func (v *validator) decided(c *Context, what string) {
	if c.Algorithm != "" && v.spec.Algorithm(c.Algorithm) == nil {
		v.fail(c.Pos, "%s names the unknown algorithm %q", what, c.Algorithm)
		return
	}
	connection := c.Algorithm != "" && v.spec.Algorithm(c.Algorithm).Connection != nil
	switch {
	case c.Status == "specified":
		if (c.Algorithm == "") == (c.Request == nil) || connection {
			v.fail(c.Pos, "%s is specified: expected exactly one of algorithm and request", what)
		}
		if c.Attribute == "ignored" && c.Algorithm != "" || c.Attribute == "none" && c.Algorithm != "" {
			v.fail(c.Pos, "%s reads no attribute: expected request instead of algorithm", what)
		}
	case c.Request != nil || (c.Algorithm != "" && !connection):
		v.fail(c.Pos, "%s is %s: expected neither algorithm nor request", what, c.Status)
	}
	if c.Status == "specified" && !c.Keys["destination"] && c.DestinationStatus == "" {
		v.fail(c.Pos, "%s is specified: expected a destination, which can be \"\", or a destination-status", what)
	}
	if c.DestinationStatus != "" && c.Destination != "" {
		v.fail(c.Pos, "%s: a destination left open cannot be %q", what, c.Destination)
	}
}

// carried checks that what carries crossorigin is there: an element, or the
// field of a Link header, which has none.
func (v *validator) carried(c *Context, what string) {
	field := strings.HasPrefix(c.Example, "Link: <")
	switch c.Attribute {
	case "own", "parent", "script":
		if c.Element == "" {
			v.fail(c.Pos, "%s: attribute is %q, expected an element", what, c.Attribute)
		}
	case "header":
		if c.Element != "" || !field {
			v.fail(c.Pos, "%s: attribute is \"header\", expected no element and an example that is a Link field", what)
		}
	case "ignored":
		if c.Element == "" && !field {
			v.fail(c.Pos, "%s: attribute is \"ignored\", expected an element or an example that is a Link field", what)
		}
	}
}

func (v *validator) matches(c *Context, what string) {
	if len(c.Match) > 0 && c.Element == "" {
		v.fail(c.Pos, "%s has a match but no element", what)
	}
	fits := func(m Match) bool {
		m.Attributes = maps.Clone(m.Attributes)
		delete(m.Attributes, "crossorigin") // an example is shown with every value of it
		return v.spec.Fits(m, c.Parent, c.Attributes)
	}
	if len(c.Match) > 0 && !slices.ContainsFunc(c.Match, fits) {
		v.fail(c.Pos, "%s: the example's attributes satisfy none of its matches", what)
	}
}
