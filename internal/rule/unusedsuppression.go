package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var unusedSuppression = Rule{
	ID:       "unused-suppression",
	Title:    "A suppression that suppresses nothing",
	Severity: Warning,
	Why: `A crossorigin-ignore that is left over when its reason is gone would hide the next mistake in the same place. ` +
		`One that names no rule of this program hides nothing at all. What a template prints on many pages is needed if it is ` +
		`on one of them.`,
	Spec: []Citation{citeStates},
	Examples: []Example{
		{
			Title:  "The font preload is right by now",
			Source: "<!-- crossorigin-ignore font-preload fetched by a script -->\n<link rel=\"preload\" as=\"font\" href=\"/a.woff2\" crossorigin>",
			Wrong:  1,
		},
		{
			Title:  "A rule that does not exist",
			Source: `<link rel="preload" as="font" href="/a.woff2" data-crossorigin-ignore="font-preloads">`,
			Wrong:  1,
		},
		{
			Title:  "In use",
			Source: "<!-- crossorigin-ignore font-preload fetched by a script -->\n<link rel=\"preload\" as=\"font\" href=\"/a.woff2\">\n<a crossorigin data-crossorigin-ignore>x</a>",
		},
	},
	// Check has nothing to look at before all other rules have run; see
	// checker.suppress.
	Check: func(*page.Page, *Settings, func(Finding)) {},
}

// unused returns the findings about one suppression.
func (c *checker) unused(s *suppression) []Finding {
	var out []Finding
	report := func(key string, uncertain bool, format string, args ...any) {
		out = append(out, Finding{Severity: Warning, Span: s.span, Uncertain: uncertain, suppression: key, Message: fmt.Sprintf(format, args...)})
	}
	if s.rules == nil && !s.used[""] && !c.filtered() {
		report(s.key(""), s.passed, "this suppression is not needed: no rule finds anything here")
	}
	for _, id := range s.rules {
		switch r := ByID(id); {
		case r == nil:
			report("", false, "%q is no rule, so this suppresses nothing", id)
		case !s.used[id] && c.settings.runs(r):
			report(s.key(id), s.passed, "this suppression is not needed: %s finds nothing here", id)
		}
	}
	return out
}

// filtered says whether rules were switched off, so that a suppression of all
// of them may be there for one of these.
func (c *checker) filtered() bool {
	for _, off := range c.settings.Off {
		if off {
			return true
		}
	}
	return false
}
