package resolver

import "testing"

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
