// Package overlay is an example of a resolver with contexts and hosts of its
// own: a custom element that fetches as a site has decided it does, the host of
// the site's files, and a public host that the site reaches in another way. The
// files of spec/ are laid over the encoding; `go generate` writes the package's
// tables from both.
package overlay

//go:generate go run github.com/hugo-crossorigin/crossorigin/cmd/crossorigin-gen -spec spec -package overlay -out .
