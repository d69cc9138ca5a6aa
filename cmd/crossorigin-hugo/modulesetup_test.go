package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const modulePath = "github.com/hugo-crossorigin/crossorigin/hugo-module"

// stockSays builds a site with stock Hugo, without network, and without Go unless
// the environment says otherwise, and returns what it says.
func stockSays(t *testing.T, files string, environ ...string) (log, dir string, err error) {
	t.Helper()
	binary := os.Getenv("CROSSORIGIN_TEST_HUGO")
	if binary == "" {
		if binary, err = stockHugo(); err != nil {
			t.Fatal(err)
		}
	}
	dir = writeSite(t, files)
	cmd := exec.Command(binary, "--noBuildLock", "--logLevel", "warn")
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "PATH=", "HUGO_MODULE_PROXY=off", "HUGO_CACHEDIR="+t.TempDir()), environ...)
	out, err := cmd.CombinedOutput()
	return string(out), dir, err
}

// TestWhatHugoSays has a site for each row of the README's table of what Hugo
// says when something is amiss: it does say that.
func TestWhatHugoSays(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(moduleDir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "| Hugo says | What is amiss |\n| --- | --- |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	const imports = "-- hugo.toml --\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'section', '404']\n[[module.imports]]\npath = '" + modulePath + "'\n"
	newer := strings.Replace(moduleFiles(t), `min = "0.158.0"`, `min = "999.0.0"`, 1)
	for _, tt := range []struct{ name, says, files string }{
		{"no replacement", "not found in", imports},
		{"a replacement with another folder", "not found in", imports + "[module]\nreplacements = '" + modulePath + " -> ../elsewhere'\n"},
		{"a go.mod, no replacement and no Go", `binary with name "go" not found`, imports + "-- go.mod --\nmodule example.org/site\n"},
		{"a go.mod, no replacement and Go", "failed to get", imports + "-- go.mod --\nmodule example.org/site\n"},
		{"an old Hugo", "is not compatible", siteConfig + "-- layouts/home.html --\n" + newer},
		{"the decorator without with", "no partial decorator ID on stack", siteConfig + "-- layouts/home.html --\n{{ partial \"crossorigin/annotate.html\" . }}\n" + moduleFiles(t)},
		{"the decorator within Defer", "no partial decorator ID on stack", siteConfig + "-- layouts/home.html --\n" +
			`{{ with (templates.Defer (dict "data" .)) }}{{ with partial "crossorigin/annotate.html" . }}<p>{{ end }}{{ end }}` + "\n" + moduleFiles(t)},
		{
			"the decorator round a whole baseof.html", "no such template", siteConfig +
				"-- layouts/baseof.html --\n{{ with partial \"crossorigin/annotate.html\" . }}{{ block \"main\" . }}{{ end }}{{ end }}\n-- layouts/home.html --\n{{ define \"main\" }}x{{ end }}\n" + moduleFiles(t),
		},
		{
			"a variable from outside the decorator", "undefined variable", siteConfig +
				"-- layouts/home.html --\n{{ $outer := 1 }}{{ with partial \"crossorigin/annotate.html\" . }}{{ $outer }}{{ end }}\n" + moduleFiles(t),
		},
		{"no import", "….html", "-- hugo.toml --\n-- layouts/home.html --\n{{ partial \"crossorigin/font.html\" \"/f.woff2\" }}\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var environ []string
			if tt.says == "failed to get" {
				environ = []string{"PATH=" + os.Getenv("PATH")}
			}
			log, _, err := stockSays(t, tt.files, environ...)
			if err == nil && tt.says != "is not compatible" {
				t.Fatal("the build goes through")
			}
			said := 0
			for row := range strings.Lines(table) {
				cell := strings.Split(row, " | ")[0]
				if !strings.Contains(cell, tt.says) {
					continue
				}
				for _, code := range regexp.MustCompile("`[^`]+`").FindAllString(cell, -1) {
					if !strings.Contains(code, tt.says) {
						continue // what it says in another case
					}
					said++
					want := strings.ReplaceAll(regexp.QuoteMeta(strings.Trim(code, "`")), "…", ".*")
					if !regexp.MustCompile(want).MatchString(log) {
						t.Errorf("%s is not in\n%s", code, log)
					}
				}
			}
			if said != 1 {
				t.Errorf("%d rows of the README are about %q", said, tt.says)
			}
		})
	}
}

// TestLimitsOfTheDecorator has what the decorator does not see, as the README
// says; what else it cannot do is what Hugo says above.
func TestLimitsOfTheDecorator(t *testing.T) {
	const (
		font  = `<link rel="preload" as="font" href="/f.woff2">`
		fixed = `<link crossorigin="anonymous" rel="preload" as="font" href="/f.woff2">`
	)
	for _, tt := range []struct{ name, files, page string }{
		{
			"what Defer fills in later",
			"-- layouts/home.html --\n{{ with partial \"crossorigin/annotate.html\" . }}" + font + `{{ with (templates.Defer (dict "data" .)) }}<b>` + font + "</b>{{ end }}{{ end }}\n",
			fixed + "<b>" + font + "</b>",
		},
		{
			"what PostProcess fills in later",
			"-- layouts/home.html --\n{{ with partial \"crossorigin/annotate.html\" . }}{{ $js := resources.FromString \"a.js\" \"x\" | fingerprint | resources.PostProcess }}" +
				`<script src="https://cdn.example{{ $js.RelPermalink }}" integrity="{{ $js.Data.Integrity }}"></script>{{ end }}` + "\n",
			`<script src="https://cdn.example/a.`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			log, dir, err := stockSays(t, siteConfig+tt.files+moduleFiles(t))
			if err != nil {
				t.Fatal(err, log)
			}
			page, err := os.ReadFile(filepath.Join(dir, "public/index.html"))
			if err != nil || !strings.Contains(string(page), tt.page) {
				t.Error(err, string(page))
			}
		})
	}
}

// TestReadmeExamples renders the calls of the README's partials: they write what
// the README says. "…" stands for a hash.
func TestReadmeExamples(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(moduleDir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "A call of each, and what it writes:\n\n```go-html-template\n")
	template, rest, _ := strings.Cut(rest, "```\n\n```html\n")
	want, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the README has no examples")
	}
	for name := range tree(t, moduleDir+"/layouts/_partials/crossorigin") {
		base := strings.TrimSuffix(filepath.Base(name), ".html")
		if filepath.Dir(name) == "." && base != "annotate" && !strings.Contains(template, `"crossorigin/`+base+`.html"`) {
			t.Errorf("the README has no call of %s", base)
		}
	}
	image, err := os.ReadFile(filepath.Join(moduleDir, "exampleSite/assets/images/gradient.png"))
	if err != nil {
		t.Fatal(err)
	}
	log, dir, err := stockSays(t, siteConfig+"-- layouts/home.html --\n"+template+"-- assets/js/main.js --\nx()\n-- assets/images/gradient.png --\n"+string(image)+"\n"+moduleFiles(t))
	if err != nil || strings.Contains(log, "WARN") {
		t.Fatal(err, log)
	}
	page, err := os.ReadFile(filepath.Join(dir, "public/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	got := regexp.MustCompile(`[^\n]*name="generator"[^\n]*>`).ReplaceAllString(string(page), "")
	got = regexp.MustCompile(`\n\s*\n|^\n`).ReplaceAllString(strings.TrimSpace(got)+"\n", "\n")
	pattern := strings.ReplaceAll(regexp.QuoteMeta(want), "…", "[^\"]+")
	if !regexp.MustCompile("^" + pattern + "$").MatchString(got) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
