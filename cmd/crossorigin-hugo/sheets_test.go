package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// styled is a site with style sheets from everywhere, all but one of them wrong.
const styled = `-- hugo.toml --
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "404"]
[params.crossorigin]
exclude = ["embed/**"]
[params.crossorigin.policies]
crossOriginIsolated = "require-corp"
-- layouts/home.html --
<!doctype html><title>Home</title>
{{ with resources.Get "css/plain.css" }}<link rel="stylesheet" href="{{ .RelPermalink }}">{{ end }}
{{ with resources.Get "css/hashed.css" | fingerprint }}<link rel="stylesheet" href="{{ .RelPermalink }}" integrity="{{ .Data.Integrity }}">{{ end }}
{{ with resources.Get "css/small.css" | minify }}<link rel="stylesheet" href="{{ .RelPermalink }}">{{ end }}
{{ with resources.FromString "css/twin.css" "q { mask-image: url('https://cdn.example.com/twin' crossorigin(anonymous)) }\n" }}<link rel="stylesheet" href="{{ .RelPermalink }}">{{ end }}
{{ with .Resources.Get "page.css" }}<link rel="stylesheet" href="{{ .RelPermalink }}">{{ end }}
<link rel="stylesheet" href="/static.css">
-- content/_index.md --
-- content/page.css --
p { background: url("page.png" crossorigin(anonymous)) }
-- assets/css/plain.css --
p { background: url("plain.png" cross-origin(none)) }
-- assets/css/hashed.css --
@import url("hashed.css" crossorigin());
-- assets/css/small.css --
p { background: url("small.png" crossorigin(use-credentials)) }
-- assets/css/twin1.css --
q { mask-image: url('https://cdn.example.com/twin' crossorigin(anonymous)) }
-- assets/css/twin2.css --
q { mask-image: url('https://cdn.example.com/twin' crossorigin(anonymous)) }
-- assets/css/unpublished.css --
p { background: url("unpublished.png" crossorigin(anonymous)) }
-- static/static.css --
/* crossorigin(anonymous) */
p { background: url("static.png" crossorigin(anonymous)), url(https://cdn.example.com/a.png) }
-- static/deep/OTHER.CSS --
p { background: url("a.png" cross-origin(anonymous) cross-origin(use-credentials)) }
-- static/right.css --
p { background: url("a.png" cross-origin(anonymous)) }
-- static/embed/excluded.css --
p { background: url("static.png" crossorigin(anonymous)) }
`

// told is what a report says of style sheets: what was left of each, and what
// they are made from.
type told struct {
	left    []string
	sources map[string]string
	files   int
}

func readTold(t *testing.T, report string) told {
	t.Helper()
	var r struct {
		Files []struct {
			File, Source string
			Left         []struct {
				Rule, Severity, Message, Reason  string
				Line, Column, EndLine, EndColumn int
				Fixes                            []struct{ Message string }
			}
		}
		Summary struct{ Files int }
	}
	if err := json.Unmarshal([]byte(report), &r); err != nil {
		t.Fatalf("%v\n%s", err, report)
	}
	found := told{sources: map[string]string{}, files: r.Summary.Files}
	for _, f := range r.Files {
		_, name, _ := strings.Cut(filepath.ToSlash(f.File), "public/")
		name, hash, hashed := strings.Cut(name, ".")
		if i := strings.LastIndex(hash, "."); hashed && i >= 0 {
			hash = hash[i+1:]
		}
		name += "." + hash
		for _, l := range f.Left {
			found.left = append(found.left, fmt.Sprint(name, l))
		}
		found.sources[name] = f.Source
	}
	slices.Sort(found.left)
	return found
}

// TestStyleSheetsAreCheckedAsBehindHugo has the same told of style sheets as
// crossorigin annotate tells of what Hugo built, whether or not they are there
// already.
func TestStyleSheetsAreCheckedAsBehindHugo(t *testing.T) {
	dir := writeSite(t, styled)
	runStock(t, "-s", dir, "--quiet")
	name, err := crossorigin()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, "annotate", "--format", "json", "public")
	cmd.Dir = dir
	out, err := cmd.Output()
	if failed := (*exec.ExitError)(nil); !errors.As(err, &failed) || failed.ExitCode() != exitFindings {
		t.Fatalf("%v\n%s", err, out)
	}
	want := readTold(t, string(out))
	if len(want.left) != 8 {
		t.Fatalf("%d findings\n%s", len(want.left), out)
	}
	sources := map[string]string{
		"static.css": "static/static.css", "deep/OTHER.CSS": "static/deep/OTHER.CSS", "page.css": "content/page.css",
		"css/plain.css": "assets/css/plain.css", "css/hashed.css": "assets/css/hashed.css", "css/small.css": "", "css/twin.css": "",
	}
	if err := os.RemoveAll(filepath.Join(dir, "public")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		flags []string
	}{
		{"into an empty folder", nil},
		{"over what is there", nil},
		{"after cleaning", []string{"--cleanDestinationDir"}},
		{"only a check", []string{"--check", "--unsafe"}},
		{"in memory", []string{"--renderToMemory"}},
	} {
		code, out, errOut := runOurs(t, append(tt.flags, "-s", dir, "--quiet", "--format", "json")...)
		if code != exitFindings || errOut != "" {
			t.Errorf("%s: exit code %d\n%s", tt.name, code, errOut)
		}
		got := readTold(t, out)
		if !slices.Equal(got.left, want.left) {
			t.Errorf("%s: told\n%s\nexpected\n%s", tt.name, strings.Join(got.left, "\n"), strings.Join(want.left, "\n"))
		}
		if !maps.Equal(got.sources, sources) {
			t.Errorf("%s: sources %v", tt.name, got.sources)
		}
		if n := want.files + 1; got.files != n { // also the one that is excluded, as for pages
			t.Errorf("%s: %d files, expected %d", tt.name, got.files, n)
		}
	}
}

// TestRightStyleSheetsAreNotTold has an exit code that only the sheets decide.
func TestRightStyleSheetsAreNotTold(t *testing.T) {
	head := `-- hugo.toml --
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "404"]
-- layouts/home.html --
<!doctype html><title>Home</title>
-- static/a.css --
`
	for _, tt := range []struct {
		css  string
		want int
	}{
		{`p { background: url("a.png" cross-origin(anonymous)) }`, exitClean},
		{`p { background: url("a.png" crossorigin(anonymous)) }`, exitFindings},
	} {
		dir := writeSite(t, head+tt.css+"\n")
		if code, out, errOut := runOurs(t, "-s", dir, "--quiet"); code != tt.want {
			t.Errorf("%s: exit code %d, expected %d\n%s%s", tt.css, code, tt.want, out, errOut)
		}
	}
}
