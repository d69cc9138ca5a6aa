package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

//go:generate go run . rules --format markdown=../../tables/rules.md

func newRules(std streams) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules of check",
		Long: `Rules lists the rules with their severities. Those with a policy run only when the
configuration switches it on. "crossorigin explain RULE" documents one, --format markdown
all of them.`,
		Example: `  crossorigin rules
  crossorigin rules --format markdown
  crossorigin explain font-preload`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var b bytes.Buffer
			format, file, toFile := strings.Cut(format, "=")
			switch format {
			case "text":
				listRules(&b, report.Paint(!toFile && colourful(std.out)))
			case "markdown":
				documentRules(&b)
			default:
				return fmt.Errorf("--format is %q, expected text or markdown", format)
			}
			if toFile {
				return os.WriteFile(file, b.Bytes(), 0o666)
			}
			_, err := std.out.Write(b.Bytes())
			return err
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or markdown; FORMAT=FILE writes to a file")
	completes(cmd, "format", "text", "markdown")
	return cmd
}

func listRules(b *bytes.Buffer, paint report.Paint) {
	for _, r := range rule.All() {
		fmt.Fprintf(b, "%s%*s%-8s %s", paint.In(report.Bold, r.ID), max(1, 28-len(r.ID)), "", r.Severity, r.Title)
		if r.Policy != "" {
			fmt.Fprintf(b, " (policies.%s)", r.Policy)
		}
		b.WriteByte('\n')
	}
}
