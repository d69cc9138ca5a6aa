package serve

import (
	"net"
	"net/http"
	"strings"
	"testing"
)

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

// TestRestart takes the server behind away and brings it back.
func TestRestart(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	f := newFront(t, "http://"+at, nil)
	for range 2 {
		resp, body := f.get(t, "GET", "/", asBrowser)
		if resp.StatusCode != 502 || !strings.Contains(body, "http://"+at+" does not answer") || !strings.Contains(body, `fetch(location.href, { method: "HEAD"`) {
			t.Errorf("got %d\n%s", resp.StatusCode, body)
		}
		if resp.Header.Get("Retry-After") != "1" || resp.Header.Get(waitingHeader) == "" || resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("got %v", resp.Header)
		}
	}
	resp, body := f.get(t, "GET", "/a.js", http.Header{"Sec-Fetch-Mode": {"no-cors"}})
	if resp.StatusCode != 502 || resp.Header.Get("Content-Type") != "text/plain; charset=utf-8" || strings.Contains(body, "<") {
		t.Errorf("for a script: got %d, %v\n%s", resp.StatusCode, resp.Header, body)
	}

	again, err := net.Listen("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	u := newUpstream(t)
	server := &http.Server{Handler: u.mux}
	t.Cleanup(func() { server.Close() })
	go server.Serve(again)
	resp, body = f.get(t, "GET", "/", asBrowser)
	if resp.StatusCode != 200 || body != pageAnnotated || resp.Header.Get(waitingHeader) != "" {
		t.Errorf("after the restart: got %d\n%s", resp.StatusCode, body)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.states) != 2 || !strings.Contains(f.states[0], "refused") || f.states[1] != "<nil>" {
		t.Errorf("told %q", f.states)
	}
}
