// Command generate writes what is generated from the definition of the
// configuration: the tables of its keys in the Hugo module's README, and the
// data by which the module's templates check [params.crossorigin]. It is what
// `go generate` runs, after crossorigin-gen. It takes one argument, the root of
// the repository.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "generate: expected one argument, the root of the repository")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(2)
	}
}

func write(root string) error {
	files, err := config.Generate(os.DirFS(root))
	if err != nil {
		return err
	}
	for name, src := range files {
		if err := maybe.WriteFile(filepath.Join(root, filepath.FromSlash(name)), src, 0o644); err != nil {
			return err
		}
	}
	return nil
}
