package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// documentRules writes the documentation of all rules as Markdown, from the
// rules' own values.
func documentRules(b *bytes.Buffer) {
	b.WriteString("<!-- Written by crossorigin rules --format markdown (go generate ./cmd/crossorigin). Do not edit. -->\n" +
		"# Rules of crossorigin check\n\n| Rule | Severity | What it finds |\n| --- | --- | --- |\n")
	for _, r := range rule.All() {
		fmt.Fprintf(b, "| [`%s`](#%[1]s) | %s | %s |\n", r.ID, r.Severity, cell(r.Title))
	}
	for _, r := range rule.All() {
		documentRule(b, r)
	}
}

func documentRule(b *bytes.Buffer, r *rule.Rule) {
	fmt.Fprintf(b, "\n## %s\n\n%s. Severity: %s.\n", r.ID, prose(r.Title), r.Severity)
	if r.Policy != "" {
		fmt.Fprintf(b, "Runs only when the configuration switches it on: `policies.%s`.\n", r.Policy)
	}
	b.WriteString("\n" + prose(r.Why) + "\n\n")
	for _, c := range r.Spec {
		fmt.Fprintf(b, "- [%s](%s)%s\n", c.Title, c.URL, report.Step(c.Step))
	}
	for i := range r.Examples {
		documentExample(b, &r.Examples[i])
	}
}

func documentExample(b *bytes.Buffer, e *rule.Example) {
	kind := "Right"
	if e.Wrong > 0 {
		kind = "Wrong"
	}
	title := prose(e.Title)
	if title == kind || title == "" {
		title = kind
	} else {
		title = kind + ": " + title
	}
	if e.From != "" {
		title += " (" + e.From + ")"
	}
	fmt.Fprintf(b, "\n%s\n\n", title)
	fenced(b, syntaxNames[e.Syntax], e.Source)
	if e.Fixed != "" {
		b.WriteString("\nFixed:\n\n")
		fenced(b, syntaxNames[e.Syntax], e.Fixed)
	}
}

// syntaxNames are the names that highlighters know.
var syntaxNames = map[rule.Syntax]string{
	rule.SyntaxHTML: "html", rule.SyntaxTemplate: "go-html-template", rule.SyntaxCSS: "css", rule.SyntaxHeaders: "",
}

func fenced(b *bytes.Buffer, language, source string) {
	fmt.Fprintf(b, "```%s\n%s\n```\n", language, strings.TrimRight(source, "\n"))
}

// prose writes plain text so that Markdown leaves it as it is.
func prose(s string) string {
	return markdownEscaper.Replace(s)
}

var markdownEscaper = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `\<`, "`", "\\`", "[", `\[`)

// cell writes plain text into a table.
func cell(s string) string { return strings.ReplaceAll(prose(s), "|", `\|`) }
