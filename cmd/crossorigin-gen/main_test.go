package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRepositoryIsFresh is what `crossorigin-gen -check` says of this tree.
func TestRepositoryIsFresh(t *testing.T) {
	var stderr bytes.Buffer
	if code := run([]string{"-root", "../..", "-check"}, &stderr); code != exitClean {
		t.Errorf("exit %d\n%s", code, &stderr)
	}
}

func TestExampleIsFresh(t *testing.T) {
	var stderr bytes.Buffer
	example := "../../examples/overlay"
	if code := run([]string{"-spec", example + "/spec", "-package", "overlay", "-out", example, "-check"}, &stderr); code != exitClean {
		t.Errorf("exit %d\n%s", code, &stderr)
	}
}

func TestCheckListsWhatDiffers(t *testing.T) {
	root := t.TempDir()
	var stderr bytes.Buffer
	if code := run([]string{"-root", root}, &stderr); code != exitClean {
		t.Fatalf("exit %d\n%s", code, &stderr)
	}
	if code := run([]string{"-root", root, "-check"}, &stderr); code != exitClean {
		t.Fatalf("a second run would change something: exit %d\n%s", code, &stderr)
	}
	vectors := filepath.Join(root, "tables", "vectors.json")
	source, err := os.ReadFile(vectors)
	if err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(root, "tables", "gone.json")
	write(t, old, source[:600])
	write(t, vectors, source[1:])
	if err := os.Remove(filepath.Join(root, "resolver", "match_gen.go")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "tables", "kept.md"), []byte("written by hand"))

	stderr.Reset()
	if code := run([]string{"-root", root, "-check"}, &stderr); code != exitStale {
		t.Errorf("exit %d, expected %d", code, exitStale)
	}
	want := strings.Join([]string{
		filepath.Join("resolver", "match_gen.go") + ": missing, run go generate ./...",
		filepath.Join("tables", "gone.json") + ": orphaned, run go generate ./...",
		filepath.Join("tables", "vectors.json") + ": stale, run go generate ./...",
	}, "\n") + "\n"
	if stderr.String() != want {
		t.Errorf("-check printed\n%sexpected\n%s", &stderr, want)
	}

	stderr.Reset()
	if code := run([]string{"-root", root}, &stderr); code != exitClean {
		t.Fatalf("exit %d\n%s", code, &stderr)
	}
	if got, err := os.ReadFile(vectors); err != nil || !bytes.Equal(got, source) {
		t.Errorf("vectors.json was not restored: %v", err)
	}
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("the orphan is still there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(root, "tables", "kept.md")); err != nil {
		t.Errorf("a file without the marker was removed: %v", err)
	}
}

func TestBadInputWritesNothing(t *testing.T) {
	broken := t.TempDir()
	if err := os.Mkdir(filepath.Join(broken, "contexts"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(broken, "contexts", "bad.yaml"), []byte("family: bad\ntitle: {en: a, ja: b}\ncontexts:\n  - {id: x}\n  - [y]\n"))
	taken := t.TempDir()
	if err := os.Mkdir(filepath.Join(taken, "contexts"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(taken, "contexts", "taken.yaml"), []byte(`family: taken
title: {en: a, ja: b}
contexts:
  - id: match
    title: {en: a, ja: b}
    example: "{url}"
    attribute: none
    status: no-request
    steps: [{source: html, anchor: "a.html#b", says: c}]
  - id: Not.An.ID
    title: {en: a, ja: b}
    example: "{url}"
    attribute: none
    status: no-request
    steps: [{source: html, anchor: "a.html#b", says: c}]
`))
	out := t.TempDir()
	tests := map[string]struct {
		args []string
		want string
	}{
		"broken YAML":         {[]string{"-spec", broken, "-package", "p", "-out", out}, filepath.ToSlash(broken) + `/contexts/bad.yaml:5:5: expected a mapping, found a list`},
		"no such folder":      {[]string{"-spec", broken + "/none", "-package", "p", "-out", out}, "no such file or directory"},
		"id of no identifier": {[]string{"-spec", taken, "-package", "p", "-out", out}, filepath.ToSlash(taken) + `/contexts/taken.yaml:10:9: id is "Not.An.ID", expected lowercase words joined by hyphens`},
		"empty overlay":       {[]string{"-spec", out, "-package", "p", "-out", out}, filepath.ToSlash(out) + ":1:1: has nothing to lay over the encoding"},
		"unknown flag":        {[]string{"-colour"}, "flag provided but not defined: -colour"},
		"argument":            {[]string{"here"}, `unexpected argument "here"`},
		"spec, no target":     {[]string{"-spec", broken}, "-spec needs -package"},
		"package name":        {[]string{"-package", "not-a-name", "-out", out}, `"not-a-name" is not a Go package name`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var stderr bytes.Buffer
			if code := run(tt.args, &stderr); code != exitTrouble {
				t.Errorf("exit %d, expected %d", code, exitTrouble)
			}
			if !strings.Contains(stderr.String(), tt.want) {
				t.Errorf("printed\n%s\nexpected %q in it", &stderr, tt.want)
			}
			if entries, err := os.ReadDir(out); err != nil || len(entries) > 0 {
				t.Errorf("wrote %v, %v", entries, err)
			}
		})
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
