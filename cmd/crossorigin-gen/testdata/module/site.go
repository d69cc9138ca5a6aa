package main

//go:generate go tool crossorigin-gen -spec spec -package main -out .

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

func main() {
	c, _ := ParseContext("model-viewer")
	r := Resolve(c, resolver.UseCredentials)
	fmt.Println(c, r.Mode, r.Credentials, LookupHost("unpkg.com").Answer)
}
