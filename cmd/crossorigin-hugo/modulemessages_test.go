package main

import (
	"strings"
	"testing"
)

// A message names the place in the content file where Hugo knows it.
func TestMessagesNameThePlace(t *testing.T) {
	b, err := buildModule(t, siteConfig+`-- content/p.md --
---
title: p
---

{{< crossorigin-resolve >}}nothing{{< /crossorigin-resolve >}}

  {{< crossorigin-contexts "nope" >}}
  {{< mine >}}

{{< crossorigin-resolve >}}<track src="/en.vtt">{{< /crossorigin-resolve >}}
-- layouts/_shortcodes/mine.html --
{{ partial "crossorigin/img.html" (dict "src" "/a.png" "crossorigin" "yes" "page" .Position) }}
{{ partial "crossorigin/img.html" (dict "src" nil "page" .Position) }}
-- layouts/all.html --
{{ .Content }}
`)
	if err == nil {
		t.Fatal("the build goes through")
	}
	for _, want := range []string{
		`shortcode crossorigin-resolve: content/p.md:5:1: got "nothing", expected one start tag`,
		"shortcode crossorigin-contexts: content/p.md:7:3: got [nope], expected",
		"content/p.md:8:3: crossorigin/img: <img",
		"crossorigin/img: content/p.md:8:3: src is nothing",
		"shortcode crossorigin-resolve: content/p.md:10:1: got a track, which is fetched by the element around it, expected its name as parent",
	} {
		if !strings.Contains(b.LogString(), want) {
			t.Errorf("%s is not in\n%s", want, b.LogString())
		}
	}
}

// A message about a page of a content adapter names the page too.
func TestMessagesOfContentAdapters(t *testing.T) {
	b, err := buildModule(t, siteConfig+`-- content/a/_content.gotmpl --
{{ .AddPage (dict "path" "one" "title" "One") }}
{{ .AddPage (dict "path" "two" "title" "Two") }}
-- layouts/home.html --
-- layouts/single.html --
{{ partial "crossorigin/img.html" (dict "src" nil) }}
{{ with partial "crossorigin/annotate.html" . }}<img crossorgin src=/a.png>{{ end }}
`)
	if err == nil {
		t.Fatal("the build goes through")
	}
	for _, page := range []string{"/a/one/", "/a/two/"} {
		for _, want := range []string{"crossorigin/img: content/a/_content.gotmpl (" + page + "): src is nothing", "content/a/_content.gotmpl (" + page + "): <img crossorgin"} {
			if !strings.Contains(b.LogString(), want) {
				t.Errorf("%s is not in\n%s", want, b.LogString())
			}
		}
	}
}

func TestMessagesInJapanese(t *testing.T) {
	b, err := buildModule(t, strings.Replace(siteConfig, "theme =", "defaultContentLanguage = \"ja\"\ntheme =", 1)+`
[languages.ja]
  locale = "ja"
[params.crossorigin]
  validate = "warn"
-- content/p.md --
---
title: p
---
{{< crossorigin-resolve >}}<img src="https://img.example/a.png" crossorigin>{{< /crossorigin-resolve >}}
{{< crossorigin-contexts "img-src" >}}
-- layouts/all.html --
{{ partial "crossorigin/preload.html" (dict "href" "/a.png" "for" "img-scr") }}
{{ with partial "crossorigin/annotate.html" . }}<img crossorgin src=a.png>{{ .Content }}{{ end }}
`)
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	for _, want := range []string{
		"crossorgin という属性はありません", "for: img-scr のどれも rel=preload を使えません。css-font-face", "。img-src の誤記ではありませんか",
	} {
		if !strings.Contains(b.LogString(), want) {
			t.Errorf("%s is not in\n%s", want, b.LogString())
		}
	}
	b.AssertFileContent("public/p/index.html", "<th>モード</th>", "<td>img-src</td><td>Anonymous</td><td>cors</td><td>same-origin</td><td>image</td><td>しない</td>", "src を持つ img")
}

// The hint of an attribute without effect is about the element that it stands on,
// also where the site's language has no messages.
func TestHintsOfNoEffect(t *testing.T) {
	b, err := buildModule(t, strings.Replace(siteConfig, "theme =", "defaultContentLanguage = \"fr\"\ntheme =", 1)+`
-- layouts/home.html --
{{ with partial "crossorigin/annotate.html" . }}<iframe crossorigin src="/a"></iframe><track crossorigin src="/t.vtt"><source crossorigin src="/a.webm">{{ end }}
`)
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	for _, want := range []string{
		"on this iframe; leave it out [no-effect]", "on this track; write it on the audio, video or img element that it belongs to, or leave it out [no-effect]", "on this source; write it on",
	} {
		if !strings.Contains(b.LogString(), want) {
			t.Errorf("%s is not in\n%s", want, b.LogString())
		}
	}
}
