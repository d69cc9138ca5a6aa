package resolver

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

func TestPreconnectPoolAgreesWithOracle(t *testing.T) {
	for _, s := range []State{NoCORS, Anonymous, UseCredentials} {
		for _, sameOrigin := range []bool{true, false} {
			if got, want := PreconnectPool(s, sameOrigin), oraclePreconnect(s, sameOrigin); got != want {
				t.Errorf("PreconnectPool(%v, %v) = %v, the steps give %v", s, sameOrigin, got, want)
			}
		}
	}
}

func TestPassesCORSAgreesWithOracle(t *testing.T) {
	const origin = "https://site.example"
	for _, credentials := range []CredentialsMode{CredentialsOmit, CredentialsSameOrigin, CredentialsInclude} {
		for _, allow := range []string{"", "*", origin, "null", "https://other.example", "HTTPS://site.example"} {
			for _, present := range []bool{true, false} {
				for _, creds := range []string{"", "true", "True", "false"} {
					r := Request{ModeCORS, credentials, DestinationImage}
					h := ResponseHeaders{AllowOrigin: allow, AllowOriginPresent: present, AllowCredentials: creds}
					if got, want := PassesCORS(r, origin, h), oracleCORSCheck(r, origin, h); got != want {
						t.Errorf("PassesCORS(%v, %+v) = %v, the steps give %v", r, h, got, want)
					}
				}
			}
		}
	}
}

func TestConsumes(t *testing.T) {
	tests := []struct {
		name                string
		preload, consumer   Context
		preloadS, consumerS State
		want                bool
	}{
		{"font without crossorigin", LinkPreloadFont, CSSFontFace, NoCORS, NoCORS, false},
		{"font with crossorigin", LinkPreloadFont, CSSFontFace, Anonymous, NoCORS, true},
		{"font with use-credentials", LinkPreloadFont, CSSFontFace, UseCredentials, NoCORS, false},
		{"module script by as=script", LinkPreloadScript, ScriptModuleExternal, NoCORS, NoCORS, false},
		{"module script by as=script crossorigin", LinkPreloadScript, ScriptModuleExternal, Anonymous, NoCORS, true},
		{"fetch() by as=fetch", LinkPreloadFetch, Fetch, NoCORS, NoCORS, false},
		{"fetch() by as=fetch crossorigin", LinkPreloadFetch, Fetch, Anonymous, NoCORS, true},
		{"track without crossorigin on its video", LinkPreloadTrack, Track, NoCORS, NoCORS, false},
		{"track with it", LinkPreloadTrack, Track, Anonymous, Anonymous, true},
		{"image, same state", LinkPreloadImage, ImgSrc, UseCredentials, UseCredentials, true},
		{"image, credentials equal but mode not", LinkPreloadImage, ImgSrc, NoCORS, UseCredentials, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Consumes(Resolve(tt.preload, tt.preloadS), Resolve(tt.consumer, tt.consumerS)); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
	navigation := Resolve(Iframe, NoCORS)
	if Consumes(navigation, navigation) {
		t.Error("a navigation consumed a preload")
	}
}

// TestPreloadVectors reads what is published for other implementations. The
// method is not part of a Request, so its vectors are left out.
func TestPreloadVectors(t *testing.T) {
	src, err := os.ReadFile("../tables/preload-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	type side struct {
		Context     string
		Crossorigin *string
	}
	var file struct {
		Vectors []struct {
			Preload, Consumer side
			Consumed          bool
			Differs           string
		}
	}
	if err := json.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	request := func(s side) Request {
		c, ok := ParseContext(s.Context)
		if !ok {
			t.Fatalf("unknown context %q", s.Context)
		}
		value := ""
		if s.Crossorigin != nil {
			value = *s.Crossorigin
		}
		state := oracleParseState(value, s.Crossorigin != nil)
		r, _ := oracleRequest(s.Context, state)
		if r != Resolve(c, state) {
			t.Errorf("%v in state %v: the steps give %v", c, state, r)
		}
		return r
	}
	consumed := 0
	for _, v := range file.Vectors {
		if v.Differs == "method" {
			continue
		}
		if got := Consumes(request(v.Preload), request(v.Consumer)); got != v.Consumed {
			t.Errorf("%v for %v: Consumes gives %v, the vector %v", v.Preload, v.Consumer, got, v.Consumed)
		}
		if v.Consumed {
			consumed++
		}
	}
	if len(file.Vectors) < 1000 || consumed < 50 {
		t.Errorf("%d vectors, %d consumed: expected every pair", len(file.Vectors), consumed)
	}
}

// TestConsumesAgreesWithOracle pairs every context that preloads with every
// other, in every state.
func TestConsumesAgreesWithOracle(t *testing.T) {
	states := []State{NoCORS, Anonymous, UseCredentials}
	integrities := []string{"", "sha384-A", "md5-A"}
	for p := range Context(Contexts) {
		if p.Info().Role != RolePreload {
			continue
		}
		for c := range Context(Contexts) {
			info := c.Info()
			for _, ps := range states {
				for _, cs := range states {
					preload, consumer := Resolve(p, ps), Resolve(c, cs)
					for _, have := range integrities {
						for _, want := range integrities {
							got := info.LooksUpPreloads() && Consumes(preload, consumer) && ConsumesIntegrity(have, want)
							if steps := oracleConsumes(preload, consumer, !info.Worker, info.Method.String(), have, want); got != steps {
								t.Fatalf("%v in state %v with %q for %v in state %v with %q: %t, the steps give %t", p, ps, have, c, cs, want, got, steps)
							}
						}
					}
				}
			}
		}
	}
}

var integrityCases = []struct {
	preload, consumer string
	want              bool
}{
	{"", "", true},
	{"sha384-A", "", true},
	{"", "sha384-A", false},
	{"sha384-A", "sha384-A", true},
	{"sha384-A", "sha384-B", false},
	{" sha384-A\tsha256-B ", "sha256-B sha384-A", true},
	{"sha384-A", "sha384-A sha256-B", false},
	{"sha384-A?x", "sha384-A", true},
	{"sha384-A sha384-A", "sha384-A", true},
	{"", "sha256-A", false},
	{"", "sha512-A", false},
	{"", "md5-A", true},
	{"", "sha384-", false}, // an empty digest is metadata that nothing matches
	{"sha384", "sha384-", true},
	{"sha384-A-B", "sha384-A", true}, // what is behind a second hyphen does not count
	{"SHA384-A", "sha384-A", false},  // the algorithm is kept as it is written
}

func TestConsumesIntegrity(t *testing.T) {
	for _, tt := range integrityCases {
		if got := ConsumesIntegrity(tt.preload, tt.consumer); got != tt.want {
			t.Errorf("ConsumesIntegrity(%q, %q) = %v, expected %v", tt.preload, tt.consumer, got, tt.want)
		}
	}
}

func FuzzConsumesIntegrity(f *testing.F) {
	for _, tt := range integrityCases {
		f.Add(tt.preload, tt.consumer)
	}
	f.Fuzz(func(t *testing.T, preload, consumer string) {
		have, want := oracleMetadata(preload), oracleMetadata(consumer)
		if got := HasIntegrity(consumer); got != (len(want) > 0) {
			t.Errorf("HasIntegrity(%q) = %v, the steps give %v", consumer, got, want)
		}
		if got, steps := ConsumesIntegrity(preload, consumer), len(want) == 0 || slices.Equal(have, want); got != steps {
			t.Errorf("ConsumesIntegrity(%q, %q) = %v, the steps give %v and %v", preload, consumer, got, have, want)
		}
	})
}

// everyRequest yields every request that there can be of a subresource.
func everyRequest(yield func(Request) bool) {
	for mode := ModeNone; mode <= ModeWebSocket; mode++ {
		for credentials := CredentialsNone; credentials <= CredentialsInclude; credentials++ {
			if (mode == ModeNone) == (credentials == CredentialsNone) && !yield(Request{mode, credentials, DestinationScript}) {
				return
			}
		}
	}
}

func TestIntegrityAgreesWithOracle(t *testing.T) {
	for r := range everyRequest {
		for _, integrity := range []string{"", "sha256-A", "md5-A", "sha256"} {
			if got, steps := !IntegrityPolicyAllows(r, HasIntegrity(integrity)), oracleIntegrityPolicyBlocks(r, integrity); got != steps {
				t.Errorf("%v with integrity %q: blocked %t by Integrity-Policy, the steps give %t", r, integrity, got, steps)
			}
		}
		for _, sameOrigin := range []bool{true, false} {
			// Main fetch 23: metadata and a null body are a network error; the
			// body of an opaque filtered response is null.
			tainting := oracleTainting(r, sameOrigin)
			if got, steps := IntegrityCheckable(tainting), tainting == TaintingBasic || tainting == TaintingCORS; got != steps {
				t.Errorf("tainting %v: checkable %t, the steps give %t", tainting, got, steps)
			}
			if got, steps := CORSCrossOrigin(tainting), oracleMutes(tainting); got != steps {
				t.Errorf("tainting %v: CORS-cross-origin %t, the steps give %t", tainting, got, steps)
			}
		}
	}
}

func TestEmbedderPolicyAgreesWithOracle(t *testing.T) {
	for _, policy := range []EmbedderPolicy{UnsafeNone, RequireCORP, Credentialless} {
		for r := range everyRequest {
			// Without credentials there are none to take away.
			if got, steps := StripsCredentials(policy, r), !oracleAllowsCredentials(r, policy.String()); got != steps {
				t.Errorf("StripsCredentials(%v, %v) = %t, the steps give %t", policy, r, got, steps)
			}
			if got, steps := BlockedWithoutCORP(policy, r), oracleBlocked(r, policy.String()); got != steps {
				t.Errorf("BlockedWithoutCORP(%v, %v) = %t, the steps give %t", policy, r, got, steps)
			}
		}
	}
}

// TestSameModuleAgreesWithOracle pairs all contexts.
func TestSameModuleAgreesWithOracle(t *testing.T) {
	shared := 0
	for a := range Context(Contexts) {
		owner, kind := oracleModule(a.String())
		if info := a.Info(); info.Module.Map.String() != owner || info.Module.Type.String() != kind {
			t.Errorf("%v: %v, the steps give the map of the %s and type %s", a, info.Module, owner, kind)
		}
		for b := range Context(Contexts) {
			otherOwner, otherKind := oracleModule(b.String())
			steps := owner != "" && owner == otherOwner && kind == otherKind
			if got := SameModule(a, b); got != steps {
				t.Errorf("SameModule(%v, %v) = %t, the steps give %t", a, b, got, steps)
			}
			if steps {
				shared++
			}
		}
	}
	if shared == 0 {
		t.Error("no two contexts share a module")
	}
}

// TestTotal looks values up that no constant has.
func TestTotal(t *testing.T) {
	if got := Resolve(255, 255); got != (Request{}) {
		t.Errorf("Resolve(255, 255) = %v", got)
	}
	odd := Request{Mode: 255, Credentials: 255, Destination: 255}
	_ = ResponseTainting(odd, true)
	_ = SendsCredentials(odd, false)
	_ = PassesCORS(odd, "", ResponseHeaders{})
	_ = PreconnectPool(255, true)
	_ = IntegrityCheckable(255)
	_ = CORSCrossOrigin(255)
	_ = Consumes(odd, odd)
	_ = IntegrityPolicyAllows(odd, true)
	_ = BlockedWithoutCORP(255, odd)
	_ = StripsCredentials(255, odd)
	_ = SameModule(255, 255)
	_ = (&ContextInfo{Method: 255, Worker: true}).LooksUpPreloads()
	if Context(255).String() != "" || Mode(255).String() != "invalid" || Destination(255).String() != "invalid" ||
		EmbedderPolicy(255).String() != "invalid" || Method(255).String() != "invalid" || ScriptType(255).String() != "invalid" ||
		ModuleType(255).String() != "invalid" || ModuleMap(255).String() != "invalid" {
		t.Error("String is not total")
	}
}

// TestOutcomesDoNotAllocate calls every outcome function.
func TestOutcomesDoNotAllocate(t *testing.T) {
	headers := ResponseHeaders{AllowOrigin: "*", AllowOriginPresent: true}
	var said bool
	if n := testing.AllocsPerRun(100, func() {
		r, preload := Resolve(ImgSrc, Anonymous), Resolve(LinkPreloadImage, Anonymous)
		said = Consumes(preload, r) && ConsumesIntegrity("sha384-A", "sha384-A") && ImgSrc.Info().LooksUpPreloads() &&
			PassesCORS(r, "https://site.example", headers) && SendsCredentials(r, true) && Pool(r, true) && PreconnectPool(Anonymous, true) &&
			IntegrityCheckable(ResponseTainting(r, false)) && IntegrityPolicyAllows(r, true) && !CORSCrossOrigin(TaintingCORS) &&
			!BlockedWithoutCORP(RequireCORP, r) && !StripsCredentials(Credentialless, r) && SameModule(LinkModulepreload, ScriptModuleExternal)
	}); n != 0 || !said {
		t.Errorf("%v allocations, all true: %t", n, said)
	}
}
