package ascii

import "testing"

func TestLower(t *testing.T) {
	for _, test := range []struct{ name, s, want string }{
		{"nothing", "", ""},
		{"nothing to change", "no-cors_1", "no-cors_1"},
		{"letters", "aBaseURL-Z@[`{", "abaseurl-z@[`{"},
		{"other letters stay", "\u00c4\u017f\u212a A", "\u00c4\u017f\u212a a"},
		{"bytes that are no UTF-8 stay", "A\xffB", "a\xffb"},
	} {
		if got := Lower(test.s); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
