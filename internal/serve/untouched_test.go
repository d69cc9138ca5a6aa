package serve

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestUntouched asks for what is no whole page directly and through the proxy.
func TestUntouched(t *testing.T) {
	u := newUpstream(t)
	answer := func(path string, status int, header http.Header, body string) {
		u.mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			for name, values := range header {
				w.Header()[name] = values
			}
			w.Header().Set("ETag", `"x"`)
			w.WriteHeader(status)
			io.WriteString(w, body)
		})
	}
	html := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	answer("/error", 500, html, pageSource)
	answer("/moved", 301, http.Header{"Content-Type": html["Content-Type"], "Location": {"/"}}, pageSource)
	answer("/feed.xml", 200, http.Header{"Content-Type": {"application/xml"}}, pageSource)
	answer("/page.xhtml", 200, http.Header{"Content-Type": {"application/xhtml+xml"}}, pageSource)
	answer("/packed", 200, http.Header{"Content-Type": html["Content-Type"], "Content-Encoding": {"br"}}, "compressed")
	answer("/packed.css", 200, http.Header{"Content-Type": {"text/css"}, "Content-Encoding": {"gzip"}}, "compressed")
	answer("/utf-16", 200, html, "\xff\xfe<\x00l\x00i\x00n\x00k\x00")
	answer("/right", 200, html, pageAnnotated)
	answer("/huge", 200, html, pageSource+strings.Repeat("<!-- -->", maxPage/8))
	answer("/_excluded/", 200, html, pageSource)

	var left []string
	f := newFront(t, u.URL, func(o *Options) {
		o.Config = func(file string) Config { return Config{Excluded: file == "_excluded/index.html"} }
		o.Overlay = true
		o.Leave = func(url, why string) { left = append(left, url+" "+why) }
	})
	direct := &front{Server: u.Server}
	script := http.Header{"Sec-Fetch-Mode": {"cors"}, "Accept-Encoding": {"identity"}}
	for _, test := range []struct {
		name, path string
		header     http.Header
	}{
		{"style sheet", "/s.css", script},
		{"part of a page", "/", http.Header{"Range": {"bytes=5-20"}, "Accept-Encoding": {"identity"}}},
		{"part of a style sheet", "/s.css", http.Header{"Range": {"bytes=5-20"}, "Accept-Encoding": {"identity"}}},
		{"unmodified style sheet", "/s.css", http.Header{"If-None-Match": {`"of-the-file"`}, "Accept-Encoding": {"identity"}}},
		{"unmodified page that a script asks for", "/", http.Header{"If-None-Match": {`"of-the-file"`}, "Sec-Fetch-Mode": {"cors"}, "Accept-Encoding": {"identity"}}},
		{"error page", "/error", script},
		{"redirect", "/moved", script},
		{"feed", "/feed.xml", script},
		{"XHTML", "/page.xhtml", script},
		{"not found", "/nothing", script},
		{"compressed against the request", "/packed", script},
		{"compressed against the request again", "/packed", asBrowser},
		{"compressed style sheet", "/packed.css", script},
		{"UTF-16", "/utf-16", script},
		{"page that is right", "/right", asBrowser},
		{"page that is too large", "/huge", script},
		{"page that is excluded", "/_excluded/", asBrowser},
	} {
		t.Run(test.name, func(t *testing.T) {
			want, wantBody := direct.get(t, "GET", test.path, test.header)
			got, body := f.get(t, "GET", test.path, test.header)
			if got.StatusCode != want.StatusCode || body != wantBody {
				t.Errorf("got %d, %d bytes; want %d, %d bytes", got.StatusCode, len(body), want.StatusCode, len(wantBody))
			}
			got.Header.Del("Date")
			want.Header.Del("Date")
			if a, b := fmt.Sprint(got.Header), fmt.Sprint(want.Header); a != b {
				t.Errorf("got header\n%s\nwant\n%s", a, b)
			}
		})
	}
	if visits := f.reported(); len(visits) != 0 {
		t.Errorf("reported %+v", visits)
	}
	want := []string{
		f.URL + "/packed it is compressed as br although that was not asked for",
		f.URL + "/utf-16 it is no text in an encoding like ASCII, such as UTF-8",
		f.URL + "/huge it is larger than 32 MiB",
	}
	if !slices.Equal(left, want) {
		t.Errorf("left alone: %q", left)
	}
}

// A server may compress against what it was asked for.
func TestCompressedPageIsAnnotated(t *testing.T) {
	u := newUpstream(t)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	io.WriteString(z, pageSource)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for path, body := range map[string]string{"/packed/": packed.String(), "/cut/": packed.String()[:packed.Len()/2], "/other/": pageSource} {
		u.mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("ETag", `"x"`)
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			io.WriteString(w, body)
		})
	}
	f := newFront(t, u.URL, nil)
	resp, body := f.get(t, "GET", "/packed/", asBrowser)
	if body != pageAnnotated || resp.Header.Get("Content-Encoding") != "" || resp.Header.Get("ETag") != "" {
		t.Errorf("got %v\n%s", resp.Header, body)
	}
	for _, path := range []string{"/cut/", "/other/"} {
		if resp, body := f.get(t, "GET", path, asBrowser); resp.StatusCode != 502 || !strings.Contains(body, "the page broke off") {
			t.Errorf("%s: got %d\n%s", path, resp.StatusCode, body)
		}
	}
}
