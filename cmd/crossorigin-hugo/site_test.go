package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"
)

// writeSite writes the files of a txtar archive to a folder of their own.
func writeSite(t testing.TB, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// stockHugo is the pinned Hugo as a program of its own.
var stockHugo = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "tool", "-n", "hugo").Output()
	return strings.TrimSpace(string(out)), err
})

// runStock builds a site with stock Hugo, without Go and without network.
func runStock(t testing.TB, args ...string) {
	t.Helper()
	hugo, err := stockHugo()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(hugo, args...)
	cmd.Env = append(os.Environ(), "PATH=", "HUGO_MODULE_PROXY=off", "HUGO_CACHEDIR="+t.TempDir())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("hugo %v: %v\n%s", args, err, out)
	}
}

// runOurs runs the command in this process.
func runOurs(t testing.TB, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("HUGO_CACHEDIR", t.TempDir())
	var out, errOut bytes.Buffer
	code = run(args, &out, &errOut)
	return code, out.String(), errOut.String()
}

// tree returns the files below a folder.
func tree(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// inserted is what the tests' sites need, in a file of that name; nothing else
// may differ.
func inserted(name string) []byte {
	switch {
	case strings.HasSuffix(name, ".html"), strings.HasSuffix(name, ".htm"):
		return []byte(` crossorigin="anonymous"`)
	case filepath.Base(name) == "_headers":
		return []byte("; crossorigin=anonymous")
	}
	return []byte("nothing may be inserted")
}

// annotations returns how often the text was inserted to make got of want; -1
// when anything else differs.
func annotations(want, got, inserted []byte) int {
	n := 0
	for {
		i := 0
		for i < len(want) && i < len(got) && want[i] == got[i] {
			i++
		}
		if i == len(want) && i == len(got) {
			return n
		}
		// The text may start with what stood there before: a blank.
		for back := 0; ; back++ {
			if back > i || back > len(inserted) {
				return -1
			}
			if bytes.HasPrefix(got[i-back:], inserted) {
				want, got = want[i-back:], got[i-back+len(inserted):]
				break
			}
		}
		n++
	}
}

// compareTrees fails unless the two folders hold the same files with the same
// content, but for annotations in HTML. It returns the annotated files.
func compareTrees(t testing.TB, stock, ours string) map[string]int {
	t.Helper()
	want, got := tree(t, stock), tree(t, ours)
	annotated := map[string]int{}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: stock Hugo does not write it", name)
		}
	}
	for name, src := range want {
		out, ok := got[name]
		if !ok {
			t.Errorf("%s is missing", name)
			continue
		}
		switch n := annotations(src, out, inserted(name)); {
		case n < 0:
			t.Errorf("%s differs\nstock\n%s\nours\n%s", name, src, out)
		case n > 0:
			annotated[name] = n
		}
		compareInfo(t, filepath.Join(stock, name), filepath.Join(ours, name))
	}
	return annotated
}

// compareInfo compares modes, and the times that do not come from the clock.
func compareInfo(t testing.TB, stock, ours string) {
	t.Helper()
	a, err := os.Stat(stock)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.Stat(ours)
	if err != nil {
		t.Fatal(err)
	}
	if a.Mode() != b.Mode() {
		t.Errorf("%s has mode %v, expected %v", ours, b.Mode(), a.Mode())
	}
	if a.ModTime().Year() < 2020 && !a.ModTime().Equal(b.ModTime()) {
		t.Errorf("%s is of %v, expected %v", ours, b.ModTime(), a.ModTime())
	}
}
