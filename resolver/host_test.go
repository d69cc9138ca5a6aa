package resolver

import "testing"

func TestParseAnswer(t *testing.T) {
	for _, name := range []string{"anonymous-only", "no-cors", "cors", "credentials"} {
		if a, ok := ParseAnswer(name); !ok || a.String() != name {
			t.Errorf("%s: %v %v", name, a, ok)
		}
	}
	for _, name := range []string{"", "*", "none"} {
		if _, ok := ParseAnswer(name); ok {
			t.Errorf("%q is an answer", name)
		}
	}
}

func TestAnswerRefuses(t *testing.T) {
	for _, test := range []struct {
		answer                 Answer
		anonymous, credentials bool
	}{
		{AnswerUnknown, false, false},
		{AnswerAnonymous, false, true},
		{AnswerNone, true, true},
		{AnswerOrigin, false, true},
		{AnswerCredentials, false, false},
		{AnswerCredentials + 1, false, false},
	} {
		for credentials, want := range map[CredentialsMode]bool{
			CredentialsOmit: test.anonymous, CredentialsSameOrigin: test.anonymous, CredentialsInclude: test.credentials,
		} {
			if got := test.answer.Refuses(credentials); got != want {
				t.Errorf("%q refuses %s: %t, expected %t", test.answer, credentials, got, want)
			}
		}
	}
}

func TestLookupHost(t *testing.T) {
	for host, want := range map[string]Host{
		"fonts.gstatic.com":    {AnswerAnonymous, FontsOnly, "https://developers.google.com/fonts/docs/getting_started"},
		"fonts.googleapis.com": {AnswerAnonymous, FontsNone, "https://developers.google.com/fonts/docs/getting_started"},
		"maps.googleapis.com":  {AnswerNone, FontsNone, "https://github.com/contao/contao/issues/356"},
		"FONTS.GSTATIC.COM":    {},
		"":                     {},
	} {
		if got := LookupHost(host); got != want {
			t.Errorf("%s: %+v, expected %+v", host, got, want)
		}
	}
}

// TestPublicHosts has what each host serves, by hand: all but one answer every
// site with Access-Control-Allow-Origin: *.
func TestPublicHosts(t *testing.T) {
	serves := map[Fonts][]string{
		FontsOnly: {"fonts.gstatic.com"},
		FontsAlso: {
			"cdn.jsdelivr.net", "fastly.jsdelivr.net", "cdnjs.cloudflare.com", "unpkg.com", "maxcdn.bootstrapcdn.com", "netdna.bootstrapcdn.com",
			"fonts.bunny.net", "use.fontawesome.com", "kit.fontawesome.com", "ka-f.fontawesome.com", "use.typekit.net", "rsms.me",
		},
		FontsNone: {
			"stackpath.bootstrapcdn.com", "code.jquery.com", "ajax.googleapis.com", "fonts.googleapis.com", "esm.sh", "ga.jspm.io",
			"cdn.skypack.dev", "maps.googleapis.com",
		},
	}
	known := 0
	for fonts, names := range serves {
		known += len(names)
		for _, host := range names {
			answer := AnswerAnonymous
			if host == "maps.googleapis.com" {
				answer = AnswerNone
			}
			if got := LookupHost(host); got.Answer != answer || got.Fonts != fonts || got.Source == "" {
				t.Errorf("%s: %+v, expected the answer %v and fonts %v", host, got, answer, fonts)
			}
		}
	}
	if known != len(hosts) {
		t.Errorf("%d hosts are here, %d in the encoding", known, len(hosts))
	}
}
