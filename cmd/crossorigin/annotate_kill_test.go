//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	wrongTag = `<link rel="preload" href="/a.woff2" as="font">` + "\n"
	rightTag = `<link crossorigin="anonymous" rel="preload" href="/a.woff2" as="font">` + "\n"
)

// program returns the command as a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), runMain+"=1")
	return cmd
}

// killRounds is how often the command is killed: CROSSORIGIN_KILLS, or a few
// times.
func killRounds(t *testing.T) int {
	value := os.Getenv("CROSSORIGIN_KILLS")
	if value == "" {
		return 15
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		t.Fatalf("CROSSORIGIN_KILLS: %v", err)
	}
	return n
}

// killed is a folder of pages, half of them with a compressed copy.
type killed struct {
	dir      string
	old, new []byte // of every page
	oldCopy  []byte
}

const killedPages = 16

func newKilled(t *testing.T) *killed {
	k := &killed{dir: t.TempDir(), old: bytes.Repeat([]byte(wrongTag), 400), new: bytes.Repeat([]byte(rightTag), 400)}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(k.old)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	k.oldCopy = b.Bytes()
	k.reset(t)
	return k
}

func (k *killed) page(i int) string { return filepath.Join(k.dir, fmt.Sprintf("%02d.html", i)) }

// reset makes all pages wrong.
func (k *killed) reset(t *testing.T) {
	t.Helper()
	for i := range killedPages {
		if err := os.WriteFile(k.page(i), k.old, 0o666); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			if err := os.WriteFile(k.page(i)+".gz", k.oldCopy, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// look wants every file whole, and no copy behind its page. It returns the
// number of pages that are new.
func (k *killed) look(t *testing.T) (renewed int) {
	t.Helper()
	for i := range killedPages {
		got, err := os.ReadFile(k.page(i))
		if err != nil {
			t.Fatal(err)
		}
		isNew := bytes.Equal(got, k.new)
		if isNew {
			renewed++
		} else if !bytes.Equal(got, k.old) {
			t.Fatalf("page %d is neither old nor new: %d bytes", i, len(got))
		}
		if i%2 == 1 {
			continue
		}
		f, err := os.Open(k.page(i) + ".gz")
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatalf("the copy of page %d: %v", i, err)
		}
		copied, err := io.ReadAll(z)
		f.Close()
		switch {
		case err != nil:
			t.Fatalf("the copy of page %d: %v", i, err)
		case bytes.Equal(copied, k.new):
		case !bytes.Equal(copied, k.old):
			t.Fatalf("the copy of page %d holds neither: %d bytes", i, len(copied))
		case isNew:
			t.Fatalf("page %d is new, its copy is not", i)
		}
	}
	return renewed
}

func TestAnnotateSurvivesKill(t *testing.T) {
	k := newKilled(t)
	start := time.Now()
	if out, err := program(t, "annotate", "--rule", "font-preload", k.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole := time.Since(start)
	if n := k.look(t); n != killedPages {
		t.Fatalf("%d pages of %d are new", n, killedPages)
	}
	k.reset(t)
	rounds, between, resets := killRounds(t), 0, 0
	for range rounds {
		cmd := program(t, "annotate", "--rule", "font-preload", k.dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(whole))))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		switch n := k.look(t); {
		case n == killedPages:
			resets++
			k.reset(t)
		case n > 0:
			between++
		}
	}
	if between == 0 {
		t.Errorf("no kill of %d met the command while it wrote", rounds)
	}

	// The next run ends the work, and clears what the killed ones left.
	k.reset(t)
	entries, err := os.ReadDir(k.dir)
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	long := time.Now().Add(-time.Hour)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".crossorigin-") {
			left++
			if err := os.Chtimes(filepath.Join(k.dir, e.Name()), long, long); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d kills, %d of them between files, %d runs over the whole folder; %d temporary files left", rounds, between, resets, left)
	if out, err := program(t, "annotate", "--rule", "font-preload", k.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if n := k.look(t); n != killedPages {
		t.Errorf("%d pages of %d are new in the end", n, killedPages)
	}
	if entries, err = os.ReadDir(k.dir); err != nil || len(entries) != killedPages*3/2 {
		t.Errorf("%d files in the end, want %d (%v)", len(entries), killedPages*3/2, err)
	}
}

// An interrupt ends annotate with a summary that names what was done; the
// other files are as they were.
func TestAnnotateInterrupted(t *testing.T) {
	dir := t.TempDir()
	const pages = 2000
	for i := range pages {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.html", i)), []byte(wrongTag), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := program(t, "annotate", "--group=false", "--rule", "font-preload", dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 1)
	if _, err := io.ReadFull(out, first); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the exit code says it
	if code := cmd.ProcessState.ExitCode(); code != exitTrouble || !strings.Contains(stderr.String(), "files that are not named here are as they were") {
		t.Errorf("exit code %d, %q", code, stderr.String())
	}
	told := string(first) + string(rest)
	fixed := strings.Count(told, ": fixed: ")
	if !strings.Contains(told, fmt.Sprintf("\n%d fixes in %d files", fixed, fixed)) || fixed == pages {
		t.Errorf("%d fixes told, and %q", fixed, told[max(0, len(told)-200):])
	}
	for i := range pages {
		name := filepath.Join(dir, fmt.Sprintf("%04d.html", i))
		got, err := os.ReadFile(name)
		if want := map[bool]string{true: rightTag, false: wrongTag}[strings.Contains(told, name+":1:1: fixed")]; err != nil || string(got) != want {
			t.Fatalf("%s holds %q (%v), want %q", name, got, err, want)
		}
	}
}
