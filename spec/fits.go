package spec

import (
	"slices"
	"strings"
)

// Fits says whether a tag is one that the match describes: by the name of the
// nearest audio, video or picture around it, and by its attributes. It goes
// through the rows as they are written; what the generator makes of them has to
// agree.
func (s *Spec) Fits(m Match, parent string, attributes map[string]string) bool {
	if m.Parents != nil && !slices.Contains(m.Parents, parent) {
		return false
	}
	for name, c := range m.Attributes {
		value, present := attributes[name]
		if !c.holds(value, present) || c.ScriptType != "" && s.scriptType(attributes) != c.ScriptType {
			return false
		}
	}
	return true
}

func (c Condition) holds(value string, present bool) bool {
	value = asciiLower(value)
	tokens := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(blanks, r) })
	has := func(token string) bool { return slices.Contains(tokens, token) }
	switch {
	case c.Present != nil && *c.Present != present,
		c.NonEmpty && value == "",
		c.Keywords != nil && !slices.Contains(c.Keywords, value),
		slices.Contains(c.NotKeywords, value),
		slices.ContainsFunc(c.NotTokens, has):
		return false
	}
	for _, token := range c.Tokens {
		if !has(token) {
			return false
		}
	}
	return true
}

// scriptType reads the type of a script element with those attributes off the
// rows of Scripts.
func (s *Spec) scriptType(attributes map[string]string) string {
	kind, present := attributes["type"]
	if language := attributes["language"]; !present && language != "" {
		kind = "text/" + language
	} else if kind != "" {
		if kind = strings.Trim(kind, blanks); kind == "" {
			return "data-block"
		}
	}
	for _, row := range s.Scripts {
		if asciiLower(row.Type) == asciiLower(kind) {
			return row.Kind
		}
	}
	return "data-block"
}

// blanks are ASCII whitespace (https://infra.spec.whatwg.org/#ascii-whitespace).
const blanks = " \t\n\f\r"

func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, s)
}
