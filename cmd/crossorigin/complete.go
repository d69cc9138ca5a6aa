package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// completes tells the shells the values of a flag.
func completes(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(fmt.Sprintf("--%s: %v", flag, err)) // the command has no such flag
	}
}

// ruleIDs are the ids of all rules.
func ruleIDs() []string {
	var ids []string
	for _, r := range rule.All() {
		ids = append(ids, r.ID)
	}
	return ids
}
