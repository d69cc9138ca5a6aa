package main

import (
	"strings"
	"testing"
)

// TestConnectionsOfWhatIsRepaired has preloads and integrity that are reported:
// the preconnects are those of the page once that is repaired, so that nothing
// is left to say afterwards.
func TestConnectionsOfWhatIsRepaired(t *testing.T) {
	const hash = `"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"`
	tests := []struct{ name, call, rule, preconnect string }{
		{"a font with credentials", `"link.html" (dict "rel" "preload" "as" "font" "href" "https://a.example/f.woff2" "crossorigin" "use-credentials")`, "font-preload", `https://a.example" crossorigin="anonymous"`},
		{"a font without the attribute", `"link.html" (dict "rel" "preload" "as" "font" "href" "https://b.example/f.woff2" "crossorigin" false)`, "font-preload", `https://b.example" crossorigin="anonymous"`},
		{"integrity without the attribute", `"script.html" (dict "src" "https://c.example/a.js" "crossorigin" false "integrity" ` + hash + `)`, "integrity-needs-crossorigin", `https://c.example" crossorigin="anonymous"`},
		{"the same in a tag of one's own", `"attrs.html" (dict "element" "link" "rel" "preload" "as" "font" "href" "https://d.example/f.woff2" "crossorigin" "use-credentials")`, "font-preload", `https://d.example" crossorigin="anonymous"`},
		{"a font that is said to be for credentials", `"link.html" (dict "rel" "preload" "as" "font" "href" "https://e.example/f.woff2" "crossorigin" "use-credentials" "data-crossorigin-ignore" "font-preload")`, "", `https://e.example"`},
		{"a font for what asks for credentials", `"preload.html" (dict "as" "font" "href" "https://f.example/f.woff2" "for" "css-font-face-cross-origin-use-credentials")`, "", `https://f.example"`},
		{"data with credentials", `"preload.html" (dict "as" "fetch" "href" "https://g.example/a.json" "for" "fetch-include")`, "", `https://g.example"`},
	}
	var home strings.Builder
	for _, tt := range tests {
		name, rest, _ := strings.Cut(strings.TrimPrefix(tt.call, `"`), " ")
		home.WriteString("{{ partial \"crossorigin/" + name + " " + rest + " }}\n")
	}
	b, err := buildModule(t, siteConfig+"[params.crossorigin]\nvalidate = 'warn'\n-- layouts/home.html --\n{{ partial \"crossorigin/preconnect.html\" . }}\n"+home.String())
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	page := b.FileContent("public/index.html")
	for _, tt := range tests {
		if want := `<link rel="preconnect" href="` + tt.preconnect + ">"; !strings.Contains(page, want) {
			t.Errorf("%s: %s is not in\n%s", tt.name, want, page)
		}
		host, _, _ := strings.Cut(tt.preconnect, `"`)
		reported := false
		for line := range strings.Lines(b.LogString()) {
			reported = reported || strings.Contains(line, host) && strings.Contains(line, "["+tt.rule+"]")
		}
		if reported != (tt.rule != "") || tt.rule == "" && strings.Contains(b.LogString(), host) {
			t.Errorf("%s: reported is %v, for %q\n%s", tt.name, reported, tt.rule, b.LogString())
		}
	}
}
