package conformance

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"path"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// digestForm is a way to write integrity metadata.
type digestForm struct {
	name    string
	value   func(right256, right384 string) string
	matches bool // by the steps of SRI, which compare base64 as it is written
}

// What the quirks ask of a form.
const (
	formUnreadable       = "not base64"
	formComma            = "with a comma behind it"
	formMissing          = "missing"
	formNoHyphen         = "missing, and the hyphen"
	formUnreadableStrong = "not base64, beside a weaker right one"
	formUnpadded         = "without padding"
	formURL              = "base64url"
	formPadded           = "with padding too much"
	formPaddedInside     = "with padding inside"
	formManyPadded       = "with three characters of padding"
)

// digestForms are right digests and others, in several ways to write them.
var digestForms = []digestForm{
	{"right", func(a, b string) string { return "sha256-" + a }, true},
	{"with an option", func(a, b string) string { return "sha256-" + a + "?x" }, true},
	{"too short", func(a, b string) string { return "sha384-AAAA" }, false},
	{"a character less", func(a, b string) string { return "sha384-" + b[:len(b)-1] }, false},
	{"a character more", func(a, b string) string { return "sha384-" + b + "A" }, false},
	{"of another algorithm", func(a, b string) string { return "sha384-" + a }, false},
	{"hexadecimal", func(a, b string) string {
		raw, err := base64.StdEncoding.DecodeString(a)
		if err != nil {
			panic(err) // it was encoded a moment ago
		}
		return "sha256-" + hex.EncodeToString(raw)
	}, false},
	{"too short, beside a weaker right one", func(a, b string) string { return "sha384-AAAA sha256-" + a }, false},
	{"too short, beside a stronger right one", func(a, b string) string { return "sha256-AAAA sha384-" + b }, true},
	{"too short, beside a right one", func(a, b string) string { return "sha256-AAAA sha256-" + a }, true},
	{formUnreadable, func(a, b string) string { return "sha384-!!!!" }, false},
	{formComma, func(a, b string) string { return "sha384-" + b + "," }, false},
	{formMissing, func(a, b string) string { return "sha384-" }, false},
	{formNoHyphen, func(a, b string) string { return "sha384" }, false},
	{formUnreadableStrong, func(a, b string) string { return "sha384-!!!! sha256-" + a }, false},
	{formUnpadded, func(a, b string) string { return "sha256-" + strings.TrimRight(a, "=") }, false},
	{formURL, func(a, b string) string { return "sha384-" + strings.NewReplacer("+", "-", "/", "_").Replace(b) }, false},
	{formPadded, func(a, b string) string { return "sha384-" + b + "=" }, false},
	{"wrong, with padding too much", func(a, b string) string { return "sha384-" + strings.Repeat("A", 64) + "=" }, false},
	{formPaddedInside, func(a, b string) string { return "sha256-" + a + "AAAA" }, false},
	{formManyPadded, func(a, b string) string { return "sha384-" + b + "===" }, false},
}

// digestMatrix asks for resources of the page's origin with integrity metadata
// that are written in all these ways.
func (l *Lab) digestMatrix() *Matrix {
	m := &Matrix{
		ID: "integrity-digest", Title: "Does a resource load whose integrity has a digest written like this?", perPage: 60,
		Columns: []string{"Context", "Digest"},
	}
	for _, c := range []resolver.Context{resolver.ScriptClassicExternal, resolver.ScriptModuleExternal, resolver.LinkStylesheet} {
		file := loadable[c].file
		data := resources[strings.TrimPrefix(path.Ext(file), ".")].data
		sum256, sum384 := sha256.Sum256(data), sha512.Sum384(data)
		right256, right384 := base64.StdEncoding.EncodeToString(sum256[:]), base64.StdEncoding.EncodeToString(sum384[:])
		for _, form := range digestForms {
			value := form.value(right256, right384)
			cell := m.add(facts{context: c, sameOrigin: true, note: form.name}, outcome(form.matches), c.String(), form.name)
			cell.write = func(_ *Page, token string) string {
				return load(c, token, l.Page.Resource(token, file, ""), integrityAttribute(value))
			}
		}
	}
	return m
}
