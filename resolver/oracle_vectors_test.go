package resolver

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// jsonVector has the fields of tables/vectors.json, all of them: one that is
// not here makes the test fail, because nothing would check it.
type jsonVector struct {
	Context         string            `json:"context"`
	Status          string            `json:"status"`
	Element         string            `json:"element"`
	Namespace       string            `json:"namespace"`
	Parent          string            `json:"parent"`
	Attributes      map[string]string `json:"attributes"`
	Example         string            `json:"example"`
	Carrier         string            `json:"carrier"`
	Crossorigin     *string           `json:"crossorigin"`
	Origin          string            `json:"origin"`
	State           string            `json:"state"`
	Mode            *string           `json:"mode"`
	Credentials     *string           `json:"credentials"`
	Destination     *string           `json:"destination"`
	Effect          string            `json:"effect"`
	CredentialsSent *bool             `json:"credentialsSent"`
	Tainting        string            `json:"tainting"`
}

// TestVectorsAgreeWithOracle checks every field of every published vector
// against the hand-written steps. That element, parent and attributes are those
// of the example is checked by the generator's tests, with an HTML parser.
func TestVectorsAgreeWithOracle(t *testing.T) {
	src, err := os.ReadFile("../tables/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Generated string          `json:"generated"`
		Version   int             `json:"version"`
		Sources   json.RawMessage `json:"sources"`
		Vectors   []jsonVector    `json:"vectors"`
	}
	d := json.NewDecoder(strings.NewReader(string(src)))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, v := range file.Vectors {
		if got, want := v, oracleVector(v); !sameVector(got, want) {
			t.Errorf("%s", mustJSON(t, got)+"\nthe steps give\n"+mustJSON(t, want))
		}
		if v.Element != "" && !notByTag[contextOf(t, v.Context)] {
			el := Element{Name: strings.ToLower(v.Element), SVG: v.Namespace == "svg", Parent: v.Parent}
			if started := oracleMatch(el, v.Attributes); !slices.Contains(started, v.Context) {
				t.Errorf("%s: the steps of its tag start %v", v.Context, started)
			}
		}
		seen[v.Context]++
	}
	for c := range Context(Contexts) {
		want := 16 // eight values, two origins
		if oracleCarrier(c.String()) == "none" {
			want = 2
		}
		if seen[c.String()] != want {
			t.Errorf("%v has %d vectors, expected %d", c, seen[c.String()], want)
		}
	}
}

// oracleVector fills in what follows from the context, the value of
// crossorigin and the origin.
func oracleVector(v jsonVector) jsonVector {
	value := ""
	if v.Crossorigin != nil {
		value = *v.Crossorigin
	}
	state := oracleState(v.Context, value, v.Crossorigin != nil)
	sameOrigin := v.Origin == "same-origin"
	v.State = map[State]string{NoCORS: "No CORS", Anonymous: "Anonymous", UseCredentials: "Use Credentials"}[state]
	v.Status, v.Carrier, v.Effect = oracleStatus(v.Context), oracleCarrier(v.Context), oracleEffect(v.Context)
	v.Mode, v.Credentials, v.Destination, v.CredentialsSent = nil, nil, nil, nil
	r, ok := oracleRequest(v.Context, state)
	v.Tainting = oracleTainting(r, sameOrigin).String()
	switch {
	case ok:
		mode, credentials, sent := r.Mode.String(), r.Credentials.String(), oracleSends(r, sameOrigin)
		v.Mode, v.Credentials, v.CredentialsSent = &mode, &credentials, &sent
		if r.Destination != DestinationNone {
			destination := r.Destination.String()
			v.Destination = &destination
		}
	case oracleRole(v.Context) == "connection":
		sent := oraclePreconnect(state, sameOrigin)
		v.CredentialsSent = &sent
	}
	return v
}

func sameVector(a, b jsonVector) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func contextOf(t *testing.T, id string) Context {
	t.Helper()
	c, ok := ParseContext(id)
	if !ok {
		t.Fatalf("unknown context %q", id)
	}
	return c
}

// TestInfoAgreesWithOracle checks what a ContextInfo says beside the vectors.
func TestInfoAgreesWithOracle(t *testing.T) {
	for c := range Context(Contexts) {
		info, id := c.Info(), c.String()
		for _, field := range []struct{ name, got, want string }{
			{"status", info.Status.String(), oracleStatus(id)},
			{"carrier", info.Carrier.String(), oracleCarrier(id)},
			{"effect", info.Effect.String(), oracleEffect(id)},
			{"role", info.Role.String(), oracleRole(id)},
			{"initiator type", info.Initiator, oracleInitiator(id)},
			{"method", info.Method.String(), oracleMethod(id)},
		} {
			if field.got != field.want {
				t.Errorf("%v: %s %q, the steps give %q", c, field.name, field.got, field.want)
			}
		}
		if info.Worker != oracleWorker(id) {
			t.Errorf("%v: client is a worker %t, the steps give %t", c, info.Worker, oracleWorker(id))
		}
		if i := info.Initiator; i != "" && i != "early hint" && !strings.Contains(fetchInitiatorTypes, " "+i+" ") {
			t.Errorf("%v: Fetch knows no initiator type %q", c, i)
		}
	}
}
