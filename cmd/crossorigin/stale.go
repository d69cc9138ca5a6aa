package main

import "github.com/hugo-crossorigin/crossorigin/internal/sidecar"

// stale returns the compressed copies beside a page that are not what it is.
func (in *input) stale(src []byte) []string {
	if !in.followed || in.kind(in.name, src) != kindPage {
		return nil
	}
	return sidecar.Differing(in.name, src)
}
