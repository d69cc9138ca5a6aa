package page

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/gobwas/glob"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Block is one path pattern of a headers file with the links of its Link
// fields.
type Block struct {
	Pattern string
	Span    markup.Span // of the pattern
	// Detached says that the links of earlier blocks are not sent: "! Link" in
	// the file (https://developers.cloudflare.com/pages/configuration/headers/#detach-a-header).
	Detached bool
	Links    []Link
	Unread   []markup.Span // Link fields in which no link could be read

	dialect             dialect
	netlify, host, path []piece // the pattern, as servers read it; host is nil for none
	glob                glob.Glob
}

// ParseHeaders returns a headers file of Netlify or Cloudflare Pages as a
// page: lines with a path, and indented lines with a field for it
// (https://docs.netlify.com/routing/headers/#syntax-for-the-headers-file).
func ParseHeaders(src []byte, o Options) *Page {
	p := &Page{Src: src, Options: o, other: true}
	p.base = p.documentBase()
	at := 0
	for len(src) > at {
		end := len(src)
		if n := bytes.IndexByte(src[at:], '\n'); n >= 0 {
			end = at + n
		}
		p.headerLine(at, end)
		at = end + 1
	}
	server := anyServer
	if slices.ContainsFunc(p.Blocks, func(b Block) bool { return b.Detached || b.isURL() }) {
		server = onCloudflare
	}
	p.startBlocks(server)
	return p
}

// startBlocks reads the patterns of all blocks and adds what their links start.
func (p *Page) startBlocks(d dialect) {
	for i := range p.Blocks {
		b := &p.Blocks[i]
		b.compile(d)
		for j := range b.Links {
			p.startLink(&b.Links[j])
		}
	}
}

// headerLine reads src[start:end], which is one line.
func (p *Page) headerLine(start, end int) {
	line := string(p.Src[start:end])
	trimmed := strings.TrimSpace(line)
	indent := strings.Index(line, trimmed)
	span := markup.Span{Start: start + indent, End: start + indent + len(trimmed)}
	switch {
	case trimmed == "":
		return
	case trimmed[0] == '#':
		text := strings.TrimLeft(trimmed, "# \t")
		if strings.HasPrefix(text, Suppression) {
			p.Comments = append(p.Comments, markup.Span{Start: span.End - len(text), End: span.End})
		}
		return
	case trimmed[0] == '/' || indent == 0 && strings.Contains(trimmed, "://"):
		p.Blocks = append(p.Blocks, Block{Pattern: trimmed, Span: span})
		return
	}
	if name, unset := strings.CutPrefix(trimmed, "!"); unset && len(p.Blocks) > 0 && equalFold(strings.TrimSpace(name), "link") {
		p.Blocks[len(p.Blocks)-1].Detached = true
		return
	}
	name, value, found := strings.Cut(trimmed, ":")
	if !found || len(p.Blocks) == 0 || !equalFold(strings.TrimSpace(name), "link") {
		return
	}
	value = strings.TrimSpace(value)
	b := &p.Blocks[len(p.Blocks)-1]
	links := placed(ParseLinkHeader(value), span.End-len(value))
	if len(links) == 0 {
		b.Unread = append(b.Unread, span)
	}
	b.Links = append(b.Links, links...)
}

// placed moves the spans of links to where the field's value stands.
func placed(links []Link, offset int) []Link {
	move := func(s *markup.Span) { s.Start += offset; s.End += offset }
	for i := range links {
		move(&links[i].Span)
		move(&links[i].TargetSpan)
		for j := range links[i].Params {
			move(&links[i].Params[j].Span)
		}
	}
	return links
}

// OnNetlify says of a headers file that Netlify reads it. One that only
// Cloudflare can be meant by stays as it is.
func (p *Page) OnNetlify() {
	for i := range p.Blocks {
		if p.Blocks[i].dialect == anyServer {
			p.Blocks[i].compile(onNetlify)
		}
	}
}

// LinksFor returns the links that the blocks certainly send with a page, under
// one of its URLs at least: host is where it is served, "" when that is not
// known, and path starts with a slash. source names the headers file in
// messages.
func LinksFor(blocks []Block, host, path, source string, lines *markup.Lines) []Link {
	var out []Link
	for i := range blocks {
		sent := blocks[i].sends(host, path)
		if sent != never && blocks[i].Detached {
			out = nil
		}
		if sent < sometimes {
			continue
		}
		for _, l := range blocks[i].Links {
			line, _ := lines.LineColumn(l.Span.Start)
			l.Source = fmt.Sprintf("%s:%d", source, line)
			out = append(out, l)
		}
	}
	return out
}
