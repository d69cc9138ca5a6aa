// Package rule holds the rules: one file each, with its documentation and its
// examples in the rule's own value. It is the fourth stage of the pipeline:
// page (fetches and hints, resolved) → findings with fixes → edit | report.
package rule

import (
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// Severity says how bad a finding is.
type Severity uint8

const (
	Info    Severity = iota // may be wrong, or a matter of policy
	Warning                 // works, but wastes a request or a connection
	Error                   // blocked, fetched twice, or credentials wrong
)

var severityNames = [...]string{Info: "info", Warning: "warning", Error: "error"}

// String returns the severity's name in the configuration and all formats but
// those that have their own.
func (s Severity) String() string { return severityNames[s] }

// Safety says whether a fix may be applied without asking.
type Safety uint8

const (
	// Safe fixes cannot make the page fetch worse than now.
	Safe Safety = iota
	// Unsafe fixes may break a load that works: CORS added where the server
	// may not answer it.
	Unsafe
	// Display fixes touch something dynamic or rest on an uncertain fact;
	// they are shown, never applied.
	Display
)

var safetyNames = [...]string{Safe: "safe", Unsafe: "unsafe", Display: "display"}

// String returns the name of the safety in the JSON format.
func (s Safety) String() string { return safetyNames[s] }

// Citation is the place in a standard that a rule follows.
type Citation struct {
	Title string // of the standard
	URL   string
	Step  string // "" for prose
}

// Fix is one repair: edits that are applied together or not at all.
type Fix struct {
	Message string // what it does, in the imperative
	Safety  Safety
	Edits   []edit.Edit
}

// Finding is one thing wrong with a page.
type Finding struct {
	Rule     *Rule
	Severity Severity
	Span     markup.Span // in the page's source
	// Message says what is wrong and what will happen: blocked, fetched
	// twice, connection wasted, credentials leaked or lost.
	Message string
	Cite    []Citation // beyond the rule's own
	Fixes   []Fix      // best first
	// Uncertain findings depend on something the source leaves open: a value
	// that a template makes, or which branches of it are taken. They are shown
	// only on request, as Info and with fixes for display.
	Uncertain bool

	suppression string // that it is about, as Suppressions knows it
}

// Example is a piece of source with what the rule says of it. All run as tests.
type Example struct {
	Title  string
	Source string
	Syntax Syntax
	// BaseURL is where the page is served; "" means https://example.org/.
	BaseURL string
	// Wrong is the number of findings of this rule; 0 for a right example.
	Wrong int
	// Fixed is the source after the rule's fixes (safe and unsafe); "" when it offers none.
	Fixed string
	// From is the bug report the example was made from, if any.
	From string
}

// Syntax is the language of a source.
type Syntax uint8

const (
	SyntaxHTML Syntax = iota
	SyntaxTemplate
	SyntaxCSS
	SyntaxHeaders // the _headers format of Netlify and Cloudflare Pages
)

// Rule is one rule with its own documentation.
type Rule struct {
	ID       string // kebab-case, stable
	Title    string // one line
	Why      string // what goes wrong, for the author of a page
	Severity Severity
	// Policy names the setting that switches the rule on; "" for a rule that
	// always runs.
	Policy   string
	Spec     []Citation
	Examples []Example
	Check    func(*page.Page, *Settings, func(Finding))
}
