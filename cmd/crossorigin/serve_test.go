//go:build unix

package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
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
	layout := filepath.Join(dir, "layouts", "all.html")
	for name, text := range map[string]string{filepath.Join(dir, "hugo.toml"): "", layout: "{{ .Content }}\n<link rel=\"preload\" href=\"/sub/f.woff2\" as=\"font\">"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := startServe(t, "--", hugo, "server", "--source", dir, "--port", startSite(t).Port())
	base := s.wait(t, `annotating (http://localhost:\d+/sub/), in front of `)
	s.wait(t, `server --source \S+ --port \d+ --baseURL=(`+regexp.QuoteMeta(base)+`) --appendPort=false\n`)

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
	s := startServe(t, "--", hugo, "server", "--source", dir, "--buildDrafts")
	if err := <-s.ended; err == nil || err.Error() != "the Hugo server ended: exit status 7" {
		t.Errorf("error %v", err)
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

func TestServeRefusesMultihost(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"hugo":      fakeHugo,
		"hugo.toml": "[languages.en]\nbaseURL = 'https://en.example/'\n[languages.ja]\nbaseURL = 'https://ja.example/'\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s := startServe(t, "--", filepath.Join(dir, "hugo"), "server", "--source", dir)
	if err := <-s.ended; err == nil || !strings.Contains(err.Error(), "the site is multihost") {
		t.Errorf("error %v", err)
	}
}
