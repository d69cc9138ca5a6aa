package generator

import (
	"go/token"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// matchReserved are what a matching function uses beside the names of attributes.
var matchReserved = []string{
	"dst", "parent", "attr", "before", "left",
	"append", "len", "bits", "slices", "resolver", "string",
}

// namer gives out Go identifiers, each once.
type namer map[string]bool

// newNamer returns a namer that leaves some identifiers out.
func newNamer(taken []string) namer {
	n := namer{}
	for _, name := range taken {
		n[name] = true
	}
	return n
}

// name returns the identifier, numbered where it, or one made of it, is given
// out already.
func (n namer) name(base string, made ...func(string) string) string {
	for i := 1; ; i++ {
		all := []string{base}
		if i > 1 {
			all[0] += strconv.Itoa(i)
		}
		for _, f := range made {
			all = append(all, f(all[0]))
		}
		if slices.ContainsFunc(all, func(s string) bool { return n[s] || token.IsKeyword(s) }) {
			continue
		}
		for _, s := range all {
			n[s] = true
		}
		return all[0]
	}
}

// nameParts splits the name of an element, an attribute or a keyword, which can have
// nearly any character, into what an identifier can be made of.
func nameParts(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// camel is the end of an identifier: "xlink:href" → "XlinkHref".
func camel(parts []string) string {
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(initialCapital(part))
	}
	return b.String()
}

// local is the name of a variable for the value of an attribute: "xlink:href" →
// "xlinkHref".
func local(attr string) string {
	w := nameParts(attr)
	if len(w) == 0 || unicode.IsDigit([]rune(w[0])[0]) {
		w = append([]string{"value"}, w...)
	}
	name := strings.ToLower(w[0]) + camel(w[1:])
	if token.IsKeyword(name) {
		name += "Value"
	}
	return name
}

// hasLocal is the name of a variable for the presence of an attribute.
func hasLocal(local string) string { return "has" + initialCapital(local) }

// setLocal is the name of a variable for the tokens in an attribute.
func setLocal(local string) string { return local + "Set" }
