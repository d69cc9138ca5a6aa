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
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitClean
	case errors.Is(err, errUsage): // told already
		return exitTrouble
	case err != nil:
		return trouble(stderr, err)
	}
	files, err := generate(o.overlay, o.pkg)
	if err != nil {
		fmt.Fprintln(stderr, err) // mistakes in the encoding start with their places
		return exitTrouble
	}
	target := o.tree()
	changes, err := target.compare(files)
	if err != nil {
		return trouble(stderr, err)
	}
	if o.check {
		for _, c := range changes {
			fmt.Fprintf(stderr, "%s: %s, run go generate ./...\n", c.path, c.why)
		}
		if len(changes) > 0 {
			return exitStale
		}
		return exitClean
	}
	if err := target.apply(changes); err != nil {
		return trouble(stderr, err)
	}
	return exitClean
}

func trouble(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "crossorigin-gen:", err)
	return exitTrouble
}

// options are the flags.
type options struct {
	root, overlay, pkg, out string
	check                   bool
}

// tree is what the files are written to.
func (o *options) tree() tree {
	if o.pkg != "" {
		return tree{dir: o.out}
	}
	return tree{dir: o.root, owned: ownedFolders}
}

// errUsage is told by package flag itself.
var errUsage = errors.New("wrong flags")

// parse reads the flags and says which of them do not go together.
func parse(args []string, stderr io.Writer) (*options, error) {
	var o options
	flags := flag.NewFlagSet("crossorigin-gen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.root, "root", ".", "root of the repository that the files are written to")
	flags.BoolVar(&o.check, "check", false, "write nothing; list stale, missing and orphaned files and exit 1 if there are any")
	flags.StringVar(&o.overlay, "spec", "", "folder with more contexts (contexts/*.yaml), sources.yaml, quirks.yaml, and hosts.yaml, whose hosts replace those of the same name; laid over the encoding (with -package)")
	flags.StringVar(&o.pkg, "package", "", "write a resolver package of this name for another module, instead of this repository's files")
	flags.StringVar(&o.out, "out", ".", "folder that the package is written to (with -package)")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil, err
		}
		return nil, errUsage
	}
	switch {
	case flags.NArg() > 0:
		return nil, fmt.Errorf("unexpected argument %q, expected flags only", flags.Arg(0))
	case o.overlay != "" && o.pkg == "":
		return nil, errors.New("-spec needs -package: this repository's files follow its own encoding only")
	case o.pkg != "" && !token.IsIdentifier(o.pkg):
		return nil, fmt.Errorf("-package: %q is not a Go package name", o.pkg)
	}
	return &o, nil
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
