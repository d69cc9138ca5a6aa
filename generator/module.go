package generator

import (
	"bytes"
	"encoding/json"
	"path"
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
		{"element", statesOf(s, own)}, // of an element that has the attribute
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
