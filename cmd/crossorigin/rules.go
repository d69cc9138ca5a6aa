package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

func newRules(std streams) *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "List the rules of check",
		Long: `Rules lists the rules with their severities. Those with a policy run only when the
configuration switches it on. "crossorigin explain RULE" documents one.`,
		Example: `  crossorigin rules
  crossorigin explain font-preload`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var b bytes.Buffer
			paint := report.Paint(colourful(std.out))
			for _, r := range rule.All() {
				fmt.Fprintf(&b, "%s%*s%-8s %s", paint.In(report.Bold, r.ID), max(1, 28-len(r.ID)), "", report.SeverityName(r.Severity), r.Title)
				if r.Policy != "" {
					fmt.Fprintf(&b, " (policies.%s)", r.Policy)
				}
				b.WriteByte('\n')
			}
			_, err := std.out.Write(b.Bytes())
			return err
		},
	}
}
