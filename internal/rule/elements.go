package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// takesAttribute says whether crossorigin is an attribute of the element.
func takesAttribute(t *page.Tag) bool {
	switch t.Namespace {
	case markup.SVG:
		switch t.Name {
		case "image", "script", "feimage":
			return true
		}
	case markup.HTML:
		switch t.Name {
		case "link", "script", "img", "audio", "video":
			return true
		}
	}
	return false
}

// article returns the element's name as a message writes it.
func tagName(t *page.Tag) string { return "<" + t.Name + ">" }
