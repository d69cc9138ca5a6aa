package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

func newRoot(std streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "crossorigin",
		Short: "Check, repair and explain crossorigin in HTML",
		Long: `crossorigin checks what the crossorigin attribute does in the pages of a site:
which requests are blocked, fetched twice or sent with the wrong credentials,
and which connections are wasted. It repairs what is provably wrong, byte for
byte, and explains which request a tag starts, with the steps of the standards.`,
		Example: `  crossorigin check public
  crossorigin annotate --diff public
  crossorigin resolve '<link rel="preload" href="/a.woff2" as="font">'
  crossorigin explain font-preload`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(std.in)
	root.SetOut(std.out)
	root.SetErr(std.err)
	root.SetVersionTemplate("crossorigin {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w%s\nSee %s --help", err, nearestFlag(cmd, err), cmd.CommandPath())
	})
	root.AddCommand(
		newCheck(std), newAnnotate(std), newResolve(std), newExplain(std), newRules(std),
		newTables(std), newServe(std), newInit(std), configurationTopic(),
	)
	return root
}

// nearestFlag suggests a flag for one that is not known.
func nearestFlag(cmd *cobra.Command, err error) string {
	word, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return ""
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := config.Nearest(word, names); near != "" {
		return "; did you mean --" + near + "?"
	}
	return ""
}

// version is the module's version or, built from a clone, the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "devel"
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v += " " + s.Value
			}
		}
	}
	return v
}
