package reference

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

func Example() {
	for _, step := range Steps(resolver.ImgSrc, resolver.Anonymous, false) {
		fmt.Printf("%s, step %s\n", step.Standard, step.Step)
	}
	consequence, _ := Consequence(resolver.ImgSrc.Info().Kind, resolver.TaintingOpaque)
	fmt.Println(strings.Contains(consequence.Says, "canvas"))
	// Output:
	// HTML Standard, step 19
	// HTML Standard, step 1
	// HTML Standard, step 4
	// Fetch Standard, step 12
	// Fetch Standard, step 8.3
	// true
}

// TestEveryContextIsExplained walks every context in every state.
func TestEveryContextIsExplained(t *testing.T) {
	for c := range resolver.Context(resolver.Contexts) {
		entry := Of(c)
		if entry.Title.En == "" || entry.Title.Ja == "" || entry.Family.En == "" || entry.Example == "" {
			t.Errorf("%v: the entry has holes: %+v", c, entry)
		}
		for _, s := range []resolver.State{resolver.NoCORS, resolver.Anonymous, resolver.UseCredentials} {
			for _, sameOrigin := range []bool{true, false} {
				steps := Steps(c, s, sameOrigin)
				if len(steps) == 0 {
					t.Errorf("%v in state %v has no steps", c, s)
				}
				for _, step := range steps {
					if step.Says == "" || step.Standard == "" || !strings.Contains(step.URL, "#") {
						t.Errorf("%v in state %v: step with holes: %+v", c, s, step)
					}
				}
				tainting := resolver.ResponseTainting(resolver.Resolve(c, s), sameOrigin)
				if _, ok := Consequence(c.Info().Kind, tainting); !ok && tainting != resolver.TaintingNone {
					t.Errorf("%v in state %v: no consequence for tainting %v", c, s, tainting)
				}
			}
		}
	}
	if Of(255) != nil || Steps(255, 0, true) != nil {
		t.Error("a value that is no context has an entry")
	}
}
