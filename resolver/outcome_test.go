package resolver

import (
	"encoding/json"
	"os"
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

func TestConsumesIntegrity(t *testing.T) {
	tests := []struct {
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
		{"", "md5-A", true},
		{"", "sha384-", false}, // an empty digest is metadata that nothing matches
	}
	for _, tt := range tests {
		if got := ConsumesIntegrity(tt.preload, tt.consumer); got != tt.want {
			t.Errorf("ConsumesIntegrity(%q, %q) = %v, expected %v", tt.preload, tt.consumer, got, tt.want)
		}
	}
}

func TestIntegrity(t *testing.T) {
	for c, s := range map[Context]State{ScriptClassicExternal: NoCORS, LinkStylesheet: NoCORS} {
		r := Resolve(c, s)
		if !IntegrityCheckable(ResponseTainting(r, true)) || IntegrityCheckable(ResponseTainting(r, false)) {
			t.Errorf("%v without crossorigin: integrity is checkable on the same origin only", c)
		}
		if IntegrityPolicyAllows(r, true) {
			t.Errorf("%v without crossorigin: Integrity-Policy wants mode cors or same-origin", c)
		}
	}
	if module := Resolve(ScriptModuleExternal, NoCORS); !IntegrityPolicyAllows(module, true) || IntegrityPolicyAllows(module, false) {
		t.Error("a module script passes Integrity-Policy with integrity, and only then")
	}
}

func TestEmbedderPolicy(t *testing.T) {
	plain, cors := Resolve(ImgSrc, NoCORS), Resolve(ImgSrc, Anonymous)
	tests := []struct {
		policy          EmbedderPolicy
		r               Request
		blocked, strips bool
	}{
		{UnsafeNone, plain, false, false},
		{UnsafeNone, cors, false, false},
		{RequireCORP, plain, true, false},
		{RequireCORP, cors, false, false},
		{Credentialless, plain, false, true},
		{Credentialless, cors, false, false},
	}
	for _, tt := range tests {
		if got := BlockedWithoutCORP(tt.policy, tt.r); got != tt.blocked {
			t.Errorf("BlockedWithoutCORP(%v, %v) = %v", tt.policy, tt.r, got)
		}
		if got := StripsCredentials(tt.policy, tt.r); got != tt.strips {
			t.Errorf("StripsCredentials(%v, %v) = %v", tt.policy, tt.r, got)
		}
	}
}

func TestSameModule(t *testing.T) {
	script := Resolve(ScriptModuleExternal, NoCORS)
	if !SameModule(script, Resolve(ScriptModuleExternal, UseCredentials)) {
		t.Error("the module map's key has no credentials mode")
	}
	if SameModule(script, Resolve(ModuleImportJSON, NoCORS)) {
		t.Error("a JSON module is not the script of the same URL")
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
	if Context(255).String() != "" || Mode(255).String() != "invalid" || Destination(255).String() != "invalid" {
		t.Error("String is not total")
	}
}
