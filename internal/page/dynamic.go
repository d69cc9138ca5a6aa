package page

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// dynamicTarget says what a URL that a template makes is known to be: from
// the text in front of the first action where that names the host, or from the
// method of Hugo's that ends the only action: RelPermalink gives a path,
// Permalink a URL on the site's base URL.
func (p *Page) dynamicTarget(a *markup.Attr) target {
	if a.Dynamic && a.Presence != markup.Maybe && namesHost(a.Prefix) {
		t := p.base.resolve(a.Prefix)
		t.key = Key{} // the origin is known, the rest is not
		return t
	}
	return target{relation: p.dynamicRelation(a)}
}

// dynamicRelation looks at the method that prints the URL.
func (p *Page) dynamicRelation(a *markup.Attr) Relation {
	if !a.Dynamic || a.Presence == markup.Maybe {
		return Unknown
	}
	printed := p.Printed(a)
	switch {
	case strings.HasSuffix(printed, ".RelPermalink"):
		return SameOrigin
	case strings.HasSuffix(printed, ".Permalink") && len(p.base.others) > 0:
		return Mixed
	}
	return Unknown
}

// namesHost says whether text that starts a URL holds all of the host.
func namesHost(prefix string) bool {
	rest, ok := strings.CutPrefix(prefix, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(prefix, "http://"); !ok {
			rest, ok = strings.CutPrefix(prefix, "//")
		}
	}
	return ok && strings.IndexByte(rest, '/') > 0
}
