package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fromEverywhere renders tags that are wrong from all kinds of sources.
const fromEverywhere = `-- hugo.toml --
baseURL = "https://example.org/"
theme = "one"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "404"]
[markup.goldmark.renderer]
unsafe = true
-- layouts/baseof.html --
<!doctype html>
<title>{{ .Title }}</title>
{{ partial "head.html" . }}
{{ partial "foot.html" "/early" }}
{{ block "main" . }}{{ end }}
-- layouts/all.html --
{{ define "main" }}{{ .Content }}{{ end }}
-- layouts/_partials/head.html --
{{ if true }}
  <link rel="preload" as="font" href="/{{ "f" }}.woff2">{{ end }}
-- layouts/_shortcodes/player.html --
<audio crossorgin src="/{{ .Get 0 }}.mp3"></audio>
-- themes/one/layouts/_partials/head.html --
<link rel="preload" as="font" href="/{{ "f" }}.woff2">
-- themes/one/layouts/_partials/foot.html --
<script src="{{ . }}/late.js" id="late" crossorigin="anonymus"></script>
-- content/_index.md --
---
title: Home
---
{{< player "a" >}}

<img src="/a.png" crossorigin="use-credentails">
-- content/a.md --
---
title: A
---
Nothing.
`

// TestOrigins names the partial, shortcode or content file behind what is told.
func TestOrigins(t *testing.T) {
	code, out, errOut := runOurs(t, "-s", writeSite(t, fromEverywhere), "--quiet")
	if code != exitFindings || errOut != "" {
		t.Errorf("exit code %d\n%s", code, errOut)
	}
	for _, want := range []string{
		"public/a/index.html:4:3 (content/a.md, from layouts/_partials/head.html:2:3): fixed: ",
		"public/a/index.html:6:40 (content/a.md, from themes/one/layouts/_partials/foot.html:1:1): fixed: ",
		"public/index.html:8:8 (from layouts/_shortcodes/player.html:1:1 for content/_index.md:4:1): left: error: ",
		"public/index.html:10:19 (from content/_index.md:6:1): left: error: ",
	} {
		if !strings.Contains("\n"+filepath.ToSlash(out), "\n"+want) {
			t.Errorf("expected %s in\n%s", want, out)
		}
	}
	_, out, _ = runOurs(t, "-s", writeSite(t, fromEverywhere), "--quiet", "--format", "json")
	type applied struct {
		Rule   string
		Origin struct {
			File         string
			Line, Column int
		}
	}
	var report struct {
		Files []struct {
			File    string
			Applied []applied
		}
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || len(report.Files) != 2 {
		t.Fatalf("%v\n%s", err, out)
	}
	i := slices.IndexFunc(report.Files[1].Applied, func(a applied) bool { return a.Rule == "font-preload" })
	if i < 0 {
		t.Fatal(out)
	}
	at := report.Files[1].Applied[i].Origin
	if got, want := fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column), "layouts/_partials/head.html:2:3"; got != want {
		t.Errorf("JSON says %s, expected %s", got, want)
	}
}
