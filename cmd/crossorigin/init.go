package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/adopt"
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

func newInit(std streams) *cobra.Command {
	write, templates := false, false
	cmd := &cobra.Command{
		Use:   "init [flags] [DIR]",
		Short: "Prepare a Hugo site for the Hugo module",
		Long: `Init shows, as a diff, what to change for a Hugo site to use the Hugo module: the import
in its configuration, and the parameters explained there as comments. With --templates
it goes on to the templates: the head, and what they define for the blocks of others, are
put into the module's decorator, which annotates what they render; in pieces where there is
a block in them, which a decorator cannot hold. A theme's templates are copied to layouts for
that, since Hugo takes them from there; such a copy does not follow the theme's updates.
With --write it makes these changes. A site that is prepared stays as it is.

It ends with exit code 0, and with 2 when there is no Hugo site in the folder or its
configuration cannot be read.`,
		Example: `  crossorigin init
  crossorigin init --templates
  crossorigin init --templates --write my/site`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			return runInit(std, dir, write, templates)
		},
	}
	cmd.Flags().BoolVar(&templates, "templates", false, "wrap the templates in the decorator too")
	cmd.Flags().BoolVar(&write, "write", false, "make the changes")
	return cmd
}

func runInit(std streams, dir string, write, templates bool) error {
	plan, err := adopt.New(dir, os.Environ())
	if err != nil {
		return err
	}
	if templates {
		if err := plan.Templates(); err != nil {
			return err
		}
	}
	for _, c := range plan.Changes {
		if c.From != "" {
			says := "%s: a copy of %s with this change"
			if c.Old == nil {
				says = "%s: a copy of %s, so that it keeps its place before the module's"
			}
			fmt.Fprintln(std.err, report.Printable(fmt.Sprintf(says, c.File, c.From)))
		}
		if err := writeDiff(std.out, edit.Unified(c.File, c.Old, c.New)); err != nil {
			return err
		}
	}
	for _, note := range plan.Notes {
		fmt.Fprintln(std.err, report.Printable(note))
	}
	switch {
	case len(plan.Changes) == 0:
		fmt.Fprintln(std.err, "nothing to change")
	case write:
		if err := plan.Write(); err != nil {
			return err
		}
		for _, c := range plan.Changes {
			fmt.Fprintln(std.err, "wrote", filepath.Join(dir, filepath.FromSlash(c.File)))
		}
	default:
		fmt.Fprintln(std.err, "nothing written; crossorigin init --write makes these changes")
	}
	return nil
}
