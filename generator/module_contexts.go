package generator

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// moduleContext is what the partials know of one context.
type moduleContext struct {
	Title   map[string]string `json:"title"`
	Example string            `json:"example"`
	Element string            `json:"element,omitempty"`
	Carrier string            `json:"carrier"`
	moduleStates
	Status   string                   `json:"status"`
	Role     string                   `json:"role,omitempty"`
	Effect   string                   `json:"effect"`
	Requests map[string]moduleRequest `json:"requests,omitempty"` // by state
	// Connection is the credentials flag of a preconnect's connection, by
	// origin relation and state.
	Connection map[string]map[string]bool `json:"connection,omitempty"`
	// Integrity is the first state in which a cross-origin response can be
	// compared with integrity metadata; empty where metadata is not read.
	Integrity string `json:"integrity,omitempty"`
}

// moduleStates are the states that values of crossorigin stand for in one
// place: of the keywords and the empty value, and of everything else.
type moduleStates struct {
	Values    map[string]string `json:"values"`
	Otherwise string            `json:"otherwise"`
}

func statesOf(s *spec.Spec, c *spec.Context) moduleStates {
	empty, other := "", "foo"
	m := moduleStates{Values: map[string]string{"": state(s, c, &empty)}, Otherwise: state(s, c, &other)}
	for _, k := range s.Attribute.Keywords {
		m.Values[k.Keyword] = state(s, c, &k.Keyword)
	}
	return m
}

type moduleRequest struct {
	Mode        string  `json:"mode"`
	Credentials string  `json:"credentials"`
	Destination *string `json:"destination"` // null where the standards leave it open
}

func moduleContexts(s *spec.Spec) []entry {
	var entries []entry
	for _, c := range s.Contexts() {
		m := moduleContext{
			Title: map[string]string{"en": c.Title.En, "ja": c.Title.Ja}, Example: c.Example, Element: c.Element,
			Carrier: c.Attribute, moduleStates: statesOf(s, c), Status: c.Status, Role: c.Role, Effect: effect(s, c),
		}
		if a := s.Algorithm(c.Algorithm); a != nil {
			m.Connection = a.Connection
		}
		for _, state := range s.Attribute.States {
			r := request(s, c, state.Name)
			if r == nil {
				break
			}
			if m.Requests == nil {
				m.Requests = map[string]moduleRequest{}
			}
			m.Requests[state.Name] = moduleRequest{r.Mode, r.Credentials, destination(c)}
			if m.Integrity == "" && readsIntegrity(c) && checkable(s, s.Outcomes.TaintingOf(r.Mode, "cross-origin")) {
				m.Integrity = state.Name
			}
		}
		entries = append(entries, entry{c.ID, m})
	}
	return entries
}

func destination(c *spec.Context) *string {
	if c.DestinationStatus == "unspecified" {
		return nil
	}
	return &c.Destination
}

// readsIntegrity says whether the element's integrity attribute goes into the
// context's request: on script, and on link for style sheets and preloads
// (https://html.spec.whatwg.org/multipage/semantics.html#attr-link-integrity).
func readsIntegrity(c *spec.Context) bool {
	if c.Attribute != "own" || c.Status != "specified" || c.Namespace == "svg" {
		return false
	}
	return c.Element == "script" || c.Element == "link" && (c.Kind == "stylesheet" || c.Role == "preload" || c.Role == "modulepreload")
}

func checkable(s *spec.Spec, tainting string) bool {
	return slices.ContainsFunc(s.Outcomes.Integrity, func(r spec.IntegrityRow) bool {
		return r.Tainting == tainting && r.Checkable
	})
}
