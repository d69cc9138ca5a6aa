package annotate

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// benchPage is an article with a head like a theme's; missing is the font
// preload's attribute or its absence.
func benchPage(crossorigin string) []byte {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>` +
		`<link rel="preload" href="/a.woff2" as="font" type="font/woff2"` + crossorigin + `>` +
		`<style>@font-face { font-family: a; src: url(/a.woff2) }</style>` +
		`<script defer src="/js/main.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorigin="anonymous"></script></head><body><main>`)
	for i := range 200 {
		fmt.Fprintf(&b, `<h2 id="s%d">Heading <a href="#s%d">#</a></h2><p>%s<em>text</em></p><img src="/images/%d.png" alt="">`+"\n",
			i, i, strings.Repeat("Some words of an article. ", 8), i)
	}
	b.WriteString("</main></body></html>\n")
	return []byte(b.String())
}

// BenchmarkHTML measures annotating against checking the same page: where the
// page changes, and where it does not.
func BenchmarkHTML(b *testing.B) {
	for _, test := range []struct{ name, attribute string }{{"changed", ""}, {"unchanged", " crossorigin"}} {
		src := benchPage(test.attribute)
		if r := HTML(src, options()); r.Changed != (test.attribute == "") {
			b.Fatalf("%s: changed is %t", test.name, r.Changed)
		}
		b.Run(test.name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			// Interleaved, so that a busy machine slows both alike.
			var check, annotate time.Duration
			for b.Loop() {
				start := time.Now()
				Check(src, options())
				middle := time.Now()
				HTML(src, options())
				check += middle.Sub(start)
				annotate += time.Since(middle)
			}
			b.ReportMetric(float64(annotate)/float64(check), "annotate/check")
		})
	}
}
