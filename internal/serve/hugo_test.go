package serve

import (
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	pageSource = `<!doctype html><html><head><script src="/livereload.js?mindelay=10&amp;v=2&amp;port=1313&amp;path=livereload" data-no-instant defer></script>
<link rel="preload" href="/f.woff2" as="font"><link rel="stylesheet" href="/s.css"></head><body><h1>Title</h1></body></html>
`
	pageAnnotated = `<!doctype html><html><head><script src="/livereload.js?mindelay=10&amp;v=2&amp;port=1313&amp;path=livereload" data-no-instant defer></script>
<link crossorigin="anonymous" rel="preload" href="/f.woff2" as="font"><link rel="stylesheet" href="/s.css"></head><body><h1>Title</h1></body></html>
`
	styleSource = `@font-face { font-family: F; src: url(/f.woff2) }`
)

var modified = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

// upstream imitates the server of Hugo: files with their time of change, 404
// as text, and whatever else a test puts there.
type upstream struct {
	*httptest.Server
	mux *http.ServeMux

	mu       sync.Mutex
	requests []*http.Request
}

func newUpstream(t *testing.T) *upstream {
	u := &upstream{mux: http.NewServeMux()}
	u.file("/{$}", "index.html", pageSource)
	u.file("/s.css", "s.css", styleSource)
	u.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u.mu.Lock()
		u.requests = append(u.requests, r)
		u.mu.Unlock()
		u.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(u.Close)
	return u
}

func (u *upstream) file(pattern, name, content string) {
	u.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"of-the-file"`)
		http.ServeContent(w, r, name, modified, strings.NewReader(content))
	})
}

// last returns the last request for a path.
func (u *upstream) last(path string) *http.Request {
	u.mu.Lock()
	defer u.mu.Unlock()
	for i := len(u.requests) - 1; i >= 0; i-- {
		if u.requests[i].URL.Path == path {
			return u.requests[i]
		}
	}
	return nil
}

// front is a proxy under test and what it reported.
type front struct {
	*httptest.Server
	mu     sync.Mutex
	visits []Visit
	states []string // of the server behind, as Reached tells
}

// newFront starts a proxy; change, which may be nil, changes its options.
func newFront(t *testing.T, upstream string, change func(*Options)) *front {
	t.Helper()
	f := &front{}
	f.Server = httptest.NewUnstartedServer(nil)
	o := Options{
		Upstream: mustParse(t, upstream),
		Base:     mustParse(t, "http://"+f.Listener.Addr().String()+"/"),
		Report: func(v Visit) {
			f.mu.Lock()
			f.visits = append(f.visits, v)
			f.mu.Unlock()
		},
		Reached: func(why string) {
			f.mu.Lock()
			f.states = append(f.states, why)
			f.mu.Unlock()
		},
	}
	if change != nil {
		change(&o)
	}
	f.Config.Handler = New(o, log.New(testLog{t}, "", 0))
	f.Start()
	t.Cleanup(f.Close)
	return f
}

func (f *front) reported() []Visit {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.visits
}

// testLog writes what goes to a logger to the log of a test.
type testLog struct{ t *testing.T }

func (l testLog) Write(line []byte) (int, error) {
	l.t.Logf("log: %s", line)
	return len(line), nil
}

func mustParse(t *testing.T, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
