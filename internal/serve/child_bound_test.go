//go:build linux || freebsd

package serve

import (
	"io"
	"os"
	"os/exec"
	"testing"
	"time"
)

// TestRunEndsWithTheProcess kills a process that runs a server.
func TestRunEndsWithTheProcess(t *testing.T) {
	at := freeAddress(t)
	cmd := exec.Command(os.Args[0], fakeHugo+"is run", at)
	cmd.Stderr = os.Stderr
	r, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, len("listening\n"))
	if _, err := io.ReadFull(r, said); err != nil || !reachable(at) {
		t.Fatalf("it says %q, %v and does not listen", said, err)
	}
	time.Sleep(200 * time.Millisecond) // of other work, in which threads come and go
	if !reachable(at) {
		t.Fatal("it has ended although nobody was killed")
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for range 250 { // the kernel takes its time
		if !reachable(at) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("somebody still listens")
}
