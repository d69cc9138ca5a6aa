package resolver

import (
	"strings"
	"testing"
	"time"
)

var (
	sink       Request
	sinkLength int
)

func BenchmarkResolve(b *testing.B) {
	b.ReportAllocs()
	var i uint8
	for b.Loop() {
		sink = Resolve(Context(i), State(i))
		i++
	}
}

// benchTags are tags with the attributes that a matcher has to look up at
// least, found or not.
var benchTags = []struct {
	name  string
	el    Element
	attrs [][2]string
	asked []string
}{
	{"link-preload-font", Element{Name: "link"}, [][2]string{{"rel", "preload"}, {"as", "font"}, {"href", "/f.woff2"}, {"type", "font/woff2"}}, []string{"rel", "as", "href"}},
	{"link-preload-track", Element{Name: "link"}, [][2]string{{"rel", "preload"}, {"href", "/a.vtt"}, {"as", "track"}}, []string{"rel", "as", "href"}},
	{"link-preload-image-set", Element{Name: "link"}, [][2]string{{"rel", "preload"}, {"as", "image"}, {"imagesrcset", "/a.png 2x"}}, []string{"rel", "as", "href", "imagesrcset"}},
	{"link-preload-other-as", Element{Name: "link"}, [][2]string{{"rel", "preload"}, {"as", "document"}, {"href", "/a"}}, []string{"rel", "as", "href"}},
	{"link-modulepreload-serviceworker", Element{Name: "link"}, [][2]string{{"rel", "modulepreload"}, {"as", "serviceworker"}, {"href", "/a.js"}}, []string{"rel", "as", "href"}},
	{"link-stylesheet", Element{Name: "link"}, [][2]string{{"rel", "stylesheet"}, {"href", "/a.css"}}, []string{"rel", "href"}},
	{"link-stylesheet-uppercase", Element{Name: "link"}, [][2]string{{"rel", "StyleSheet"}, {"href", "/a.css"}}, []string{"rel", "href"}},
	{"link-preload-stylesheet", Element{Name: "link"}, [][2]string{{"rel", "preload stylesheet"}, {"as", "style"}, {"href", "/a.css"}}, []string{"rel", "as", "href"}},
	{"link-preconnect-dns-prefetch", Element{Name: "link"}, [][2]string{{"rel", "preconnect dns-prefetch"}, {"href", "//a.example"}}, []string{"rel", "href"}},
	{"link-compression-dictionary", Element{Name: "link"}, [][2]string{{"rel", "compression-dictionary"}, {"href", "/a"}}, []string{"rel", "href"}},
	{"script-module", Element{Name: "script"}, [][2]string{{"type", "module"}, {"src", "/a.js"}}, []string{"type", "src"}},
	{"script-classic", Element{Name: "script"}, [][2]string{{"src", "/a.js"}, {"defer", ""}}, []string{"type", "language", "src", "nomodule"}},
	{"script-javascript", Element{Name: "script"}, [][2]string{{"type", "text/javascript"}, {"src", "/a.js"}}, []string{"type", "src", "nomodule"}},
	{"script-data", Element{Name: "script"}, [][2]string{{"type", "application/ld+json"}}, []string{"type"}},
	{"img", Element{Name: "img"}, [][2]string{{"src", "/a.png"}, {"alt", ""}, {"width", "8"}, {"height", "8"}}, []string{"src", "srcset"}},
	{"img-srcset", Element{Name: "img"}, [][2]string{{"src", "/a.png"}, {"srcset", "/b.png 2x"}}, []string{"src", "srcset"}},
	{"track", Element{Name: "track", Parent: "video"}, [][2]string{{"src", "/a.vtt"}}, []string{"src"}},
	{"video", Element{Name: "video"}, [][2]string{{"src", "/a.webm"}, {"poster", "/a.png"}}, []string{"src", "poster"}},
	{"svg-image", Element{Name: "image", SVG: true}, [][2]string{{"xlink:href", "/a.png"}}, []string{"href", "xlink:href"}},
}

// BenchmarkMatch matches tags to their contexts. Attributes are found by a
// linear search, as in a parsed tag; x-lookups is the time of a match in times
// of these searches alone.
func BenchmarkMatch(b *testing.B) {
	for _, tag := range benchTags {
		attr := func(name string) (string, bool) {
			for i := range tag.attrs {
				if tag.attrs[i][0] == name {
					return tag.attrs[i][1], true
				}
			}
			return "", false
		}
		b.Run(tag.name, func(b *testing.B) {
			b.ReportAllocs()
			buf := make([]Context, 0, 8)
			for b.Loop() {
				buf = Match(buf[:0], tag.el, attr)
			}
			if len(buf) == 0 {
				b.Fatal("no context")
			}
			matching := b.Elapsed()
			b.StopTimer()
			start := time.Now()
			for range b.N {
				for _, name := range tag.asked {
					value, _ := attr(name)
					sinkLength += len(value)
				}
			}
			b.ReportMetric(float64(matching)/float64(time.Since(start)), "x-lookups")
		})
	}
}

// TestNoAllocations matches and resolves the tags, as they are written and in
// capitals.
func TestNoAllocations(t *testing.T) {
	buf := make([]Context, 0, 8)
	for _, tag := range benchTags {
		attrs, capitals := map[string]string{}, map[string]string{}
		for _, a := range tag.attrs {
			attrs[a[0]], capitals[a[0]] = a[1], strings.ToUpper(a[1])
		}
		for _, attr := range []Attrs{attrsOf(attrs), attrsOf(capitals)} {
			if n := testing.AllocsPerRun(10, func() {
				buf = Match(buf[:0], tag.el, attr)
				for _, c := range buf {
					sink = Resolve(c, Anonymous)
				}
			}); n != 0 || len(buf) == 0 {
				t.Errorf("%s: %v allocations to find %v, expected none", tag.name, n, buf)
			}
		}
	}
}
