package provenance

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// No text is left unread that an index would keep a tag of.
func FuzzFetching(f *testing.F) {
	for _, text := range []string{
		"", "text", "crossorigin", "a < b", "<", "<p CrossOrigin>", "<a><Link", "<img", "<scr", "<IFRAME", "<\x13tyle>", "<p crossorigi<n", "2 < 3 <video>", "<ſtyle>",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var h holding
		h.add(candidate{}, []byte(text), 0, hugotemplate.ScanContent("a.md", []byte(text), everyName, false).Tags)
		h.addStrings(candidate{}, []byte(text), markup.Span{End: len(text)}, false)
		if len(h.tags) > 0 && !fetching([]byte(text)) {
			t.Errorf("%q holds tags", text)
		}
	})
}

func TestFetching(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "text": false, "crossorigin": false, "a < b": false, "<": false, "<p>": false, "<scr": false, "<p crossorigi<n": false, "<\x13tyle>": false, "<ſtyle>": false, "<imgs>": false,
		"<p CrossOrigin>": true, "<a><Link": true, "<img": true, "<IFRAME>": true, "2 < 3 <video>": true, "<svg><feImage href=a>": true,
	} {
		if got := fetching([]byte(text)); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}
