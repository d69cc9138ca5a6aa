// Package serve stands between a development server and the browser: a reverse
// proxy that annotates the pages on their way and shows what it found on them.
// It is the pipeline applied to responses: page → rules → annotate → browser.
//
// Everything but pages passes through untouched and at once: style sheets,
// scripts and feeds because their integrity metadata may be in a page, partial
// and unmodified responses because they are no whole page, and upgraded
// connections, over which Hugo tells pages to reload.
package serve

import (
	"crypto/tls"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// Options say what the proxy stands in front of and what is known of the site.
type Options struct {
	// Upstream is the origin of the server behind, "http://127.0.0.1:1314".
	Upstream *url.URL
	// Base is where the browser finds the site: the origin of the proxy, and
	// the path of the site's base URL.
	Base *url.URL
	// Moves are for servers that take themselves for the one that the browser
	// talks to: where From stands in pages, redirects and live reload messages,
	// To is put.
	Moves []Move
	// Config returns what is configured for a page, by its path below that of Base
	// as a file ("posts/index.html"). It is called for every page, several at a
	// time; nil for the defaults.
	Config func(file string) Config
	// Unsafe applies the fixes that may break a load that works, too.
	Unsafe bool
	// Overlay shows the findings of a page on the page.
	Overlay bool
	// Trace gives what is told of a page, by its path as for Config, the places
	// that it comes from: src is the page as it was, output as it is now. It is
	// called for several pages at a time; nil for none.
	Trace func(file string, a *report.Annotation, src, output []byte)
	// Report receives what is new about a page each time it is asked for, one
	// page at a time.
	Report func(Visit)
	// Leave is told why the page at a URL is left alone, once for each; nil for
	// nobody.
	Leave func(url, why string)
	// Reached is told when the server behind stops answering, and why, in words
	// that are a sentence behind its URL; and with "" when it answers again. It
	// may be nil.
	Reached func(why string)
}

// Config is what is configured for a page.
type Config struct {
	// Origins are further origins that serve the same site once it is
	// published.
	Origins  []string
	Settings *rule.Settings // what the rules are told; nil for the defaults
	Excluded bool           // the page is left alone
}

// Visit is what is new about a page since it was asked for last.
type Visit struct {
	URL     string // of the page, without query
	File    string // its path as for Config
	Source  []byte // the page as it was
	Result  annotate.Result
	Options annotate.Options // what Result was made with
	// Applied and Left are those of Result that were not there last time.
	Applied []annotate.Applied
	Left    []rule.Finding
	// Gone is the number of findings that were left last time and are no more
	// there.
	Gone int
}

type proxy struct {
	Options
	transport *http.Transport
	rebase    *rebase // nil without Moves
	seen      seen

	mu   sync.Mutex
	down bool // the server behind did not answer last time
}

// New returns the handler that serves the site. Errors in talking to browsers
// go to the logger.
func New(o Options, logger *log.Logger) http.Handler {
	p := &proxy{Options: o, transport: &http.Transport{
		// The server behind is this machine's own, or named by its user: no
		// proxy stands in front of it.
		Proxy:              nil,
		DisableCompression: true,
	}}
	if onThisMachine(o.Upstream.Hostname()) {
		// No certificate can tell it from another, and that of hugo server
		// --tlsAuto is signed by nobody this program knows.
		p.transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	}
	if len(o.Moves) > 0 {
		p.rebase = newRebase(o.Moves)
	}
	return &httputil.ReverseProxy{
		Rewrite:        p.rewrite,
		Transport:      p.transport,
		FlushInterval:  -1,
		ErrorLog:       logger,
		ModifyResponse: p.modify,
		ErrorHandler:   p.failed,
	}
}

// rewrite turns a browser's request into one to the server behind.
func (p *proxy) rewrite(r *httputil.ProxyRequest) {
	r.SetURL(p.Upstream)
	r.Out.URL.RawQuery = r.In.URL.RawQuery
	// Hugo admits a live reload connection whose Origin is the host that was
	// asked for.
	r.SetXForwarded()
	if host := r.In.Header.Get("X-Forwarded-Host"); host != "" {
		r.Out.Header.Set("X-Forwarded-Host", host) // a further proxy stands in front
	}
	// What is to be read must not be compressed.
	r.Out.Header.Set("Accept-Encoding", "identity")
	r.Out.Header.Del("Sec-Websocket-Extensions")
	if navigates(r.In) {
		// A page that the browser has kept came from the server itself, or was
		// annotated under another configuration: it is never the same as now.
		r.Out.Header.Del("If-None-Match")
		r.Out.Header.Del("If-Modified-Since")
	}
}

// navigates says whether the response becomes a document in a browser's
// window or frame. Browsers tell so, but not on plain http beyond this
// machine; there what they accept tells.
func navigates(r *http.Request) bool {
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}

// reached notes whether the server behind answered and tells of changes.
func (p *proxy) reached(why string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if down := why != ""; down != p.down {
		p.down = down
		if p.Reached != nil {
			p.Reached(why)
		}
	}
}
