package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

func TestReader(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, src []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, src, 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	large := bytes.Repeat([]byte("<p>x"), maxRead/4+1)
	var r reader
	defer r.close()
	for _, test := range []struct {
		name, file, wrong string
		want              []byte
	}{
		{"empty", file("empty", nil), "", []byte{}},
		{"small", file("small", []byte("<p>")), "", []byte("<p>")},
		{"mapped", file("large", large), "", large},
		{"small after a mapped one", filepath.Join(dir, "small"), "", []byte("<p>")},
		{"invalid UTF-8", file("latin", []byte("\xe9")), "", []byte("\xe9")},
		{"NUL", file("nul", []byte("ab\x00")), "a NUL at byte 2", nil},
		{"UTF-16", file("utf16", []byte("\xff\xfe<")), "UTF-16", nil},
		{"missing", filepath.Join(dir, "missing"), "no such file", nil},
		{"folder", dir, "not a regular file but a folder", nil},
	} {
		src, err := r.read(test.file)
		if test.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), test.wrong) || strings.Contains(err.Error(), dir) {
				t.Errorf("%s: error %v, want %q and not the file's name", test.name, err, test.wrong)
			}
			continue
		}
		if err != nil || !bytes.Equal(src, test.want) {
			t.Errorf("%s: %d bytes, error %v", test.name, len(src), err)
		}
	}
}

// A mapped file that is cut short while it is read makes an error, not a
// crash.
func TestMappedFileCutShort(t *testing.T) {
	name := filepath.Join(t.TempDir(), "large.html")
	if err := os.WriteFile(name, bytes.Repeat([]byte("<p>x"), maxRead/2), 0o666); err != nil {
		t.Fatal(err)
	}
	var r reader
	defer r.close()
	src, err := r.read(name)
	if err != nil {
		t.Fatal(err)
	}
	if r.release == nil {
		t.Skip("files are not mapped here")
	}
	if err := os.Truncate(name, 4096); err != nil {
		t.Fatal(err)
	}
	found := 0
	err = guard(func() { found = bytes.Count(src, []byte("x")) })
	if err == nil || !strings.Contains(err.Error(), "cut short") {
		t.Errorf("error %v after %d", err, found)
	}
}

// A mistake in this program makes an error with its place, too.
func TestGuardTellsBugs(t *testing.T) {
	var none []int
	for _, bug := range []struct {
		do   func()
		want string
	}{
		{func() { panic("bug") }, "bug (source_test.go:"},
		{func() { _ = none[len(none)] }, "index out of range [0] with length 0 (source_test.go:"},
	} {
		if err := guard(bug.do); err == nil || !strings.Contains(err.Error(), bug.want) {
			t.Errorf("error %v, want %q", err, bug.want)
		}
	}
}

// A file that vanishes between being found and being read is told, and the
// others are checked.
func TestVanishedFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.html", "b.html", "c.html"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("<p>"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	in := &inputs{paths: []string{dir}, config: &config.Config{}}
	run := checkRun{ctx: t.Context(), flags: &checkFlags{}, settings: settingsOf(config.Default(), nil)}
	check := run.worker()
	var wrong []string
	files := 0
	for i := range in.all() {
		if files++; files == 1 {
			if err := os.Remove(filepath.Join(dir, "b.html")); err != nil {
				t.Fatal(err)
			}
		}
		if r := check(i); r.err != nil {
			wrong = append(wrong, filepath.Base(r.name)+": "+r.err.Error())
		}
	}
	if want := []string{"b.html: no such file or directory"}; files != 3 || !slices.Equal(wrong, want) {
		t.Errorf("%d files, errors %q, want 3 and %q", files, wrong, want)
	}
}

func TestReadAllEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	defer w.Close()
	cancel()
	if _, err := readAll(ctx, r); err == nil {
		t.Error("no error")
	}
	if src, err := readAll(context.Background(), strings.NewReader("x")); err != nil || string(src) != "x" {
		t.Errorf("%q, %v", src, err)
	}
}
