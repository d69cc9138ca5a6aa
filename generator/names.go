package generator

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
)

// initialisms are written in capitals in Go identifiers.
var initialisms = map[string]string{
	"cors": "CORS", "css": "CSS", "svg": "SVG", "json": "JSON", "dns": "DNS", "websocket": "WebSocket",
	"xslt": "XSLT", "corp": "CORP", "get": "GET", "post": "POST",
}

// identifier turns an id of the encoding into a Go identifier:
// "link-preload-font" → "LinkPreloadFont".
func identifier(id string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(id, func(r rune) bool { return r == '-' || r == ' ' }) {
		b.WriteString(initialCapital(word))
	}
	return b.String()
}

func initialCapital(word string) string {
	if up, ok := initialisms[strings.ToLower(word)]; ok {
		return up
	}
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}

func modeName(mode string) string {
	if mode == "" {
		return "ModeNone"
	}
	return "Mode" + identifier(mode)
}

func credentialsName(credentials string) string {
	if credentials == "" {
		return "CredentialsNone"
	}
	return "Credentials" + identifier(credentials)
}

func taintingName(tainting string) string { return "Tainting" + identifier(tainting) }

func destinationName(destination string) string {
	if destination == "" {
		return "DestinationEmpty"
	}
	return "Destination" + identifier(destination)
}

// hex writes a bit set as Go code.
func hex(bits uint64) *jen.Statement { return jen.Op(fmt.Sprintf("%#x", bits)) }
