package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// asCommand in the environment makes the test program be the command itself,
// for tests that kill it.
const asCommand = "CROSSORIGIN_HUGO_AS_COMMAND"

// tools is the folder for programs that tests build.
var tools string

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "crossorigin-hugo-test-")
	if err != nil {
		panic(err)
	}
	tools = dir
	defer os.RemoveAll(dir)
	return m.Run()
}

// crossorigin is the command that annotates what is built already.
var crossorigin = sync.OnceValues(func() (string, error) {
	name := filepath.Join(tools, "crossorigin.exe")
	cmd := exec.Command("go", "build", "-o", name, "../crossorigin")
	cmd.Stderr = os.Stderr
	return name, cmd.Run()
})

// annotateFolder runs crossorigin annotate on a folder, in that of the site.
func annotateFolder(t testing.TB, site, folder string, flags ...string) {
	t.Helper()
	name, err := crossorigin()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, append(append([]string{"annotate", "--fail-on", "never"}, flags...), folder)...)
	cmd.Dir = site
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
}

// annotateFlags are the flags of crossorigin annotate for a site that is built
// with flags of Hugo's.
func annotateFlags(flags []string) []string {
	var own []string
	for i, f := range flags {
		switch f {
		case "-b":
			own = append(own, "--base-url", flags[i+1])
		case "--config":
			own = append(own, f, flags[i+1])
		}
	}
	return own
}

// sameTrees fails unless two folders hold the same files with the same content.
func sameTrees(t testing.TB, want, got string) {
	t.Helper()
	a, b := tree(t, want), tree(t, got)
	for name, src := range a {
		switch out, ok := b[name]; {
		case !ok:
			t.Errorf("%s is in %s only", name, want)
		case string(out) != string(src):
			t.Errorf("%s differs\n%s\n%s\n%s\n%s", name, want, src, got, out)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			t.Errorf("%s is in %s only", name, got)
		}
	}
}
