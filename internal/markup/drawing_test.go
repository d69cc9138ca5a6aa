package markup

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// TestRemembered compares sources that repeat what they hold, drawings that are
// passed over and tags that are not read again, with those where all drawings
// differ.
func TestRemembered(t *testing.T) {
	icon := func(path string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" id="0000"><path d="` + path + `"/></svg>`
	}
	pieces := []string{
		icon("M0 0h24v24H0z"), icon("M1 1h24v24H0z"), icon("M1 1h24v24"), icon(`"/><image href="a.png"/><path d="`), icon(`"/><p>out</p><path d="`),
		icon(`"/><svg><g></svg><svg></svg></g><path d="`), icon(`"/><foreignObject><svg></svg><script>a</script></foreignObject><path d="`),
		icon(string(bytes.Repeat([]byte("M0 0h24"), maxDrawing/14))), icon(string(bytes.Repeat([]byte("M0 0h24"), maxDrawing/7))),
		`<img src="/a/long/enough/path/to/an/image.png" alt="an image" width="20">`, `<IMG src="/a/long/enough/path/to/an/image.png" alt="an image" width="2">`,
		`<img src="/a/long/enough/path/to/an/image.png" alt="an image" width="` + string(bytes.Repeat([]byte("1"), maxSeen)) + `">`, `<img a b c d e f g h i j k l m n o>`,
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" id="0000">`, `</svg>`, `<noscript>`, `</noscript>`, `<video>`, `</video>`, `<template>`, `</template>`,
		"<p>text</p>", "<title><svg></title>", "<!--", "-->", "</g>",
	}
	random := rand.New(rand.NewPCG(7, 8))
	for range 4000 {
		var src, unique []byte
		for i := range 1 + random.IntN(30) {
			piece := []byte(pieces[random.IntN(len(pieces))])
			src = append(src, piece...)
			unique = append(unique, bytes.ReplaceAll(piece, []byte("0000"), fmt.Appendf(nil, "%04d", i+1))...)
		}
		want := told(t, unique, NewNames("img", "image", "script", "video").OrAttr("crossorigin"))
		if got := told(t, src, skimmed); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %d tags, want %d", src, len(got), len(want))
		}
	}
}

// told returns the tags that a scan reports, whose spans it checks.
func told(t *testing.T, src []byte, want *Names) (tags []Tag) {
	Scan(src, want, func(tag *Tag) bool {
		if !equalFold(src[tag.NameSpan.Start:tag.NameSpan.End], tag.Name) {
			t.Fatalf("%q: %+v", src, tag)
		}
		for _, a := range tag.Attrs {
			if !equalFold(src[a.NameSpan.Start:a.NameSpan.End], a.Name) || string(src[a.ValueSpan.Start:a.ValueSpan.End]) != a.Value {
				t.Fatalf("%q: %+v", src, a)
			}
		}
		tags = append(tags, tag.Clone())
		return true
	})
	return tags
}
