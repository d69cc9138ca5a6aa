package config

import "go.yaml.in/yaml/v3"

// readYAML reads a well-formed YAML document.
func readYAML(src []byte) (value, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		return value{}, err
	}
	if len(doc.Content) == 0 {
		return value{place: at(1, 1), kind: table}, nil
	}
	r := yamlReader{left: maxNodes}
	return r.value(doc.Content[0]), nil
}

// maxNodes bounds what aliases, which may contain themselves, expand to.
const maxNodes = 100_000

type yamlReader struct {
	left int // nodes that may still be read
}

func (r *yamlReader) value(n *yaml.Node) value {
	v := value{place: at(n.Line, n.Column), kind: other}
	if r.left--; r.left < 0 {
		return v
	}
	switch n.Kind {
	case yaml.AliasNode:
		v = r.value(n.Alias)
		v.line, v.column = n.Line, n.Column
	case yaml.MappingNode:
		v.kind = table
		for i := 0; i+1 < len(n.Content) && r.left > 0; i += 2 {
			key := n.Content[i]
			v.entries = append(v.entries, entry{at(key.Line, key.Column), key.Value, r.value(n.Content[i+1])})
		}
	case yaml.SequenceNode:
		v.kind = list
		for i := 0; i < len(n.Content) && r.left > 0; i++ {
			v.items = append(v.items, r.value(n.Content[i]))
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
