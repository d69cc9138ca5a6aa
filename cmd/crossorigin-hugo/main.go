// Command crossorigin-hugo builds a Hugo site in one step with the annotator
// between Hugo and the destination: every page is validated and annotated
// before it is written. It takes the build flags of `hugo`.
//
// Exit codes: 0 clean, 1 a finding at or above --fail-on remains, 2 usage,
// configuration or I/O trouble, or a site that does not build.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/adopt"
	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

const (
	exitClean    = 0
	exitFindings = 1
	exitTrouble  = 2
)

func main() {
	collectLess(200)
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// collectLess lets garbage wait until there is more than as much as is in use,
// in percent of that, unless the environment says when to collect it: every
// collection looks at all that Hugo holds, which is more than pages make. It
// returns what undoes that.
func collectLess(percent int) (undo func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(before) }
}

// run is the whole command; it returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	var o options
	code := exitTrouble
	cmd := &cobra.Command{
		Use:   "crossorigin-hugo [build] [flags]",
		Short: "Build a Hugo site with every page validated and annotated",
		Long: `Crossorigin-hugo builds a Hugo site as ` + "`hugo`" + ` does, and validates and annotates every page
before it is written to the destination. It prints what it changed and what is left to do,
with the content file that each page comes from and the template that the tag comes from. Of
the style sheets that it publishes, the static ones too, it tells what is wrong.

It ends with exit code 1 when a finding remains that is as severe as --fail-on or worse, and
with 2 when the site does not build or the command or the configuration is wrong; then the
pages at the destination are as they were. It takes the build flags of ` + "`hugo`" + `, but for those that
follow changes or measure Hugo. It takes more memory than ` + "`hugo`" + `, since it holds the pages and lets
garbage wait longer; the variable GOGC of the environment says how long, 100 is as in ` + "`hugo`" + `.`,
		Example: `  crossorigin-hugo --minify
  crossorigin-hugo --source site --destination /srv/www --cleanDestinationDir
  crossorigin-hugo --check --renderToMemory --fail-on warning`,
		Version:       version(),
		Args:          arguments,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if err := o.read(cmd.Flags()); err != nil {
				return err
			}
			code, err = buildSite(&o, stdout, stderr)
			return err
		},
	}
	o.register(cmd)
	cmd.SetVersionTemplate("crossorigin-hugo {{.Version}}\n")
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	if err := cmd.Execute(); err != nil {
		var mistakes config.Mistakes
		if errors.As(err, &mistakes) { // places for editors start their lines
			fmt.Fprintln(stderr, err)
		} else {
			fmt.Fprintln(stderr, "crossorigin-hugo:", err)
		}
		return exitTrouble
	}
	if cmd.Flags().Changed("help") || cmd.Flags().Changed("version") {
		return exitClean
	}
	return code
}

// arguments checks the arguments: none, or the name of Hugo's own command.
func arguments(_ *cobra.Command, args []string) error {
	if len(args) > 1 || len(args) == 1 && args[0] != "build" {
		return fmt.Errorf("%q is an argument, expected flags only; the folder of the site is named with --source", args)
	}
	return nil
}

// buildSite builds, annotates, writes and reports.
func buildSite(o *options, stdout, stderr io.Writer) (code int, err error) {
	hugoOut := stdout
	if o.format == "json" {
		hugoOut = stderr // standard output is for the report
	}
	b, err := newBuild(o, hugoOut, stderr)
	if err != nil {
		return exitTrouble, adopt.Unfound(err)
	}
	defer b.close()
	if err := b.readSites(o); err != nil {
		return exitTrouble, err
	}
	if err := b.run(o, hugoOut); err != nil {
		return exitTrouble, fmt.Errorf("the site does not build: %w", err)
	}
	var summary report.Summary
	writer := report.NewAnnotations(o.format, stdout, report.Options{Group: true})
	tell := func(d done) error {
		for i := range d.Left {
			summary.Findings.Add(d.Left[i].Severity)
		}
		if o.fails(&d) {
			code = exitFindings
		}
		return writer.File(d.Annotation)
	}
	var waiting []done // whose suppressions other pages may need
	err = b.annotate(o, func(d done) error {
		if d.err != nil {
			return d.err
		}
		summary.Files++
		summary.Bytes += d.bytes
		if d.Waits() {
			waiting = append(waiting, d)
			return nil
		}
		return tell(d)
	})
	for i := range waiting {
		waiting[i].Settle(&b.suppressions)
		err = errors.Join(err, tell(waiting[i]))
	}
	if err != nil {
		return exitTrouble, err
	}
	if err := writer.Close(summary); err != nil {
		return exitTrouble, err
	}
	return code, nil
}
