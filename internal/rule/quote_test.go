package rule

import (
	"strings"
	"testing"
)

// What follows a value without its closing quote is text of the author's, which
// no fix may take out.
func TestMissingQuote(t *testing.T) {
	const rest = ">\n<p>text\n<p class=\"x\">"
	for _, test := range []struct{ src, rule string }{
		{`<img src=a.png crossorigin="anonymous` + rest, "invalid-value"},
		{`<img src=a.png crossorigin="false>text "more">`, "invalid-value"},
		{`<img src=a.png cross-origin="anonymous` + rest, "misspelt-attribute"},
		{`<img src=a.png crossorigin crossorigin="anonymous` + rest, "duplicate-attribute"},
		{`<a href=x crossorigin="anonymous` + rest, "no-effect"},
	} {
		found := check(test.src, nil)
		if len(found) != 1 || found[0].Rule.ID != test.rule || len(found[0].Fixes) > 0 || !strings.HasSuffix(found[0].Message, "is a quote missing?") {
			t.Errorf("%s: %+v", test.src, found)
		}
	}
	closed := check(`<a href=x crossorigin="anonymous"><p>text</a>`, nil)
	if len(closed) != 1 || len(closed[0].Fixes) == 0 {
		t.Errorf("%+v", closed)
	}
}
