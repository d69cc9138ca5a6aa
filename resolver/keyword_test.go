package resolver

import (
	"strings"
	"testing"
)

// naiveFold folds byte by byte.
func naiveFold(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func TestFoldEveryByte(t *testing.T) {
	var buf [24]byte
	for c := range 256 {
		for n := range len(buf) + 1 {
			for at := range n {
				b := []byte(strings.Repeat("Q", n))
				b[at] = byte(c)
				if got := string(Fold(buf[:], string(b))); got != naiveFold(string(b)) {
					t.Fatalf("Fold(%q) = %q", b, got)
				}
			}
		}
	}
	if got := Fold(buf[:], strings.Repeat("a", len(buf)+1)); got != nil {
		t.Errorf("what is longer than the buffer gives %q, expected nothing", got)
	}
}

// FuzzNextToken goes through a set with NextToken, and compares the tokens
// with those that are cut at each of the five blanks.
func FuzzNextToken(f *testing.F) {
	for _, set := range []string{
		"", " ", "icon", " Icon ", "preload stylesheet", "a\tb\nc\fd\re f", "a\vb \x00 c\x1f", "\u00a0a\u2003b", "pre\x80LOAD \xa0",
		"compression-dictionary", "compression-dictionaries ", "exactly-twenty-four-long x", "exactly-twenty-five--long X", "abcdefg\x01 h", "\x01abcdefghijklmnop qr",
	} {
		f.Add(set)
	}
	f.Fuzz(func(t *testing.T, set string) {
		blank := func(r rune) bool { return strings.ContainsRune(" \t\n\f\r", r) }
		var buf [24]byte
		rest := set
		for _, token := range strings.FieldsFunc(set, blank) {
			want := naiveFold(token)
			if len(want) > len(buf) {
				want = "" // longer than any keyword
			}
			var got []byte
			if got, rest = NextToken(buf[:], rest); string(got) != want {
				t.Fatalf("%q: the token is %q, expected %q", set, got, want)
			}
		}
		if got, end := NextToken(buf[:], rest); len(got) > 0 || end != "" {
			t.Fatalf("%q: %q and %q are left over", set, got, end)
		}
	})
}
