package generator

import (
	"maps"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

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
