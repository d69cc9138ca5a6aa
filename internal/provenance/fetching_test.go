package provenance

import (
	"slices"
	"strings"
	"testing"
)

func FuzzFetching(f *testing.F) {
	for _, text := range []string{
		"", "text", "crossorigin", "a < b", "<", "<p CrossOrigin>", "<a><Link", "<img", "<scr", "<IFRAME", "<\x13tyle>", "<p crossorigi<n", "2 < 3 <video>", "<ſtyle>",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded := []byte(text)
		for i, c := range folded {
			if 'A' <= c && c <= 'Z' {
				folded[i] = c + 'a' - 'A'
			}
		}
		has := func(word string) bool { return strings.Contains(string(folded), word) }
		want := slices.ContainsFunc(strings.Fields("<link <script <img <image <video <audio <source <track <input <iframe <style"), has) || has("<") && has("crossorigin")
		if got := Fetching(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	})
}
