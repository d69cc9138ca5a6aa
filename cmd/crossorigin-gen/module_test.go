package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAnotherModule does what the README says of other modules: it requires this
// module, names the generator as a tool, generates as one line of a Go file says,
// and builds and runs what it got.
func TestAnotherModule(t *testing.T) {
	dir := otherModule(t, filepath.Join("..", "..", "examples", "overlay", "spec"), filepath.Join("testdata", "module", "site.go"))
	goCommand(t, dir, "generate", ".")
	if got, want := goCommand(t, dir, "run", "."), "model-viewer cors include no-cors\n"; got != want {
		t.Errorf("printed %q, expected %q", got, want)
	}
	if entries, err := filepath.Glob(filepath.Join(dir, "*_gen.go")); err != nil || len(entries) != 4 {
		t.Errorf("generated %v, %v", entries, err)
	}
}

// TestEveryFormOfMatch generates from matches of every form and runs a program
// that compares Match with a plain reading of their rows.
func TestEveryFormOfMatch(t *testing.T) {
	dir := otherModule(t, filepath.Join("testdata", "matches", "spec"), filepath.Join("testdata", "matches", "compare.go"))
	goCommand(t, dir, "generate", ".")
	if got, want := goCommand(t, dir, "run", "."), "as the rows say\n"; got != want {
		t.Errorf("printed %q, expected %q", got, want)
	}
}

// otherModule makes a module that requires this one, of an overlay and one Go file.
func otherModule(t *testing.T, overlay, file string) (dir string) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "spec"), os.DirFS(overlay)); err != nil {
		t.Fatal(err)
	}
	// The versions that this module is tested with, so that nothing is looked up.
	for _, path := range []string{filepath.Join(root, "go.mod"), filepath.Join(root, "go.sum"), file} {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, filepath.Base(path)), src)
	}
	const path = "github.com/hugo-crossorigin/crossorigin"
	goCommand(t, dir, "mod", "edit", "-module=site.example", "-replace="+path+"="+root, "-require="+path+"@v0.0.0", "-tool="+path+"/cmd/crossorigin-gen")
	return dir
}

func goCommand(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, &stderr)
	}
	return string(out)
}
