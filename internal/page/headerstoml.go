package page

import (
	"bytes"
	"errors"
	"path"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// ParseHeaderTable returns the headers in a configuration file as a page, like
// [ParseHeaders]: those of a netlify.toml,
//
//	[[headers]]
//	for = "/*"
//	[headers.values]
//	Link = "</a.woff2>; rel=preload; as=font; crossorigin=anonymous"
//
// and those of Hugo's server in a hugo.toml, under server.headers, or in a
// server.toml. The extension of o.Name tells TOML from YAML and JSON. The error
// says what is no text of that format.
func ParseHeaderTable(src []byte, o Options) (*Page, error) {
	p := &Page{Src: src, Options: o, other: true, Blocks: []Block{}}
	p.base = p.documentBase()
	var err error
	switch ascii.Lower(path.Ext(o.Name)) {
	case ".yaml", ".yml":
		err = p.headersYAML()
	case ".json":
		err = p.headersJSON()
	default:
		err = p.headersTOML()
	}
	if err != nil {
		return nil, err
	}
	server := inHugo
	if p.isNetlify() {
		server = onNetlify
	}
	p.startBlocks(server)
	return p, nil
}

// isNetlify says whether the page is the configuration of Netlify.
func (p *Page) isNetlify() bool {
	return path.Base(filepath.ToSlash(p.Options.Name)) == "netlify.toml"
}

func (p *Page) headersTOML() error {
	t := tomlHeaders{page: p}
	t.parser.KeepComments = true
	t.parser.Reset(p.Src)
	for t.parser.NextExpression() {
		t.expression(t.parser.Expression())
	}
	if err := t.parser.Error(); err != nil {
		wrong := &SyntaxError{Line: 1, Column: 1, Msg: "no TOML: " + err.Error()}
		var at *toml.DecodeError
		if errors.As(toml.Unmarshal(p.Src, new(map[string]any)), &at) {
			wrong.Line, wrong.Column = at.Position()
		}
		return wrong
	}
	return nil
}

type tomlHeaders struct {
	page   *Page
	parser unstable.Parser
	table  string // the name of the present table
	inside string // "headers" or "headers.values" of the last block, "" elsewhere
}

func (t *tomlHeaders) expression(n *unstable.Node) {
	switch n.Kind {
	case unstable.Comment:
		t.comment(n)
	case unstable.ArrayTable, unstable.Table:
		t.table, t.inside = dotted(n.Key()), ""
		name := strings.TrimPrefix(t.table, "server.")
		if name == "headers" && n.Kind == unstable.ArrayTable {
			t.page.Blocks = append(t.page.Blocks, Block{})
			t.inside = name
		} else if name == "headers.values" && n.Kind == unstable.Table && len(t.page.Blocks) > 0 {
			t.inside = name
		}
	case unstable.KeyValue:
		if t.inside != "" {
			t.keyValue(t.inside, n)
			return
		}
		key := dotted(n.Key())
		if t.table != "" {
			key = t.table + "." + key
		}
		if list := n.Value(); list.Kind == unstable.Array && (key == "headers" || key == "server.headers") {
			t.list(list)
		}
	}
}

// list reads blocks that are written as an array of inline tables.
func (t *tomlHeaders) list(array *unstable.Node) {
	for blocks := array.Children(); blocks.Next(); {
		block := blocks.Node()
		if block.Kind != unstable.InlineTable {
			continue
		}
		t.page.Blocks = append(t.page.Blocks, Block{})
		for children := block.Children(); children.Next(); {
			t.keyValue("headers", children.Node())
		}
	}
}

// keyValue reads a key of the last block; inside is the table that it is in.
func (t *tomlHeaders) keyValue(inside string, n *unstable.Node) {
	key := inside + "." + dotted(n.Key())
	b := &t.page.Blocks[len(t.page.Blocks)-1]
	switch value := n.Value(); {
	case value.Kind == unstable.InlineTable && key == "headers.values":
		for children := value.Children(); children.Next(); {
			t.keyValue(key, children.Node())
		}
	case value.Kind == unstable.Array && equalFold(key, "headers.values.link"):
		t.values(b, value)
	case value.Kind != unstable.String:
	case key == "headers.for":
		b.Pattern = string(value.Data)
		b.Span, _ = t.text(value)
	case equalFold(key, "headers.values.link"):
		span, exact := t.text(value)
		b.field(string(value.Data), span, exact)
	}
}

// values reads the items of a field that is an array. Netlify sends them all,
// Hugo's server none.
func (t *tomlHeaders) values(b *Block, array *unstable.Node) {
	if !t.page.isNetlify() {
		return
	}
	for items := array.Children(); items.Next(); {
		if item := items.Node(); item.Kind == unstable.String {
			span, exact := t.text(item)
			b.field(string(item.Data), span, exact)
		}
	}
}

// field reads the value of a Link field in a configuration file. Where the
// place is not exact, the value is written with escapes.
func (b *Block) field(value string, span markup.Span, exact bool) {
	// Hosts join the lines of a value.
	links := ParseLinkHeader(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, value))
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
