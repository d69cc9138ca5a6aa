package hugotemplate

import (
	"bytes"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// shortcode is one {{< … >}} or {{% … %}} of a content file
// (https://gohugo.io/content-management/shortcodes/).
type shortcode struct {
	span    markup.Span
	name    string // "" for one that is commented out, {{</* … */>}}
	closing bool
	percent bool // {{% … %}}: what it prints is Markdown
}

// shortcodesOf finds the shortcodes of a content file from an offset on. One
// that is not closed is text.
func shortcodesOf(src []byte, i int) []shortcode {
	var out []shortcode
	unclosed := false
	for {
		n := bytes.Index(src[i:], []byte(leftDelim))
		if n < 0 {
			return out
		}
		i += n
		body := i + len("{{<")
		if body > len(src) || src[body-1] != '<' && src[body-1] != '%' {
			i += len(leftDelim)
			continue
		}
		s := shortcode{percent: src[body-1] == '%'}
		closing := []byte{'>', '}', '}'}
		if s.percent {
			closing[0] = '%'
		}
		end := -1
		if bytes.HasPrefix(src[body:], []byte("/*")) {
			if n := bytes.Index(src[body:], append([]byte("*/"), closing...)); n >= 0 && !unclosed {
				end = body + n + len("*/")
			}
		} else if end = shortcodeEnd(src, body, closing, unclosed); end >= 0 {
			s.name, s.closing = nameOfShortcode(src[body:end])
		}
		if end < 0 {
			// Looking to the end of the file once more would take quadratic time.
			unclosed = true
			i = body
			continue
		}
		s.span = markup.Span{Start: i, End: end + len(closing)}
		out = append(out, s)
		i = s.span.End
	}
}

// shortcodeEnd returns the offset of the closing delimiter of the shortcode
// whose inside starts at src[i], -1 when there is none.
func shortcodeEnd(src []byte, i int, closing []byte, lineOnly bool) int {
	for i < len(src) {
		switch c := src[i]; {
		case c == closing[0] && bytes.HasPrefix(src[i:], closing):
			return i
		case c == '"' || c == '`':
			next := stringEnd(src, i)
			if next < 0 {
				return -1
			}
			i = next
			continue
		case c == '\n' && lineOnly:
			return -1
		}
		i++
	}
	return -1
}

// nameOfShortcode returns the name in what stands between the delimiters.
func nameOfShortcode(inside []byte) (name string, closing bool) {
	fields := strings.Fields(string(inside))
	if len(fields) == 0 {
		return "", false
	}
	name, closing = strings.CutPrefix(fields[0], "/")
	if name == "" && len(fields) > 1 {
		name = fields[1]
	}
	return strings.TrimSuffix(name, "/"), closing
}

// inner is what stands between an opening and a closing shortcode.
type inner struct {
	markup.Span
	name    string
	percent bool
}

// innersOf pairs closing shortcodes with the last open one of their name.
func innersOf(shortcodes []shortcode) []inner {
	var out []inner
	open := make(map[string][]int)
	for i, s := range shortcodes {
		switch stack := open[s.name]; {
		case s.name == "":
		case !s.closing:
			open[s.name] = append(stack, i)
		case len(stack) > 0:
			opener := shortcodes[stack[len(stack)-1]]
			open[s.name] = stack[:len(stack)-1]
			out = append(out, inner{markup.Span{Start: opener.span.End, End: s.span.Start}, s.name, opener.percent})
		}
	}
	return out
}

// printsHTML reports whether a shortcode of that name prints what stands
// inside it as it is written. Which ones do their templates say; by name these
// are the common ones: rawhtml, raw-html, html, raw. Any other may as well show
// its inside as code.
func printsHTML(name string) bool {
	name = strings.ToLower(name)
	return !strings.Contains(name, ".") && (strings.HasSuffix(name, "html") || name == "raw")
}
