package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
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
	for _, folder := range []string{"hugo.toml", "content", "data", "i18n", "layouts"} {
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

// built is a site that was built.
type built struct {
	t    testing.TB
	read func(name string) (string, error)
	log  string
}

// FileContent returns a file of the site, such as public/index.html.
func (b *built) FileContent(name string) string {
	b.t.Helper()
	text, err := b.read(name)
	if err != nil {
		b.t.Fatal(err)
	}
	return text
}

// LogString returns what Hugo said: errors and warnings.
func (b *built) LogString() string { return b.log }

// AssertFileContent looks for lines of text in a file.
func (b *built) AssertFileContent(name string, want ...string) {
	b.t.Helper()
	text := b.FileContent(name)
	for line := range strings.Lines(strings.Join(want, "\n")) {
		if !strings.Contains(text, strings.TrimSpace(line)) {
			b.t.Errorf("%s lacks %s:\n%s", name, line, text)
		}
	}
}

// buildModule builds a site that uses the module, with variables of the
// environment ("NAME=TEXT"): in memory with the Hugo that is linked, or with
// the one that the variable CROSSORIGIN_TEST_HUGO names. The error is that of
// the build.
func buildModule(t testing.TB, files string, environ ...string) (*built, error) {
	t.Helper()
	files += "\n" + moduleFiles(t)
	if binary := os.Getenv("CROSSORIGIN_TEST_HUGO"); binary != "" {
		return buildWith(t, binary, files, environ)
	}
	b, err := hugolib.TestE(t, files, hugolib.TestOptWarn(), hugolib.TestOptWithConfig(func(c *hugolib.IntegrationTestConfig) { c.Environ = environ }))
	read := func(name string) (string, error) { return b.FileContent(name), nil } // it ends the test without the file
	return &built{t, read, b.LogString()}, err
}

func buildWith(t testing.TB, binary, files string, environ []string) (*built, error) {
	t.Helper()
	dir := writeSite(t, files)
	cmd := exec.Command(binary, "--noBuildLock", "--logLevel", "warn")
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "PATH=", "HUGO_MODULE_PROXY=off", "HUGO_CACHEDIR="+t.TempDir()), environ...)
	out, err := cmd.CombinedOutput()
	read := func(name string) (string, error) {
		src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		return string(src), err
	}
	return &built{t, read, string(out)}, err
}

// lines returns the lines of the home page of the form "NAME|TEXT|".
func lines(t testing.TB, b *built) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, cell := range strings.Split(b.FileContent("public/index.html"), "¶") {
		if name, text, ok := strings.Cut(cell, "|"); ok {
			found[strings.TrimSpace(name)] = strings.TrimSuffix(text, "|")
		}
	}
	return found
}
