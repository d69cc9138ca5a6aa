package main

import (
	"strings"
	"testing"
)

// What a partial or a shortcode has told of a tag, the decorator that the tag
// stands in does not tell again, on whatever page.
func TestMessagesOnce(t *testing.T) {
	const manifest = `<link rel="manifest" href="/site.webmanifest" crossorigin="use-credential">`
	tests := []struct {
		name, main string
		want       []string // the end of a line each
		warnings   int      // warnings in all
	}{
		{
			"a partial", `{{ partial "crossorigin/link.html" (dict "rel" "manifest" "href" "/site.webmanifest" "crossorigin" "use-credential") }}`,
			[]string{"content/a.md: crossorigin/link: " + manifest, "content/b.md: crossorigin/link: " + manifest},
			2,
		},
		{
			"a partial that is called once", `{{ partialCached "cached.html" . }}`,
			[]string{".md: crossorigin/link: " + manifest},
			1,
		},
		{
			"the attributes alone", `<link class=x {{ partial "crossorigin/attrs.html" (dict "element" "link" "rel" "manifest" "href" "/site.webmanifest" "crossorigin" "use-credential") }} title=y>`,
			[]string{"content/a.md: crossorigin/attrs: " + manifest, "content/b.md: crossorigin/attrs: " + manifest},
			2,
		},
		{
			"by hand", manifest,
			[]string{"content/a.md: " + manifest, "content/b.md: " + manifest},
			2,
		},
		{
			"by hand beside a partial's", `{{ partialCached "cached.html" . }}` + strings.Replace(manifest, "site.", "other.", 1),
			[]string{".md: crossorigin/link: " + manifest, "content/a.md: " + strings.Replace(manifest, "site.", "other.", 1), "content/b.md: "},
			3,
		},
		{
			"another finding of the same tag", `{{ partialCached "cached.html" . | replaceRE "rel=" "crosorigin rel=" | safeHTML }}`,
			[]string{"crosorigin is no attribute", "crossorigin/link: " + manifest},
			3,
		},
		{
			"two of a tag without a URL in src or href", `{{ range slice "one" "two" }}{{ partial "crossorigin/img.html" (dict "srcset" (printf "/%s.png 2x" .) "crossorigin" "x") }}{{ end }}`,
			[]string{`content/a.md: crossorigin/img: <img srcset="/one.png 2x"`, `content/b.md: crossorigin/img: <img srcset="/two.png 2x"`},
			4,
		},
		{
			"content that other pages have", `{{ range site.RegularPages }}{{ .Content }}{{ end }}`,
			[]string{`content/a.md:1:3: crossorigin/img: <img src="/i.png"`},
			1,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := buildModule(t, siteConfig+"[params.crossorigin]\nvalidate = 'warn'\n"+
				"-- layouts/_partials/cached.html --\n"+`{{ partial "crossorigin/link.html" (dict "rel" "manifest" "href" "/site.webmanifest" "crossorigin" "use-credential") }}`+"\n"+
				"-- layouts/_shortcodes/i.html --\n"+`{{ partial "crossorigin/img.html" (dict "src" "/i.png" "crossorigin" "x" "page" .Position) }}`+"\n"+
				"-- layouts/home.html --\n-- layouts/single.html --\n{{ with partial \"crossorigin/annotate.html\" . }}"+tt.main+"{{ end }}\n"+
				"-- content/a.md --\na {{< i >}}\n-- content/b.md --\nb\n")
			if err != nil {
				t.Fatal(err, b.LogString())
			}
			log := b.LogString()
			for _, want := range tt.want {
				if !strings.Contains(log, want) {
					t.Errorf("it is not told: %s", want)
				}
			}
			if got := strings.Count(log, "WARN  "); got != tt.warnings {
				t.Errorf("%d messages, want %d", got, tt.warnings)
			}
			if t.Failed() {
				t.Log(log)
			}
		})
	}
}
