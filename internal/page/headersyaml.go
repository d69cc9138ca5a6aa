package page

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// headersYAML reads the headers in YAML.
func (p *Page) headersYAML() error {
	var document yaml.Node
	if err := yaml.Unmarshal(p.Src, &document); err != nil {
		wrong := &SyntaxError{Line: 1, Column: 1, Msg: "no YAML: " + strings.TrimPrefix(err.Error(), "yaml: ")}
		if n, err := fmt.Sscanf(err.Error(), "yaml: line %d:", &wrong.Line); n == 1 && err == nil {
			_, rest, _ := strings.Cut(wrong.Msg, ": line ")
			_, rest, _ = strings.Cut(rest, ": ")
			wrong.Msg = "no YAML: " + rest
		}
		return wrong
	}
	if len(document.Content) > 0 {
		y := yamlReader{src: p.Src, left: maxYAMLNodes}
		root := y.node(document.Content[0])
		p.headersTree(&root)
	}
	p.lineComments()
	return nil
}

// maxYAMLNodes bounds what aliases, which may contain themselves, expand to.
const maxYAMLNodes = 100_000

type yamlReader struct {
	src   []byte
	lines []int // where the lines start
	left  int   // nodes that may still be read
}

func (y *yamlReader) node(n *yaml.Node) node {
	out := node{at: y.offset(n.Line, n.Column)}
	if y.left--; y.left < 0 {
		return out
	}
	switch n.Kind {
	case yaml.AliasNode:
		return y.node(n.Alias)
	case yaml.ScalarNode:
		out.text, out.isText = n.Value, n.ShortTag() == "!!str"
	case yaml.SequenceNode:
		for _, item := range n.Content {
			out.items = append(out.items, y.node(item))
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			out.entries = append(out.entries, entry{n.Content[i].Value, y.node(n.Content[i+1])})
		}
	}
	return out
}

// offset returns the offset of a line and column, which count characters from
// 1.
func (y *yamlReader) offset(line, column int) int {
	if y.lines == nil {
		y.lines = []int{0}
		for i, c := range y.src {
			if c == '\n' {
				y.lines = append(y.lines, i+1)
			}
		}
	}
	if line < 1 || line > len(y.lines) {
		return len(y.src)
	}
	at := y.lines[line-1]
	for ; column > 1 && at < len(y.src); column-- {
		_, size := utf8.DecodeRune(y.src[at:])
		at += size
	}
	return at
}
