package annotate

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The referee here is Chromium: it loads pages with mistakes and the same pages
// annotated, and tells which of their resources loaded.

// lab is a site and a host of another origin, which answers requests with CORS.
type lab struct {
	site, other *httptest.Server
	ctx         context.Context
	mu          sync.Mutex
	page        []byte // that the site answers "/page/" with
}

const (
	labScript = "window.ran = (window.ran || 0) + 1\n"
	labStyle  = "p { color: green }\n"
	labTrack  = "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n"
)

func labIntegrity(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// labRecorder notes what loads, and what does not.
const labRecorder = `<script>window.outcomes = {}
for (const kind of ["load", "error"]) addEventListener(kind, e => {
  const t = e.target, url = t.src || t.href
  if (url) outcomes[t.localName + " " + (t.rel || "") + " " + url.replace(/^.*\/\/[^/]*/, "")] = kind
}, true)</script>`

// frameRecorder does so for a document in srcdoc.
const frameRecorder = `<script>for (const kind of ["load", "error"])
  addEventListener(kind, e => parent.outcomes[e.target.localName + " in srcdoc"] = kind, true)</script>`

func newLab(t *testing.T) *lab {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CROSSORIGIN_REQUIRE_BROWSERS") != "" {
			t.Fatal("chromium is not installed")
		}
		t.Skip("chromium is not installed")
	}
	l := &lab{}
	answer := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		switch p := r.URL.Path; {
		case strings.HasSuffix(p, ".js"):
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, labScript)
		case strings.HasSuffix(p, ".css"):
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, labStyle)
		case strings.HasSuffix(p, ".vtt"):
			w.Header().Set("Content-Type", "text/vtt")
			fmt.Fprint(w, labTrack)
		default:
			http.NotFound(w, r)
		}
	}
	l.site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/page/") {
			w.Header().Set("Content-Type", "text/html")
			l.mu.Lock()
			defer l.mu.Unlock()
			_, _ = w.Write(l.page)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(l.site.Close)
	l.other = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		answer(w, r)
	}))
	t.Cleanup(l.other.Close)

	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	l.ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return l
}

// expand puts the addresses of the lab into a page.
func (l *lab) expand(src string) string {
	return strings.NewReplacer(
		"OTHER", strings.Replace(l.other.URL, "127.0.0.1", "localhost", 1), "SCRIPT-HASH", labIntegrity(labScript), "STYLE-HASH", labIntegrity(labStyle),
	).Replace(src)
}

// load returns what became of the resources of a page.
func (l *lab) load(t *testing.T, page []byte) (outcomes map[string]string) {
	t.Helper()
	l.mu.Lock()
	l.page = append([]byte(labRecorder), page...)
	l.mu.Unlock()
	_, err := chromedp.Run(l.ctx, chromedp.Navigate(l.site.URL+"/page/"))
	if err == nil {
		// Captions load after the page.
		outcomes, err = chromedp.Run(l.ctx, chromedp.Evaluate[map[string]string](
			`new Promise(done => setTimeout(() => done(outcomes), 300))`, chromedp.EvalAwaitPromise))
	}
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

// repairs annotates a page and compares how the browser loads both. It returns
// how many resources were broken before and after.
func (l *lab) repairs(t *testing.T, src []byte) (before, after int) {
	t.Helper()
	o := options()
	o.Page.URL, o.Unsafe = l.site.URL+"/page/", true
	r := HTML(src, o)
	was, is := l.load(t, src), l.load(t, r.Output)
	for resource, outcome := range was {
		if outcome == "error" {
			before++
		} else if is[resource] == "error" {
			t.Errorf("%s is broken by annotating\n%s\n%s", resource, src, r.Output)
		}
	}
	for resource, outcome := range is {
		if outcome == "error" {
			after++
			if was[resource] == "" {
				t.Logf("%s is not tried before", resource)
			}
		}
	}
	return before, after
}

func TestChromiumLoadsWhatIsRepaired(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	l := newLab(t)
	for _, test := range []struct {
		name, src string
		broken    int
	}{
		{"integrity of a script", `<script src="OTHER/a.js" integrity="SCRIPT-HASH"></script>`, 1},
		{"integrity of a style sheet", `<link rel=stylesheet href=OTHER/a.css integrity='STYLE-HASH'><p>x`, 1},
		{"misspelt", `<script src="OTHER/a.js" integrity="SCRIPT-HASH" cross-origin="anonymous"></script><script src=/b.js></script>`, 1},
		{"captions", `<video><track default kind=captions src="OTHER/en.vtt" crossorigin></video><script>document.querySelector("track").track.mode = "showing"</script>`, 1},
		{"a document in srcdoc", `<iframe srcdoc="` + html.EscapeString(frameRecorder+`<script src="OTHER/a.js" integrity="SCRIPT-HASH"></script>`) + `"></iframe>`, 1},
		{"nothing", `<script src="OTHER/a.js"></script><link rel=stylesheet href=/a.css><script src=/c.js crossorigin=true></script>`, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after := l.repairs(t, []byte(l.expand("<!doctype html><meta charset=utf-8>"+test.src)))
			if before != test.broken || after != 0 {
				t.Errorf("%d resources broken before, %d after, want %d and 0", before, after, test.broken)
			}
		})
	}
}
