package markup

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// checkedNames are the elements a CORS checker looks at.
var checkedNames = NewNames("base", "script", "link", "img", "image", "feimage", "audio", "video", "source", "track", "style", "input", "iframe", "object", "embed", "meta", "template")

// textPage is an article: long paragraphs, few tags.
func textPage(size int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	pageHead(&b)
	for b.Len() < size {
		fmt.Fprintf(&b, "<h2 id=\"s%d\">%s</h2>\n", b.Len(), words(r, 6))
		for range 4 {
			fmt.Fprintf(&b, "<p>%s <a href=\"/posts/%d/\">%s</a> %s <code>%s</code> %s.</p>\n",
				words(r, 40), r.IntN(1000), words(r, 3), words(r, 25), words(r, 1), words(r, 40))
		}
		fmt.Fprintf(&b, "<img src=\"/images/%d.png\" alt=\"%s\" loading=\"lazy\">\n", r.IntN(1000), words(r, 5))
	}
	b.WriteString("</main></body></html>\n")
	return b.Bytes()
}

// tagPage is a listing: cards of many small elements with many attributes.
func tagPage(size int) []byte {
	r := rand.New(rand.NewPCG(3, 4))
	var b bytes.Buffer
	pageHead(&b)
	for b.Len() < size {
		fmt.Fprintf(&b, `<li class="card card--wide" data-id="%d"><article class="card__body"><header><h3 class="card__title"><a href="/posts/%d/" rel="bookmark">%s</a></h3><time datetime="2024-05-%02d">%s</time></header><div class="card__text"><p>%s</p></div><ul class="tags"><li><a class="tag" href="/tags/a/">%s</a></li><li><a class="tag" href="/tags/b/">%s</a></li></ul><button type="button" aria-label="open" disabled><span class="icon"></span></button></article></li>`+"\n",
			b.Len(), r.IntN(1000), words(r, 4), r.IntN(28)+1, words(r, 2), words(r, 12), words(r, 1), words(r, 1))
	}
	b.WriteString("</main></body></html>\n")
	return b.Bytes()
}

func pageHead(b *bytes.Buffer) {
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Page</title>` +
		`<link rel="preload" href="/f.woff2" as="font" type="font/woff2" crossorigin>` +
		`<link rel="stylesheet" href="/css/main.min.css" integrity="sha256-AAAA&#43;BBBB=" crossorigin="anonymous">` +
		`<style>` + strings.Repeat(".a > .b { color: red }\n", 20) + `</style>` +
		`<script>` + strings.Repeat("if (a < b && c > d) { e(); }\n", 20) + `</script>` +
		`<script src="/js/main.js" defer></script></head><body><!-- page --><main>` + "\n")
}

var lexicon = strings.Fields("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua")

func words(r *rand.Rand, n int) string {
	w := make([]string, n)
	for i := range w {
		w[i] = lexicon[r.IntN(len(lexicon))]
	}
	return strings.Join(w, " ")
}

func countScan(src []byte) (n int) {
	Scan(src, checkedNames, func(t *Tag) bool { n += len(t.Attrs) + 1; return true })
	return n
}

// countTokenizer does with x/net/html what countScan does: it asks for the
// name of every start tag and the attributes of those wanted.
func countTokenizer(src []byte) (n int) {
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return n
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			e := checkedNames.find(name, 0, len(name))
			if e == nil || !e.wanted {
				continue
			}
			n++
			for more {
				_, _, more = z.TagAttr()
				n++
			}
		}
	}
}

// countBrackets is the floor: only the hops from "<" to "<".
func countBrackets(src []byte) (n int) {
	for {
		i := bytes.IndexByte(src, '<')
		if i < 0 {
			return n
		}
		n++
		src = src[i+1:]
	}
}

func BenchmarkScan(b *testing.B) {
	for _, page := range []struct {
		name string
		src  []byte
	}{{"text", textPage(1 << 20)}, {"tags", tagPage(1 << 20)}} {
		if s, z := countScan(page.src), countTokenizer(page.src); s != z {
			b.Fatalf("%s: scan counts %d, x/net/html %d", page.name, s, z)
		}
		for _, work := range []struct {
			name string
			do   func([]byte) int
		}{{"scan", countScan}, {"x-net-tokenizer", countTokenizer}, {"indexbyte", countBrackets}} {
			b.Run(page.name+"/"+work.name, func(b *testing.B) {
				b.SetBytes(int64(len(page.src)))
				b.ReportAllocs()
				for b.Loop() {
					work.do(page.src)
				}
			})
		}
		b.Run(page.name+"/ratio", func(b *testing.B) {
			// Interleaved, so that a busy machine slows both alike.
			var scan, tokenizer time.Duration
			for b.Loop() {
				start := time.Now()
				countScan(page.src)
				middle := time.Now()
				countTokenizer(page.src)
				scan += middle.Sub(start)
				tokenizer += time.Since(middle)
			}
			b.ReportMetric(float64(tokenizer)/float64(scan), "x-net-ratio")
		})
	}
}
