//go:build unix

package serve

import (
	"bytes"
	"context"
	"io"
	"os"
	"testing"
	"time"
)

func TestRunEndsWithTheContext(t *testing.T) {
	for _, how := range []string{"listens", "starts another"} {
		t.Run(how, func(t *testing.T) {
			at := freeAddress(t)
			ctx, cancel := context.WithCancel(t.Context())
			r, w := io.Pipe()
			done := make(chan error, 1)
			go func() {
				done <- Run(ctx, []string{os.Args[0], fakeHugo + how, at}, w, os.Stderr)
				w.Close()
			}()
			first := make([]byte, len("listening\n"))
			if _, err := io.ReadFull(r, first); err != nil || !reachable(at) {
				t.Fatalf("it says %q, %v and does not listen", first, err)
			}
			cancel()
			rest, err := io.ReadAll(r)
			if err != nil || string(rest) != "asked to end\n" {
				t.Errorf("it says %q, %v", rest, err)
			}
			if err := <-done; err != nil {
				t.Errorf("error %v", err)
			}
			if reachable(at) {
				t.Error("somebody still listens")
			}
		})
	}
}

// TestRunLeavesNobody starts a program that ends before what it started.
func TestRunLeavesNobody(t *testing.T) {
	at := freeAddress(t)
	var out bytes.Buffer
	if err := Run(t.Context(), []string{os.Args[0], fakeHugo + "leaves another", at}, &out, os.Stderr); err != nil || out.String() != "listening\n" {
		t.Fatalf("error %v, output %q", err, out.String())
	}
	for range 100 { // the kernel takes its time
		if !reachable(at) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("somebody still listens")
}
