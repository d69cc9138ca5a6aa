package hugotemplate

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

func FuzzScan(f *testing.F) {
	for _, src := range []string{
		`<img src="{{ .X }}" {{ with .I }}integrity="{{ . }}" crossorigin="anonymous"{{ end }}>`,
		"{{- if .A -}} <video {{ else if .B }}<audio {{ end -}} crossorigin> {{ end }}",
		`{{ define "a" }}<img {{ template "b" . }}>{{ end }}{{ block "b" . }}alt{{ end }}`,
		"{{ range $i, $e := .L }}{{ if $e }}{{ break }}{{ else }}{{ continue }}{{ end }}<img>{{ else }}<link>{{ end }}",
		`{{ "<!--" | safeHTML }}<img>{{ "-->" | safeHTML }}{{/* <img> */}}<!-- {{ . }} -->`,
		"<script defer {{- with .X -}} crossorigin{{ end }}>{{ `</script>` }}</script>",
		`<img data-{{ .X }}={{ .Y }} {{ "crossorigin" }}=a b{{ if .Z }}=c{{ end }}>`,
		`{{ $x := 'a' }}{{ $x = "}}" }}<img alt='{{ $x | printf "%q" }}'{{- /* */ -}}>`,
		"{{ end }}{{ else }}{{ if }}{{", "{{/*", "{{ `", "{{ \"\n<img {{ . }}>", "{{- -}}", "{{-}}",
		"<svg>{{ if .A }}</svg>{{ end }}<template>{{ . }}<noscript><img {{ .A }}></noscript>",
	} {
		f.Add([]byte(src))
	}
	every := markup.EveryName()
	f.Fuzz(func(t *testing.T, src []byte) {
		s, err := Scan("t", src, every)
		if err := checkSource(src, s); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		actions := actionsOf(src)
		trees, err := parseTemplate("t", src, actions)
		if err != nil {
			t.Fatal(err)
		}
		if err := checkActions(src, trees, actions); err != nil {
			t.Fatal(err)
		}
	})
}
