package provenance

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

func TestSources(t *testing.T) {
	dir := t.TempDir()
	template, content := filepath.Join(dir, "head.html"), filepath.Join(dir, "a.md")
	for name, text := range map[string]string{
		template: "<link rel=\"preload\" href=\"/f.woff2\" as=\"{{ .As }}\">\n<script src=\"/a.js\"></script>",
		content:  "Text\n\n<script src=\"/a.js\"></script>\n\n<img src=\"/a.png\">",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	reads := 0
	var s, templates *Sources
	s = New(func(index *Index) {
		reads++
		index.ReadTemplate(template, "layouts/head.html")
		index.ReadTemplate(filepath.Join(dir, "gone.html"), "gone.html")
		index.ReadContent(content, "content/a.md", "")
	})
	templates = New(func(index *Index) { index.ReadTemplate(template, "layouts/head.html") })
	source := []byte(`<!-- <img src="/a.png"> --><link rel=preload href=/f.woff2 as=font><script src=/a.js></script><p>text</p><img src=/a.png>`)
	offsets := []int{bytes.Index(source, []byte("as=font")), bytes.LastIndex(source, []byte("<img")), bytes.Index(source, []byte("text")), bytes.Index(source, []byte("<script"))}
	html := []int{offsets[0], offsets[1], offsets[3]} // in tags that the page keeps
	for i, at := range s.Places(Built{source, page.ParseHTML(source, page.Options{})}, html, Page{}) {
		if want := s.Places(Built{Source: source}, html, Page{})[i]; (at == nil) != (want == nil) || at != nil && *at != *want {
			t.Errorf("the tag at %d comes from %v, without the page from %v", html[i], at, want)
		}
	}
	for _, test := range []struct {
		name string
		s    *Sources
		want string
	}{
		{"templates", templates, "layouts/head.html:1:1 - - layouts/head.html:2:1"},
		{"templates and content", s, "layouts/head.html:1:1 content/a.md:5:1 - -"},
		{"again", s, "layouts/head.html:1:1 content/a.md:5:1 - -"},
		{"nothing", nil, "- - - -"},
	} {
		var got []string
		for _, at := range test.s.Places(Built{Source: source}, offsets, Page{}) {
			if at == nil {
				got = append(got, "-")
				continue
			}
			got = append(got, fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column))
			if at.Template != strings.HasPrefix(at.File, "layouts/") {
				t.Errorf("%s: %s is a template: %t", test.name, at.File, at.Template)
			}
		}
		if joined := strings.Join(got, " "); joined != test.want {
			t.Errorf("%s: %s, want %s", test.name, joined, test.want)
		}
	}
	var copied Index
	copied.ReadContent(content, "static/a.html", "")
	if at := s.Places(Built{Source: source}, offsets, Page{Copied: &copied}); at[0] != nil || at[3] == nil || at[3].File != "static/a.html" {
		t.Errorf("a copy: %v, want nothing of the templates", at)
	}
	if reads != 1 {
		t.Errorf("read %d times", reads)
	}
}

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
	x.AddTemplate("capitals.html", []byte(`<SCRIPT src="/capitals.js"></SCRIPT><p {{ .A }}><Video src="/capitals.mp4">`))
	x.AddTemplate("own.html", []byte(`<my_player-2 src="/own.mp4" crossorigin>`))
	x.AddContent("post.md", "", []byte("Text\n\n<img src=\"/b.png\" crossorigin>\n\n`<img src=\"/code.png\">`\n"))
	post, once := Page{Content: func() string { return "post.md" }}, func(*candidate) int { return 1 }
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
		{`<video src="/capitals.mp4">`, "capitals.html:1:49"},
		{`<script src="/capitals.js">`, "capitals.html:1:1"},
		{`<my_player-2 src="/own.mp4" crossorigin>`, "own.html:1:1"},
	} {
		got := ""
		markup.Scan([]byte(test.built), everyName, func(tag *markup.Tag) bool {
			if at := x.choose(x.agreeing(tag), tag, post, once); at != nil {
				got = fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column)
			}
			return false
		})
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.built, got, test.want)
		}
	}
}

// Content files that say the same are told apart by their language, where both
// are known.
func TestLanguages(t *testing.T) {
	const text = "<img src=\"/a.png\">\n"
	s := New(func(x *Index) {
		x.AddContent("p.md", "en", []byte(text))
		x.AddContent("p.ja.md", "ja", []byte("\n"+text))
		x.AddContent("q.ja.md", "ja", []byte("<img src=\"/twice.png\">"))
		x.AddContent("r.ja.md", "ja", []byte("<img src=\"/twice.png\">"))
		x.AddContent("s.md", "", []byte("<img src=\"/unknown.png\">"))
		x.AddContent("s.ja.md", "ja", []byte("<img src=\"/unknown.png\">"))
		x.AddContent("t.md", "en", []byte("<img src=\"/written.png\">"))
		x.AddTemplate("t.html", []byte("<img src=\"/written.png\">"))
	})
	for _, test := range []struct{ name, language, page, want string }{
		{"the usual language", "en", text, "p.md:1"},
		{"another", "ja", text, "p.ja.md:2"},
		{"a language that has none", "fr", text, ""},
		{"not known", "", text, ""},
		{"two of the language", "ja", `<img src="/twice.png">`, ""},
		{"a file whose language is not known", "ja", `<img src="/unknown.png">`, ""},
		{"a template", "en", `<img src="/written.png">`, ""},
	} {
		got := ""
		if at := s.Places(Built{Source: []byte(test.page)}, []int{1}, Page{Language: test.language})[0]; at != nil {
			got = fmt.Sprintf("%s:%d", at.File, at.Line)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Templates are read while pages with and without tags of their own ask for places.
func TestPlacesAtOnce(t *testing.T) {
	s := New(func(x *Index) {
		for _, element := range []string{"script", "img", "video"} {
			x.AddTemplate(element+".html", []byte("<"+element+" src=\"/"+element+"\"><link rel=\"preload\" href=\"/"+element+"\">"))
		}
	})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for _, element := range []string{"img", "script", "link", "video"} {
				source, want := "<"+element+" src=/"+element+">", element+".html"
				if element == "link" {
					source, want = "<link rel=preload href=/img>", "img.html"
				}
				for _, of := range []Page{{}, {Content: func() string { return "own.md" }, Language: "en"}} {
					if at := s.Places(Built{Source: []byte(source)}, []int{0}, of)[0]; at == nil || at.File != want {
						t.Errorf("%s comes from %v", source, at)
					}
				}
			}
		})
	}
	all.Wait()
}

// FuzzHoldsTag shows that no template has a tag of an element that it is not read
// for.
func FuzzHoldsTag(f *testing.F) {
	for _, text := range []string{
		"", "<", "<link>", "<LINK\n>", "<sc{{/* */}}ript>", `<{{ "link" }} href>`, `{{ "<" }}link>`, `{{ print "<link>" | safeHTML }}`,
		"<{{ if .A }}img{{ else }}video{{ end }} src>", "<my_player-2 crossorigin>", "<a<b crossorigin>", "<ſcript><\u212aeygen>", "<svg><feImage href>",
		"<script>{{ `<img>` }}</script><p {{ .A }}<img>", "<!-- <img> --><iMg>", "{{- with .A -}}<{{- end -}}link>",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "\x00") {
			t.Skip("no file of text")
		}
		s, err := hugotemplate.Scan("t.html", []byte(text), everyName)
		if err != nil {
			t.Skip(err)
		}
		for i := range s.Tags {
			if name := s.Tags[i].Name; !holdsTag([]byte(text), name) {
				t.Errorf("%q has a tag of %q", text, name)
			}
		}
	})
}
