package provenance

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// element holds the tags of an element. Those that say for certain what they
// fetch, of which content files have many, are held by that: no other agrees with
// a tag of a page that fetches something else.
type element struct {
	bySource map[source][]*candidate
	others   []*candidate
}

// source is an attribute and its value, in which white space is one space.
type source struct{ name, value string }

// sourceNames are the attributes that hold sources.
var sourceNames = [...]string{"src", "href"}

func (e *element) add(c *candidate) {
	for _, name := range sourceNames {
		if a := c.tag.Find(name); a != nil && a.Presence == markup.Present && !a.Dynamic && a.Value != "" {
			s := sourceOf(name, a.Value)
			e.bySource[s] = append(e.bySource[s], c)
			return
		}
	}
	e.others = append(e.others, c)
}

// each calls a function with the tags that may agree with one of a page.
func (e *element) each(built *markup.Tag, weigh func(*candidate)) {
	if e == nil {
		return
	}
	for _, c := range e.others {
		weigh(c)
	}
	for _, name := range sourceNames {
		if a := built.Find(name); a != nil {
			for _, c := range e.bySource[sourceOf(name, a.Value)] {
				weigh(c)
			}
			for i := 1; i < len(a.Value); i++ {
				if a.Value[i] == '/' { // of what the URL is, if it was rewritten
					for _, c := range e.bySource[source{name, a.Value[i:]}] {
						weigh(c)
					}
				}
			}
		}
	}
}

func sourceOf(name, value string) source {
	first, rest := resolver.NextToken(value)
	if len(first) == len(value) {
		return source{name, value}
	}
	var words []string
	for first != "" {
		words = append(words, first)
		first, rest = resolver.NextToken(rest)
	}
	return source{name, strings.Join(words, " ")}
}
