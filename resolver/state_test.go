package resolver

import (
	"slices"
	"testing"
)

func TestParseStateAgreesWithOracle(t *testing.T) {
	values := []string{
		"", "anonymous", "use-credentials", "foo", "true", "crossorigin", "Anonymous", "USE-CREDENTIALS",
		" anonymous ", "use-credentials ", "use-credentials/", "use_credentials", "anonymou\u017f", "use-credential\u017f",
		"anonymous\x00", "\u212a", "anonymoux",
	}
	for _, value := range values {
		if got, _ := ParseState(value, true); got != oracleParseState(value, true) {
			t.Errorf("ParseState(%q) = %v, the steps give %v", value, got, oracleParseState(value, true))
		}
		if got, _ := ParseHeaderState(value, true); got != oracleHeaderState(value, true) {
			t.Errorf("ParseHeaderState(%q) = %v, the steps give %v", value, got, oracleHeaderState(value, true))
		}
	}
	if got, c := ParseState("anonymous", false); got != NoCORS || c != Missing {
		t.Errorf("a missing attribute is %v, %v", got, c)
	}
	if got, c := ParseHeaderState("anonymous", false); got != NoCORS || c != Missing {
		t.Errorf("a missing parameter is %v, %v", got, c)
	}
}

func TestConformance(t *testing.T) {
	for value, want := range map[string]Conformance{
		"": Empty, "anonymous": IsKeyword, "Use-Credentials": IsKeyword, "use-credentials ": Invalid, "true": Invalid,
	} {
		if _, got := ParseState(value, true); got != want {
			t.Errorf("ParseState(%q): %v, expected %v", value, got, want)
		}
	}
}

// TestHasAttribute has the elements with a CORS settings attribute, in HTML and
// in SVG, by hand; every other element of the two has none.
func TestHasAttribute(t *testing.T) {
	html := []string{"audio", "img", "link", "script", "video"}
	svg := []string{"feimage", "image", "script"}
	others := []string{"", "a", "body", "button", "embed", "form", "iframe", "input", "object", "picture", "source", "style", "track", "use", "feImage", "IMG"}
	for _, element := range slices.Concat(html, svg, others) {
		if got, want := HasAttribute(element, false), slices.Contains(html, element); got != want {
			t.Errorf("HTML's %q has crossorigin: %t, expected %t", element, got, want)
		}
		if got, want := HasAttribute(element, true), slices.Contains(svg, element); got != want {
			t.Errorf("SVG's %q has crossorigin: %t, expected %t", element, got, want)
		}
	}
}

func FuzzParseState(f *testing.F) {
	f.Add("anonymous")
	f.Add("use-credentials ")
	f.Fuzz(func(t *testing.T, value string) {
		if got, _ := ParseState(value, true); got != oracleParseState(value, true) {
			t.Errorf("ParseState(%q) = %v", value, got)
		}
		if got, _ := ParseHeaderState(value, true); got != oracleHeaderState(value, true) {
			t.Errorf("ParseHeaderState(%q) = %v", value, got)
		}
	})
}
