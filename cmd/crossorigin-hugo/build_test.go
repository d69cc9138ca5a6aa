package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestReportNamesSources(t *testing.T) {
	dir := writeSite(t, everything+"-- layouts/section.ja.html --\n{{ define \"main\" }}ja{{ end }}\n")
	code, out, errOut := runOurs(t, "-s", dir, "-d", filepath.Join(t.TempDir(), "out"), "--quiet", "--format", "json")
	if code != exitClean || errOut != "" {
		t.Fatalf("exit code %d\n%s", code, errOut)
	}
	var report struct {
		Version int
		Files   []struct {
			File, Source string
			Templates    []string
			Applied      []struct{ Rule string }
		}
		Summary struct{ Files, Changed, Applied int }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sources, templates := map[string]string{}, map[string]string{}
	for _, f := range report.Files {
		_, rel, ok := strings.Cut(filepath.ToSlash(f.File), "/out/")
		if !ok {
			t.Errorf("%s is not at the destination", f.File)
		}
		sources[rel], templates[rel] = f.Source, strings.Join(f.Templates, " ")
	}
	for file, want := range map[string]string{
		"index.html":               "layouts/all.html layouts/baseof.html",
		"amp/posts/one/index.html": "layouts/all.html layouts/baseof.html",
		"posts/one/old.htm":        "layouts/page.old.htm",
		"posts/page/2/index.html":  "layouts/section.html layouts/baseof.html",
		"ja/posts/index.html":      "layouts/section.ja.html layouts/baseof.html",
		"old/one/index.html":       "",
		"copied/page.html":         "",
	} {
		if got := templates[file]; got != want {
			t.Errorf("the template of %s is %q, expected %q", file, got, want)
		}
	}
	for file, want := range map[string]string{
		"index.html":               "content/_index.md",
		"ja/index.html":            "content/_index.ja.md",
		"posts/one/index.html":     "content/posts/one.md",
		"posts/one/print.html":     "content/posts/one.md",
		"amp/posts/one/index.html": "content/posts/one.md",
		"ja/posts/one/index.html":  "content/posts/one.ja.md",
		"posts/two/index.html":     "content/posts/two/index.md",
		"posts/日本-語/index.html":    "content/posts/日本 語.md",
		"elsewhere/page.html":      "content/posts/moved.md",
		"old/one/index.html":       "content/posts/one.md",
		"posts/index.html":         "",
		"posts/page/2/index.html":  "",
		"tags/a/index.html":        "",
		"404.html":                 "",
		"copied/page.html":         "static/copied/page.html",
	} {
		got, ok := sources[file]
		if !ok {
			t.Errorf("%s is not in the report", file)
		} else if got != want {
			t.Errorf("%s comes from %q, expected %q", file, got, want)
		}
	}
	if report.Version != 1 || report.Summary.Changed != len(report.Files) || report.Summary.Applied < report.Summary.Changed {
		t.Errorf("summary %+v, %d files", report.Summary, len(report.Files))
	}
	if t.Failed() {
		t.Log(sources)
	}
}

// pagesOf a section that has a content file are named after it.
func TestPaginatedPagesHaveTheSectionsFile(t *testing.T) {
	dir := writeSite(t, everything+"-- content/posts/_index.md --\n---\ntitle: Posts\n---\n")
	_, out, _ := runOurs(t, "-s", dir, "-d", filepath.Join(t.TempDir(), "out"), "--quiet", "--format", "json")
	for line := range strings.Lines(out) {
		if strings.Contains(line, "/posts/page/2/index.html") && strings.Contains(line, `"source":"content/posts/_index.md"`) {
			return
		}
	}
	t.Error(out)
}

const small = `-- hugo.toml --
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "404"]
-- layouts/home.html --
<link rel=preload as=font href=/f.woff2><style>@font-face { font-family: F; src: url(/f.woff2) } p { font-family: F }</style><p><img crossorgin src=a.png>
-- static/f.woff2 --
font
`

func TestExitCodes(t *testing.T) {
	tests := []struct {
		name, params string
		flags        []string
		want         int
	}{
		{"an error is left", "", nil, exitFindings},
		{"never fail", "", []string{"--fail-on", "never"}, exitClean},
		{"never fail, by configuration", "failOn = 'never'", nil, exitClean},
		{"the flag counts", "failOn = 'never'", []string{"--fail-on", "error"}, exitFindings},
		{"a warning does not fail", "[params.crossorigin.rules]\nmisspelt-attribute = 'warning'", nil, exitClean},
		{"a warning fails", "[params.crossorigin.rules]\nmisspelt-attribute = 'warning'", []string{"--fail-on", "warning"}, exitFindings},
		{"repaired", "", []string{"--unsafe"}, exitClean},
		{"excluded", "exclude = ['*.html']", nil, exitClean},
		{"the module's keys", "validate = 'warn'\nannotate = false", []string{"--fail-on", "never"}, exitClean},
		{"a key that is none", "hots = {}", nil, exitTrouble},
		{"no such flag", "", []string{"--nope"}, exitTrouble},
		{"an argument", "", []string{"site"}, exitTrouble},
		{"a format that is none", "", []string{"--format", "xml"}, exitTrouble},
		{"following changes", "", []string{"-w"}, exitTrouble},
		{"not following changes", "failOn = 'never'", []string{"--watch=false"}, exitClean},
		{"polling", "", []string{"--poll", "1s"}, exitTrouble},
		{"measuring Hugo", "", []string{"--trace", "file"}, exitTrouble},
		{"for changes only", "failOn = 'never'", []string{"--forceSyncStatic"}, exitClean},
		{"the name of Hugo's command", "failOn = 'never'", []string{"build"}, exitClean},
		{"a severity that is none", "", []string{"--fail-on", "fatal"}, exitTrouble},
		{"a log level that is none", "", []string{"--logLevel", "loud"}, exitTrouble},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := writeSite(t, strings.Replace(small, "-- layouts", "[params.crossorigin]\n"+tt.params+"\n-- layouts", 1))
			code, out, errOut := runOurs(t, append([]string{"-s", dir, "--quiet"}, tt.flags...)...)
			if code != tt.want {
				t.Errorf("exit code %d, expected %d\n%s%s", code, tt.want, out, errOut)
			}
			if tt.want == exitFindings && !strings.Contains(out, "(from layouts/home.html:1:1): ") {
				t.Errorf("the template is not named\n%s", out)
			}
			if (errOut != "") != (code == exitTrouble) {
				t.Errorf("standard error: %q", errOut)
			}
			if _, err := os.Stat(filepath.Join(dir, "public", "index.html")); (err == nil) != (code != exitTrouble) {
				t.Errorf("page written: %v", err)
			}
		})
	}
}

func TestTrouble(t *testing.T) {
	for _, tt := range []struct{ name, archive, want string }{
		{"no site", "-- x.txt --\n", "has no hugo.toml"},
		{"broken configuration", "-- hugo.toml --\nbaseURL = \n", "hugo.toml:1"},
		{"a module that is not there", "-- hugo.toml --\ntheme = 'nope'\n", `module "nope" not found`},
		{"two mistakes at once", strings.Replace(small, "-- layouts", "[params.crossorigin]\nhots = 1\nfailOn = 'x'\n-- layouts", 1), "unknown key hots"},
		{"no table", strings.Replace(small, "-- layouts", "[params]\ncrossorigin = 3\n-- layouts", 1), "hugo.toml:4:15: params.crossorigin is a number or date, expected a table"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := writeSite(t, tt.archive)
			code, _, errOut := runOurs(t, "-s", dir)
			if code != exitTrouble || !strings.Contains(errOut, tt.want) {
				t.Errorf("exit code %d\n%s", code, errOut)
			}
			if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
				t.Error("something was written")
			}
		})
	}
	code, _, errOut := runOurs(t, "-s", filepath.Join(t.TempDir(), "nowhere"))
	if code != exitTrouble || !strings.Contains(errOut, "no such file") {
		t.Errorf("exit code %d\n%s", code, errOut)
	}
}

func TestASiteThatDoesNotBuildLeavesThePages(t *testing.T) {
	dir := writeSite(t, everything)
	out := filepath.Join(t.TempDir(), "out")
	if code, stdout, stderr := runOurs(t, "-s", dir, "-d", out, "--quiet"); code != exitClean {
		t.Fatal(stdout, stderr)
	}
	before := tree(t, out)
	broken := "{{ define \"main\" }}changed {{ if eq .Title \"Two\" }}{{ .Nope }}{{ end }}{{ end }}"
	if err := os.WriteFile(filepath.Join(dir, "layouts", "all.html"), []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := runOurs(t, "-s", dir, "-d", out, "--quiet")
	if code != exitTrouble || !strings.Contains(stderr, "the site does not build") || !strings.Contains(stderr, "Nope") {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	for name, src := range tree(t, out) {
		if strings.HasSuffix(name, ".html") && string(before[name]) != string(src) {
			t.Errorf("%s changed", name)
		}
	}
}

func TestNoPageIsWrittenBeforeItIsAnnotated(t *testing.T) {
	dir := writeSite(t, everything)
	t.Setenv("HUGO_CACHEDIR", t.TempDir())
	o := &options{source: dir, quiet: true}
	b, err := newBuild(o, os.Stdout, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	if err := b.readSites(o); err != nil {
		t.Fatal(err)
	}
	if err := b.run(o, os.Stdout); err != nil {
		t.Fatal(err)
	}
	for name := range tree(t, filepath.Join(dir, "public")) {
		if strings.HasSuffix(name, ".html") {
			t.Errorf("%s is there too early", name)
		}
	}
	err = b.annotate(o, func(d done) error { return d.err })
	if err != nil {
		t.Fatal(err)
	}
	if names := b.pages.names(); len(names) > 0 {
		t.Errorf("held back: %v", names)
	}
}

// TestCommentsThatSuppress has what the module's README says of them: which of
// them are there when a page is annotated.
func TestCommentsThatSuppress(t *testing.T) {
	dir := writeSite(t, `-- hugo.toml --
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "404"]
markup.goldmark.renderer.unsafe = true
-- content/_index.md --
<!-- crossorigin-ignore font-preload for a script -->
<link rel="preload" as="font" href="/content.woff2">
-- layouts/home.html --
<!doctype html><title>Home</title>
<!-- crossorigin-ignore font-preload for a script -->
<link rel="preload" as="font" href="/template.woff2">
<link data-crossorigin-ignore="font-preload for a script" rel="preload" as="font" href="/attribute.woff2">
{{ .Content }}
`)
	for _, tt := range []struct {
		flags []string
		fixed []string
	}{
		{nil, []string{"template"}},
		{[]string{"--minify"}, []string{"template", "content"}},
	} {
		code, out, errOut := runOurs(t, append(tt.flags, "-s", dir, "--quiet")...)
		page, err := os.ReadFile(filepath.Join(dir, "public", "index.html"))
		if code != exitClean || err != nil {
			t.Errorf("%v: exit code %d, %v\n%s%s", tt.flags, code, err, out, errOut)
		}
		var fixed []string
		for _, m := range regexp.MustCompile(`<link crossorigin="anonymous"[^>]*/([a-z]+)\.woff2`).FindAllStringSubmatch(string(page), -1) {
			fixed = append(fixed, m[1])
		}
		if !slices.Equal(fixed, tt.fixed) {
			t.Errorf("%v: fixed %v, want %v\n%s", tt.flags, fixed, tt.fixed, page)
		}
	}
}

func TestCheckWritesWhatHugoRenders(t *testing.T) {
	dir := writeSite(t, everything)
	stock, ours := filepath.Join(t.TempDir(), "stock"), filepath.Join(t.TempDir(), "ours")
	runStock(t, "-s", dir, "-d", stock)
	code, out, _ := runOurs(t, "-s", dir, "-d", ours, "--quiet", "--check")
	if code != exitFindings || !strings.Contains(out, "would be fixed without --check") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if annotated := compareTrees(t, stock, ours); len(annotated) > 0 {
		t.Errorf("annotated: %v", annotated)
	}
}

func TestRenderToMemoryWritesNothing(t *testing.T) {
	dir := writeSite(t, small)
	code, out, errOut := runOurs(t, "-s", dir, "-M", "--quiet")
	if code != exitFindings || !strings.Contains(out, "font-preload") {
		t.Errorf("exit code %d\n%s%s", code, out, errOut)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("something was written")
	}
}

func TestParametersFromTheEnvironment(t *testing.T) {
	dir := writeSite(t, small)
	t.Setenv("HUGO_PARAMS_CROSSORIGIN_FAILON", "never")
	t.Setenv("HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS", "true")
	t.Setenv("HUGO_PARAMS_CROSSORIGIN_ORIGINS", "https://www.example.org,https://example.com")
	if code, out, errOut := runOurs(t, "-s", dir, "--quiet"); code != exitClean {
		t.Errorf("exit code %d\n%s%s", code, out, errOut)
	}
}

func TestPanicOnWarningFailsTheBuild(t *testing.T) {
	dir := writeSite(t, strings.Replace(small, "<link", `{{ warnf "careful" }}<link`, 1))
	code, _, errOut := runOurs(t, "-s", dir, "--quiet", "--panicOnWarning")
	if code != exitTrouble || !strings.Contains(errOut, "does not build") {
		t.Errorf("exit code %d\n%s", code, errOut)
	}
}

func TestVersionNamesHugo(t *testing.T) {
	code, out, errOut := runOurs(t, "--version")
	if code != exitClean || errOut != "" || !regexp.MustCompile(`^crossorigin-hugo .+ with Hugo 0\.\d+\.\d+`).MatchString(out) {
		t.Errorf("exit code %d, %q, %q", code, out, errOut)
	}
}

// TestTakesHugosFlags keeps the flags in step with those of Hugo's build
// command: each is taken, or refused by name.
func TestTakesHugosFlags(t *testing.T) {
	hugo, err := stockHugo()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(hugo, "build", "--help").Output()
	if err != nil {
		t.Fatal(err)
	}
	var o options
	own := &cobra.Command{}
	o.register(own)
	n := 0
	for _, m := range regexp.MustCompile(`(?m)^ +(?:-(\w), )?--(\w+)(?: (\w+))?  `).FindAllStringSubmatch(string(out), -1) {
		short, name, value := m[1], m[2], m[3]
		if name == "help" {
			continue
		}
		n++
		f := own.Flags().Lookup(name)
		switch {
		case f == nil:
			t.Errorf("--%s is not known", name)
		case f.Shorthand != short:
			t.Errorf("--%s is -%s for short, expected -%s", name, f.Shorthand, short)
		case (f.Value.Type() == "bool") != (value == ""):
			t.Errorf("--%s takes a %s, expected %q", name, f.Value.Type(), value)
		}
	}
	if n < 35 {
		t.Errorf("only %d flags found in\n%s", n, out)
	}
}

// A precompressed copy among the static files is one of the annotated page.
func TestPrecompressedCopies(t *testing.T) {
	const page = "<link rel=preload as=font href=/f.woff2><style>@font-face { font-family: F; src: url(/f.woff2) } p { font-family: F }</style><p>"
	dir := writeSite(t, small+"-- static/a.html --\n"+page)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := io.WriteString(w, page+"\n"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "static", "a.html.gz"), packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, errOut := runOurs(t, "-s", dir, "--quiet", "--fail-on", "never")
	if code != exitClean || !strings.Contains(out, "1 compressed file made anew") {
		t.Fatalf("exit code %d\n%s%s", code, out, errOut)
	}
	f, err := os.Open(filepath.Join(dir, "public", "a.html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	want := strings.Replace(page, "<link", `<link crossorigin="anonymous"`, 1) + "\n"
	if err != nil || string(got) != want {
		t.Errorf("the copy holds %q, %v", got, err)
	}
}
