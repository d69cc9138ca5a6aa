package generator

import (
	"bytes"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// moduleFolder is where the Hugo module's partials find their data.
const moduleFolder = "hugo-module/data/crossorigin"

// module writes the data of the Hugo module: every answer that its partials
// give is looked up here, so that no rule is written a second time as template
// logic.
func (g *generator) module() {
	g.moduleData("attribute", moduleAttribute(g.spec))
	g.moduleData("contexts", moduleContexts(g.spec))
	g.moduleData("match", moduleMatch(g.spec))
	g.moduleData("outcomes", moduleOutcomes(g.spec))
	g.moduleData("preloads", modulePreloads(g.spec))
}

// entry is one member of a JSON object that keeps its order.
type entry struct {
	key   string
	value any
}

// moduleData writes {"generated", "version", NAME: {one member a line}}.
func (g *generator) moduleData(name string, entries []entry) {
	file := path.Join(moduleFolder, name+".json")
	var b bytes.Buffer
	b.WriteString("{\n  \"generated\": \"" + Marker + "\",\n  \"version\": 1,\n  \"" + name + "\": {")
	for i, e := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n    " + strconv.Quote(e.key) + ": ")
		var value bytes.Buffer
		enc := json.NewEncoder(&value)
		enc.SetEscapeHTML(false)
		g.fail(file, enc.Encode(e.value))
		b.Write(bytes.TrimSuffix(value.Bytes(), []byte("\n")))
	}
	b.WriteString("\n  }\n}\n")
	g.add(file, b.Bytes())
}

func moduleAttribute(s *spec.Spec) []entry {
	a := s.Attribute
	keywords, written := map[string]string{}, map[string]string{}
	var states []string
	for _, k := range a.Keywords {
		keywords[k.Keyword] = k.State
		written[k.State] = k.Keyword
	}
	for _, state := range a.States {
		states = append(states, state.Name)
	}
	bearers := map[string][]string{}
	for _, b := range a.Elements {
		bearers[b.Namespace] = append(bearers[b.Namespace], b.Element)
	}
	return []entry{
		{"name", a.Name},
		{"states", states},
		{"keywords", keywords},
		{"written", written}, // the keyword that asks for a state; a state without one is asked for by no attribute
		{"missing", a.Missing.State},
		{"element", statesOf(s, &spec.Context{Attribute: "own"})}, // of an element that has the attribute
		{"bearers", bearers},
		{"misspelt", misspelt(a.Name)},
	}
}

// misspelt returns a regular expression for names in which one or two
// neighbouring letters went wrong: left out, doubled, swapped, replaced, or
// with a hyphen or underscore between them. It matches the right name too.
func misspelt(name string) string {
	var b strings.Builder
	b.WriteString("^(?:")
	for i := range len(name) - 1 {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(name[:i] + "[a-z_-]{1,3}" + name[i+2:])
	}
	b.WriteString(")$")
	return b.String()
}

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

// moduleCondition is a spec.Condition in the spelling of the templates.
type moduleCondition struct {
	Attribute   string   `json:"attribute"`
	Present     *bool    `json:"present,omitempty"`
	NonEmpty    bool     `json:"nonEmpty,omitempty"`
	Tokens      []string `json:"tokens,omitempty"`
	NotTokens   []string `json:"notTokens,omitempty"`
	Keywords    []string `json:"keywords,omitempty"`
	NotKeywords []string `json:"notKeywords,omitempty"`
	ScriptType  string   `json:"scriptType,omitempty"`
}

type moduleRule struct {
	Context    string            `json:"context"`
	Parents    []string          `json:"parents,omitempty"`
	Conditions []moduleCondition `json:"conditions"`
}

// moduleElement holds the rules by which an element starts contexts.
type moduleElement struct {
	Rules []moduleRule `json:"rules"`
	// Tokens are the rules that ask for a token of an attribute, by attribute
	// and token, so that few of them have to be tried.
	Tokens map[string]map[string][]moduleRule `json:"tokens,omitempty"`
}

// moduleMatch lists, for each HTML element, by which attributes it starts a
// context.
func moduleMatch(s *spec.Spec) []entry {
	elements := map[string]*moduleElement{}
	for _, c := range s.Contexts() {
		if c.Namespace == "svg" {
			continue
		}
		for _, m := range c.Match {
			if elements[c.Element] == nil {
				elements[c.Element] = &moduleElement{Rules: []moduleRule{}}
			}
			elements[c.Element].add(c.ID, m)
		}
	}
	var entries []entry
	for _, element := range slices.Sorted(maps.Keys(elements)) {
		entries = append(entries, entry{element, elements[element]})
	}
	return entries
}

func (e *moduleElement) add(context string, m spec.Match) {
	rule := moduleRule{Context: context, Parents: m.Parents, Conditions: []moduleCondition{}}
	attribute, token := "", ""
	for _, attr := range slices.Sorted(maps.Keys(m.Attributes)) {
		a := m.Attributes[attr]
		rule.Conditions = append(rule.Conditions, moduleCondition{
			attr, a.Present, a.NonEmpty, a.Tokens, a.NotTokens, a.Keywords, a.NotKeywords, a.ScriptType,
		})
		if len(a.Tokens) > 0 {
			attribute, token = attr, a.Tokens[0]
		}
	}
	if token == "" {
		e.Rules = append(e.Rules, rule)
		return
	}
	if e.Tokens == nil {
		e.Tokens = map[string]map[string][]moduleRule{}
	}
	if e.Tokens[attribute] == nil {
		e.Tokens[attribute] = map[string][]moduleRule{}
	}
	e.Tokens[attribute][token] = append(e.Tokens[attribute][token], rule)
}

func moduleOutcomes(s *spec.Spec) []entry {
	taintings, sends, integrity, pools := map[string]map[string]string{}, map[string]map[string]bool{}, map[string]bool{}, map[string]map[string]string{}
	for _, r := range s.Outcomes.Tainting {
		if taintings[r.Mode] == nil {
			taintings[r.Mode] = map[string]string{}
		}
		taintings[r.Mode][r.Origin] = r.Tainting
	}
	for _, r := range s.Outcomes.Credentials {
		if sends[r.Credentials] == nil {
			sends[r.Credentials] = map[string]bool{"error": false}
		}
		sends[r.Credentials][r.Tainting] = r.Included
	}
	for _, r := range s.Outcomes.Integrity {
		integrity[r.Tainting] = r.Checkable
	}
	for _, a := range s.Algorithms {
		for origin, flags := range a.Connection {
			pools[origin] = map[string]string{}
			for _, state := range slices.Backward(s.Attribute.States) {
				pools[origin][strconv.FormatBool(flags[state.Name])] = state.Name
			}
		}
	}
	scripts := map[string]string{}
	for _, r := range s.Scripts {
		scripts[r.Type] = r.Kind
	}
	return []entry{
		{"tainting", taintings},  // by mode and origin relation
		{"sends", sends},         // whether credentials go along, by credentials mode and tainting
		{"integrity", integrity}, // whether metadata can be compared, by tainting
		{"preconnect", pools},    // by origin relation and credentials flag: the first state that opens such a connection
		{"scriptTypes", scripts}, // the type attribute's values, lowercase and trimmed, that are no data block
	}
}
