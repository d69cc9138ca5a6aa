package page

import (
	"bytes"
	"fmt"
	"strings"

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
	for i := range p.Blocks {
		for j := range p.Blocks[i].Links {
			p.startLink(&p.Blocks[i].Links[j])
		}
	}
	return p
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

// LinksFor returns the links that the blocks send with a page: host is where it
// is served, "" when that is not known, and path starts with a slash. source
// names the headers file in messages.
func LinksFor(blocks []Block, host, path, source string, lines *markup.Lines) []Link {
	var out []Link
	for i := range blocks {
		if !matches(blocks[i].Pattern, host, path) {
			continue
		}
		if blocks[i].Detached {
			out = nil
		}
		for _, l := range blocks[i].Links {
			line, _ := lines.LineColumn(l.Span.Start)
			l.Source = fmt.Sprintf("%s:%d", source, line)
			out = append(out, l)
		}
	}
	return out
}

// matches says whether a pattern of a block is for a page. "*" stands for
// anything, ":name" for what is between two slashes or, in a host, dots. What a
// pattern with a host is for is not known where the host is not.
func matches(pattern, host, path string) bool {
	_, rest, absolute := strings.Cut(pattern, "://")
	if !absolute {
		return matchPattern(pattern, path, "/")
	}
	slash := strings.IndexByte(rest, '/')
	return host != "" && slash >= 0 && matchPattern(rest[:slash], host, "./") && matchPattern(rest[slash:], path, "/")
}

// matchPattern matches all of text; a placeholder holds none of the ends.
func matchPattern(pattern, text, ends string) bool {
	// reach holds whether what is read of the pattern can end at an offset of
	// the text.
	reach := make([]bool, len(text)+1)
	reach[0] = true
	for i := 0; i < len(pattern); {
		switch name := placeholder(pattern[i:]); {
		case pattern[i] == '*':
			for j := range len(text) {
				reach[j+1] = reach[j+1] || reach[j]
			}
			i++
		case name > 0:
			inside := false
			for j := range len(text) {
				started := reach[j]
				reach[j] = inside
				inside = (inside || started) && strings.IndexByte(ends, text[j]) < 0
			}
			reach[len(text)] = inside
			i += name
		default:
			for j := len(text); j > 0; j-- {
				reach[j] = reach[j-1] && text[j-1] == pattern[i]
			}
			reach[0] = false
			i++
		}
	}
	return reach[len(text)]
}

// placeholder returns the length of the placeholder that a pattern starts with,
// 0 for none.
func placeholder(pattern string) int {
	if len(pattern) < 2 || pattern[0] != ':' || !isLetter(pattern[1]) {
		return 0
	}
	n := 2
	for n < len(pattern) && (isLetter(pattern[n]) || '0' <= pattern[n] && pattern[n] <= '9' || pattern[n] == '_') {
		n++
	}
	return n
}
