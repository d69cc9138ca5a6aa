// Command compare tries, for each element of the overlay, every combination of
// values that its rows speak of, and compares what Match finds with what the
// rows say.
package main

//go:generate go tool crossorigin-gen -spec spec -package main -out .

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/spec"
)

const absent = "\x00"

func main() {
	if err := compare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("as the rows say")
}

func compare() error {
	overlay := spec.Overlay{Dir: "spec", Files: os.DirFS("spec")}
	s, err := spec.Load(spec.Files(), overlay)
	if err != nil {
		return err
	}
	elements := map[resolver.Element][]*spec.Context{}
	for _, c := range s.Contexts() {
		el := resolver.Element{Name: strings.ToLower(c.Element), SVG: c.Namespace == "svg"}
		elements[el] = append(elements[el], c)
	}
	found := map[string]bool{}
	tried := 0
	for el, contexts := range elements {
		for attributes := range combinations(valuesOf(contexts)) {
			for _, el.Parent = range parentsOf(contexts) {
				attr := func(name string) (string, bool) { v, ok := attributes[name]; return v, ok }
				var got, want []string
				for _, c := range Match(nil, el, attr) {
					got = append(got, c.String())
					found[c.String()] = true
				}
				for _, c := range contexts {
					if slices.ContainsFunc(c.Match, func(m spec.Match) bool { return s.Fits(m, el.Parent, attributes) }) {
						want = append(want, c.ID)
					}
				}
				slices.Sort(got)
				slices.Sort(want)
				if tried++; !slices.Equal(got, want) {
					return fmt.Errorf("%+v with %q starts %v, the rows say %v", el, attributes, got, want)
				}
			}
		}
	}
	for _, c := range s.Contexts() {
		if len(c.Match) > 0 && !found[c.ID] {
			return fmt.Errorf("of %d tags, none starts %s", tried, c.ID)
		}
	}
	return nil
}

// parentsOf lists what makes a difference to a row.
func parentsOf(contexts []*spec.Context) []string {
	for _, c := range contexts {
		if slices.ContainsFunc(c.Match, func(m spec.Match) bool { return m.Parents != nil }) {
			return []string{"", "audio", "video", "picture", "div"}
		}
	}
	return []string{""}
}

// valuesOf lists, for each attribute, what makes a difference to a row. Of the
// tokens, it puts those together that rows speak of near to each other.
func valuesOf(contexts []*spec.Context) map[string][]string {
	values, tokens := map[string][]string{}, map[string][]string{}
	add := func(to map[string][]string, name string, list ...string) {
		for _, value := range list {
			if !slices.Contains(to[name], value) {
				to[name] = append(to[name], value)
			}
		}
	}
	for _, c := range contexts {
		for _, m := range c.Match {
			for name, condition := range m.Attributes {
				add(values, name, absent, "", "other")
				for _, keyword := range slices.Concat(condition.Keywords, condition.NotKeywords) {
					add(values, name, strings.ToUpper(keyword[:1])+keyword[1:])
				}
				add(tokens, name, slices.Concat(condition.Tokens, condition.NotTokens)...)
				if condition.ScriptType != "" {
					add(values, name, "module", "text/javascript", "importmap", "speculationrules")
				}
			}
		}
	}
	for name, list := range tokens {
		for i, token := range list {
			add(values, name, token, "other "+strings.ToUpper(token))
			for _, second := range list[i+1 : min(i+3, len(list))] {
				add(values, name, second+"\t"+token)
			}
		}
		add(values, name, strings.Join(list, " "))
	}
	return values
}

// combinations yields every choice of one value for each name. The map is the
// same one each time.
func combinations(values map[string][]string) func(func(map[string]string) bool) {
	names := slices.Sorted(maps.Keys(values))
	return func(yield func(map[string]string) bool) {
		chosen := map[string]string{}
		var choose func(i int) bool
		choose = func(i int) bool {
			if i == len(names) {
				return yield(chosen)
			}
			for _, value := range values[names[i]] {
				if delete(chosen, names[i]); value != absent {
					chosen[names[i]] = value
				}
				if !choose(i + 1) {
					return false
				}
			}
			return true
		}
		choose(0)
	}
}
