package conformance

import (
	"net/http"
	"slices"
	"strings"
)

// Request is what the server saw of one request.
type Request struct {
	Token      string
	Method     string
	Mode       string // Sec-Fetch-Mode
	Dest       string // Sec-Fetch-Dest; Fetch's empty destination is sent as "empty"
	Origin     string // the Origin header
	Cookie     bool
	Connection int // number of the connection it came on
}

// record writes a request down, unless it is a CORS preflight: a preflight is
// part of a fetch, not a fetch.
func (l *Lab) record(token string, r *http.Request) {
	if r.Method == http.MethodOptions {
		return
	}
	mode, dest := r.Header.Get("Sec-Fetch-Mode"), r.Header.Get("Sec-Fetch-Dest")
	if mode == "" && strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		mode, dest = "websocket", emptyDestination // told by the handshake itself
	}
	l.mu.Lock()
	l.requests[token] = append(l.requests[token], Request{
		Token:      token,
		Method:     r.Method,
		Mode:       mode,
		Dest:       dest,
		Origin:     r.Header.Get("Origin"),
		Cookie:     strings.Contains(r.Header.Get("Cookie"), sessionCookie),
		Connection: connectionOf(r),
	})
	l.mu.Unlock()
	l.changed()
}

// Requests returns the requests that carried a token, in order of arrival.
func (l *Lab) Requests(token string) []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.requests[token])
}

// seen says whether every token has had a request.
func (l *Lab) seen(tokens []string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, t := range tokens {
		if len(l.requests[t]) == 0 {
			return false
		}
	}
	return true
}
