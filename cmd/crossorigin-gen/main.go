// Command crossorigin-gen writes everything that is generated from the
// encoding in spec/. It is what `go generate` runs.
//
// Without -package it writes this repository's generated files below -root.
// With -package it writes a resolver for another Go module into -out; -spec
// names a folder whose contexts/*.yaml, hosts.yaml, sources.yaml and quirks.yaml
// are laid over the encoding.
package main

import (
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"

	"github.com/hugo-crossorigin/crossorigin/generator"
	"github.com/hugo-crossorigin/crossorigin/spec"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

// Exit codes: clean, stale files found by -check, trouble.
const (
	exitClean   = 0
	exitStale   = 1
	exitTrouble = 2
)

func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("crossorigin-gen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	root := flags.String("root", ".", "root of the repository that the files are written to")
	check := flags.Bool("check", false, "write nothing; list stale, missing and orphaned files and exit 1 if there are any")
	overlay := flags.String("spec", "", "folder with more contexts (contexts/*.yaml), sources.yaml, quirks.yaml, and hosts.yaml, whose hosts replace those of the same name; laid over the encoding (with -package)")
	pkg := flags.String("package", "", "write a resolver package of this name for another module, instead of this repository's files")
	out := flags.String("out", ".", "folder that the package is written to (with -package)")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitClean
		}
		return exitTrouble
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "crossorigin-gen: unexpected argument %q, expected flags only\n", flags.Arg(0))
		return exitTrouble
	}
	if *overlay != "" && *pkg == "" {
		fmt.Fprintln(stderr, "crossorigin-gen: -spec needs -package: this repository's files follow its own encoding only")
		return exitTrouble
	}
	if *pkg != "" && !token.IsIdentifier(*pkg) {
		fmt.Fprintf(stderr, "crossorigin-gen: -package: %q is not a Go package name\n", *pkg)
		return exitTrouble
	}
	files, err := generate(*overlay, *pkg)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return exitTrouble
	}
	target := tree{dir: *root, owned: ownedFolders}
	if *pkg != "" {
		target = tree{dir: *out}
	}
	changes, err := target.compare(files)
	if err != nil {
		fmt.Fprintln(stderr, "crossorigin-gen:", err)
		return exitTrouble
	}
	if *check {
		for _, c := range changes {
			fmt.Fprintf(stderr, "%s: %s, run go generate ./...\n", c.path, c.why)
		}
		if len(changes) > 0 {
			return exitStale
		}
		return exitClean
	}
	if err := target.apply(changes); err != nil {
		fmt.Fprintln(stderr, "crossorigin-gen:", err)
		return exitTrouble
	}
	return exitClean
}

func generate(overlay, pkg string) ([]generator.File, error) {
	var overlays []spec.Overlay
	if overlay != "" {
		if _, err := os.Stat(overlay); err != nil {
			return nil, fmt.Errorf("crossorigin-gen: -spec: %w", err)
		}
		overlays = append(overlays, spec.Overlay{Dir: filepath.ToSlash(overlay), Files: os.DirFS(overlay)})
	}
	s, err := spec.Load(spec.Files(), overlays...)
	if err != nil {
		return nil, err
	}
	if pkg != "" {
		return generator.GeneratePackage(s, pkg)
	}
	return generator.Generate(s)
}
