//go:build unix

package edit

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The tests below run this test binary again as another process, which is
// killed or starved while it writes. workVariable names its work.
const workVariable = "CROSSORIGIN_EDIT_TEST_WORK"

func TestMain(m *testing.M) {
	switch path := os.Getenv("CROSSORIGIN_EDIT_TEST_PATH"); os.Getenv(workVariable) {
	case "":
		os.Exit(m.Run())
	case "rewrite":
		rewriteForever(path)
	case "starve":
		writeWithoutRoom(path)
	}
}

// child returns the command that does the work on the file at path.
func child(work, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), workVariable+"="+work, "CROSSORIGIN_EDIT_TEST_PATH="+path)
	return cmd
}

// The two contents that rewriteForever writes in turn.
var (
	even = bytes.Repeat([]byte("even\r\n"), 40_000)
	odd  = bytes.Repeat([]byte("odd\n"), 90_000)
)

func rewriteForever(path string) {
	for i := 0; ; i++ {
		data := even
		if i%2 == 1 {
			data = odd
		}
		if err := WriteFile(filepath.Dir(path), path, nil, data); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		if i == 1 {
			fmt.Println("writing")
		}
	}
}

func TestWriteFileSurvivesKill(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "index.html")
	if err := os.WriteFile(path, even, 0o640); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for range 100 {
		cmd := child("rewrite", path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		first := make([]byte, 200)
		if n, err := out.Read(first); string(first[:n]) != "writing\n" {
			t.Fatalf("the writer says %q, %v", first[:n], err)
		}
		time.Sleep(time.Duration(rand.IntN(5000)) * time.Microsecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("the writer ended with %v before it was killed", err)
		}
		got, err := os.ReadFile(path)
		switch {
		case err != nil:
			t.Fatal(err)
		case bytes.Equal(got, even):
			seen["even"]++
		case bytes.Equal(got, odd):
			seen["odd"]++
		default:
			t.Fatalf("the file is neither old nor new: %d bytes, %.20q…", len(got), got)
		}
	}
	if seen["even"] == 0 || seen["odd"] == 0 {
		t.Errorf("all kills met the same content: %v", seen)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}

	// Nothing but temporary files may be left, and these can be cleared.
	left := strings.Fields(names(t, dir))
	t.Logf("%v, %d temporary files left", seen, len(left)-1)
	long := time.Now().Add(-2 * staleAfter)
	for _, name := range left {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	removeStale(t, dir)
	if got := names(t, dir); got != "index.html" {
		t.Errorf("left behind: %s", got)
	}
}

// writeWithoutRoom forbids itself files above 1000 bytes, which fails a write
// half way as a full disk does.
func writeWithoutRoom(path string) {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1000, Max: 1000}); err != nil {
		fmt.Println("setrlimit:", err)
		os.Exit(1)
	}
	err := WriteFile("", path, nil, bytes.Repeat([]byte("new"), 1000))
	if !errors.Is(err, syscall.EFBIG) {
		fmt.Println("no error for want of room:", err)
		os.Exit(1)
	}
	fmt.Println(err)
	os.Exit(0)
}

func TestWriteFileWithoutRoom(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "index.html")
	write(t, path, "old")
	out, err := child("starve", path).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "index.html: not written") {
		t.Fatalf("%v: %s", err, out)
	}
	if got := content(t, path); got != "old" {
		t.Errorf("the file holds %.20q", got)
	}
	if got := names(t, dir); got != "index.html" {
		t.Errorf("left behind: %s", got)
	}
}

func TestWriteFileKeepsTheOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	path := filepath.Join(t.TempDir(), "a.html")
	write(t, path, "old")
	if err := os.Chown(path, 1234, 4321); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o2755); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteFile("", path, nil, []byte("new")); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	owner := after.Sys().(*syscall.Stat_t)
	if owner.Uid != 1234 || owner.Gid != 4321 || after.Mode() != before.Mode() {
		t.Errorf("owner %d:%d, mode %v, want 1234:4321, %v", owner.Uid, owner.Gid, after.Mode(), before.Mode())
	}
}

// TestWriteFileAsAnotherUser proves that a file is not replaced by somebody
// who may write the folder but not the file.
func TestWriteFileAsAnotherUser(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.html")
	write(t, path, "old")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		t.Skip("needs root to become another user")
	}
	for d := dir; d != filepath.Dir(d) && strings.HasPrefix(d, os.TempDir()) && d != os.TempDir(); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	cmd := child("rewrite", path)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 1234, Gid: 4321}}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "copied-test-binary")
	binary, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(copied, binary, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd.Path, cmd.Args, cmd.Dir = copied, []string{copied}, dir
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "a.html: not written") || !strings.Contains(string(out), "permission denied") {
		t.Errorf("%v: %s", err, out)
	}
	if got := content(t, path); got != "old" {
		t.Errorf("the file holds %.20q", got)
	}
}
