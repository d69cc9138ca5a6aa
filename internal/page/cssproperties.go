package page

import (
	"bytes"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// propertyContexts says what the URLs in a property are fetched as.
var propertyContexts = map[string]resolver.Context{
	"background":                    resolver.CSSImage,
	"background-image":              resolver.CSSImage,
	"border-image":                  resolver.CSSImage,
	"border-image-source":           resolver.CSSImage,
	"-webkit-border-image":          resolver.CSSImage,
	"content":                       resolver.CSSImage,
	"cursor":                        resolver.CSSImage,
	"list-style":                    resolver.CSSImage,
	"list-style-image":              resolver.CSSImage,
	"mask":                          resolver.CSSMaskImage,
	"mask-border":                   resolver.CSSMaskImage,
	"mask-border-source":            resolver.CSSMaskImage,
	"mask-image":                    resolver.CSSMaskImage,
	"-webkit-mask":                  resolver.CSSMaskImage,
	"-webkit-mask-box-image":        resolver.CSSMaskImage,
	"-webkit-mask-box-image-source": resolver.CSSMaskImage,
	"-webkit-mask-image":            resolver.CSSMaskImage,
	"shape-outside":                 resolver.CSSShapeOutside,
	"clip-path":                     resolver.CSSClipPath,
	"filter":                        resolver.CSSFilter,
	"backdrop-filter":               resolver.CSSFilter,
	"-webkit-filter":                resolver.CSSFilter,
}

// otherProperty stands for a property without a context, customProperty for one
// of the author, whose value is fetched where another one uses it.
const (
	otherProperty  = "-"
	customProperty = "--"
)

// propertyName returns the name if URLs in the property are known, or if it is
// the src descriptor of @font-face; otherProperty or customProperty for all
// others.
func propertyName(name []byte) string {
	if bytes.HasPrefix(name, []byte(customProperty)) {
		return customProperty
	}
	var buf [32]byte
	if len(name) > len(buf) || bytes.IndexByte(name, '\\') >= 0 {
		return otherProperty
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	lower := buf[:len(name)]
	if string(lower) == "src" {
		return "src"
	}
	if _, known := propertyContexts[string(lower)]; known {
		return string(lower)
	}
	return otherProperty
}
