package serve

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
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
	if len(f.states) != 2 || !strings.Contains(f.states[0], "refused") || f.states[1] != "" {
		t.Errorf("told %q", f.states)
	}
}

// What is wrong with a server that answers is told apart from one that does not.
func TestUnanswered(t *testing.T) {
	quiet := log.New(io.Discard, "", 0)
	plain := httptest.NewUnstartedServer(http.NotFoundHandler())
	plain.Config.ErrorLog = quiet
	plain.Start()
	defer plain.Close()
	safe := httptest.NewUnstartedServer(http.NotFoundHandler())
	safe.Config.ErrorLog = quiet // of handshakes that the client breaks off
	safe.StartTLS()
	defer safe.Close()
	pool := x509.NewCertPool()
	pool.AddCert(safe.Certificate())
	port := safe.URL[strings.LastIndexByte(safe.URL, ':'):]
	for _, test := range []struct {
		name, at string
		trusted  *x509.CertPool
		want     string
	}{
		{"http", strings.Replace(plain.URL, "http:", "https:", 1), nil, "answers in http, expected a URL with http://"},
		{"signed by nobody known", safe.URL, x509.NewCertPool(), "has a certificate that this machine does not trust: x509: "},
		{"of another name", "https://localhost" + port, pool, "has a certificate that is not valid for that URL: x509: "},
		{"nobody", "http://127.0.0.1:1", nil, "does not answer: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: test.trusted}}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, test.at, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, err = transport.RoundTrip(req)
			if err == nil {
				t.Fatal("it answers")
			}
			if got := unanswered(err); !strings.HasPrefix(got, test.want) {
				t.Errorf("it %s; want it %s", got, test.want)
			}
		})
	}
}
