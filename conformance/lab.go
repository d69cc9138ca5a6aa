package conformance

import (
	"crypto/tls"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Lab is the server that one browser visits.
type Lab struct {
	Page  *Origin // the origin of the pages
	Other *Origin // another port of the same host

	SecurePage, SecureOther *Origin // the same over HTTPS and HTTP/2

	certificate tls.Certificate
	spare       []*Origin // secure origins that nothing has visited
	connections atomic.Int64
	jobs        chan *job

	mu       sync.Mutex
	origins  []*Origin
	requests map[string][]Request
	pages    map[int]*job
	visiting *job
	errs     []error
	change   chan struct{} // closed and replaced whenever something arrives
}

// sessionCookie is set by every page, for the host, so for all its ports.
const sessionCookie = "session=1"

// NewLab starts the servers.
func NewLab() (*Lab, error) {
	certificate, err := selfSigned()
	if err != nil {
		return nil, err
	}
	l := &Lab{
		certificate: certificate, jobs: make(chan *job), change: make(chan struct{}),
		requests: map[string][]Request{}, pages: map[int]*job{},
	}
	for _, o := range []struct {
		origin **Origin
		secure bool
	}{{&l.Page, false}, {&l.Other, false}, {&l.SecurePage, true}, {&l.SecureOther, true}} {
		if *o.origin, err = l.NewOrigin(o.secure); err != nil {
			return nil, errors.Join(err, l.Close())
		}
	}
	for range spareOrigins {
		o, err := l.NewOrigin(true)
		if err != nil {
			return nil, errors.Join(err, l.Close())
		}
		l.spare = append(l.spare, o)
	}
	return l, nil
}

// spareOrigins is how many HTTPS origins there are for tests of connections. A
// profile is told of their ports before the browser starts.
const spareOrigins = 64

// fresh returns an origin that the browser has no connection to.
func (l *Lab) fresh(secure bool) (*Origin, error) {
	if !secure {
		return l.NewOrigin(false)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.spare) == 0 {
		return nil, errors.New("all spare HTTPS origins are used up")
	}
	o := l.spare[0]
	l.spare = l.spare[1:]
	return o, nil
}

// Close stops the servers and returns what went wrong while they ran.
func (l *Lab) Close() error {
	l.mu.Lock()
	origins, errs := l.origins, l.errs
	l.mu.Unlock()
	for _, o := range origins {
		errs = append(errs, o.server.Close())
	}
	return errors.Join(errs...)
}

func (l *Lab) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.errs = append(l.errs, err)
}

// changed wakes up whoever waits for requests or connections.
func (l *Lab) changed() {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.change)
	l.change = make(chan struct{})
}

// wait returns once done does, or after the limit; it says which.
func (l *Lab) wait(limit time.Duration, done func() bool) bool {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	for {
		l.mu.Lock()
		change := l.change
		l.mu.Unlock()
		if done() {
			return true
		}
		select {
		case <-change:
		case <-deadline.C:
			return done()
		}
	}
}

// quiet returns when nothing has arrived for the interval, at the latest
// after the limit.
func (l *Lab) quiet(interval, limit time.Duration) {
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); {
		l.mu.Lock()
		change := l.change
		l.mu.Unlock()
		select {
		case <-change:
		case <-time.After(interval):
			return
		}
	}
}

// StartURL is the address that a browser is sent to; from there it goes on by
// itself.
func (l *Lab) StartURL() string { return l.Page.URL + "/next" }

func (l *Lab) serve(o *Origin, w http.ResponseWriter, r *http.Request) {
	kind, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch kind {
	case "r":
		l.serveResource(w, r)
	case "next":
		l.serveNext(w, r)
	case "page", "settled", "report", "connected":
		id, _, _ := strings.Cut(rest, "/")
		n, err := strconv.Atoi(id)
		l.mu.Lock()
		j := l.pages[n]
		l.mu.Unlock()
		if err != nil || j == nil {
			http.NotFound(w, r)
			return
		}
		switch kind {
		case "page":
			l.servePage(o, w, j)
		case "settled":
			l.serveSettled(w, r, j)
		case "connected":
			l.serveConnected(w, r, j)
		case "report":
			l.serveReport(w, r, j)
		}
	case "worker":
		serveWorker(w, r)
	case "favicon.ico":
		l.record(faviconToken, r)
		serveBytes(w, r, resources["png"])
	default:
		http.NotFound(w, r)
	}
}
