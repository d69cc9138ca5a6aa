package resolver

import "testing"

// The generated vectors come from the same rows as the resolver: this proves
// that the generated Go code says what the encoding says, no more. What the
// rows are worth is shown by the oracle, web-platform-tests and browsers.
func TestGeneratedVectors(t *testing.T) {
	for _, v := range vectors {
		got := Request{}
		state, _ := v.context.Info().ParseState(v.value, v.present)
		if state != v.state {
			t.Errorf("%v crossorigin=%q (%v): state %v, expected %v", v.context, v.value, v.present, state, v.state)
		}
		if got = Resolve(v.context, state); got != v.request {
			t.Errorf("%v crossorigin=%q (%v): %v, expected %v", v.context, v.value, v.present, got, v.request)
		}
		if got := ResponseTainting(v.request, v.sameOrigin); got != v.tainting {
			t.Errorf("%v same origin %v: tainting %v, expected %v", v.context, v.sameOrigin, got, v.tainting)
		}
		sent := SendsCredentials(v.request, v.sameOrigin)
		if v.context.Info().Role == RoleConnection {
			sent = PreconnectPool(state, v.sameOrigin)
		}
		if sent != v.credentialsSent {
			t.Errorf("%v same origin %v: credentials sent %v, expected %v", v.context, v.sameOrigin, sent, v.credentialsSent)
		}
	}
}
