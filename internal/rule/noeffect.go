package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var noEffect = Rule{
	ID:       "no-effect",
	Title:    "crossorigin where nothing reads it",
	Severity: Warning,
	Why: `crossorigin belongs to audio, img, link, script and video, and to image, script and feImage in SVG. On other ` +
		`elements, on links that fetch nothing and on scripts that are data it does nothing, and the request that it was ` +
		`meant for is made without it.`,
	Spec: []Citation{citeStates},
	Examples: []Example{
		{
			Title:  "A tool put it on a hyperlink",
			Source: `<a href="https://example.com/" crossorigin="">Example</a>`,
			Wrong:  1,
			Fixed:  `<a href="https://example.com/">Example</a>`,
			From:   "speced/bikeshed#1341",
		},
		{
			Title:  "On the track instead of the video",
			Source: `<video src="/v.mp4"><track src="https://cdn.example.com/en.vtt" crossorigin="anonymous"></video>`,
			Wrong:  1,
			Fixed:  `<video crossorigin="anonymous" src="/v.mp4"><track src="https://cdn.example.com/en.vtt"></video>`,
			From:   "ampproject/amphtml#10209",
		},
		{
			Title:  "On a source, although its video has it",
			Source: `<video crossorigin><source src="/v.mp4" crossorigin></video>`,
			Wrong:  1,
			Fixed:  `<video crossorigin><source src="/v.mp4"></video>`,
		},
		{
			Title:  "In front of the slash of an unquoted value",
			Source: `<link rel=canonical href=/b crossorigin/>`,
			Wrong:  1,
			Fixed:  `<link rel=canonical href=/b />`,
		},
		{
			Title:  "Structured data",
			Source: `<script type="application/ld+json" crossorigin="anonymous">{}</script>`,
			Wrong:  1,
			Fixed:  `<script type="application/ld+json">{}</script>`,
		},
		{
			Title:  "Structured data in another file, which browsers do not fetch",
			Source: `<script type="application/json" src="/data.json" crossorigin></script>`,
			Wrong:  1,
			Fixed:  `<script type="application/json" src="/data.json"></script>`,
		},
		{
			Title:  "A link that says nothing of what it is for, or of where",
			Source: `<link href="https://cdn.example.com/a.css" crossorigin><link rel="stylesheet" crossorigin><link rel="preload" as="image" crossorigin>`,
			Wrong:  3,
			Fixed:  `<link href="https://cdn.example.com/a.css"><link rel="stylesheet"><link rel="preload" as="image">`,
		},
		{
			Title:  "Links that a script may complete, and one that needs no href",
			Source: `<link id="theme" rel="stylesheet" crossorigin><link rel="stylesheet" data-href="/a.css" crossorigin><link class="x" href="/a.css" crossorigin><link rel="preload" as="image" imagesrcset="/a.png 2x" crossorigin>`,
		},
		{
			Title:  "dns-prefetch opens no connection",
			Source: `<link rel="dns-prefetch" href="//cdn.example.com" crossorigin>`,
			Wrong:  1,
			Fixed:  `<link rel="dns-prefetch" href="//cdn.example.com">`,
		},
		{
			Title:  "MathML, and a shape in SVG",
			Source: `<math><mi crossorigin>x</mi></math><svg><use href="/i.svg#a" crossorigin></use></svg>`,
			Wrong:  2,
			Fixed:  `<math><mi>x</mi></math><svg><use href="/i.svg#a"></use></svg>`,
		},
		{
			Title:  "Twice: the first goes to the video, the second away",
			Source: `<video src="/v.mp4"><track src="/en.vtt" crossorigin crossorigin="use-credentials"></video>`,
			Wrong:  2,
			Fixed:  `<video crossorigin="anonymous" src="/v.mp4"><track src="/en.vtt"></video>`,
		},
		{
			Title:  "A template with one in each branch",
			Syntax: SyntaxTemplate,
			Source: `<a href="/" {{ if .X }}crossorigin="use-credentials"{{ else }}crossorigin{{ end }}>A</a>`,
			Wrong:  2,
			Fixed:  `<a href="/" {{ if .X }}{{ else }}{{ end }}>A</a>`,
		},
		{
			Title:  "dns-prefetch beside preconnect",
			Source: `<link rel="preconnect dns-prefetch" href="https://fonts.gstatic.com" crossorigin>`,
		},
		{
			Title:  "Inline scripts: it decides about the credentials of their imports",
			Source: `<script crossorigin="use-credentials">import("/a.js")</script><script type="module" crossorigin>import "/b.js"</script>`,
		},
		{
			Title:  "Custom elements have attributes of their own; a consent tool runs the script later",
			Source: `<model-viewer src="https://x.example/m.glb" crossorigin></model-viewer><script type="text/plain" data-src="https://x.example/a.js" crossorigin></script>`,
		},
	},
	Check: checkNoEffect,
}

func checkNoEffect(p *page.Page, s *Settings, report func(Finding)) {
	for t := range p.TagsWith(page.Crossorigin) {
		first := t.Find("crossorigin")
		why := pointless(t)
		if why == "" {
			continue
		}
		for j := range t.Attrs {
			a := &t.Attrs[j]
			if a.Name != "crossorigin" {
				continue
			}
			f := Finding{Severity: Warning, Span: a.Span, Message: "crossorigin has no effect " + why}
			switch {
			case !writable(a):
			case a == first:
				f.Fixes = []Fix{noEffectFix(p, t, a)}
			default:
				f.Fixes = []Fix{{"Remove the attribute", Safe, []edit.Edit{remove(p, a)}}}
			}
			report(f)
		}
	}
}

// pointless says why crossorigin does nothing on a tag, "" when it may do
// something.
func pointless(t *page.Tag) string {
	switch {
	case t.Name == "":
		return ""
	case t.Namespace == markup.HTML && t.Name == "link":
		return pointlessLink(t)
	case t.Namespace == markup.HTML && t.Name == "script":
		return pointlessScript(t)
	case takesAttribute(t):
		return ""
	case t.Namespace == markup.MathML:
		return "on " + tagName(t) + " in MathML, where nothing has such an attribute"
	case t.Namespace != markup.HTML:
		return "on " + tagName(t) + ": it belongs to image, script and feImage in SVG"
	case t.Parent == "picture" && t.Name == "source":
		return "on <source>: all candidates of a picture take it from the img element"
	case t.Name == "track" || t.Name == "source":
		return "on " + tagName(t) + ": it takes it from the audio or video element around it"
	case lacksAttribute(t.Name):
		return "on " + tagName(t) + ": it belongs to audio, img, link, script and video"
	}
	return ""
}

// lacksAttribute says whether an element is one of HTML's that have no
// crossorigin attribute; one that is none of HTML's may have its own.
func lacksAttribute(element string) bool {
	switch element {
	case "a", "abbr", "address", "area", "article", "aside", "b", "base", "bdi", "bdo", "blockquote", "body", "br",
		"button", "canvas", "caption", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details",
		"dfn", "dialog", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1",
		"h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "input", "ins", "kbd",
		"label", "legend", "li", "main", "map", "mark", "menu", "meta", "meter", "nav", "noscript", "object", "ol",
		"optgroup", "option", "output", "p", "picture", "pre", "progress", "q", "ruby", "s", "samp", "search",
		"section", "select", "slot", "small", "span", "strong", "style", "sub", "summary", "sup", "table", "tbody",
		"td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "u", "ul", "var", "wbr", "frame",
		"frameset", "applet", "center", "font", "marquee":
		return true
	}
	return false
}

// pointlessLink looks at the link types. A type that is none of HTML's may be
// read by somebody.
func pointlessLink(t *page.Tag) string {
	if lacksURL(t) {
		return "on a link without href: it fetches nothing"
	}
	for _, c := range t.Contexts {
		if c.Info().Effect != resolver.EffectNone {
			return ""
		}
	}
	rel, present, c := t.Value("rel")
	if c != page.Certain {
		return ""
	}
	if !present {
		if reachable(t) {
			return ""
		}
		return "on a link without rel: it fetches nothing"
	}
	types := strings.Fields(fold(rel))
	for _, token := range types {
		if !passive(token) {
			return ""
		}
	}
	for _, token := range types {
		if token == "dns-prefetch" {
			return "on rel=dns-prefetch: a name is looked up, and no connection opened. Did you mean preconnect?"
		}
	}
	if len(types) == 0 {
		return ""
	}
	return fmt.Sprintf("on rel=%s: it fetches nothing", strings.Join(types, " "))
}

// lacksURL says whether a link surely names nothing to fetch
// (https://html.spec.whatwg.org/multipage/semantics.html#create-a-link-request, step 1).
func lacksURL(t *page.Tag) bool {
	return t.Find("href") == nil && t.Find("imagesrcset") == nil && t.Certainty == page.Certain && !reachable(t)
}

// reachable says whether a script may be about to complete the element: it has
// something to be found by, or to be completed from.
func reachable(t *page.Tag) bool {
	for i := range t.Attrs {
		switch name := t.Attrs[i].Name; {
		case name == "id", name == "class", name == "name", name == "title", name == "is", strings.ContainsAny(name, "-:@.[(*#{"),
			strings.HasPrefix(name, "on"):
			return true
		}
	}
	return t.Open
}

// passive says whether a link type is one of HTML's that make no request on a
// link element (https://html.spec.whatwg.org/multipage/links.html#linkTypes).
func passive(linkType string) bool {
	switch linkType {
	case "alternate", "author", "bookmark", "canonical", "dns-prefetch", "expect", "help", "license", "me", "pingback",
		"prev", "privacy-policy", "search", "terms-of-service":
		return true
	}
	return false
}

func pointlessScript(t *page.Tag) string {
	switch {
	case t.Starts(resolver.ScriptImportmap):
		return "on an import map: it fetches nothing"
	case t.Starts(resolver.ScriptSpeculationrules):
		return "on speculation rules: the browser makes their requests by itself"
	case !t.Starts(resolver.ScriptDataBlock) || t.Open:
		return ""
	}
	kind, _, c := t.Value("type")
	json := strings.Contains(fold(kind), "json")
	if c != page.Certain || !json && !strings.Contains(fold(kind), "template") {
		return ""
	}
	for i := range t.Attrs {
		// Consent tools and script loaders keep scripts as data and copy the
		// attributes when they run them. JSON is none.
		name := t.Attrs[i].Name
		if strings.HasSuffix(name, "src") && !(json && name == "src") || strings.HasPrefix(name, "data-") {
			return ""
		}
	}
	return "on a data block: browsers neither fetch nor run it"
}

// noEffectFix takes the attribute away, or to the element that it was meant
// for.
func noEffectFix(p *page.Page, t *page.Tag, a *markup.Attr) Fix {
	gone := remove(p, a)
	if t.Name == "input" {
		// It is no attribute of input, yet Chromium reads it on image buttons.
		return Fix{"Remove the attribute", Unsafe, []edit.Edit{gone}}
	}
	owner := attributeOwner(p, t)
	if owner == nil || !editable(a) || owner.Find("crossorigin") != nil || owner.Open || a.Quote != 0 && strings.ContainsRune(a.Value, rune(a.Quote)) {
		return Fix{"Remove the attribute", Safe, []edit.Edit{gone}}
	}
	state, _ := resolver.ParseState(a.Value, true)
	return Fix{"Move the attribute to " + tagName(owner), Unsafe, []edit.Edit{insert(owner, `crossorigin="`+keyword(state)+`"`), gone}}
}

// attributeOwner returns the element that decides for a track or source.
func attributeOwner(p *page.Page, t *page.Tag) *page.Tag {
	parent := p.Parent(t)
	if parent == nil || t.Stray || t.Name != "track" && t.Name != "source" {
		return nil
	}
	if parent.Name != "picture" {
		return parent
	}
	for i := t.Index + 1; i < len(p.Tags); i++ {
		if img := &p.Tags[i]; img.Name == "img" && img.ParentIndex == t.ParentIndex {
			return img
		}
	}
	return nil
}
