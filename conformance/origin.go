package conformance

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Origin is one origin of the lab: a server on a loopback port of its own.
type Origin struct {
	URL string // scheme, host and port, as an Origin header has them

	lab    *Lab
	server *http.Server

	mu       sync.Mutex
	accepted []int // numbers of the connections, in the order they were opened
	used     map[int]bool
	ahead    []int
}

type connectionKey struct{}

// NewOrigin opens another port that serves the lab's resources; secure means
// HTTPS and HTTP/2 with the lab's certificate.
func (l *Lab) NewOrigin(secure bool) (*Origin, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("opening a loopback port: %w", err)
	}
	scheme := "http"
	if secure {
		scheme = "https"
	}
	o := &Origin{URL: scheme + "://" + listener.Addr().String(), lab: l, used: map[int]bool{}}
	o.server = &http.Server{
		Handler:           o,
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          log.New(discard{}, "", 0), // browsers drop connections at will
		ConnContext: func(ctx context.Context, _ net.Conn) context.Context {
			return context.WithValue(ctx, connectionKey{}, o.connected())
		},
	}
	l.mu.Lock()
	l.origins = append(l.origins, o)
	l.mu.Unlock()
	go func() {
		var err error
		if secure {
			o.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{l.certificate}, MinVersion: tls.VersionTLS12}
			err = o.server.ServeTLS(listener, "", "")
		} else {
			err = o.server.Serve(listener)
		}
		if !errors.Is(err, http.ErrServerClosed) {
			l.fail(fmt.Errorf("serving %s: %w", o.URL, err))
		}
	}()
	return o, nil
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// connected numbers a new connection; numbers are unique in the lab.
func (o *Origin) connected() int {
	n := int(o.lab.connections.Add(1))
	o.mu.Lock()
	o.accepted = append(o.accepted, n)
	o.mu.Unlock()
	o.lab.changed()
	return n
}

// idle returns the numbers of the connections that have brought no request.
func (o *Origin) idle() []int {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []int
	for _, n := range o.accepted {
		if !o.used[n] {
			out = append(out, n)
		}
	}
	return out
}

// settle notes which connections are open but unused.
func (o *Origin) settle() {
	idle := o.idle()
	o.mu.Lock()
	o.ahead = idle
	o.mu.Unlock()
}

// warmed returns the connections that settle noted.
func (o *Origin) warmed() []int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.ahead)
}

// Resource returns the URL of a resource of this origin. The token tells its
// requests apart, the name's extension says what is served, and the query, if
// there is one, how: see serveResource.
func (o *Origin) Resource(token, name, query string) string {
	u := o.URL + "/r/" + token + "/" + name
	if query != "" {
		u += "?" + query
	}
	return u
}

// ServeHTTP answers for the origin.
func (o *Origin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	o.used[connectionOf(r)] = true
	o.mu.Unlock()
	o.lab.serve(o, w, r)
}

// connectionOf returns the number of the connection that the request came on.
func connectionOf(r *http.Request) int {
	n, _ := r.Context().Value(connectionKey{}).(int)
	return n
}
