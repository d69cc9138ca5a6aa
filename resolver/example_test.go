package resolver_test

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

func Example() {
	attrs := map[string]string{"rel": "preload", "as": "font", "href": "/a.woff2", "crossorigin": ""}
	attr := func(name string) (string, bool) { v, ok := attrs[name]; return v, ok }
	state, _ := resolver.ParseState(attr("crossorigin"))
	for _, c := range resolver.Match(nil, resolver.Element{Name: "link"}, attr) {
		r := resolver.Resolve(c, state) // one table read
		fmt.Println(c, r.Mode, r.Credentials, r.Destination)
	}
	// Output: link-preload-font cors same-origin font
}

// A font preload without crossorigin is never used, not even on the same
// origin.
func ExampleConsumes() {
	font := resolver.Resolve(resolver.CSSFontFace, resolver.NoCORS)
	fmt.Println(resolver.Consumes(resolver.Resolve(resolver.LinkPreloadFont, resolver.NoCORS), font))
	fmt.Println(resolver.Consumes(resolver.Resolve(resolver.LinkPreloadFont, resolver.Anonymous), font))
	// Output:
	// false
	// true
}

// A wildcard does not satisfy a request with credentials.
func ExamplePassesCORS() {
	headers := resolver.ResponseHeaders{AllowOrigin: "*", AllowOriginPresent: true, AllowCredentials: "true"}
	for _, s := range []resolver.State{resolver.Anonymous, resolver.UseCredentials} {
		r := resolver.Resolve(resolver.ImgSrc, s)
		fmt.Println(s, resolver.PassesCORS(r, "https://example.org", headers))
	}
	// Output:
	// Anonymous true
	// Use Credentials false
}

// The preconnect that warms the connection of a font.
func ExamplePreconnectPool() {
	const crossOrigin = false
	font := resolver.Pool(resolver.Resolve(resolver.CSSFontFace, resolver.NoCORS), crossOrigin)
	for _, s := range []resolver.State{resolver.NoCORS, resolver.Anonymous} {
		fmt.Println(s, resolver.PreconnectPool(s, crossOrigin) == font)
	}
	// Output:
	// No CORS false
	// Anonymous true
}
