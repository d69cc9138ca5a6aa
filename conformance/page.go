package conformance

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"time"
)

// Page is one page that a browser is to visit.
type Page struct {
	Name string
	Head string // markup
	Body string // markup; its scripts may use the object lab of page.js
	// Links are Link fields of the response, Hints those of a 103 response
	// before it.
	Links, Hints []string
	Secure       bool // served over HTTPS and HTTP/2
	// Own is an origin of the page's own, which closes the connection after
	// the page; nil for the lab's.
	Own *Origin
	// Preconnects are origins that the page is expected to connect to; with
	// hints the page is held back until then.
	Preconnects []*Origin
	OwnIcon     bool // says itself what its icon is
	Leaves      bool // navigates away by itself, to a resource that goes on
	// Await names the tokens whose requests are expected: the page stays until
	// they have come, though not for ever. Others may come too.
	Await []string
	// Hinted names the tokens that the hints are expected to fetch: the page
	// itself is held back until then.
	Hinted []string
}

// job is a page on its way through the browser.
type job struct {
	id   int
	page *Page
	done chan map[string]string
}

// How long things may take. They are limits for a loaded machine, not waits:
// a page that has all it awaits goes on at once.
const (
	pageLimit  = 40 * time.Second       // a page that has not reported by then is lost
	awaitLimit = 5 * time.Second        // for expected requests, after everything has loaded
	quietTime  = 250 * time.Millisecond // without requests, for those that should not come
	quietLimit = 3 * time.Second
	// A browser may drop hints that come before it has made room for the page;
	// over a network they never come as fast as over loopback.
	hintDelay = 300 * time.Millisecond
	pollLimit = 20 * time.Second
)

// errLost means that the browser did not report from a page.
var errLost = errors.New("the browser did not report from the page")

// add gives the page a number and so an address.
func (l *Lab) add(p *Page) *job {
	l.mu.Lock()
	defer l.mu.Unlock()
	j := &job{id: len(l.pages) + 1, page: p, done: make(chan map[string]string, 1)}
	l.pages[j.id] = j
	return j
}

func (l *Lab) address(j *job) string {
	origin := l.Page
	switch {
	case j.page.Own != nil:
		origin = j.page.Own
	case j.page.Secure:
		origin = l.SecurePage
	}
	return fmt.Sprintf("%s/page/%d", origin.URL, j.id)
}

// Run hands the page to the browser that walks through the lab and returns
// what its scripts told. The error is errLost if the browser went missing.
func (l *Lab) Run(ctx context.Context, p *Page) (map[string]string, error) {
	j := l.add(p)
	limit := time.NewTimer(pageLimit)
	defer limit.Stop()
	select {
	case l.jobs <- j:
	case <-limit.C:
		return nil, fmt.Errorf("%s: %w", p.Name, errLost)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case results := <-j.done:
		return results, nil
	case <-limit.C:
		return nil, fmt.Errorf("%s: %w", p.Name, errLost)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// serveNext sends the browser to the next page, once there is one.
func (l *Lab) serveNext(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	last := l.visiting
	l.visiting = nil
	l.mu.Unlock()
	if last != nil && last.page.Leaves {
		last.finish(nil)
	}
	w.Header().Set("Cache-Control", "no-store")
	select {
	case j := <-l.jobs:
		l.mu.Lock()
		l.visiting = j
		l.mu.Unlock()
		http.Redirect(w, r, l.address(j), http.StatusSeeOther)
	case <-time.After(pollLimit):
		serveBytes(w, r, onward(l.StartURL()))
	case <-r.Context().Done():
	}
}

// onward is a page that does nothing but go on.
func onward(next string) resource {
	return resource{"text/html; charset=utf-8", []byte(`<!doctype html><title>next</title><link rel=icon href="data:,"><script>if (top === self) location.replace("` + next + `")</script>`)}
}

func (j *job) finish(results map[string]string) {
	select {
	case j.done <- results:
	default: // reported already
	}
}

//go:embed page.js
var pageScript string

var pageTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Name}}</title>
{{if not .OwnIcon}}<link rel="icon" href="data:,">
{{end}}<script>
{{.Script}}
const lab = new Lab({{.ID}}, {{.Next}}, {{.Base}});
</script>
{{.Head}}
</head><body>
{{.Body}}
{{if not .Leaves}}<script>lab.finish()</script>
{{end}}</body></html>
`))

// servePage writes the page, after its early hints.
func (l *Lab) servePage(o *Origin, w http.ResponseWriter, j *job) {
	h := w.Header()
	if len(j.page.Hints) > 0 {
		time.Sleep(hintDelay)
		for _, link := range j.page.Hints {
			h.Add("Link", link)
		}
		w.WriteHeader(http.StatusEarlyHints)
		h.Del("Link")
		// Hints are worth following only while the page is not there.
		l.wait(awaitLimit, func() bool { return l.seen(j.page.Hinted) && connected(j.page.Preconnects) })
	}
	base := ""
	if j.page.Own != nil {
		h.Set("Connection", "close")
		base = l.Page.URL // so that reporting opens no connection to the page's origin
	}
	for _, link := range j.page.Links {
		h.Add("Link", link)
	}
	h.Set("Set-Cookie", sessionCookie+"; Path=/; SameSite=Lax")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	err := pageTemplate.Execute(w, struct {
		Name            string
		Next, Base      string
		ID              int
		OwnIcon, Leaves bool
		Script          template.JS
		Head, Body      template.HTML
	}{
		j.page.Name, l.StartURL(), base, j.id, j.page.OwnIcon, j.page.Leaves,
		template.JS(pageScript), template.HTML(j.page.Head), template.HTML(j.page.Body),
	})
	if err != nil {
		l.fail(fmt.Errorf("writing page %q of %s: %w", j.page.Name, o.URL, err))
	}
}

// serveSettled answers when the requests that a page awaits have come and no
// other arrives any more.
func (l *Lab) serveSettled(w http.ResponseWriter, _ *http.Request, j *job) {
	l.wait(awaitLimit, func() bool { return l.seen(j.page.Await) })
	l.quiet(quietTime, quietLimit)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
}

func (l *Lab) serveReport(w http.ResponseWriter, r *http.Request, j *job) {
	var results map[string]string
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&results); err != nil {
		l.fail(fmt.Errorf("report of page %q: %w", j.page.Name, err))
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
	j.finish(results)
}

// serveConnected answers when the page has opened the connections that it is
// expected to.
func (l *Lab) serveConnected(w http.ResponseWriter, _ *http.Request, j *job) {
	l.wait(awaitLimit, func() bool { return connected(j.page.Preconnects) })
	l.quiet(quietTime, quietLimit)
	for _, o := range j.page.Preconnects {
		o.settle()
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
}

func connected(origins []*Origin) bool {
	for _, o := range origins {
		if len(o.idle()) == 0 {
			return false
		}
	}
	return true
}
