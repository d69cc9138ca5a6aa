package config

import (
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"
)

var yamlLine = regexp.MustCompile(`^yaml: line (\d+): (.*)`)

// readYAML reads a YAML document.
func readYAML(src []byte) (value, *Mistake) {
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		m := &Mistake{Message: err.Error()}
		if at := yamlLine.FindStringSubmatch(err.Error()); at != nil {
			m.Line, _ = strconv.Atoi(at[1]) // digits
			m.Column, m.Message = 1, "yaml: "+at[2]
		}
		return value{}, m
	}
	if len(doc.Content) == 0 {
		return value{line: 1, column: 1, kind: table}, nil
	}
	return fromYAML(doc.Content[0], 0), nil
}

// maxDepth ends the descent into an alias that contains itself.
const maxDepth = 50

func fromYAML(n *yaml.Node, depth int) value {
	v := value{line: n.Line, column: n.Column, kind: other}
	if depth > maxDepth {
		return v
	}
	switch n.Kind {
	case yaml.AliasNode:
		v = fromYAML(n.Alias, depth+1)
		v.line, v.column = n.Line, n.Column
	case yaml.MappingNode:
		v.kind = table
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			v.entries = append(v.entries, entry{key.Line, key.Column, key.Value, fromYAML(n.Content[i+1], depth+1)})
		}
	case yaml.SequenceNode:
		v.kind = list
		for _, item := range n.Content {
			v.items = append(v.items, fromYAML(item, depth+1))
		}
	case yaml.ScalarNode:
		switch n.ShortTag() {
		case "!!str":
			v.kind, v.text = text, n.Value
		case "!!bool":
			v.kind = boolean
			if n.Decode(&v.flag) != nil {
				v.kind = other
			}
		}
	}
	return v
}
