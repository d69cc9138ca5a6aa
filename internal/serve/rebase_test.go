package serve

import (
	"strings"
	"testing"
)

func TestRebase(t *testing.T) {
	local := newRebase([]Move{{mustParse(t, "http://localhost:1313"), mustParse(t, "http://localhost:1314/sub/")}})
	remote := newRebase([]Move{{mustParse(t, "https://dev.example"), mustParse(t, "http://localhost:1314/")}})
	six := newRebase([]Move{{mustParse(t, "http://[::1]:1313"), mustParse(t, "http://127.0.0.1:1314/")}})
	for _, test := range []struct {
		name     string
		r        *rebase
		in, want string
	}{
		{"link", local, `<a href="http://localhost:1313/a">`, `<a href="http://localhost:1314/a">`},
		{"unquoted, without path", local, `<a href=http://localhost:1313>`, `<a href=http://localhost:1314>`},
		{"at the end", local, `http://localhost:1313`, `http://localhost:1314`},
		{"another name of this machine", local, `http://127.0.0.1:1313/ http://[::1]:1313/`, `http://localhost:1314/ http://localhost:1314/`},
		{"upper case", local, `HTTP://LocalHost:1313/`, `http://localhost:1314/`},
		{"without scheme", local, `<img src="//localhost:1313/a.png">`, `<img src="//localhost:1314/a.png">`},
		{"websocket", local, `ws://localhost:1313/x`, `ws://localhost:1314/x`},
		{"in a script", local, `"http:\/\/localhost:1313\/a"`, `"http:\/\/localhost:1314\/a"`},
		{"in a query", local, `?u=http%3A%2F%2Flocalhost%3A1313%2Fa`, `?u=http%3A%2F%2Flocalhost%3A1314%2Fa`},
		{"in a query, lower case", local, `?u=http%3a%2f%2flocalhost%3a1313%2fa`, `?u=http%3A%2F%2Flocalhost%3A1314%2fa`},
		{"another port", local, `http://localhost:13130/ http://localhost/`, `http://localhost:13130/ http://localhost/`},
		{"another host", remote, `https://dev.example.org/ https://dev.example-x/ https://dev.example:8443/`, `https://dev.example.org/ https://dev.example-x/ https://dev.example:8443/`},
		{"another scheme", remote, `https://dev.example/ //dev.example/`, `http://localhost:1314/ //localhost:1314/`},
		{"IPv6", six, `http://[::1]:1313/`, `http://127.0.0.1:1314/`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.r.text(test.in); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestRebaseLiveReload(t *testing.T) {
	r := newRebase([]Move{{mustParse(t, "http://localhost:1313"), mustParse(t, "http://localhost:1314/")}})
	const script = `<script src="/sub/livereload.js?mindelay=10&amp;v=2&amp;port=1313&amp;path=sub/livereload" data-no-instant defer></script>`
	for _, test := range []struct{ name, in, want string }{
		{"Hugo's own port", script, strings.Replace(script, "1313", "1314", 1)},
		{"a port set on purpose", strings.Replace(script, "1313", "443", 1), strings.Replace(script, "1313", "443", 1)},
		{"no port", strings.Replace(script, "1313", "", 1), strings.Replace(script, "1313", "", 1)},
		{"a port of something else", `<a href="/x?port=1313">`, `<a href="/x?port=1313">`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(r.page([]byte(test.in))); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestRebasedResponses(t *testing.T) {
	u := newUpstream(t)
	u.mux.HandleFunc("/moved", redirect(u.URL+"/"))
	u.file("/feed.xml", "feed.xml", u.URL)
	u.file("/links/", "index.html", `<!doctype html><a href="`+u.URL+`/">`)
	f := newFront(t, u.URL, func(o *Options) { o.Moves = []Move{{o.Upstream, o.Base}} })
	if resp, _ := f.get(t, "GET", "/moved", asBrowser); resp.Header.Get("Location") != f.URL+"/" {
		t.Errorf("Location is %s", resp.Header.Get("Location"))
	}
	if _, body := f.get(t, "GET", "/links/", asBrowser); body != `<!doctype html><a href="`+f.URL+`/">` {
		t.Errorf("got %s", body)
	}
	if _, body := f.get(t, "GET", "/feed.xml", nil); body != u.URL {
		t.Errorf("the feed was changed: %s", body)
	}
}
