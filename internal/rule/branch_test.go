package rule

import (
	"fmt"
	"strings"
	"testing"
)

// The bound on branches is one of work: a long template of short conditions is
// looked at as a whole.
func TestManyBranches(t *testing.T) {
	const tags = 150
	var src strings.Builder
	for i := range tags {
		fmt.Fprintf(&src, "<link rel=preload as={{ if .A%d }}font{{ else }}style{{ end }} href=/%d>\n", i, i)
	}
	found := Check(parseExample(&Example{Syntax: SyntaxTemplate}, src.String()), nil)
	if len(found) != tags {
		t.Errorf("%d findings, want %d", len(found), tags)
	}
	for i, f := range found {
		if line := 1 + strings.Count(src.String()[:f.Span.Start], "\n"); f.Rule != &fontPreload || line != i+1 {
			t.Errorf("finding %d is %s in line %d", i, f.Rule.ID, line)
		}
	}
}
