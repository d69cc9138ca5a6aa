//go:build unix

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeHugo is a program that answers as hugo config does and, as hugo server,
// does nothing until it is interrupted: the test serves the pages.
const fakeHugo = `#!/bin/sh
case "$1" in
config)
	case "$*" in
	*slow*) exec sleep 60 ;;
	esac
	echo '{"baseurl": "https://example.org/sub/", "params": {"crossorigin": {"policies": {"spelling": "bare"}}}}'
	;;
server)
	trap 'echo interrupted; exit 0' INT
	echo "$@"
	case "$*" in
	*--buildDrafts*) exit 7 ;;
	esac
	while :; do sleep 0.1; done
	;;
esac
`

const fontPage = `<!doctype html><link rel="preload" href="/sub/f.woff2" as="font"><style>@font-face{font-family:F;src:url(/sub/f.woff2)}</style>`

// site starts a server with one page and returns its address.
func startSite(t *testing.T) *url.URL {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, fontPage)
	}))
	t.Cleanup(s.Close)
	at, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// output collects what a program writes while it runs.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// wait waits until the program has written what the pattern describes and
// returns its first group.
func (o *output) wait(t *testing.T, pattern string) string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	for range 300 {
		if found := re.FindStringSubmatch(o.String()); found != nil {
			return found[1]
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s is not in\n%s", pattern, o)
	return ""
}

// serving is the command at work.
type serving struct {
	output
	cancel context.CancelFunc
	ended  chan error
}

func startServe(t *testing.T, args ...string) *serving {
	ctx, cancel := context.WithCancel(t.Context())
	s := &serving{cancel: cancel, ended: make(chan error, 1)}
	root := newRoot(streams{strings.NewReader(""), &s.output, &s.output})
	root.SetArgs(append([]string{"serve", "--listen", "127.0.0.1:0"}, args...))
	go func() { s.ended <- root.ExecuteContext(ctx) }()
	t.Cleanup(cancel)
	return s
}

func getPage(t *testing.T, at string) string {
	t.Helper()
	resp, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestServeStartsHugo(t *testing.T) {
	dir := t.TempDir()
	hugo := filepath.Join(dir, "hugo")
	if err := os.WriteFile(hugo, []byte(fakeHugo), 0o755); err != nil {
		t.Fatal(err)
	}
	const link = `<link rel="preload" href="/sub/f.woff2" as="font">`
	layout := filepath.Join(dir, "own", "all.html")
	for name, text := range map[string]string{
		filepath.Join(dir, "hugo.toml"):           "",
		filepath.Join(dir, "layouts", "all.html"): link, // which the flag leaves out
		layout: "{{ .Content }}\n" + link,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := startServe(t, "--", hugo, "server", "--source", dir, "--layoutDir", "own", "--port", startSite(t).Port())
	base := s.wait(t, `annotating (http://localhost:\d+/sub/), in front of `)
	s.wait(t, `server --source \S+ --layoutDir own --port \d+ --baseURL=(`+regexp.QuoteMeta(base)+`) --appendPort=false\n`)

	// The site's own configuration holds.
	if got, want := getPage(t, base), strings.Replace(fontPage, "<link", "<link crossorigin", 1); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	getPage(t, base)
	s.cancel()
	if err := <-s.ended; err != nil {
		t.Errorf("error %v", err)
	}
	out := s.String()
	if !strings.HasSuffix(out, "interrupted\n") {
		t.Errorf("Hugo was not interrupted:\n%s", out)
	}
	if strings.Count(out, base+":1:16 (from "+layout+":2:1): fixed: ") != 1 {
		t.Errorf("expected the finding once:\n%s", out)
	}
}

func TestServeWhenHugoFails(t *testing.T) {
	dir := t.TempDir()
	hugo := filepath.Join(dir, "hugo")
	if err := os.WriteFile(hugo, []byte(fakeHugo), 0o755); err != nil {
		t.Fatal(err)
	}
	s := startServe(t, "--", hugo, "server", "--source", dir, "--buildDrafts", "--bind", "0.0.0.0")
	if err := <-s.ended; err == nil || err.Error() != "the Hugo server ended: exit status 7" {
		t.Errorf("error %v", err)
	}
	if !strings.Contains(s.String(), "other machines can reach the Hugo server") {
		t.Errorf("nobody is told that the server is open:\n%s", &s.output)
	}
}

func TestReached(t *testing.T) {
	for at, want := range map[string]string{"192.0.2.1:80": "192.0.2.1:80", "[2001:db8::1]:80": "[2001:db8::1]:80"} {
		a, err := net.ResolveTCPAddr("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		if got := reached(a); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q", at, got)
		}
	}
	for _, at := range reached(&net.TCPAddr{IP: net.IPv4zero, Port: 80}) {
		if a, err := net.ResolveTCPAddr("tcp", at); err != nil || a.IP.IsUnspecified() || a.IP.IsLoopback() || a.Port != 80 {
			t.Errorf("other machines are sent to %s", at)
		}
	}
}

func TestServeInterruptedAtTheStart(t *testing.T) {
	dir := t.TempDir()
	hugo := filepath.Join(dir, "hugo")
	if err := os.WriteFile(hugo, []byte(fakeHugo), 0o755); err != nil {
		t.Fatal(err)
	}
	s := startServe(t, "--", hugo, "server", "--environment", "slow")
	s.cancel()
	if err := <-s.ended; err != nil {
		t.Errorf("error %v", err)
	}
}

func TestServeInFront(t *testing.T) {
	upstream := startSite(t)
	t.Chdir(t.TempDir())
	s := startServe(t, "--upstream", upstream.String()+"/sub", "--overlay=false")
	base := s.wait(t, `annotating (http://localhost:\d+/sub/), in front of `+regexp.QuoteMeta(upstream.String()))
	if got, want := getPage(t, base), strings.Replace(fontPage, "<link", `<link crossorigin="anonymous"`, 1); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	s.cancel()
	if err := <-s.ended; err != nil {
		t.Errorf("error %v", err)
	}
}

// fakeMultihost is Hugo for a site with two languages that have hosts of their
// own: the pages of a server for each are the test's.
const fakeMultihost = `#!/bin/sh
case "$*" in
config*--lang=en) echo '{"baseurl": "https://en.example/", "params": {"crossorigin": {"policies": {"spelling": "bare"}}}}' ;;
config*--lang=ja) echo '{"baseurl": "https://ja.example/sub/"}' ;;
config*) echo '{"baseurl": "https://ja.example/sub/", "defaultcontentlanguage": "ja", "languages": {"en": {"weight": 2}, "ja": {"weight": 1}}}' ;;
server*)
	trap 'exit 0' INT
	echo "$@"
	while :; do sleep 0.1; done
	;;
esac
`

// serveLanguages is the server of such a site at two ports in a row, with pages
// that link to both.
func serveLanguages(t *testing.T, first int) {
	t.Helper()
	for i := range 2 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", first+i))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `%s<a href="http://localhost:%d/sub/">ja</a><a href="http://localhost:%d/">en</a>`, fontPage, first, first+1)
		}))
	}
}

func TestServeMultihost(t *testing.T) {
	dir := t.TempDir()
	hugo := filepath.Join(dir, "hugo")
	if err := os.WriteFile(hugo, []byte(fakeMultihost), 0o755); err != nil {
		t.Fatal(err)
	}
	started := startServe(t, "--", hugo, "server", "--source", dir)
	first, err := strconv.Atoi(started.wait(t, `server --source \S+ --port=(\d+)\n`))
	if err != nil {
		t.Fatal(err)
	}
	serveLanguages(t, first)
	t.Chdir(dir)
	upstream := fmt.Sprintf("http://localhost:%d/", first)
	attached := startServe(t, "--upstream", upstream+"sub/", "--upstream", fmt.Sprintf("http://localhost:%d", first+1))
	for _, test := range []struct {
		s           *serving
		ja, en      string // how the languages are named
		enAttribute string
	}{
		{started, ` \(ja\)`, ` \(en\)`, "crossorigin"}, // with the language's own configuration
		{attached, "", "", `crossorigin="anonymous"`},
	} {
		ja := test.s.wait(t, `annotating (http://localhost:\d+/sub/)`+test.ja+`, in front of http://\S+:`+strconv.Itoa(first))
		en := test.s.wait(t, `annotating (http://localhost:\d+/)`+test.en+`, in front of http://\S+:`+strconv.Itoa(first+1))
		links := fmt.Sprintf(`<a href="%s">ja</a><a href="%s">en</a>`, ja, en)
		for at, attribute := range map[string]string{ja: `crossorigin="anonymous"`, en: test.enAttribute} {
			if got, want := getPage(t, at), strings.Replace(fontPage, "<link", "<link "+attribute, 1)+links; got != want {
				t.Errorf("%s: got  %s\nwant %s", at, got, want)
			}
		}
		test.s.cancel()
		if err := <-test.s.ended; err != nil {
			t.Errorf("error %v", err)
		}
	}
}
