package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Files that are given by two names are annotated; that the one name changed
// what the other leads to is no trouble.
func TestAnnotateByTwoNames(t *testing.T) {
	dir := t.TempDir()
	const pages = 20
	if err := os.Mkdir(filepath.Join(dir, "a"), 0o777); err != nil {
		t.Fatal(err)
	}
	page := func(i int) string { return filepath.Join(dir, "a", fmt.Sprintf("%d.html", i)) }
	for i := range pages {
		if err := os.WriteFile(page(i), []byte(wrongLink), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("a", filepath.Join(dir, "b")); err != nil {
		t.Skipf("this system makes no symbolic links: %v", err)
	}
	var out, errs bytes.Buffer
	args := []string{"annotate", "--rule", "font-preload", filepath.Join(dir, "a"), filepath.Join(dir, "b"), page(7)}
	if code := run(args, streams{strings.NewReader(""), &out, &errs}); code != 0 || errs.Len() > 0 {
		t.Errorf("exit code %d, %s%s", code, errs.String(), out.String())
	}
	want := strings.Replace(wrongLink, "<link", `<link crossorigin="anonymous"`, 1)
	for i := range pages {
		if got, err := os.ReadFile(page(i)); err != nil || string(got) != want {
			t.Errorf("page %d holds %q (%v)", i, got, err)
		}
	}
}

const wrongLink = `<link rel="preload" href="/a.woff2" as="font">` + "\n"
