package serve

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// asBrowser are the fields with which browsers ask for a page.
var asBrowser = http.Header{"Sec-Fetch-Mode": {"navigate"}, "Sec-Fetch-Dest": {"document"}, "Accept": {"text/html,*/*"}}

// get asks the proxy, as a script does unless header says otherwise.
func (f *front) get(t *testing.T, method, path string, header http.Header) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, f.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestPageIsAnnotated(t *testing.T) {
	f := newFront(t, newUpstream(t).URL, nil)
	resp, body := f.get(t, "GET", "/", asBrowser)
	if body != pageAnnotated {
		t.Errorf("got\n%s\nwant\n%s", body, pageAnnotated)
	}
	if got := resp.Header.Get("Content-Length"); got != strconv.Itoa(len(pageAnnotated)) {
		t.Errorf("Content-Length is %s, the body has %d bytes", got, len(pageAnnotated))
	}
	for _, name := range []string{"ETag", "Last-Modified", "Accept-Ranges"} {
		if got := resp.Header.Get(name); got != "" {
			t.Errorf("%s is %q, which describes other bytes", name, got)
		}
	}
	visits := f.reported()
	if len(visits) != 1 || len(visits[0].Applied) != 1 || visits[0].Applied[0].Finding.Rule.ID != "font-preload" || visits[0].URL != f.URL+"/" {
		t.Errorf("reported %+v", visits)
	}
}

func TestHeadTellsNothingOfOtherBytes(t *testing.T) {
	f := newFront(t, newUpstream(t).URL, nil)
	resp, _ := f.get(t, "HEAD", "/", asBrowser)
	if resp.StatusCode != 200 || resp.Header.Get("ETag") != "" || resp.Header.Get("Content-Length") != "" {
		t.Errorf("got %d, %v", resp.StatusCode, resp.Header)
	}
}

func TestRequestsUpstream(t *testing.T) {
	u := newUpstream(t)
	f := newFront(t, u.URL, nil)
	conditional := http.Header{"If-None-Match": {`"of-the-file"`}, "If-Modified-Since": {modified.Format(http.TimeFormat)}, "Accept-Encoding": {"gzip, br"}}
	for name, values := range asBrowser {
		conditional[name] = values
	}
	resp, body := f.get(t, "GET", "/?a=1;b&c=%zz", conditional)
	if resp.StatusCode != 200 || body != pageAnnotated {
		t.Errorf("a page that the browser has kept from before: got %d\n%s", resp.StatusCode, body)
	}
	got := u.last("/")
	if encoding := got.Header.Get("Accept-Encoding"); encoding != "identity" {
		t.Errorf("Accept-Encoding is %q", encoding)
	}
	if got.URL.RawQuery != "a=1;b&c=%zz" {
		t.Errorf("query is %q", got.URL.RawQuery)
	}
	if host := got.Header.Get("X-Forwarded-Host"); "http://"+host != f.URL {
		t.Errorf("X-Forwarded-Host is %q", host)
	}
	f.get(t, "GET", "/", http.Header{"X-Forwarded-Host": {"dev.example"}})
	if host := u.last("/").Header.Get("X-Forwarded-Host"); host != "dev.example" {
		t.Errorf("behind another proxy X-Forwarded-Host is %q", host)
	}
}

func TestNotFoundPageIsAnnotated(t *testing.T) {
	u := newUpstream(t)
	u.mux.HandleFunc("/gone/", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(404)
		io.WriteString(w, pageSource)
	})
	resp, body := newFront(t, u.URL, nil).get(t, "GET", "/gone/", asBrowser)
	if resp.StatusCode != 404 || body != pageAnnotated {
		t.Errorf("got %d\n%s", resp.StatusCode, body)
	}
}

// TestLinkHeader sees to it that a preload in the header is part of the page:
// here one that the script on the page cannot use.
func TestLinkHeader(t *testing.T) {
	const src = `<!doctype html><title>x</title><script src="https://cdn.example/a.js" crossorigin="use-credentials"></script>`
	u := newUpstream(t)
	u.file("/without/", "index.html", src)
	u.mux.HandleFunc("/linked/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", "<https://cdn.example/a.js>; rel=preload; as=script")
		io.WriteString(w, src)
	})
	f := newFront(t, u.URL, nil)
	f.get(t, "GET", "/without/", asBrowser)
	if visits := f.reported(); len(visits) != 0 {
		t.Fatalf("reported without the header: %+v", visits)
	}
	f.get(t, "GET", "/linked/", asBrowser)
	visits := f.reported()
	if len(visits) != 1 || len(visits[0].Result.Left)+len(visits[0].Result.Applied) == 0 {
		t.Errorf("reported %+v", visits)
	}
}

// A template prints its suppression also on pages that do not need it.
func TestSuppressionsOfTemplates(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"an attribute", `<!doctype html><img src="/a.png" data-crossorigin-ignore="no-effect of a parameter">`, ""},
		{"a comment", "<!doctype html><!-- crossorigin-ignore font-preload a script fetches it --><p>x", ""},
		{"one for all", `<!doctype html><img src="/a.png" data-crossorigin-ignore>`, ""},
		{"no rule", `<!doctype html><img src="/a.png" data-crossorigin-ignore="fonts">`, "unused-suppression"},
		{"beside a finding", `<!doctype html><img src="/a.png" data-crossorigin-ignore="no-effect"><img src="/a.png" crossorigin="use-credential">`, "invalid-value"},
	}
	u := newUpstream(t)
	for i, tt := range tests {
		u.file(fmt.Sprintf("/p%d/{$}", i), "index.html", tt.src)
	}
	f := newFront(t, u.URL, func(o *Options) { o.Overlay = true })
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, body := f.get(t, "GET", fmt.Sprintf("/p%d/", i), asBrowser)
			if strings.Contains(body, "is not needed") {
				t.Errorf("the page shows\n%s", body)
			}
			var got []string
			for _, v := range f.reported() {
				for _, l := range v.Left {
					if !strings.HasSuffix(v.URL, fmt.Sprintf("/p%d/", i)) {
						continue
					}
					got = append(got, l.Rule.ID)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("reported %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUnsafe(t *testing.T) {
	const src = `<!doctype html><script src="https://cdn.example/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`
	u := newUpstream(t)
	u.file("/unsafe/{$}", "index.html", src)
	for _, unsafe := range []bool{false, true} {
		f := newFront(t, u.URL, func(o *Options) {
			o.Unsafe = unsafe
			o.Config = func(string) Config { return Config{Settings: &rule.Settings{}} }
		})
		_, body := f.get(t, "GET", "/unsafe/", asBrowser)
		visits := f.reported()
		if len(visits) != 1 {
			t.Fatalf("reported %+v", visits)
		}
		for _, a := range visits[0].Applied {
			if a.Fix.Safety == rule.Unsafe && !unsafe {
				t.Errorf("applied %+v without leave", a)
			}
		}
		if changed := body != src; changed != visits[0].Result.Changed {
			t.Errorf("the page changed: %v, reported: %v", changed, visits[0].Result.Changed)
		}
	}
}

func TestPageBreaksOff(t *testing.T) {
	u := newUpstream(t)
	u.mux.HandleFunc("/broken/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, "<!doctype html>")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	f := newFront(t, u.URL, nil)
	resp, body := f.get(t, "GET", "/broken/", asBrowser)
	if resp.StatusCode != 502 || !strings.Contains(body, "the page broke off") {
		t.Errorf("got %d\n%s", resp.StatusCode, body)
	}
}

// TestStreams reads the begin of a response before the server has sent its end.
func TestStreams(t *testing.T) {
	u := newUpstream(t)
	read := make(chan bool)
	u.mux.HandleFunc("/events", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, "data: 1\n\n")
		w.(http.Flusher).Flush()
		<-read
		io.WriteString(w, "data: 2\n\n")
	})
	f := newFront(t, u.URL, nil)
	resp, err := http.Get(f.URL + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	first := make([]byte, len("data: 1\n\n"))
	if _, err := io.ReadFull(resp.Body, first); err != nil {
		t.Fatal(err)
	}
	close(read)
	rest, err := io.ReadAll(resp.Body)
	if err != nil || string(first)+string(rest) != "data: 1\n\ndata: 2\n\n" {
		t.Errorf("got %q, %q, %v", first, rest, err)
	}
}

// TestUpgrade opens a connection as a live reload script does, and talks over
// it both ways.
func TestUpgrade(t *testing.T) {
	u := newUpstream(t)
	u.mux.HandleFunc("/livereload", func(w http.ResponseWriter, r *http.Request) {
		// Hugo's condition for a connection.
		if r.Header.Get("Origin") != "http://"+r.Header.Get("X-Forwarded-Host") {
			http.Error(w, "wrong origin", http.StatusForbidden)
			return
		}
		c, rw, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		fmt.Fprintf(rw, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
		rw.Flush()
		line, err := rw.ReadString('\n')
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintf(rw, "reload after %s", line)
		rw.Flush()
	})
	f := newFront(t, u.URL, nil)
	c, err := net.Dial("tcp", f.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(c, "GET /livereload HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", f.Listener.Addr(), f.URL)
	r := bufio.NewReader(c)
	resp, err := http.ReadResponse(r, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("got %+v, %v", resp, err)
	}
	io.WriteString(c, "hello\n")
	if got, err := io.ReadAll(r); err != nil || string(got) != "reload after hello\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

// The certificate of hugo server --tlsAuto is signed by nobody.
func TestSecureServerOfThisMachine(t *testing.T) {
	own := ""
	upstream := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<!doctype html><a href="+own+"/b/>here</a>")
	}))
	defer upstream.Close()
	own = upstream.URL
	at, err := url.Parse(own)
	if err != nil {
		t.Fatal(err)
	}
	base := &url.URL{Scheme: "http", Host: "localhost:1313", Path: "/"}
	h := New(Options{Upstream: at, Base: base, Moves: []Move{{at, base}}, Report: func(Visit) {}}, log.New(testLog{t}, "", 0))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost:1313/", nil))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "href=http://localhost:1313/b/") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
