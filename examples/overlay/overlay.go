// Package overlay is an example of a resolver with contexts of its own: a
// custom element that fetches as a site has decided it does. The files of
// spec/ are laid over the standards' encoding; `go generate` writes the
// package's tables from both.
package overlay

//go:generate go run github.com/hugo-crossorigin/crossorigin/cmd/crossorigin-gen -spec spec -package overlay -out .
