//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runMain makes a copy of the test binary be the program.
const runMain = "CROSSORIGIN_TEST_MAIN"

func init() {
	if os.Getenv(runMain) != "" {
		main()
	}
}

// An interrupt ends a run with a summary and exit code 2. The report is larger
// than a pipe holds, so the program cannot be done when the signal comes.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	src := strings.Repeat(`<link rel="preload" href="/a.woff2" as="font">`+"\n", 10)
	const pages = 3000
	for i := range pages {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.html", i)), []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "check", "--group=false", "--rule", "font-preload", dir)
	cmd.Env = append(os.Environ(), runMain+"=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	if _, err := r.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the exit code says it
	if code := cmd.ProcessState.ExitCode(); code != exitTrouble {
		t.Errorf("exit code %d, want %d", code, exitTrouble)
	}
	lines := strings.Split(strings.TrimSpace(string(rest)), "\n")
	if last := lines[len(lines)-1]; !strings.Contains(last, " errors in ") {
		t.Errorf("the last line is no summary: %q", last)
	}
	if len(lines) >= 10*pages {
		t.Errorf("%d lines: the run was not ended", len(lines))
	}
	if !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("standard error: %q", stderr.String())
	}
}
