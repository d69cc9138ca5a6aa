package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestRemoteResources calls partials with what resources.GetRemote returns: a
// file, nothing for one that is not there, and an error for a host that does not
// answer.
func TestRemoteResources(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/a.js" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, "a()")
	}))
	defer server.Close()
	const gone = "http://127.0.0.1:1"
	config := strings.Replace(siteConfig, "theme =", "timeout = '5s'\ntheme =", 1) + "[security.http]\nurls = ['.*']\n"
	for _, tt := range []struct{ name, call, says, page string }{
		{"there", `(dict "src" (resources.GetRemote "SERVER/a.js") "fingerprint" true)`, "", `integrity="sha384-`},
		{"there, through try", `(dict "src" (try (resources.GetRemote "SERVER/a.js")).Value)`, "", `<script src="/a_`},
		{"what try returns", `(try (resources.GetRemote "SERVER/a.js"))`, "crossorigin/script: /: got what try returns, of which the Value is meant, expected", ""},
		{"not there", `(resources.GetRemote "SERVER/b.js")`, "crossorigin/script: /: got nothing (a resource that does not exist?), expected", ""},
		{"not there, in a dict", `(dict "src" (resources.GetRemote "SERVER/b.js") "fingerprint" true)`, "crossorigin/script: /: src is nothing (a resource that does not exist?), expected", ""},
		{"no answer", `(dict "src" (try (resources.GetRemote "GONE/a.js")))`, `crossorigin/script: /: src is what try returns, with the error "template: home.html`, ""},
		{"no answer, and its Value", `(dict "src" (try (resources.GetRemote "GONE/a.js")).Value)`, "crossorigin/script: /: src is nothing (a resource that does not exist?), expected", ""},
		{"a URL with fingerprint", `(dict "src" "SERVER/a.js" "fingerprint" true)`, "/a.js, expected a resource, such as one of resources.GetRemote", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			call := strings.NewReplacer("SERVER", server.URL, "GONE", gone).Replace(tt.call)
			b, err := buildModule(t, config+"-- layouts/home.html --\n{{ partial \"crossorigin/script.html\" "+call+" }}\n")
			if (err != nil) != (tt.says != "") || !strings.Contains(b.LogString(), tt.says) {
				t.Fatal(err, b.LogString())
			}
			if tt.page != "" {
				b.AssertFileContent("public/index.html", tt.page)
			}
		})
	}
}
