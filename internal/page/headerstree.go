package page

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// SyntaxError says why a configuration file cannot be read.
type SyntaxError struct {
	Line, Column int // from 1; Column is 1 where only the line is known
	Msg          string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Msg) }

// node is a value of a YAML or JSON document.
type node struct {
	at      int    // offset of the value
	text    string // of a string
	isText  bool
	items   []node
	entries []entry
}

type entry struct {
	key   string
	value node
}

// find returns the value of a key, in any ASCII case; nil for none.
func (n *node) find(key string) *node {
	if n == nil {
		return nil
	}
	for i := range n.entries {
		if equalFold(n.entries[i].key, key) {
			return &n.entries[i].value
		}
	}
	return nil
}

// headersTree reads the headers below the key server, or those of a document
// that is all server.
func (p *Page) headersTree(root *node) {
	if server := root.find("server"); server != nil {
		root = server
	}
	list := root.find("headers")
	if list == nil {
		return
	}
	for i := range list.items {
		item := &list.items[i]
		b := Block{}
		if pattern := item.find("for"); pattern != nil && pattern.isText {
			b.Pattern = pattern.text
			b.Span, _ = p.textAt(pattern)
		}
		if link := item.find("values").find("link"); link != nil && link.isText {
			span, exact := p.textAt(link)
			b.field(link.text, span, exact)
		}
		p.Blocks = append(p.Blocks, b)
	}
}

// textAt returns the place of a string, which is exact when the source has it
// as it is; else it is the rest of the line.
func (p *Page) textAt(n *node) (span markup.Span, exact bool) {
	src := p.Src[n.at:]
	quote := 0
	if len(src) > 0 && (src[0] == '"' || src[0] == '\'') {
		quote = 1
	}
	if n.text != "" && bytes.HasPrefix(src[quote:], []byte(n.text)) {
		start := n.at + quote
		return markup.Span{Start: start, End: start + len(n.text)}, true
	}
	end := bytes.IndexByte(src, '\n')
	if end < 0 {
		end = len(src)
	}
	return markup.Span{Start: n.at, End: n.at + end}, false
}

// lineComments keeps the comments that are addressed to a checker and have a
// line of their own.
func (p *Page) lineComments() {
	at := 0
	for line := range bytes.Lines(p.Src) {
		text := strings.TrimSpace(string(line))
		if content := strings.TrimLeft(text, "# \t"); strings.HasPrefix(text, "#") && strings.HasPrefix(content, Suppression) {
			end := at + len(bytes.TrimRight(line, " \t\r\n"))
			p.Comments = append(p.Comments, markup.Span{Start: end - len(content), End: end})
		}
		at += len(line)
	}
}
