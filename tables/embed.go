// Package tables holds the published reference tables, as the command line
// prints them. Everything else in this folder is generated from spec/.
package tables

import "embed"

// Files are the tables: NAME.md, NAME.html, NAME.csv, NAME.json, and NAME.ja.md,
// NAME.ja.html in Japanese.
//
//go:embed *.md *.html *.csv *.json
var Files embed.FS
