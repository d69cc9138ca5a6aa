package resolver_test

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

func Example() {
	attrs := map[string]string{"rel": "preload", "as": "font", "href": "/a.woff2", "crossorigin": ""}
	attr := func(name string) (string, bool) { v, ok := attrs[name]; return v, ok }
	for _, c := range resolver.Match(nil, resolver.Element{Name: "link"}, attr) {
		state, _ := c.Info().ParseState(attr("crossorigin")) // for a track: that of its audio or video
		r := resolver.Resolve(c, state)                      // one table read
		fmt.Println(c, r.Mode, r.Credentials, r.Destination)
	}
	// Output: link-preload-font cors same-origin font
}

// The crossorigin of a track is that of the video around it; its own is read
// by nobody.
func ExampleContextInfo_ParseState() {
	video := map[string]string{"src": "/v.webm", "crossorigin": "use-credentials"}
	track := map[string]string{"src": "/en.vtt", "crossorigin": "anonymous"}
	attr := func(name string) (string, bool) { v, ok := track[name]; return v, ok }
	for _, c := range resolver.Match(nil, resolver.Element{Name: "track", Parent: "video"}, attr) {
		carrier := track
		if c.Info().Carrier == resolver.CarrierParent {
			carrier = video
		}
		value, present := carrier["crossorigin"]
		state, _ := c.Info().ParseState(value, present)
		fmt.Println(c, state, resolver.Resolve(c, state).Credentials)
	}
	// Output: track Use Credentials include
}

// A modulepreload fills the module map of the document, whatever its
// crossorigin, and never that of a worker.
func ExampleSameModule() {
	fmt.Println(resolver.SameModule(resolver.LinkModulepreload, resolver.ScriptModuleExternal))
	fmt.Println(resolver.SameModule(resolver.LinkModulepreloadWorker, resolver.WorkerModule))
	// Output:
	// true
	// false
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
