// Package conformance holds the referee of the whole pipeline: real browsers.
//
// A server on loopback offers pages from one origin and resources from it and
// from another (two ports of one host are cross-origin and share cookies, so a
// cookie that reaches the other port shows credentials). It records of every
// request what the browser says of it: Sec-Fetch-Mode, Sec-Fetch-Dest, Origin,
// Cookie, and the connection it came on. The browser walks from page to page
// by itself; nothing stands between it and the server.
//
// Expectations come from tables/vectors.json and from the outcome functions of
// package resolver, never from a table here. What a browser does instead must
// be in spec/quirks.yaml, and what stands there must show.
//
// The rows are the vectors, each on a page. The matrices are what follows from
// them: CORS headers, integrity, what a page can see of a response, which fetch
// a preload or a preconnect serves, how the attribute is written. A run takes
// about two minutes. `go test ./conformance -write` publishes the results in
// tables/; without -write they are compared with what is published. Without a
// browser its test is skipped, or fails if CI=true or
// CROSSORIGIN_REQUIRE_BROWSERS=1 is set.
package conformance
