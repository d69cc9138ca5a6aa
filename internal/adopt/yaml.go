package adopt

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
)

// rootYAML returns the mapping that the document is, nil for an empty one; ok
// is false for any other document.
func rootYAML(src []byte) (root *yaml.Node, ok bool) {
	var document yaml.Node
	if err := yaml.Unmarshal(src, &document); err != nil {
		return nil, false
	}
	if document.Kind == 0 {
		return nil, true
	}
	root = document.Content[0]
	return root, isBlock(root, yaml.MappingNode)
}

// isBlock says whether the node is of that kind and written on lines of its
// own.
func isBlock(n *yaml.Node, kind yaml.Kind) bool {
	return n.Kind == kind && n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0
}

// member returns the key and the value of a mapping's entry.
func member(n *yaml.Node, key string) (k, v *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if ascii.Lower(n.Content[i].Value) == key {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Tag == "!!null"
}

// appendYAML adds to the list, or the entries that it is in and that are
// missing.
func appendYAML(src []byte, path []string) (edit.Edit, bool) {
	n, ok := rootYAML(src)
	if !ok {
		return edit.Edit{}, false
	}
	if n == nil {
		return insertLines(src, len(src), importYAML(path, 0)), true
	}
	at := len(src) // where an entry that is missing goes
	for i, key := range path {
		k, v := member(n, key)
		switch {
		case k == nil:
			return insertLines(src, at, importYAML(path[i:], n.Column-1)), true
		case isNull(v):
			return insertLines(src, afterLine(src, k.Line), importYAML(path[i+1:], k.Column+1)), true
		case i < len(path)-1 && !isBlock(v, yaml.MappingNode):
			return edit.Edit{}, false
		}
		n, at = v, afterLine(src, k.Line)
	}
	if !isBlock(n, yaml.SequenceNode) {
		return edit.Edit{}, false
	}
	dash := n.Column - 1
	at = blockEnd(src, n.Content[len(n.Content)-1].Line, dash)
	return insertLines(src, at, importYAML(nil, dash)), true
}

// importYAML writes an import as an item of a list that is in the given
// entries, the first of which is indented so far.
func importYAML(keys []string, indent int) string {
	var b strings.Builder
	for _, key := range keys {
		b.WriteString(strings.Repeat(" ", indent) + key + ":\n")
		indent += 2
	}
	b.WriteString(strings.Repeat(" ", indent) + "- path: " + modulePath + "\n")
	return b.String()
}

func insertLines(src []byte, at int, text string) edit.Edit {
	return edit.Edit{Start: at, End: at, Text: opened(src, at, text)}
}

// afterLine returns the offset behind a line, which are counted from 1.
func afterLine(src []byte, line int) int {
	at := 0
	for range line {
		at = lineEnd(src, at)
	}
	return at
}

// blockEnd returns the end of the block that a line begins and that the lines
// belong to which are indented by more than indent.
func blockEnd(src []byte, line, indent int) int {
	end := afterLine(src, line)
	for at := end; at < len(src); {
		next := lineEnd(src, at)
		text := bytes.TrimRight(src[at:next], " \r\n")
		content := bytes.TrimLeft(text, " ")
		at = next
		switch {
		case len(content) == 0:
		case len(text)-len(content) > indent:
			end = next
		case content[0] != '#':
			return end
		}
	}
	return end
}

// explainYAML puts the explanation at the end of the mapping that the table is
// to be in, or at the end of the document.
func explainYAML(src []byte, path []string) edit.Edit {
	root, ok := rootYAML(src)
	if ok && root != nil && len(path) > 1 {
		k, v := member(root, path[0])
		if k != nil && isBlock(v, yaml.MappingNode) {
			at := blockEnd(src, k.Line, k.Column-1)
			return insertLines(src, at, explanationYAML(path[1:], v.Column-1))
		}
	}
	indent := 0
	if ok && root != nil {
		indent = root.Column - 1
	}
	text := explanationYAML(path, indent)
	if len(src) > 0 {
		text = "\n" + text
	}
	return insertLines(src, len(src), text)
}
