package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// TestMatchRefuses has what the functions of Match cannot compare or number.
func TestMatchRefuses(t *testing.T) {
	var many []string
	for i := range 64 {
		many = append(many, fmt.Sprint("token-", i))
	}
	tests := map[string]struct {
		condition spec.Condition
		want      string
	}{
		"a long keyword": {spec.Condition{Keywords: []string{strings.Repeat("k", 33)}}, "match of link: keyword \"" + strings.Repeat("k", 33) + "\" has 33 bytes, expected at most 32"},
		"a long token":   {spec.Condition{NotTokens: []string{strings.Repeat("ü", 17)}}, "match of link: keyword \"" + strings.Repeat("ü", 17) + "\" has 34 bytes, expected at most 32"},
		"many tokens":    {spec.Condition{Tokens: many}, "match of link: class has 64 tokens that rules ask for, expected at most 63"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := load(t)
			c := s.Contexts()[slices.IndexFunc(s.Contexts(), func(c *spec.Context) bool { return c.ID == "link-stylesheet" })]
			c.Match = append(c.Match, spec.Match{Attributes: map[string]spec.Condition{"class": tt.condition}})
			if _, err := GeneratePackage(s, "site"); err == nil || err.Error() != tt.want {
				t.Errorf("error %v, expected %s", err, tt.want)
			}
		})
	}
}
