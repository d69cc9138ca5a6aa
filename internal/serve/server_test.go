package serve

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"testing"
)

// TestServeEnds lets a response in hand be finished, and no connection keep
// the server up.
func TestServeEnds(t *testing.T) {
	begun, finish := make(chan bool), make(chan bool)
	h := http.NewServeMux()
	h.HandleFunc("/slow", func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-finish
		io.WriteString(w, "done")
	})
	h.HandleFunc("/never", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, h, log.New(testLog{t}, "", 0)) }()

	body := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + l.Addr().String() + "/slow")
		if err != nil {
			body <- err.Error()
			return
		}
		defer resp.Body.Close()
		b, _ := io.ReadAll(resp.Body)
		body <- string(b)
	}()
	<-begun
	go func() {
		if resp, err := http.Get("http://" + l.Addr().String() + "/never"); err == nil {
			resp.Body.Close()
		}
	}()
	cancel()
	close(finish)
	if got := <-body; got != "done" {
		t.Errorf("the response in hand was %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("error %v", err)
	}
	if reachable(l.Addr().String()) {
		t.Error("it still listens")
	}
}

func TestServeTellsOfErrors(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := Serve(t.Context(), l, http.NotFoundHandler(), log.New(testLog{t}, "", 0)); err == nil {
		t.Error("no error for a closed listener")
	}
}
