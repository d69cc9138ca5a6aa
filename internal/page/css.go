package page

import (
	"bytes"
	"slices"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// use is one URL in a style sheet.
type use struct {
	context   resolver.Context
	certainty Certainty // Open: what it is fetched for, or whether, is not known
	raw       string
	span      markup.Span // from "url(" or the quote to the end of it
}

// scanCSS calls emit for every URL in src that a browser may fetch.
// declarations says that src is the content of a style attribute.
func scanCSS(src []byte, declarations bool, emit func(use)) {
	s := cssScanner{src: src, emit: emit}
	if declarations {
		s.blocks = []block{{}}
	}
	s.scan()
}

func (s *cssScanner) scan() {
	// The lexer writes behind the end of what it is given unless there is no
	// room, and the source may be mapped or shared.
	input := parse.NewInputBytes(s.src[:len(s.src):len(s.src)])
	lexer := css.NewLexer(input)
	for {
		kind, data := lexer.Next()
		if kind == css.ErrorToken {
			return
		}
		end := input.Offset()
		start := end - len(data)
		if start < s.skip {
			continue
		}
		s.token(kind, data, markup.Span{Start: start, End: end})
	}
}

type cssScanner struct {
	src       []byte
	emit      func(use)
	malformed func(Modifier) // nil when nobody wants to know
	blocks    []block
	functions []string // open functions of a value, "" for a parenthesis
	atRule    string   // name of the at-rule whose prelude is being read
	imported  bool     // the at-rule @import has its URL already
	ruled     bool     // a block was open: imports come before all of them
	name      []byte   // of what could be a property
	property  string   // the property whose value is being read
	skip      int      // tokens before this offset are read already
}

type block struct{ fontFace bool }

func (s *cssScanner) token(kind css.TokenType, data []byte, span markup.Span) {
	switch kind {
	case css.WhitespaceToken, css.CommentToken:
		return
	case css.AtKeywordToken:
		s.atRule, s.property = ascii.Lower(unescapeCSS(data[1:])), ""
		s.imported = s.ruled
	case css.LeftBraceToken:
		s.ruled = true
		s.blocks = append(s.blocks, block{fontFace: s.atRule == "font-face"})
		s.endStatement()
	case css.RightBraceToken:
		if len(s.blocks) > 0 {
			s.blocks = s.blocks[:len(s.blocks)-1]
		}
		s.endStatement()
	case css.SemicolonToken:
		s.endStatement()
	case css.ColonToken:
		if s.name != nil && s.property == "" && s.atRule == "" && len(s.blocks) > 0 {
			s.property = propertyName(s.name)
		}
	case css.IdentToken, css.CustomPropertyNameToken:
		if s.property == "" {
			s.name = data
		}
		return
	case css.FunctionToken:
		name := data[:len(data)-1]
		if bytes.IndexByte(name, '\\') >= 0 {
			if name = []byte(unescapeCSS(name)); equalFold(name, "url") {
				s.escaped(span.Start, span.End)
				break
			}
		}
		s.functions = append(s.functions, functionName(name))
	case css.LeftParenthesisToken:
		s.functions = append(s.functions, "")
	case css.RightParenthesisToken:
		if len(s.functions) > 0 {
			s.functions = s.functions[:len(s.functions)-1]
		}
	case css.URLToken:
		s.found(unquoteURL(data), resolver.NoCORS, span)
	case css.StringToken:
		if s.atRule == "import" && len(s.functions) == 0 || s.inFunction("image-set", "src") {
			s.found(unquoteCSS(data), resolver.NoCORS, span)
		}
	case css.BadURLToken:
		s.modified(span.Start)
	}
	s.name = nil
}

func (s *cssScanner) endStatement() {
	s.atRule, s.property, s.functions = "", "", s.functions[:0]
}

func (s *cssScanner) inFunction(names ...string) bool {
	return len(s.functions) > 0 && slices.Contains(names, s.functions[len(s.functions)-1])
}

// functionName names the functions in which a string is a URL; the others are
// "".
func functionName(name []byte) string {
	switch {
	case equalFold(name, "image-set"), equalFold(name, "-webkit-image-set"):
		return "image-set"
	case equalFold(name, "src"):
		return "src"
	}
	return ""
}

// found reports a URL by the rule or property that it stands in.
func (s *cssScanner) found(raw string, state resolver.State, span markup.Span) {
	if raw == "" || raw[0] == '#' {
		return // nothing, or the document itself
	}
	emit := func(plain, anonymous, credentials resolver.Context) {
		c := plain
		switch state {
		case resolver.Anonymous:
			c = anonymous
		case resolver.UseCredentials:
			c = credentials
		}
		s.emit(use{context: c, raw: raw, span: span})
	}
	if s.atRule != "" {
		if s.atRule == "import" && !s.imported {
			s.imported = true
			emit(resolver.CSSImport, resolver.CSSImportCrossOriginAnonymous, resolver.CSSImportCrossOriginUseCredentials)
		}
		return
	}
	if s.inFontFace() {
		if s.property == "src" {
			emit(resolver.CSSFontFace, resolver.CSSFontFaceCrossOriginAnonymous, resolver.CSSFontFaceCrossOriginUseCredentials)
		}
		return
	}
	switch c := propertyContexts[s.property]; c {
	case resolver.CSSImage, resolver.CSSMaskImage, resolver.CSSShapeOutside:
		emit(c, resolver.CSSImageCrossOriginAnonymous, resolver.CSSImageCrossOriginUseCredentials)
	case resolver.CSSClipPath, resolver.CSSFilter:
		if state == resolver.NoCORS {
			s.emit(use{context: c, raw: raw, span: span})
			return
		}
		s.open(raw, span)
	default:
		if s.property != "" {
			s.open(raw, span)
		}
	}
}

// open reports a URL of which more is not known: in a custom property, or in a
// property that this package does not know.
func (s *cssScanner) open(raw string, span markup.Span) {
	if raw != "" && raw[0] != '#' {
		s.emit(use{context: resolver.CSSImage, certainty: Open, raw: raw, span: span})
	}
}

func (s *cssScanner) inFontFace() bool {
	return len(s.blocks) > 0 && s.blocks[len(s.blocks)-1].fontFace
}
