package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/tables"
)

// tableFormats are the formats of a table, by their extensions.
var tableFormats = []string{"md", "html", "csv", "json"}

func newTables(std streams) *cobra.Command {
	var format, language string
	cmd := &cobra.Command{
		Use:   "tables [flags] [NAME]",
		Short: "Print a reference table",
		Long: `Tables prints one of the reference tables that are generated from the encoding of the
standards, or, without a name, lists them. vectors and preload-vectors, for those who
test an implementation, are JSON only.`,
		Example: `  crossorigin tables
  crossorigin tables states
  crossorigin tables --format csv contexts
  crossorigin tables --format json vectors`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return tableNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(tableFormats, format) {
				return fmt.Errorf("--format: unknown format %q, expected %s", format, strings.Join(tableFormats, ", "))
			}
			if language != "en" && language != "ja" {
				return fmt.Errorf("--lang is %q, expected en or ja", language)
			}
			var src []byte
			var err error
			if len(args) == 0 {
				src = listTables()
			} else {
				src, err = readTable(args[0], format, language, cmd.Flags().Changed("format"))
			}
			if err != nil {
				return err
			}
			_, err = std.out.Write(src)
			return err
		},
	}
	cmd.Flags().StringVar(&format, "format", "md", strings.Join(tableFormats, ", "))
	cmd.Flags().StringVar(&language, "lang", "en", "language of md and html: en or ja")
	completes(cmd, "format", tableFormats...)
	completes(cmd, "lang", "en", "ja")
	return cmd
}

// tableNames are the names of the tables, sorted.
func tableNames() []string {
	entries, err := fs.ReadDir(tables.Files, ".")
	if err != nil {
		return nil // an embedded folder can always be read
	}
	var names []string
	for _, e := range entries {
		if name, isTable := strings.CutSuffix(e.Name(), ".json"); isTable {
			names = append(names, name)
		}
	}
	return names
}

// listTables lists the tables with their titles, the first headings.
func listTables() []byte {
	var b bytes.Buffer
	for _, name := range tableNames() {
		title := "test vectors"
		if src, err := tables.Files.ReadFile(name + ".md"); err == nil {
			for line := range strings.Lines(string(src)) {
				if heading, found := strings.CutPrefix(line, "# "); found {
					title = strings.TrimSpace(heading)
					break
				}
			}
		}
		fmt.Fprintf(&b, "%-20s %s\n", name, title)
	}
	return b.Bytes()
}

func readTable(name, format, language string, formatGiven bool) ([]byte, error) {
	names := tableNames()
	if !slices.Contains(names, name) {
		wrong := fmt.Sprintf("there is no table %q", name)
		if near := config.Nearest(name, names); near != "" {
			wrong += "; did you mean " + near + "?"
		} else {
			wrong += ", expected one of " + strings.Join(names, ", ")
		}
		return nil, errors.New(wrong)
	}
	if _, err := fs.Stat(tables.Files, name+".md"); err != nil && !formatGiven {
		format = "json"
	}
	file := name + "." + format
	if language != "en" && (format == "md" || format == "html") {
		file = name + "." + language + "." + format
	}
	src, err := tables.Files.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the table %s is not published as %s", name, format)
	}
	return src, nil
}
