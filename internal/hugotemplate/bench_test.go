package hugotemplate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// layout is a partial of the size and manner of a theme's head.
func layout() []byte {
	var b strings.Builder
	b.WriteString("{{- /* The head. */ -}}\n{{- $opts := dict \"minify\" true -}}\n")
	for i := range 12 {
		fmt.Fprintf(&b, `
{{- with resources.Get "css/%d.css" }}
  {{- $css := . | fingerprint }}
  <link rel="stylesheet" href="{{ $css.RelPermalink }}" integrity="{{ $css.Data.Integrity }}"{{ if $.Site.Params.cdn }} crossorigin="anonymous"{{ end }}>
{{- else }}
  {{- warnf "no style sheet %d" }}
{{- end }}
{{ range .Translations -}}
  <link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}" title="{{ .Title }}">
{{ end -}}
{{ if and (eq .Kind "page") (not .Params.plain) }}
  <meta property="og:title" content="{{ .Title | plainify }}">
  <script src="https://cdn.example/lib@%d/lib.js" {{ with $.Site.Params.sri }}integrity="{{ . }}" crossorigin="anonymous"{{ end }} defer></script>
{{ else if .IsHome }}
  <script>window.site = {{ dict "title" .Title "n" %d | jsonify }};</script>
{{ end }}
`, i, i, i, i)
	}
	return []byte(b.String())
}

func BenchmarkScan(b *testing.B) {
	src := layout()
	works := []struct {
		name string
		do   func()
	}{
		{"template", func() {
			if s, err := Scan("t", src, checked); err != nil || len(s.Tags) == 0 {
				b.Fatal(err)
			}
		}},
		{"parser", func() {
			if _, err := parseTemplate("t", src, nil); err != nil {
				b.Fatal(err)
			}
		}},
		{"markup", func() { markup.Scan(src, checked, func(*markup.Tag) bool { return true }) }},
	}
	for _, w := range works {
		b.Run(w.name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				w.do()
			}
		})
	}
	// Interleaved, so that a busy machine slows all alike.
	b.Run("ratio", func(b *testing.B) {
		var spent [3]time.Duration
		for b.Loop() {
			for i, w := range works {
				start := time.Now()
				w.do()
				spent[i] += time.Since(start)
			}
		}
		b.ReportMetric(float64(spent[0])/float64(spent[1]), "times-parser")
		b.ReportMetric(float64(spent[0])/float64(spent[2]), "times-markup")
	})
}
