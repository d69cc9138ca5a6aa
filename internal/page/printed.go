package page

import (
	"regexp"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// assignment matches what gives a variable a value: the action, or a condition,
// and the value where it is all of the rest.
var assignment = regexp.MustCompile(`(\{\{-?\s*(?:with\s+|if\s+)?)?\$(\w+)\s*:?=([^=}][^}]*)\}\}`)

// soleField matches an action that prints a variable, or a field or method of
// one or of the dot.
var soleField = regexp.MustCompile(`^\{\{-?\s*([\w.$]+)(?:\s*\|\s*safeURL)?\s*-?\}\}$`)

// Printed returns the field or method that a template prints as the value of an
// attribute, "" when it is more than that. A variable stands for the field that
// it was given, if it was given one value only.
func (p *Page) Printed(a *markup.Attr) string {
	if !p.Fragment || !a.Dynamic || a.ValueSpan.End > len(p.Src) {
		return ""
	}
	m := soleField.FindSubmatch(p.Src[a.ValueSpan.Start:a.ValueSpan.End])
	if m == nil {
		return ""
	}
	field := string(m[1])
	name, isVariable := strings.CutPrefix(field, "$")
	if !isVariable || name == "" || strings.Contains(name, ".") {
		return field
	}
	value := ""
	for _, m := range assignment.FindAllSubmatch(p.Src, -1) {
		if string(m[2]) != name {
			continue
		}
		if value != "" || len(m[1]) == 0 {
			return field
		}
		value = strings.TrimSpace(strings.TrimSuffix(string(m[3]), "-"))
	}
	if soleField.MatchString("{{" + value + "}}") {
		return value
	}
	return field
}
