package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
		Long: `Init shows, as a diff, what to change for a Hugo site to use the Hugo module, and says why;
with --write it makes these changes. A site that is prepared stays as it is.

  1. crossorigin init adds the import to the configuration, and the parameters as comments.
     A theme's image render hook is copied to layouts, so that it stays in use.
  2. crossorigin init --templates goes on to the templates: the head, and what they define
     for the blocks of others, are put into the module's decorator, which annotates what they
     render; in pieces where there is a block in them, which a decorator cannot hold. Templates
     of themes and modules are copied to layouts for that, since Hugo takes them from there;
     such a copy does not follow the theme's updates.

Without --write no file is touched. Where the site keeps its configuration, themes and
layouts it finds out as Hugo does, environment variables such as HUGO_THEMESDIR included.
Who would rather leave the templates alone needs no init: hugo && crossorigin annotate public.

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
		fmt.Fprintln(std.err, report.Printable(c.File+": "+c.Why))
		if err := writeDiff(std.out, edit.Unified(c.File, c.Old, c.New)); err != nil {
			return err
		}
	}
	for _, note := range plan.Notes {
		fmt.Fprintln(std.err, report.Printable("note: "+note))
	}
	switch {
	case len(plan.Changes) == 0 && len(plan.Notes) == 0:
		fmt.Fprintln(std.err, "nothing to change: the site is prepared")
	case len(plan.Changes) == 0:
		fmt.Fprintln(std.err, "nothing to change, but for the notes")
	case write:
		if err := plan.Write(); err != nil {
			return err
		}
		for _, c := range plan.Changes {
			fmt.Fprintln(std.err, report.Printable("wrote "+filepath.Join(dir, filepath.FromSlash(c.File))))
		}
	default:
		fmt.Fprintln(std.err, report.Printable("nothing written; "+again(dir, templates, "--write")+" makes these changes"))
		return nil
	}
	next := "next: "
	if plan.Unfound {
		next += "let Hugo find the module, as noted; then "
	}
	if templates {
		fmt.Fprintln(std.err, next+`hugo annotates what is in the decorator and fails on what is wrong there; validate = "warn" under params.crossorigin only warns`)
	} else {
		fmt.Fprintln(std.err, report.Printable(next+again(dir, true)+" shows how templates have their tags annotated; "+command("check", dir)+" shows what is wrong in the sources"))
	}
	return nil
}

// again is the command line that goes on in a folder.
func again(dir string, templates bool, more ...string) string {
	words := []string{"init"}
	if templates {
		words = append(words, "--templates")
	}
	words = append(words, more...)
	if dir != "." {
		words = append(words, dir)
	}
	return command(words...)
}

// command is a command line of this program.
func command(words ...string) string { return "crossorigin " + strings.Join(words, " ") }
