package resolver

import "testing"

// The generated vectors come from the same rows as the resolver: this proves
// that the generated Go code says what the encoding says, no more. What the
// rows are worth is shown by the oracle, web-platform-tests and browsers.
func TestGeneratedVectors(t *testing.T) {
	for _, v := range vectors {
		got := Request{}
		state, _ := stateIn(v.context, v.value, v.present)
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

// stateIn parses a crossorigin value the way the context does.
func stateIn(c Context, value string, present bool) (State, Conformance) {
	info := c.Info()
	if info.Carrier == CarrierHeader {
		return ParseHeaderState(value, present)
	}
	if info.Carrier == CarrierIgnored && info.Element != "" && !HasAttribute(info.Element, info.SVG) {
		return missingState, Missing
	}
	return ParseState(value, present)
}
