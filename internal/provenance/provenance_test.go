package provenance

import (
	"fmt"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

func TestFind(t *testing.T) {
	var x Index
	x.AddTemplate("head.html", []byte(`{{ with .Font }}
<link rel="preload" as="font" href="{{ . }}">{{ end }}
  <link rel="stylesheet" href="/css/{{ .Style }}" media="all">
<script src="/a.js" {{ if .CORS }}crossorigin="anonymous"{{ end }}></script>
<script src="{{ .Script }}"></script>
<img src="{{ .Image }}" {{ .Attributes | safeHTMLAttr }}>`))
	x.AddTemplate("foot.html", []byte(`<script src="/twice.js" defer></script>`))
	x.AddTemplate("other.html", []byte(`<script src="/twice.js" defer></script>`))
	x.AddTemplate("broken.html", []byte(`<script src="/broken.js" id="broken">{{ end }}`))
	x.AddContent("post.md", []byte("Text\n\n<img src=\"/b.png\" crossorigin>\n\n`<img src=\"/code.png\">`\n"))
	for _, test := range []struct{ built, want string }{
		{`<link rel=preload as=font href=/f/a.woff2>`, "head.html:2:1"},
		{`<link rel="stylesheet" href="/css/main.css">`, "head.html:3:3"},
		{`<link rel="stylesheet" href="/other/main.css">`, ""},
		{`<link rel="preload" as="style" href="/f/a.woff2">`, ""},
		{`<link rel="preload" as="font" href="/f/a.woff2" crossorigin>`, ""},
		{`<script src="/a.js">`, "head.html:4:1"},
		{`<script src="/a.js" crossorigin="anonymous">`, "head.html:4:1"},
		{`<script src="/b.js">`, ""},
		{`<script src="/twice.js" defer>`, ""},
		{`<script src="/broken.js" id="broken">`, ""},
		{`<img src="/b.png" crossorigin>`, "post.md:3:1"},
		{`<img src="/c.png" crossorigin alt="">`, ""},
		{`<video src="/a.mp4">`, ""},
	} {
		got := ""
		markup.Scan([]byte(test.built), everyName, func(tag *markup.Tag) bool {
			if at, ok := x.Find(tag); ok {
				got = fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column)
			}
			return false
		})
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.built, got, test.want)
		}
	}
}
