package overlay_test

import (
	"fmt"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/examples/overlay"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

func Example() {
	attrs := map[string]string{"src": "https://models.example/chair.glb", "crossorigin": "use-credentials"}
	attr := func(name string) (string, bool) { v, ok := attrs[name]; return v, ok }
	value, present := attr("crossorigin")
	state, _ := resolver.ParseState(value, present)
	for _, c := range overlay.Match(nil, resolver.Element{Name: "model-viewer"}, attr) {
		r := overlay.Resolve(c, state)
		fmt.Println(c, r.Mode, r.Credentials)
	}
	// Output: model-viewer cors include
}

// TestKeepsTheStandards shows that the standards' contexts are there unchanged.
func TestKeepsTheStandards(t *testing.T) {
	for c := range resolver.Context(resolver.Contexts) {
		same, ok := overlay.ParseContext(c.String())
		if !ok {
			t.Fatalf("%v is missing", c)
		}
		for _, s := range []resolver.State{resolver.NoCORS, resolver.Anonymous, resolver.UseCredentials} {
			if got, want := overlay.Resolve(same, s), resolver.Resolve(c, s); got != want {
				t.Errorf("%v in state %v: %v, expected %v", c, s, got, want)
			}
		}
	}
}

func ExampleLookupHost() {
	for _, name := range []string{"static.site.example", "unpkg.com", "cdn.jsdelivr.net"} {
		answer := overlay.LookupHost(name).Answer
		fmt.Println(name, answer, answer.Refuses(resolver.CredentialsSameOrigin), answer.Refuses(resolver.CredentialsInclude))
	}
	// Output:
	// static.site.example credentials false false
	// unpkg.com no-cors true true
	// cdn.jsdelivr.net anonymous-only false true
}

// TestKeepsTheHosts shows that other public hosts are there unchanged.
func TestKeepsTheHosts(t *testing.T) {
	for _, name := range []string{"fonts.gstatic.com", "fonts.googleapis.com", "cdnjs.cloudflare.com", "maps.googleapis.com", "unknown.example"} {
		if got, want := overlay.LookupHost(name), resolver.LookupHost(name); got != want {
			t.Errorf("%s: %+v, expected %+v", name, got, want)
		}
	}
	if overlay.LookupHost("unpkg.com") == resolver.LookupHost("unpkg.com") {
		t.Error("the overlay does not speak of unpkg.com")
	}
}
