package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// builtTwice builds a site and returns its folder, what its pages are, and
// what they become when it is built again after a change.
func builtTwice(t *testing.T) (dir, out string, before, after map[string][]byte) {
	t.Helper()
	dir = writeSite(t, strings.Replace(everything, "-- content/posts/one.md --", manyPosts()+"-- content/posts/one.md --", 1))
	out = filepath.Join(t.TempDir(), "out")
	build := func() map[string][]byte {
		if code, stdout, stderr := runOurs(t, "-s", dir, "-d", out, "--quiet"); code != exitClean {
			t.Fatal(stdout, stderr)
		}
		return pagesOf(t, out)
	}
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "layouts", "all.html"), []byte(`{{ define "main" }}`+text+"{{ .Content }}{{ end }}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("after")
	after = build()
	write(strings.Repeat("before ", 1000)) // longer, so that a part is to be seen as one
	before = build()
	write("after")
	return dir, out, before, after
}

func manyPosts() string {
	var b strings.Builder
	for i := range 40 {
		b.WriteString("-- content/more/" + string(rune('a'+i%26)) + strings.Repeat("x", i/26) + ".md --\n---\ntitle: More\n---\ntext\n")
	}
	return b.String()
}

// pagesOf returns the HTML files below a folder, as they are at the moment.
func pagesOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	pages := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(filepath.Ext(path), ".htm") || strings.HasPrefix(d.Name(), unfinishedPrefix) {
			return ignoreGone(err)
		}
		src, err := os.ReadFile(path)
		if err == nil {
			pages[filepath.ToSlash(strings.TrimPrefix(path, dir))] = src
		}
		return ignoreGone(err)
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// expectOldOrNew fails for a page that is neither what it was nor what it
// becomes, and returns how many are new.
func expectOldOrNew(t *testing.T, pages, before, after map[string][]byte) (renewed int) {
	t.Helper()
	for name, src := range pages {
		switch {
		case bytes.Equal(src, after[name]):
			if !bytes.Equal(src, before[name]) {
				renewed++
			}
		case !bytes.Equal(src, before[name]):
			t.Errorf("%s is neither the old page nor the new one:\n%s", name, src)
		}
	}
	return renewed
}

func TestWhoWatchesTheDestinationSeesAnnotatedPagesOnly(t *testing.T) {
	dir, out, before, after := builtTwice(t)
	for name, src := range after {
		if strings.Contains(string(src), "d.js") && !strings.Contains(string(src), "crossorigin=") {
			t.Fatalf("%s is not annotated", name)
		}
	}
	stop, seen := make(chan bool), make(chan int)
	go func() {
		looks := 0
		for {
			select {
			case <-stop:
				seen <- looks
				return
			default:
				expectOldOrNew(t, pagesOf(t, out), before, after)
				looks++
			}
		}
	}()
	code, stdout, stderr := runOurs(t, "-s", dir, "-d", out, "--quiet")
	close(stop)
	if looks := <-seen; looks == 0 {
		t.Error("nobody looked")
	}
	if code != exitClean {
		t.Fatal(stdout, stderr)
	}
	sameAs(t, pagesOf(t, out), after)
}

func sameAs(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	for name, src := range want {
		if !bytes.Equal(src, got[name]) {
			t.Errorf("%s is not what it should have become", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d pages, expected %d", len(got), len(want))
	}
}

func TestAKilledBuildLeavesWholePages(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals there")
	}
	dir, out, before, after := builtTwice(t)
	start := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0], "-s", dir, "-d", out, "--quiet")
		cmd.Env = append(os.Environ(), asCommand+"=1", "HUGO_CACHEDIR="+t.TempDir())
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	// Kill as soon as some of the pages are new, and somewhat later.
	for _, later := range []time.Duration{0, time.Millisecond, 4 * time.Millisecond} {
		cmd := start()
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for expectOldOrNew(t, pagesOf(t, out), before, after) == 0 && len(ended) == 0 {
		}
		time.Sleep(later)
		_ = cmd.Process.Kill() // it may have ended
		<-ended
		expectOldOrNew(t, pagesOf(t, out), before, after)
	}
	if err := start().Wait(); err != nil {
		t.Fatal(err)
	}
	sameAs(t, pagesOf(t, out), after)
	for name := range tree(t, out) {
		if strings.HasPrefix(filepath.Base(name), unfinishedPrefix) {
			t.Errorf("%s is left", name)
		}
	}
}
