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
	Links   []Link
	Unread  []markup.Span // Link fields in which no link could be read
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

// LinksFor returns the links that the blocks send with the page at path, which
// starts with a slash. source names the headers file in messages.
func LinksFor(blocks []Block, path, source string, lines *markup.Lines) []Link {
	var out []Link
	for i := range blocks {
		if !matchesPath(blocks[i].Pattern, path) {
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

// matchesPath says whether a path pattern is for a path. "*" stands for
// anything, a segment ":name" for one segment. A pattern with a host is left
// to the host.
func matchesPath(pattern, path string) bool {
	if i := strings.Index(pattern, "://"); i >= 0 {
		rest := pattern[i+len("://"):]
		slash := strings.IndexByte(rest, '/')
		if slash < 0 {
			return false
		}
		pattern = rest[slash:]
	}
	return matchPattern(pattern, path)
}

func matchPattern(pattern, path string) bool {
	// star and from are where to go on when the text behind the last "*" does
	// not fit: one character later.
	star, from := -1, 0
	i, j := 0, 0
	for i < len(pattern) || j < len(path) {
		if i < len(pattern) {
			switch {
			case pattern[i] == '*':
				star, from = i, j
				i++
				continue
			case pattern[i] == ':' && i > 0 && pattern[i-1] == '/':
				if n := segment(path[j:]); n > 0 {
					i += segment(pattern[i:])
					j += n
					continue
				}
			case j < len(path) && pattern[i] == path[j]:
				i++
				j++
				continue
			}
		}
		if star < 0 || from >= len(path) {
			return false
		}
		from++
		i, j = star+1, from
	}
	return true
}

// segment returns the length of the path segment in front.
func segment(path string) int {
	if n := strings.IndexByte(path, '/'); n >= 0 {
		return n
	}
	return len(path)
}
