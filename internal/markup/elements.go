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
type traits uint16

const (
	// breakout: the start tag ends SVG and MathML content
	// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign).
	breakout traits = 1 << iota
	// void: an HTML element without content.
	void
	// flow: an HTML element whose end tag closes what is open in it.
	flow
	// optionalEnd: an HTML element whose end tag may be left out.
	optionalEnd
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
		flow: {
			"a", "abbr", "acronym", "address", "applet", "article", "aside", "audio", "b", "bdi", "bdo", "big",
			"blockquote", "button", "canvas", "caption", "center", "cite", "code", "data", "datalist", "dd", "del",
			"details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure",
			"font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "i", "ins", "kbd",
			"label", "legend", "li", "listing", "main", "map", "mark", "marquee", "menu", "meter", "nav", "nobr",
			"object", "ol", "optgroup", "option", "output", "picture", "pre", "progress", "q", "ruby", "s", "samp",
			"search", "section", "select", "small", "span", "strike", "strong", "sub", "summary", "sup", "table",
			"tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video",
		},
		optionalEnd: {
			"caption", "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc", "tbody",
			"td", "tfoot", "th", "thead", "tr",
		},
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
