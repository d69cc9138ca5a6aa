package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// TestIgnoreLogs silences every message of the module by the id that Hugo names
// with it, and that the README has.
func TestIgnoreLogs(t *testing.T) {
	const site = `disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "404"]
[params.crossorigin]
anotate = true
checkPublished = "elsewhere"
-- layouts/home.html --
{{ with partial "crossorigin/annotate.html" . -}}
<img crossorigin="yes" src=/a.png><img crossorigin="anonymous " src=/b.png><img crossorgin src=/c.png><link rel=canonical crossorigin href=/>
<link rel=icon integrity="sha256-AAAA" href=/i.png><link rel=preload as=font crossorigin=use-credentials href=/f.woff2>
{{- end }}
{{ partial "crossorigin/script.html" (dict "src" "https://cdn.example/a.js" "crossorigin" false "integrity" "sha384-AAAA") }}
{{ partial "crossorigin/script.html" (dict "src" "/a.js" "asnyc" true) }}
{{ partial "crossorigin/script.html" (dict "src" "/a.js" "integrity" "AAAA") }}
{{ partial "crossorigin/video.html" (dict "src" "/v.webm" "crossorigin" false "tracks" (slice "https://cdn.example/t.vtt")) }}
`
	config := strings.Split(siteConfig, "disableKinds")[0]
	b, err := buildModule(t, config+site)
	if err == nil {
		t.Fatal("the build goes through")
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`ignoreLogs = \['(crossorigin-[a-z-]+)'\]`).FindAllStringSubmatch(b.LogString(), -1) {
		ids[m[1]] = true
	}
	if len(ids) != 12 {
		t.Errorf("%d ids: %v\n%s", len(ids), slices.Sorted(maps.Keys(ids)), b.LogString())
	}
	readme, err := os.ReadFile(filepath.Join(moduleDir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for id := range ids {
		list = append(list, `"`+id+`"`)
		if rule.ByID(strings.TrimPrefix(id, "crossorigin-")) == nil && !strings.Contains(string(readme), "`"+id+"`") {
			t.Errorf("the README does not have %s", id)
		}
	}
	b, err = buildModule(t, config+"ignoreLogs = ["+strings.Join(list, ", ")+"]\n"+site)
	if err != nil || strings.Contains(b.LogString(), "crossorigin") {
		t.Error(err, b.LogString())
	}
}
