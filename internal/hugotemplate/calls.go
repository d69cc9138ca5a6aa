package hugotemplate

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Call is the place in a content file where a shortcode is called.
type Call struct {
	Name string
	// Params are the values of its parameters, positional and named, as far as
	// they are constants.
	Params []string
	Span   markup.Span
	// Inner is what stands between it and its closing shortcode; empty where
	// there is none. Percent says that it is {{% … %}}, so that Inner is read
	// with the content around it.
	Inner   markup.Span
	Percent bool
}

// Calls returns the shortcodes that a content file calls, in no order that
// matters.
func Calls(src []byte) []Call {
	shortcodes := shortcodesOf(src, frontMatterEnd(src))
	inners := map[int]markup.Span{} // by the end of the opening shortcode
	for _, in := range innersOf(shortcodes) {
		inners[in.Start] = in.Span
	}
	var out []Call
	for _, s := range shortcodes {
		if s.name == "" || s.closing {
			continue
		}
		inside := src[s.span.Start+len("{{<") : s.span.End-len(">}}")]
		out = append(out, Call{s.name, paramsOf(inside), s.span, inners[s.span.End], s.percent})
	}
	return out
}

// paramsOf returns the values behind the name in what stands between a
// shortcode's delimiters.
func paramsOf(inside []byte) (values []string) {
	rest := bytes.TrimLeft(inside, trimmable)
	rest = rest[len(rest)-len(bytes.TrimLeft(rest, "/")):]
	if i := bytes.IndexAny(rest, trimmable); i >= 0 {
		rest = rest[i:]
	} else {
		return nil
	}
	for {
		if rest = bytes.TrimLeft(rest, trimmable+"="); len(rest) == 0 {
			return values
		}
		end := bytes.IndexAny(rest, trimmable+"=")
		if rest[0] == '"' || rest[0] == '`' {
			if end = stringEnd(rest, 0); end < 0 {
				return values
			}
			values = append(values, strings.ReplaceAll(string(rest[1:end-1]), `\"`, `"`))
			rest = rest[end:]
			continue
		}
		if end < 0 {
			end = len(rest)
		}
		if named := end < len(rest) && rest[end] == '='; !named {
			if value := string(rest[:end]); value != "/" { // which closes it
				values = append(values, value)
			}
		}
		rest = rest[end:]
	}
}

// FrontMatter returns the part of a content file in front of its content.
func FrontMatter(src []byte) markup.Span { return markup.Span{End: frontMatterEnd(src)} }

// Image is an image of Markdown, ![…](…).
type Image struct {
	Destination string
	Start       int // where it is written
}

// MaybeImages returns what is written like an image of Markdown with its
// destination behind it. It may stand in code: [HasImage] tells.
func MaybeImages(src []byte) (out []Image) {
	for i := frontMatterEnd(src); ; {
		n := bytes.Index(src[i:], []byte("!["))
		if n < 0 {
			return out
		}
		start := i + n
		i = start + len("![")
		open := bytes.Index(src[i:], []byte("]("))
		if open < 0 {
			return out
		}
		if bytes.Contains(src[i:i+open], []byte("\n\n")) {
			continue
		}
		at := i + open + len("](")
		rest := bytes.TrimLeft(src[at:], " \t")
		ends := trimmable + ")"
		if bytes.HasPrefix(rest, []byte("<")) {
			rest, ends = rest[1:], ">\n"
		}
		if end := bytes.IndexAny(rest, ends); end > 0 {
			out = append(out, Image{string(rest[:end]), start})
		}
	}
}

// HasImage says whether a Markdown file has an image with that destination.
func HasImage(src []byte, destination string) (found bool) {
	masked := bytes.Clone(src)
	blank(masked[:frontMatterEnd(src)])
	document := markdown.Parser().Parse(text.NewReader(masked))
	_ = ast.Walk(document, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		if image, ok := n.(*ast.Image); ok && string(image.Destination) == destination {
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}
