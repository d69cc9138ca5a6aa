package serve

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

const liveSite = `
-- hugo.toml --
baseURL = "https://example.org/sub/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
-- layouts/all.html --
<!doctype html>
<html lang="en">
<head><title>{{ .Title }}</title>
<link rel="preload" href="{{ "f.woff2" | relURL }}" as="font">
<style>@font-face { font-family: F; src: url({{ "f.woff2" | absURL }}) }</style>
</head>
<body><main>{{ .Content }}</main></body>
</html>
-- content/_index.md --
First words.
-- static/f.woff2 --
`

// TestLiveReload stands in front of the Hugo server of this module's go.mod,
// and does what a browser does when a page is edited.
func TestLiveReload(t *testing.T) {
	if testing.Short() {
		t.Skip("builds Hugo")
	}
	root := t.TempDir()
	for _, f := range txtar.Parse([]byte(liveSite)).Files {
		name := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c, err := ParseCommand([]string{"go", "tool", "hugo", "server", "--renderToMemory", "--source", root})
	if err != nil {
		t.Fatal(err)
	}
	sites, err := c.Sites(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	upstreams, flags, err := c.Upstreams(1)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base, more, err := c.Base(sites[0], l.Addr().(*net.TCPAddr))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	logger := log.New(testLog{t}, "", 0)
	handler := New(Options{Upstream: upstreams[0], Base: base, Report: func(Visit) {}}, logger)
	served, ran := make(chan error, 1), make(chan error, 1)
	go func() { served <- Serve(ctx, l, handler, logger) }()
	go func() { ran <- Run(ctx, c.Server(append(flags, more...)...), testLog{t}, testLog{t}) }()

	first := waitForPage(t, base.String(), "First words")
	if !strings.Contains(first, `<link crossorigin="anonymous" rel="preload" href="/sub/f.woff2"`) {
		t.Errorf("not annotated:\n%s", first)
	}
	if want := fmt.Sprintf("/sub/livereload.js?mindelay=10&amp;v=2&amp;port=%s&amp;path=sub/livereload", base.Port()); !strings.Contains(first, want) {
		t.Errorf("live reload is not told to come here, %s:\n%s", want, first)
	}
	if !strings.Contains(first, "url("+base.String()+"f.woff2)") {
		t.Errorf("absolute URLs do not lead here:\n%s", first)
	}

	reload := dialLiveReload(t, l.Addr().String(), base.Path+"livereload", "http://"+base.Host)
	if err := os.WriteFile(filepath.Join(root, "content", "_index.md"), []byte("Second words.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if message := reload(); !strings.Contains(message, `"command":"reload"`) {
		t.Errorf("after an edit the server says %s", message)
	}
	waitForPage(t, base.String(), "Second words")

	cancel()
	if err := <-ran; err != nil {
		t.Errorf("Hugo: %v", err)
	}
	if err := <-served; err != nil {
		t.Errorf("serving: %v", err)
	}
	if reachable(upstreams[0].Host) {
		t.Error("the Hugo server still listens")
	}
}

// waitForPage asks for a page until it holds the words.
func waitForPage(t *testing.T, at, words string) string {
	t.Helper()
	body := ""
	for range 300 {
		resp, err := http.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if body = string(b); strings.Contains(body, words) {
			return body
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%q is not in\n%s", words, body)
	return ""
}

// dialLiveReload opens a live reload connection as a page of that origin does,
// and returns what receives messages
// (https://www.rfc-editor.org/rfc/rfc6455#section-5.2).
func dialLiveReload(t *testing.T, at, path, origin string) (receive func() string) {
	t.Helper()
	c, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", path, strings.TrimPrefix(origin, "http://"), origin)
	r := bufio.NewReader(c)
	resp, err := http.ReadResponse(r, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("got %+v, %v", resp, err)
	}
	receive = func() string {
		head := make([]byte, 2)
		if _, err := io.ReadFull(r, head); err != nil {
			t.Fatal(err)
		}
		size := int64(head[1])
		if size == 126 {
			long := make([]byte, 2)
			if _, err := io.ReadFull(r, long); err != nil {
				t.Fatal(err)
			}
			size = int64(binary.BigEndian.Uint16(long))
		}
		payload := make([]byte, size)
		if _, err := io.ReadFull(r, payload); err != nil {
			t.Fatal(err)
		}
		return string(payload)
	}
	const hello = `{"command":"hello","protocols":["http://livereload.com/protocols/official-7"]}`
	// One frame with a final text message, masked with zeros.
	frame := append([]byte{0x81, 0x80 | byte(len(hello)), 0, 0, 0, 0}, hello...)
	if _, err := c.Write(frame); err != nil {
		t.Fatal(err)
	}
	if message := receive(); !strings.Contains(message, `"hello"`) {
		t.Fatalf("the server says %s", message)
	}
	return receive
}
