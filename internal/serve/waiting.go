package serve

import (
	"crypto/tls"
	"crypto/x509"
	_ "embed"
	"errors"
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
	why := unanswered(err)
	p.reached(why)
	h := w.Header()
	h.Set(waitingHeader, "1")
	h.Set("Retry-After", "1")
	h.Set("Cache-Control", "no-store")
	if !navigates(r) {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusBadGateway)
		fmt.Fprintf(w, "%s %s\n", p.Upstream, why)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusBadGateway)
	// An error here is one of writing to a browser that has gone away.
	_ = waiting.Execute(w, struct{ Server, Why string }{p.Upstream.String(), why})
}

// unanswered says in a predicate why there is no answer of a server.
func unanswered(err error) string {
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &authority):
		return fmt.Sprintf("has a certificate that this machine does not trust: %v; install the one that signed it, or name its file in SSL_CERT_FILE", authority)
	case errors.As(err, &certificate):
		return fmt.Sprintf("has a certificate that is not valid for that URL: %v", certificate.Err)
	case errors.As(err, &record) && string(record.RecordHeader[:]) == "HTTP/":
		return "answers in http, expected a URL with http://"
	}
	return "does not answer: " + err.Error()
}
