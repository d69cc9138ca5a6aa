package serve

import (
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
)

//go:embed waiting.html
var waitingSource string

var waiting = template.Must(template.New("waiting").Parse(waitingSource))

// waitingHeader marks the responses that the proxy gives in the place of a
// server that does not answer.
const waitingHeader = "Crossorigin-Waiting"

// failed answers a request that the server behind did not answer: with a page
// that asks again for what a browser shows, with a line of text for all else.
func (p *proxy) failed(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // the browser has gone away, and the server may be well
	}
	p.reached(err)
	h := w.Header()
	h.Set(waitingHeader, "1")
	h.Set("Retry-After", "1")
	h.Set("Cache-Control", "no-store")
	if !navigates(r) {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusBadGateway)
		fmt.Fprintf(w, "%s does not answer: %v\n", p.Upstream, err)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusBadGateway)
	// An error here is one of writing to a browser that has gone away.
	_ = waiting.Execute(w, struct {
		Server string
		Err    error
	}{p.Upstream.String(), err})
}
