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

// mayTakeAttribute says whether crossorigin is an attribute of the element, or
// the template is nothing but attributes and leaves the element open.
func mayTakeAttribute(t *page.Tag) bool { return t.Name == "" || takesAttribute(t) }

// tagName returns the element's name as a message writes it.
func tagName(t *page.Tag) string { return "<" + t.Name + ">" }
