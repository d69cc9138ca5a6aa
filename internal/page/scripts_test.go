package page

import (
	"testing"
)

func TestScripts(t *testing.T) {
	cache := &Cache{}
	for _, test := range []struct {
		name, src, want string
		complete        bool
	}{
		{
			"static imports", `<script type=module crossorigin=use-credentials>import a from "./a.js"; import {b} from '/b.js'; export * from "https://cdn.example/c.js"; import "d.js"</script>`,
			"module-static-import Use Credentials /a.js\nmodule-static-import Use Credentials /b.js\nmodule-static-import Use Credentials https://cdn.example/c.js\n", true,
		},
		{
			"import()", `<script>if (x) { import("/a.js").then(run) } import(y)</script>`,
			"script-classic-import No CORS /a.js\n", true,
		},
		{
			"strings and comments", `<script type=module>// import "/a.js"
				const s = 'import "/b.js"' /* import "/c.js" */</script>`, "", true,
		},
		{
			"fetch", `<script>fetch("/a"); fetch("/b", {credentials: "include"}); window.fetch('/c', {mode: "no-cors", credentials: "include", priority: x}); fetch(d); fetch("/e", {credentials: "omit", method: "GET"})</script>`,
			"fetch No CORS /a\nfetch-include No CORS /b\nfetch-no-cors-include No CORS /c\nfetch-omit No CORS /e\n", true,
		},
		{
			"fetch in ways that are not known", "<script>fetch(\"/a\", o); fetch(`/b`, {...o}); fetch('/c', {headers: h}); fetch(`/${x}`); fetch('/d', {method: 'POST'})</script>",
			"fetch No CORS open /a\nfetch No CORS open /b\nfetch No CORS open /c\nfetch No CORS open /d\n", true,
		},
		{
			"XMLHttpRequest", `<script>var x = new XMLHttpRequest(); x.open("GET", "/a"); x.send(); window.open("https://b.example/", "GET")</script>`,
			"xmlhttprequest No CORS /a\n", true,
		},
		{
			"XMLHttpRequest that may have credentials", `<script>x.open("get", "/a"); x.withCredentials = y</script>`,
			"xmlhttprequest No CORS open /a\n", true,
		},
		{
			"import map", `<script type=importmap>{"imports": {"app": "/app.js", "lib/": "https://cdn.example/lib/"}}</script><script type=module>import "app"; import "lib/x.js"; import "other"</script>`,
			"module-static-import No CORS /app.js\nmodule-static-import No CORS https://cdn.example/lib/x.js\n", true,
		},
		{"import map with scopes", `<script type=importmap>{"scopes": {"/a/": {}}}</script><script type=module>import "/a.js"</script>`, "", true},
		{"data", `<script type="application/ld+json">{"a": "fetch('/a')"}</script>`, "", true},
		{"another script", `<script src=/a.js></script><script>fetch("/b")</script>`, "fetch No CORS /b\n", false},
		{"not JavaScript", `<script>fetch("/a"); {{{</script>`, "", false},
		{"no word of requests, and no parser", `<script>{{{</script>`, "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, cache := range []*Cache{nil, cache, cache} {
				p := ParseHTML([]byte(test.src), Options{URL: "https://example.org/", Cache: cache})
				fetches, complete := p.Scripts()
				if got := show(fetches); got != test.want {
					t.Errorf("got\n%swant\n%s", got, test.want)
				}
				if complete != test.complete {
					t.Errorf("complete %v", complete)
				}
			}
		})
	}
}
