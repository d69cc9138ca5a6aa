package hugotemplate

import (
	"bytes"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// rawBlocks returns the lines of an AsciiDoc or Org file that are raw HTML, in
// order: passthrough blocks between lines of four plus signs
// (https://docs.asciidoctor.org/asciidoc/latest/pass/pass-block/), and export
// blocks of HTML (https://orgmode.org/manual/Quoting-HTML-tags.html). Raw HTML
// inside a line of text is not found.
func rawBlocks(src []byte, start int, org bool) []markup.Span {
	opens := opensAsciiDoc
	if org {
		opens = opensOrg
	}
	var visible []markup.Span
	end := ""      // the line that ends the block, "" outside of blocks
	shown := false // the block is raw HTML
	for at := start; at < len(src); {
		next := len(src)
		if n := bytes.IndexByte(src[at:], '\n'); n >= 0 {
			next = at + n + 1
		}
		line := strings.TrimSpace(string(src[at:next]))
		switch {
		case end == "":
			end, shown = opens(line)
		case lowerASCII(line) == end:
			end = ""
		case shown:
			visible = append(visible, markup.Span{Start: at, End: next})
		}
		at = next
	}
	return visible
}

// opensAsciiDoc returns the line that ends the block that a line opens, if it
// is one whose content is no AsciiDoc, and whether that is raw HTML.
func opensAsciiDoc(line string) (end string, shown bool) {
	if line == "```" || strings.HasPrefix(line, "```") && strings.Trim(line, "`") != "" {
		return "```", false
	}
	if len(line) < 4 || strings.Trim(line, line[:1]) != "" {
		return "", false
	}
	switch line[0] {
	case '+':
		return line, true
	case '-', '.', '/':
		return line, false
	}
	return "", false
}

// opensOrg is like opensAsciiDoc.
func opensOrg(line string) (end string, shown bool) {
	rest, ok := strings.CutPrefix(lowerASCII(line), "#+begin_")
	if fields := strings.Fields(rest); ok && len(fields) > 0 {
		switch fields[0] {
		case "export":
			return "#+end_export", len(fields) > 1 && fields[1] == "html"
		case "src", "example", "comment":
			return "#+end_" + fields[0], false
		}
	}
	return "", false
}

// rawDirectives returns the lines of a reStructuredText file that are raw HTML:
// the blocks, which are indented, of the directive raw
// (https://docutils.sourceforge.io/docs/ref/rst/directives.html#raw).
func rawDirectives(src []byte, start int) []markup.Span {
	var visible []markup.Span
	indent := -1  // of the directive whose block is read, -1 outside of one
	shown := true // behind the directive's options
	for at := start; at < len(src); {
		next := len(src)
		if n := bytes.IndexByte(src[at:], '\n'); n >= 0 {
			next = at + n + 1
		}
		line := bytes.TrimRight(src[at:next], " \t\r\n")
		text := bytes.TrimLeft(line, " \t")
		own := len(line) - len(text)
		switch {
		case len(text) == 0:
			shown = true
		case indent >= 0 && own > indent:
			shown = shown || text[0] != ':'
			if shown {
				visible = append(visible, markup.Span{Start: at, End: next})
			}
		default:
			indent = -1
			if fields := strings.Fields(lowerASCII(string(text))); len(fields) > 2 && fields[0] == ".." && fields[1] == "raw::" && fields[2] == "html" {
				indent, shown = own, false
			}
		}
		at = next
	}
	return visible
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
