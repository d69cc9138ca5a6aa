package rule

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// article is a page as a Hugo theme builds it: a head full of links, text, an
// image now and then, and scripts at the end.
func article() []byte {
	var b bytes.Buffer
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Post</title>
<link rel="canonical" href="https://example.org/posts/one/"><link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>
<link rel="preload" as="font" href="/fonts/inter.woff2" type="font/woff2" crossorigin="anonymous">
<link rel="stylesheet" href="/css/main.min.css" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0=" crossorigin="anonymous">
<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter&amp;display=swap"><link rel="icon" href="/favicon.ico">
<link rel="alternate" type="application/rss+xml" href="/index.xml"><link rel="manifest" href="/site.webmanifest">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Article"}</script></head><body><main>
`)
	for i := range 40 {
		fmt.Fprintf(&b, "<h2 id=\"s%d\">Section <a class=\"anchor\" href=\"#s%d\">#</a></h2>\n", i, i)
		for range 4 {
			b.WriteString(`<p>Lorem ipsum dolor sit amet, <a href="/posts/two/">consectetur</a> adipiscing elit, sed do <code>eiusmod</code> tempor incididunt ut labore et dolore magna aliqua.</p>` + "\n")
		}
		if i%4 == 0 {
			fmt.Fprintf(&b, `<img src="/img/%d.png" srcset="/img/%d.png 1x, /img/%d@2x.png 2x" alt="" loading="lazy">`+"\n", i, i, i)
		}
	}
	b.WriteString(`</main><script src="/js/main.min.js" defer></script><script src="https://cdn.jsdelivr.net/npm/katex" integrity="sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb" crossorigin="anonymous"></script></body></html>`)
	return b.Bytes()
}

var interesting = markup.NewNames("base", "link", "script", "style", "img", "image", "picture", "source", "audio", "video", "track", "iframe", "input", "feimage")

// BenchmarkCheck measures a page with all rules, as a multiple of the scan for
// its tags alone.
func BenchmarkCheck(b *testing.B) {
	src := article()
	css := []byte(`@font-face { font-family: Inter; src: url(/fonts/inter.woff2) format("woff2") }`)
	o := page.Options{URL: "https://example.org/posts/one/", Cache: &page.Cache{}, Local: func(string) ([]byte, bool) { return css, true }}
	if found := Check(page.ParseHTML(src, o), nil); len(found) > 0 {
		b.Fatalf("findings: %v", messages(found))
	}
	var scan, check time.Duration
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		markup.Scan(src, interesting, func(*markup.Tag) bool { return true })
		middle := time.Now()
		Check(page.ParseHTML(src, o), nil)
		scan += middle.Sub(start)
		check += time.Since(middle)
	}
	b.ReportMetric(float64(check)/float64(scan), "x-scan")
}
