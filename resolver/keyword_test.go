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
	var buf [32]byte
	for c := range 256 {
		for n := range len(buf) + 3 {
			for at := range n {
				b := []byte(strings.Repeat("qQ", n)[:n])
				b[at] = byte(c)
				want := naiveFold(string(b))
				if want == string(b) || n > len(buf) || strings.ContainsAny(want, " \t\n\f\r") {
					want = "" // nothing to fold, or no keyword
				}
				if got := Fold(&buf, string(b)); string(got) != want || (got == nil) != (want == "") {
					t.Fatalf("Fold(%q) = %q, expected %q", b, got, want)
				}
			}
		}
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
		rest := set
		for _, want := range strings.FieldsFunc(set, blank) {
			var got string
			if got, rest = NextToken(rest); got != want {
				t.Fatalf("%q: the token is %q, expected %q", set, got, want)
			}
		}
		if got, end := NextToken(rest); got != "" || end != "" {
			t.Fatalf("%q: %q and %q are left over", set, got, end)
		}
	})
}
