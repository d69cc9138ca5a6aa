package markup

// role is what the scanner does on the start tag of an HTML element, whether
// or not it is reported.
type role uint8

const (
	roleNone      role = iota
	roleScript         // script data up to its end tag
	roleStyle          // raw text whose span is reported
	roleRawText        // raw text (or RCDATA, where tags are as impossible)
	rolePlaintext      // text to the end
	roleNoscript
	roleSVG
	roleMath
	roleTemplate
	roleMedia
)

var roles = map[string]role{
	"script":    roleScript,
	"style":     roleStyle,
	"textarea":  roleRawText,
	"title":     roleRawText,
	"xmp":       roleRawText,
	"iframe":    roleRawText,
	"noembed":   roleRawText,
	"noframes":  roleRawText,
	"plaintext": rolePlaintext,
	"noscript":  roleNoscript,
	"svg":       roleSVG,
	"math":      roleMath,
	"template":  roleTemplate,
	"audio":     roleMedia,
	"video":     roleMedia,
	"picture":   roleMedia,
}

// traits are what a name means where SVG or MathML elements are open.
type traits uint32

const (
	// breakout: the start tag ends SVG and MathML content
	// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign).
	breakout traits = 1 << iota
	// void: an HTML element without content.
	void
	// implied: an HTML element that is open without its start tag.
	implied
	// unparted: an HTML element that formatting elements are not opened around.
	unparted
	// special: an HTML element that other end tags do not reach through
	// (https://html.spec.whatwg.org/multipage/parsing.html#special).
	special
	// scoped: an HTML element whose end tag closes what is open in it, up to
	// an element that bounds its scope.
	scoped
	// bound: an HTML element that bounds the scope of others
	// (https://html.spec.whatwg.org/multipage/parsing.html#has-an-element-in-scope).
	bound
	// formatting: an HTML element that others are closed around
	// (https://html.spec.whatwg.org/multipage/parsing.html#formatting).
	formatting
	// closesParagraph: an HTML element whose start tag ends a paragraph.
	closesParagraph
	// heading is one of the six.
	heading
	// closing: an HTML element whose start tag closes others.
	closing
	// tablePart: an HTML element that is there in a table only, and the table.
	tablePart
	// svgIntegration: an HTML integration point when in the SVG namespace.
	svgIntegration
	// annotationXML: the name whose encoding attribute can make it an HTML
	// integration point in MathML.
	annotationXML
	// font: the name that breaks out when it has a color, face or size.
	font
	// textIntegration: a text integration point when in the MathML namespace.
	textIntegration
)

// foreignNames has an entry for every name with traits.
var foreignNames = func() *Names {
	all := new(Names)
	for t, names := range map[traits][]string{
		breakout: {
			"b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed",
			"h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta",
			"nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table",
			"tt", "u", "ul", "var",
		},
		void: {
			"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input",
			"keygen", "link", "meta", "param", "source", "track", "wbr",
		},
		implied: {"html", "head", "body"},
		unparted: {
			"base", "basefont", "bgsound", "frame", "hr", "link", "meta", "noframes", "param", "rb", "rp", "rt", "rtc", "script",
			"source", "style", "template", "textarea", "title", "track",
		},
		special: {
			"address", "applet", "article", "aside", "blockquote", "button", "caption", "center", "colgroup", "dd",
			"details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset",
			"h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "li", "listing", "main", "marquee", "menu", "nav",
			"object", "ol", "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot",
			"th", "thead", "tr", "ul",
		},
		scoped: {
			"address", "applet", "article", "aside", "blockquote", "button", "center", "dd", "details", "dialog",
			"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup",
			"h1", "h2", "h3", "h4", "h5", "h6", "li", "listing", "main", "marquee", "menu", "nav", "object", "ol", "p",
			"pre", "search", "section", "select", "summary", "ul",
		},
		bound: {"applet", "caption", "marquee", "object", "table", "td", "th"},
		formatting: {
			"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
		},
		closesParagraph: {
			"address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl",
			"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
			"hgroup", "hr", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search",
			"section", "summary", "table", "ul", "xmp",
		},
		closing:         {"a", "button"},
		heading:         {"h1", "h2", "h3", "h4", "h5", "h6"},
		tablePart:       {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"},
		svgIntegration:  {"desc", "foreignobject", "title"},
		annotationXML:   {"annotation-xml"},
		font:            {"font"},
		textIntegration: {"mi", "mn", "mo", "ms", "mtext"},
	} {
		for _, name := range names {
			all.add(name, roleNone, false).traits |= t
		}
	}
	all.index()
	return all
}()

// traitsOf returns the traits of the name src[start:end].
func traitsOf(src []byte, start, end int) traits {
	if e := foreignNames.find(src, start, end); e != nil {
		return e.traits
	}
	return 0
}
