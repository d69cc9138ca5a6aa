package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gohugoio/hugo/hugolib"
)

const moduleDir = "../../hugo-module"

// moduleFiles returns the module as files of a test site, in themes/crossorigin.
func moduleFiles(t testing.TB) string {
	t.Helper()
	var b strings.Builder
	for _, folder := range []string{"hugo.toml", "data", "i18n", "layouts"} {
		err := filepath.WalkDir(filepath.Join(moduleDir, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(moduleDir, path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "-- themes/crossorigin/%s --\n%s\n", filepath.ToSlash(rel), bytes.TrimSuffix(src, []byte("\n")))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// siteConfig is the head of a test site's hugo.toml; params go below it.
const siteConfig = `-- hugo.toml --
baseURL = "https://example.org/"
theme = "crossorigin"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "404"]
`

// buildModule builds a site in memory that uses the module. The error is that
// of the build; the log is in the result.
func buildModule(t testing.TB, files string) (*hugolib.IntegrationTestBuilder, error) {
	t.Helper()
	return hugolib.TestE(t, files+"\n"+moduleFiles(t), hugolib.TestOptWarn())
}

// lines returns the lines of the home page of the form "NAME|TEXT|".
func lines(t testing.TB, b *hugolib.IntegrationTestBuilder) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, cell := range strings.Split(b.FileContent("public/index.html"), "¶") {
		if name, text, ok := strings.Cut(cell, "|"); ok {
			found[strings.TrimSpace(name)] = strings.TrimSuffix(text, "|")
		}
	}
	return found
}
