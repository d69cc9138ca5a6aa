package page

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// ParseHeadersTOML returns the headers in a configuration file as a page, like
// [ParseHeaders]: those of a netlify.toml,
//
//	[[headers]]
//	for = "/*"
//	[headers.values]
//	Link = "</a.woff2>; rel=preload; as=font; crossorigin=anonymous"
//
// and those of Hugo's server in a hugo.toml, under server.headers. The error is
// that of the first line that is no TOML.
func ParseHeadersTOML(src []byte, o Options) (*Page, error) {
	p := &Page{Src: src, Options: o, other: true, Blocks: []Block{}}
	p.base = p.documentBase()
	t := tomlHeaders{page: p}
	t.parser.KeepComments = true
	t.parser.Reset(src)
	for t.parser.NextExpression() {
		t.expression(t.parser.Expression())
	}
	if err := t.parser.Error(); err != nil {
		return nil, fmt.Errorf("no TOML: %w", err)
	}
	for i := range p.Blocks {
		for j := range p.Blocks[i].Links {
			p.startLink(&p.Blocks[i].Links[j])
		}
	}
	return p, nil
}

type tomlHeaders struct {
	page   *Page
	parser unstable.Parser
	inside string // "headers" or "headers.values" of the last block, "" elsewhere
}

func (t *tomlHeaders) expression(n *unstable.Node) {
	switch n.Kind {
	case unstable.Comment:
		t.comment(n)
	case unstable.ArrayTable, unstable.Table:
		name := strings.TrimPrefix(dotted(n.Key()), "server.")
		t.inside = ""
		if name == "headers" && n.Kind == unstable.ArrayTable {
			t.page.Blocks = append(t.page.Blocks, Block{})
			t.inside = name
		} else if name == "headers.values" && n.Kind == unstable.Table && len(t.page.Blocks) > 0 {
			t.inside = name
		}
	case unstable.KeyValue:
		if t.inside == "" || n.Value().Kind != unstable.String {
			return
		}
		key := t.inside + "." + dotted(n.Key())
		b := &t.page.Blocks[len(t.page.Blocks)-1]
		switch {
		case key == "headers.for":
			b.Pattern = string(n.Value().Data)
			b.Span, _ = t.text(n.Value())
		case equalFold(key, "headers.values.link"):
			t.links(b, n.Value())
		}
	}
}

// links reads the value of a Link field.
func (t *tomlHeaders) links(b *Block, n *unstable.Node) {
	span, exact := t.text(n)
	links := ParseLinkHeader(string(n.Data))
	if exact {
		links = placed(links, span.Start)
	} else {
		for i := range links {
			links[i].Inexact, links[i].Span, links[i].TargetSpan = true, span, span
			for j := range links[i].Params {
				links[i].Params[j].Span = span
			}
		}
	}
	if len(links) == 0 {
		b.Unread = append(b.Unread, span)
	}
	b.Links = append(b.Links, links...)
}

// text returns the place of a string's value, which is exact when nothing in
// it is escaped.
func (t *tomlHeaders) text(n *unstable.Node) (markup.Span, bool) {
	start := int(n.Raw.Offset)
	end := start + int(n.Raw.Length)
	raw := t.page.Src[start:end]
	if i := bytes.Index(raw, n.Data); i >= 0 && len(n.Data) > 0 {
		return markup.Span{Start: start + i, End: start + i + len(n.Data)}, true
	}
	return markup.Span{Start: start, End: end}, false
}

func (t *tomlHeaders) comment(n *unstable.Node) {
	text := bytes.TrimLeft(n.Data, "# \t")
	if bytes.HasPrefix(text, []byte(Suppression)) {
		end := int(n.Raw.Offset) + int(n.Raw.Length)
		t.page.Comments = append(t.page.Comments, markup.Span{Start: end - len(text), End: end})
	}
}

// dotted joins the parts of a key.
func dotted(parts unstable.Iterator) string {
	var names []string
	for parts.Next() {
		names = append(names, string(parts.Node().Data))
	}
	return strings.Join(names, ".")
}
