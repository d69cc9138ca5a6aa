package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
)

// TestFindingsNameTheirPlace has a wrong tag in every kind of source that reaches a
// page, and looks for the places in the report.
func TestFindingsNameTheirPlace(t *testing.T) {
	dir := writeSite(t, `-- hugo.toml --
baseURL = "https://example.org/"
theme = "t"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
[params]
banner = "<img crossorgin src=\"/param.png\">"
[markup.goldmark.renderer]
unsafe = true
[languages.en]
[languages.fr]
[pagination]
pagerSize = 1
[[module.mounts]]
source = "content"
target = "content"
[[module.mounts]]
source = "elsewhere"
target = "content/mounted"
[[module.mounts]]
source = "content-fr"
target = "content"
[module.mounts.sites.matrix]
languages = ["fr"]
-- layouts/all.html --
{{ .Content }}
-- layouts/home.html --
{{ site.Params.banner | safeHTML }}{{ range hugo.Data.banners }}{{ .html | safeHTML }}{{ end }}{{ .Params.html | safeHTML }}{{ T "foot" | safeHTML }}
{{ (site.GetPage "shared").Content }}{{ .RenderString "<img crossorgin src='/string.png'>" }}{{ (resources.Get "pic.svg").Content | safeHTML }}
{{ partial "own.html" . }}
-- layouts/section.html --
{{ range (.Paginate .RegularPages.ByTitle).Pages }}{{ .Summary }}{{ with .Resources.GetMatch "part.md" }}{{ .Content }}{{ end }}{{ end }}
-- layouts/_shortcodes/pic.html --
<img crossorgin src="{{ .Get 0 }}">
-- layouts/_shortcodes/box.html --
<div>{{ .Inner }}</div>
-- layouts/_markup/render-image.html --
<img crossorgin src="{{ .Destination }}" alt="{{ .Text }}">
-- themes/t/layouts/_partials/own.html --

<img crossorgin src="/partial.png">
-- themes/t/content/theme.md --
<img crossorgin src="/theme.png">
-- data/banners.yaml --
a:
  html: '<img crossorgin src="/data.png">'
-- i18n/en.toml --
foot = '<img crossorgin src="/i18n.png">'
-- assets/pic.svg --
<svg xmlns="http://www.w3.org/2000/svg"><image crossorgin href="/svg.png"/></svg>
-- content/_index.md --
---
html: '<img crossorgin src="/front.png">'
---
-- content/shared/index.md --
---
headless: true
---
<img crossorgin src="/headless.png">
-- content/posts/a.md --
<img crossorgin src="/a.png">
-- content/posts/a.fr.md --

<img crossorgin src="/a.png">
-- content/posts/b.md --
x {{< pic "/b.png" >}} ![](/md.png)
{{< box >}}<img crossorgin src="/inner.png">{{< /box >}}
-- content/posts/c/index.md --
text
-- content/posts/c/part.md --
<img crossorgin src="/part.png">
-- content/gen/_content.gotmpl --
{{ .AddPage (dict "path" "p" "content" (dict "mediaType" "text/markdown" "value" "<img crossorgin src='/adapter.png'>")) }}
-- elsewhere/m.md --

<img crossorgin src="/mounted.png">
-- content-fr/posts/z.md --
<img crossorgin src="/fr.png">
`)
	_, out, errOut := runOurs(t, "-s", dir, "-d", filepath.Join(t.TempDir(), "out"), "--quiet", "--check", "--format", "json")
	if errOut != "" {
		t.Fatal(errOut)
	}
	type spot struct {
		File         string
		Line, Column int
	}
	var told struct {
		Files []struct {
			File string
			Left []struct {
				Line, Column int
				Origin       *struct {
					spot
					For *spot
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &told); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, f := range told.Files {
		for _, x := range f.Left {
			if x.Origin == nil {
				t.Errorf("%s:%d:%d comes from nowhere", f.File, x.Line, x.Column)
				continue
			}
			name := fmt.Sprintf("%s:%d", x.Origin.File, x.Origin.Line)
			if x.Origin.For != nil {
				name += fmt.Sprintf(" for %s:%d", x.Origin.For.File, x.Origin.For.Line)
			}
			got[name]++
		}
	}
	want := map[string]int{ // pages with it
		"hugo.toml:5": 2, "data/banners.yaml:2": 2, "i18n/en.toml:1": 2, "assets/pic.svg:1": 2, "layouts/home.html:2": 2,
		"themes/t/layouts/_partials/own.html:2": 2, "themes/t/content/theme.md:1": 1, "content/_index.md:2": 1, "content/shared/index.md:4": 1,
		"content/posts/a.md:1": 2, "content/posts/a.fr.md:2": 2, "content/posts/c/part.md:1": 1, "content/gen/_content.gotmpl:1": 2,
		"layouts/_shortcodes/pic.html:1 for content/posts/b.md:1": 2, "layouts/_markup/render-image.html:1 for content/posts/b.md:1": 2,
		"content/posts/b.md:2": 2, "elsewhere/m.md:2": 2, "content-fr/posts/z.md:1": 2,
	}
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s: %d pages, want %d", name, got[name], n)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("also %v", got)
	}
}
