package provenance

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// placeOf returns what is told of where the first tag of a page comes from.
func placeOf(s *Sources, source string, of Page) string {
	if at := s.Places(Built{Source: []byte(source)}, []int{0}, of)[0]; at != nil {
		return at.String()
	}
	return ""
}

// What a shortcode or a render hook prints is named by its template and by the
// place in the content that it printed it for.
func TestCalls(t *testing.T) {
	s := New(func(x *Index) {
		x.AddTemplate("layouts/_shortcodes/pic.html", []byte("<img class=\"pic\" src=\"{{ .Get 0 }}\" alt=\"{{ .Get 1 }}\">"))
		x.AddTemplate("themes/t/layouts/shortcodes/media/clip.amp.html", []byte("<video src=\"/clip.mp4\">"))
		x.AddTemplate("layouts/_shortcodes/once.html", []byte("<audio src=\"/once.mp3\">"))
		x.AddTemplate("layouts/_markup/render-image.html", []byte("<img loading=\"lazy\" src=\"{{ .Destination }}\" alt=\"{{ .Text }}\">"))
		x.AddContent("a.md", "", []byte("---\ntitle: a\n---\n{{< pic \"/a.png\" \"A\" >}} {{< pic\n  src=\"/a.png?2\" `B` >}}\n\n{{% media/clip %}}\n\n![i](/i.png)\n\n`![j](/j.png)`\n"))
		x.AddContent("b.md", "", []byte("{{</* pic \"/c.png\" */>}}{{< pic /b.png />}} {{< media/clip >}}\n\n{{< once >}}\n\n![k](</k l.png> \"K\")\n\n![m](/m.png) ![m](/m.png)\n"))
	})
	const pic, hook = "layouts/_shortcodes/pic.html:1:1", "layouts/_markup/render-image.html:1:1"
	for _, test := range []struct{ name, tag, page, want string }{
		{"one of several calls", `<img class=pic src=/a.png alt=A>`, "", pic + " for a.md:4:1"},
		{"of two that are in the tag the one that says more", `<img class=pic src="/a.png?2" alt=B>`, "", pic + " for a.md:4:26"},
		{"a value without quotes", `<img class=pic src=/b.png alt>`, "", pic + " for b.md:1:25"},
		{"a call that nothing says", `<img class=pic src=/c.png alt>`, "", pic},
		{"calls that are the same, on another page", `<video src=/clip.mp4>`, "", "themes/t/layouts/shortcodes/media/clip.amp.html:1:1"},
		{"on the page of one of them", `<video src=/clip.mp4>`, "b.md", "themes/t/layouts/shortcodes/media/clip.amp.html:1:1 for b.md:1:45"},
		{"the only call", `<audio src=/once.mp3>`, "", "layouts/_shortcodes/once.html:1:1 for b.md:3:1"},
		{"an image", `<img loading=lazy src=/i.png alt=i>`, "", hook + " for a.md:9:1"},
		{"an image in code", `<img loading=lazy src=/j.png alt=j>`, "", hook},
		{"a destination in angle brackets", `<img loading=lazy src="/k l.png" alt=k>`, "", hook + " for b.md:5:1"},
		{"twice on a page", `<img loading=lazy src="/m.png" alt=m>`, "b.md", hook},
		{"an image that is none of Markdown", `<img loading=lazy src="/n.png" alt=m>`, "b.md", hook},
	} {
		if got := placeOf(s, test.tag, Page{Content: func() string { return test.page }}); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// A template whose tag says nothing itself is named for what it is called with,
// unless another may have written the same.
func TestCallsThatSayAll(t *testing.T) {
	for _, test := range []struct{ name, tag, other, want string }{
		{"called", `<img src=/a.png alt=b>`, "", "layouts/_shortcodes/pic.html:1:1 for a.md:1:1"},
		{"not called with that", `<img src=/b.png alt=b>`, "", ""},
		{"another template", `<img src=/a.png alt=b>`, `<img src="{{ .Cover }}">`, "layouts/_shortcodes/pic.html:1:1 for a.md:1:1"},
		{"another template that fits", `<img src=/a.png alt=b>`, `<img src="{{ .Cover }}" alt="{{ .Title }}">`, ""},
	} {
		s := New(func(x *Index) {
			x.AddTemplate("layouts/_shortcodes/pic.html", []byte(`<img src="{{ .Get 0 }}" alt="{{ .Get 1 }}">`))
			x.AddTemplate("card.html", []byte(test.other))
			x.AddContent("a.md", "", []byte("{{< pic /a.png b >}}"))
		})
		if got := placeOf(s, test.tag, Page{}); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// What says most is not named where something else may have written the same.
func TestRivals(t *testing.T) {
	const cover, tag = `<img src="{{ .Cover }}" alt="cover" class="c">`, `<img src=/a.png alt=cover class=c>`
	for _, test := range []struct{ name, template, content, page, want string }{
		{"a template", cover, "", tag, "cover.html:1:1"},
		{"a shortcode that was called with it", cover, "{{< pic /a.png cover >}}", tag, ""},
		{"that was called with something else", cover, "{{< pic /a.png other >}}", tag, "cover.html:1:1"},
		{"content", cover, `<img src="/a.png" alt="cover" class="c">`, tag, "a.md:1:1"},
		{"content, and on the page once more", cover, `<img src="/a.png" alt="cover" class="c">`, tag + tag, ""},
		{"content twice on the page, with no other source", "", `<img src="/b.png" alt="cover">`, "<img src=/b.png alt=cover><img src=/b.png alt=cover>", "a.md:1:1"},
		{"data", "", "", "<img src=/data.png>", "data/a.yaml:1:4"},
		{"data, where a template may print any tag", `{{ printf "<%s src=%q>" .Name .Src | safeHTML }}`, "", "<img src=/data.png>", ""},
	} {
		s := New(func(x *Index) {
			x.AddTemplate("layouts/_shortcodes/pic.html", []byte(`<img src="{{ .Get 0 }}" alt="{{ .Get 1 }}" class="c">`))
			x.AddTemplate("cover.html", []byte(test.template))
			x.AddContent("a.md", "", []byte(test.content))
			x.AddText("data/a.yaml", []byte(`a: <img src="/data.png">`), false)
		})
		if got := placeOf(s, test.page, Page{Content: func() string { return "a.md" }}); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// A page may have the same from a template as another page, or a draft, has in its
// content.
func TestRivalsOnOtherPages(t *testing.T) {
	s := New(func(x *Index) {
		x.AddTemplate("cover.html", []byte(`<img src="{{ .Cover }}" class="c">`))
		x.AddTemplate("thumb.html", []byte(`<img src="{{ .Thumb }}" alt="{{ .Title }}">`))
		x.AddContent("a.md", "", []byte("<img src=\"/a.png\" class=\"c\">\n\n![some](/b.png)\n\n<audio src=\"/a.mp3\">"))
	})
	for _, test := range []struct{ name, source, page, want string }{
		{"the page of the content", `<img src="/a.png" class="c">`, "a.md", "a.md:1:1"},
		{"another", `<img src="/a.png" class="c">`, "b.md", ""},
		{"one without a content file", `<img src="/a.png" class="c">`, "", ""},
		{"no template has it", `<audio src="/a.mp3">`, "b.md", "a.md:5:1"},
		{"an image of Markdown", `<img src="/b.png" alt="some">`, "a.md", "a.md:3:1"},
		{"on another page", `<img src="/b.png" alt="some">`, "b.md", ""},
		{"and from a template", `<img src="/b.png" alt="Title"><img src="/b.png" alt="some">`, "a.md", ""},
	} {
		if got := placeOf(s, test.source, Page{Content: func() string { return test.page }}); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// A shortcode that says nothing itself is no rival where it was called with
// something else.
func TestRivalsThatAreCalled(t *testing.T) {
	s := New(func(x *Index) {
		x.AddTemplate("layouts/_shortcodes/pic.html", []byte(`<img src="{{ .Get 0 }}">`))
		x.AddContent("a.md", "", []byte("<img src=\"/a.png\">\n\n<img src=\"/b.png\">"))
		x.AddContent("b.md", "", []byte("{{< pic /b.png >}}"))
	})
	for tag, want := range map[string]string{`<img src="/a.png">`: "a.md:1:1", `<img src="/b.png">`: ""} {
		if got := placeOf(s, tag, Page{Content: func() string { return "list.md" }}); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

// canonifyURLs and relativeURLs change what says most, so that what says less is
// not named for it.
func TestRewrittenURLs(t *testing.T) {
	s := New(func(x *Index) {
		x.AddTemplate("cover.html", []byte(`<img src="{{ .Cover }}" class="c"><script src="https://cdn.example/x.js" defer></script>`))
		x.AddContent("a.md", "", []byte(`<img src="/a/b.png" class="c"><script src="/x.js" defer></script>`))
	})
	for tag, want := range map[string]string{
		`<img src="/a/b.png" class="c">`:                    "a.md:1:1",
		`<img src="https://e.example/a/b.png" class="c">`:   "",
		`<img src="https://e.example/s/a/b.png" class="c">`: "",
		`<img src="../../a/b.png" class="c">`:               "",
		`<img src="/other/b.png" class="c">`:                "cover.html:1:1",
		`<script src="https://cdn.example/x.js" defer>`:     "cover.html:1:35",
	} {
		if got := placeOf(s, tag, Page{Content: func() string { return "a.md" }}); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

// To know the file of a page costs a look into it, and most findings are in tags of
// templates.
func TestContentIsNotAskedFor(t *testing.T) {
	s := New(func(x *Index) {
		x.AddTemplate("layouts/head.html", []byte(`<link rel="preload" as="font" href="/a.woff2">`))
	})
	asked := Page{Content: func() string { t.Error("asked for the content file"); return "" }}
	if got := placeOf(s, `<link rel="preload" as="font" href="/a.woff2">`, asked); got != "layouts/head.html:1:1" {
		t.Errorf("%q", got)
	}
}

// Where the page's own file calls a shortcode, no other file's call is named.
func TestCallsOfThePage(t *testing.T) {
	s := New(func(x *Index) {
		x.AddTemplate("layouts/_shortcodes/pic.html", []byte(`<img src="/img/{{ .Get 0 }}.png" class="pic">`))
		x.AddContent("a.md", "", []byte("{{< pic dog >}}\n{{< pic ab >}}"))
		x.AddContent("b.md", "", []byte("{{< pic img >}}"))
	})
	const pic = "layouts/_shortcodes/pic.html:1:1"
	for _, test := range []struct{ tag, page, want string }{
		{`<img src="/img/dog.png" class="pic">`, "a.md", pic + " for a.md:1:1"},
		{`<img src="/img/ab.png" class="pic">`, "a.md", pic},
		{`<img src="/img/img.png" class="pic">`, "b.md", pic + " for b.md:1:1"},
		{`<img src="/img/img.png" class="pic">`, "list.md", pic + " for b.md:1:1"},
	} {
		if got := placeOf(s, test.tag, Page{Content: func() string { return test.page }}); got != test.want {
			t.Errorf("%s on %s: %q, want %q", test.tag, test.page, got, test.want)
		}
	}
}

// Without a render hook the images of Markdown are tags of the content file.
func TestImages(t *testing.T) {
	s := New(func(x *Index) {
		x.AddTemplate("card.html", []byte("<img src=\"/{{ .Image }}\" alt=\"{{ .Title }}\">"))
		x.AddContent("a.md", "", []byte("![](/a.png)\n\n    ![](/code.png)\n"))
	})
	for tag, want := range map[string]string{
		`<img src="/a.png" alt="" class="x">`: "a.md:1:1",
		`<img src="/code.png" alt="">`:        "",
		`<img src="/b.png" alt="B">`:          "card.html:1:1",
	} {
		if got := placeOf(s, tag, Page{}); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

// What stands inside of a shortcode reaches the page as its template has it.
func TestInsideShortcodes(t *testing.T) {
	s := New(func(x *Index) {
		for name, text := range map[string]string{
			"box": "<div>{{ .Inner }}</div>", "note": "{{ .Inner | .Page.RenderString }}", "code": "{{ highlight .Inner \"html\" }}", "gone": "",
		} {
			x.AddTemplate("layouts/_shortcodes/"+name+".html", []byte(text))
			x.AddContent(name+".md", "", []byte("{{< "+name+" >}}\n<script src=\"/"+name+".js\"></script>\n\n    <img src=\"/"+name+".png\">\n{{< /"+name+" >}}\n"))
		}
	})
	for tag, want := range map[string]string{
		`<script src=/box.js>`: "box.md:2:1", `<img src=/box.png>`: "box.md:4:5",
		`<script src=/note.js>`: "note.md:2:1", `<img src=/note.png>`: "",
		`<script src=/code.js>`: "", `<img src=/code.png>`: "",
		`<script src=/gone.js>`: "",
	} {
		if got := placeOf(s, tag, Page{}); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestStrings(t *testing.T) {
	s := New(func(x *Index) {
		x.AddText("hugo.toml", []byte("# old = '<img src=\"/old.png\">'\nfoot = '''\n<img src=\"/foot.png\">'''\nhead = \"<img src=\\\"/head.png\\\" alt=\\\"a\\\">\""), false)
		x.AddText("data/a.json", []byte(`{"a": "<video src=\"\/a.mp4\">", "b": "a &lt;img>"}`), false)
		x.AddText("i18n/en.yaml", []byte("a: 'It''s <img src=''/i18n.png''>'\nb: >\n  <img\n  src=\"/folded.png\">\n"), false)
		x.AddText("content/_content.gotmpl", []byte("{{ $c := `<img src=\"/adapter.png\">` }}"), true)
		x.AddContent("a.md", "", []byte("---\nbanner: '<img src=\"/front.png\">'\n---\n`<img src=\"/code.png\">`\n"))
		x.AddTemplate("t.html", []byte("{{/* <img src=\"/comment.png\"> */}}{{ printf `<img src=%q alt=\"x\" %s>` .Src .More | safeHTML }}{{ \"<track src=\\\"/t.vtt\\\">\" | safeHTML }}<img src=\"{{ .A }}\" class=\"b\">"))
		x.AddText("data/b.yaml", []byte("a: <img src='/class.png' class='b'>\n"), false)
	})
	for tag, want := range map[string]string{
		`<img src=/foot.png>`:         "hugo.toml:3:1",
		`<img src=/head.png alt=a>`:   "hugo.toml:4:9",
		`<img src=/old.png>`:          "",
		`<video src=/a.mp4>`:          "data/a.json:1:8",
		`<img src=/i18n.png>`:         "i18n/en.yaml:1:11",
		`<img src=/folded.png>`:       "i18n/en.yaml:3:3",
		`<img src=/adapter.png>`:      "content/_content.gotmpl:1:11",
		`<img src=/front.png>`:        "a.md:2:10",
		`<img src=/code.png>`:         "",
		`<img src=/comment.png>`:      "",
		`<img src=/p.png alt=x id=p>`: "t.html:1:46",
		`<track src=/t.vtt>`:          "t.html:1:99",
		// Where a template writes tags like it, a string is none to name.
		`<img src=/class.png class=b>`: "",
		`<img src=/other.png class=b>`: "t.html:1:136",
	} {
		if got := placeOf(s, tag, Page{}); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

// Of content files that say the same it is the page's own, unless the tag is on
// the page more often than there.
func TestOwnContent(t *testing.T) {
	const text = "<img src=\"/a.png\">"
	s := New(func(x *Index) {
		x.AddContent("a.md", "", []byte(text))
		x.AddContent("b.md", "", []byte("\n"+text))
		x.AddContent("c.md", "", []byte("<img src=\"/c.png\">"))
		x.AddContent("d.md", "", []byte("<img src=\"/t.png\">"))
		x.AddTemplate("t.html", []byte("<img src=\"/t.png\">"))
	})
	for _, test := range []struct{ name, page, own, want string }{
		{"one", text, "a.md", "a.md:1:1"},
		{"the other", text, "b.md", "b.md:2:1"},
		{"a list", text, "_index.md", ""},
		{"not known", text, "", ""},
		{"with another's below", text + text, "a.md", ""},
		{"a list with what one says", "<img src=\"/c.png\">", "_index.md", "c.md:1:1"},
		{"a template that says the same", "<img src=\"/t.png\">", "d.md", ""},
	} {
		if got := placeOf(s, test.page, Page{Content: func() string { return test.own }}); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzContent shows that content of any form is read, and that every place is in it.
func FuzzContent(f *testing.F) {
	for _, text := range []string{
		"---\na: '<img src=x>'\n---\n{{< a b=\"c\\\"\" `d` e >}}<img src=/y>{{< /a >}} ![a](b) ![](<c d>)", "{{%/**/%}}{{% a %}}{{<a/>}}{{< \"\" = >}}", "![](![](\n\n](", "<img src=\"\\\"", "a: ''<img '' src=%q %s>",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var x Index
		x.AddContent("a.md", "", []byte(text))
		x.AddText("a.yaml", []byte(text), true)
		lines := strings.Count(text, "\n") + 1
		for _, named := range x.byName {
			for _, c := range slices.Concat(append(slices.Collect(maps.Values(named.bySource)), named.others)...) {
				if c.Line < 1 || c.Line > lines {
					t.Errorf("%q: %s", text, c.String())
				}
			}
		}
		for name, calls := range x.calls {
			for _, c := range calls {
				if c.Line < 1 || c.Line > lines || name == "" {
					t.Errorf("%q: %q at %s", text, name, c.String())
				}
			}
		}
	})
}
