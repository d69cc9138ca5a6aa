package resolver

import "testing"

var sink Request

func BenchmarkResolve(b *testing.B) {
	b.ReportAllocs()
	var i uint8
	for b.Loop() {
		sink = Resolve(Context(i), State(i))
		i++
	}
}

// BenchmarkMatch matches tags to their contexts; attributes are found by a
// linear search, as in a parsed tag.
func BenchmarkMatch(b *testing.B) {
	type attr struct{ name, value string }
	tags := map[string]struct {
		el    Element
		attrs []attr
	}{
		"link-preload-font": {Element{Name: "link"}, []attr{{"rel", "preload"}, {"as", "font"}, {"href", "/f.woff2"}, {"type", "font/woff2"}}},
		"link-stylesheet":   {Element{Name: "link"}, []attr{{"rel", "stylesheet"}, {"href", "/a.css"}}},
		"script-module":     {Element{Name: "script"}, []attr{{"type", "module"}, {"src", "/a.js"}}},
		"script-classic":    {Element{Name: "script"}, []attr{{"src", "/a.js"}, {"defer", ""}}},
		"img":               {Element{Name: "img"}, []attr{{"src", "/a.png"}, {"alt", ""}}},
		"track":             {Element{Name: "track", Parent: "video"}, []attr{{"src", "/a.vtt"}}},
	}
	for name, tag := range tags {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			buf := make([]Context, 0, 8)
			for b.Loop() {
				buf = Match(buf[:0], tag.el, func(name string) (string, bool) {
					for i := range tag.attrs {
						if tag.attrs[i].name == name {
							return tag.attrs[i].value, true
						}
					}
					return "", false
				})
			}
			if len(buf) == 0 {
				b.Fatal("no context")
			}
		})
	}
}

func TestNoAllocations(t *testing.T) {
	attrs := attrsOf(map[string]string{"rel": "preload stylesheet", "as": "style", "href": "a"})
	buf := make([]Context, 0, 8)
	if n := testing.AllocsPerRun(100, func() {
		buf = Match(buf[:0], Element{Name: "link"}, attrs)
		for _, c := range buf {
			sink = Resolve(c, Anonymous)
		}
	}); n != 0 {
		t.Errorf("matching and resolving a tag allocates %v times", n)
	}
}
