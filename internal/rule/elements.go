package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// takesAttribute says whether crossorigin is an attribute of the element.
func takesAttribute(t *page.Tag) bool {
	return t.Namespace != markup.MathML && resolver.HasAttribute(t.Name, t.Namespace == markup.SVG)
}

// tagName returns the element's name as a message writes it.
func tagName(t *page.Tag) string { return "<" + t.Name + ">" }
