package resolver_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/spec"
)

// FuzzMatchFollowsTheRows compares Match with a plain reading of the encoding's
// rows, on a tag whose attributes are given as lines: name=value. No attribute
// may be looked up twice.
func FuzzMatchFollowsTheRows(f *testing.F) {
	s, err := spec.Load(spec.Files())
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range s.Contexts() {
		var lines []string
		for _, name := range slices.Sorted(maps.Keys(c.Attributes)) {
			lines = append(lines, name+"="+c.Attributes[name])
		}
		f.Add(strings.ToLower(c.Element), c.Namespace == "svg", c.Parent, strings.Join(lines, "\x00"))
		f.Add(strings.ToLower(c.Element), c.Namespace != "svg", "video", strings.ToUpper(strings.Join(lines, "\x00")))
	}
	for _, lines := range []string{
		"rel=preload  \tmodulepreload\fstylesheet alternate\x00as=Style\x00href=a",
		"rel=compression-dictionary\vicon compression-dictionary- compression-dictionarx\x00href=a",
		"rel=preload\x00as=image\x00imagesrcset=a", "rel=preload \x01 icon\x00href=\x00as=", "rel= \n", "rel=\x80icon icon\u212a\x00href=a",
	} {
		f.Add("link", false, "", lines)
	}
	f.Fuzz(func(t *testing.T, element string, svg bool, parent, lines string) {
		attributes := map[string]string{}
		for line := range strings.SplitSeq(lines, "\x00") {
			name, value, _ := strings.Cut(line, "=")
			attributes[strings.ToLower(name)] = value
		}
		asked := map[string]int{}
		attr := func(name string) (string, bool) {
			if asked[name]++; asked[name] > 1 {
				t.Errorf("<%s> with %q: %s is looked up more than once", element, attributes, name)
			}
			value, present := attributes[name]
			return value, present
		}
		var got, want []string
		for _, c := range resolver.Match(nil, resolver.Element{Name: element, SVG: svg, Parent: parent}, attr) {
			got = append(got, c.String())
		}
		for _, c := range s.Contexts() {
			fits := func(m spec.Match) bool { return s.Fits(m, parent, attributes) }
			if strings.ToLower(c.Element) == element && (c.Namespace == "svg") == svg && slices.ContainsFunc(c.Match, fits) {
				want = append(want, c.ID)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("<%s> (SVG: %t, in %q) with %q starts %v, the rows say %v", element, svg, parent, attributes, got, want)
		}
	})
}
