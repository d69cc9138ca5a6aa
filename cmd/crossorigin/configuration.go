package main

import (
	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

// configurationTopic is what crossorigin help configuration prints.
func configurationTopic() *cobra.Command {
	return &cobra.Command{
		Use:   "configuration",
		Short: "The keys of crossorigin.toml and of [params.crossorigin]",
		Long: `The configuration is the file crossorigin.toml of the current folder (of the site's, for
serve) or, where there is none, [params.crossorigin] of the Hugo site in it or, where that
is none, of the one that the paths given to check and annotate belong to. What Hugo
takes from the environment counts there: HUGO_PARAMS_CROSSORIGIN_FAILON=warning sets
failOn, HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS=true policies.canvas, HUGO_BASEURL Hugo's
base URL; items of a list stand between commas. [languages.LANG.params.crossorigin] is
laid over that for the pages in the folder of a language. The Hugo module and crossorigin-hugo read
[params.crossorigin] too. crossorigin check --print-config prints what holds.

` + config.Topic(report.Wrap),
	}
}
