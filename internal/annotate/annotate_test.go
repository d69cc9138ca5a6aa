package annotate

import (
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

func options() Options {
	return Options{Page: page.Options{Name: "page.html", URL: "https://example.org/"}}
}

// few are options under which only the named rules run, so that a test of the
// annotator says nothing of the others.
func few(ids ...string) Options {
	o := options()
	o.Settings = &rule.Settings{Off: map[string]bool{}}
	for _, r := range rule.All() {
		o.Settings.Off[r.ID] = !slices.Contains(ids, r.ID)
	}
	return o
}

func ids(findings []rule.Finding) []string {
	var s []string
	for _, f := range findings {
		s = append(s, f.Rule.ID)
	}
	return s
}

func TestEveryOtherByteStays(t *testing.T) {
	// The tag in each source is repaired by an insertion; "|" marks where.
	for name, marked := range map[string]string{
		"byte order mark":       "\ufeff<!doctype html><link| rel=preload as=font href=/a.woff2>",
		"CRLF":                  "<!doctype html>\r\n<link|\r\n  rel=preload\r\n  as=font\r\n  href=/a.woff2>\r\n",
		"lone CR":               "<p>a\rb<link| rel=preload as=font href=/a.woff2>\r",
		"invalid UTF-8":         "<p>\xff\xc3\x28<link| rel=preload as=font href=/a.woff2>\xe9",
		"NUL":                   "<p>a\x00b<link| rel=preload as=font href=/a.woff2>",
		"slash after unquoted":  "<link| rel=preload as=font href=/a.woff2/>",
		"upper case, odd quote": "<LINK| REL='Preload' AS=FONT HREF='/a.woff2' DATA-X=\"'\">",
		"no end of file":        "<link| rel=preload as=font href=/a.woff2><p",
		"inside noscript":       "<head><noscript><link| rel=preload as=font href=/a.woff2></noscript>",
	} {
		t.Run(name, func(t *testing.T) {
			src := strings.Replace(marked, "|", "", 1)
			r := HTML([]byte(src), few("font-preload"))
			if want := strings.Replace(marked, "|", ` crossorigin="anonymous"`, 1); string(r.Output) != want {
				t.Fatalf("output\n%q\nwant\n%q\nrefused %v", r.Output, want, r.Refused)
			}
			if len(r.Applied) != 1 || len(r.Left) != 0 || !r.Changed {
				t.Errorf("applied %d, left %v, changed %t", len(r.Applied), ids(r.Left), r.Changed)
			}
		})
	}
}

func TestSafety(t *testing.T) {
	const src = `<script src="https://api.other.example/me.js" crossorigin="use-credential"></script>`
	o := few("invalid-value")
	if r := HTML([]byte(src), o); r.Changed || string(r.Output) != src || len(r.Left) != 1 {
		t.Errorf("a fix that is not safe was applied: %s", r.Output)
	}
	o.Unsafe = true
	if r := HTML([]byte(src), o); string(r.Output) != strings.Replace(src, "credential", "credentials", 1) {
		t.Errorf("the unsafe fix was not applied: %s", r.Output)
	}
}

func TestOnlyChosenRules(t *testing.T) {
	const src = "<link rel=preload as=font href=/a.woff2>\n<link rel=preload as=font href=/b.woff2 crossorigin=true>"
	o := options()
	o.Rules = []string{"invalid-value"}
	r := HTML([]byte(src), o)
	if want := strings.Replace(src, "=true", "=anonymous", 1); string(r.Output) != want {
		t.Errorf("output %q, want %q", r.Output, want)
	}
	if len(r.Left) != 0 {
		t.Errorf("left %v: findings of rules that were not chosen", ids(r.Left))
	}
	if found := ids(Check([]byte(src), o)); !slices.Equal(found, []string{"invalid-value"}) {
		t.Errorf("check found %v", found)
	}
}

func TestPlaceOfWhatWasApplied(t *testing.T) {
	const src = "<p>\n\u00e9<link rel=preload as=font href=/a.woff2><link rel=preload as=font href=/b.woff2 crossorigin=true>"
	r := HTML([]byte(src), few("font-preload", "invalid-value"))
	if len(r.Applied) != 2 {
		t.Fatalf("applied %d, want 2", len(r.Applied))
	}
	places := map[string][2]int{}
	for _, a := range r.Applied {
		places[a.Finding.Rule.ID] = [2]int{a.Line, a.Column}
	}
	if want := map[string][2]int{"font-preload": {2, 2}, "invalid-value": {2, 82}}; places["font-preload"] != want["font-preload"] || places["invalid-value"] != want["invalid-value"] {
		t.Errorf("places %v, want %v", places, want)
	}
	// A correction is made first, and is told where it stands.
	if !slices.IsSortedFunc(r.Applied, func(a, b Applied) int { return a.Offset - b.Offset }) {
		t.Errorf("not in the order of the page: %v", places)
	}
}

// A name that is corrected makes the attribute that another rule would add:
// both must not happen.
func TestConflictOfMeaning(t *testing.T) {
	const src = `<script src="https://cdn.jsdelivr.net/x.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorgin></script>`
	r := HTML([]byte(src), few("misspelt-attribute", "integrity-needs-crossorigin"))
	if want := strings.Replace(src, "crossorgin", "crossorigin", 1); string(r.Output) != want {
		t.Errorf("output %s", r.Output)
	}
	if len(r.Left) != 0 {
		t.Errorf("left %v", ids(r.Left))
	}
}

func TestExamplesOfRules(t *testing.T) {
	for _, rl := range rule.All() {
		for _, e := range rl.Examples {
			l := htmlPage
			check := func(t *testing.T, src []byte, o Options, l language) { invariants(t, src, o, l) }
			switch e.Syntax {
			case rule.SyntaxHTML:
				check = pageInvariants
			case rule.SyntaxTemplate:
				l = templateFile("a.html")
			case rule.SyntaxHeaders:
				l = headersFile
			default:
				continue
			}
			o := options()
			o.Unsafe = true
			if e.BaseURL != "" {
				o.Page.URL = e.BaseURL
			}
			t.Run(rl.ID+"/"+e.Title, func(t *testing.T) { check(t, []byte(e.Source), o, l) })
		}
	}
}

// pageWith runs a pass over findings made up for the test.
func passOver(src string, findings ...rule.Finding) *pass {
	o := few("font-preload", "invalid-value")
	p := &pass{language: htmlPage, o: &o, src: []byte(src), page: page.ParseHTML([]byte(src), o.Page), findings: findings}
	p.run()
	return p
}

func TestRefusedFixes(t *testing.T) {
	const src = `<link rel=preload as=font href=/a.woff2>`
	fake := &rule.Rule{ID: "fake"}
	at := strings.Index(src, " rel")
	fix := func(text string) rule.Fix {
		return rule.Fix{Message: text, Edits: []edit.Edit{{Start: at, End: at, Text: text}}}
	}
	bad, worse, good := fix("crossorigin"), fix(" crossorigin=use-credentials"), fix(" crossorigin")
	real := Check([]byte(src), few("font-preload"))
	if len(real) != 1 || real[0].Rule.ID != "font-preload" {
		t.Fatalf("findings %v", ids(real))
	}
	real[0].Fixes = []rule.Fix{worse, bad, good}
	p := passOver(src, real...)
	if len(p.accepted) != 1 || string(p.out) != strings.Replace(src, " rel", " crossorigin rel", 1) {
		t.Fatalf("accepted %d, output %q", len(p.accepted), p.out)
	}
	if len(p.refused) != 2 || !strings.Contains(p.refused[0].Reason, "would stay") {
		t.Errorf("refused %+v", p.refused)
	}

	made := rule.Finding{Rule: fake, Fixes: []rule.Fix{fix(" crossorigin=wrong")}}
	p = passOver(strings.Replace(src, "preload", "icon", 1), made)
	if len(p.accepted) != 0 || len(p.refused) != 1 || !strings.Contains(p.refused[0].Reason, "another finding") {
		t.Errorf("a fix that makes a finding was accepted: %+v", p.refused)
	}
}

func TestConflictingFixesWait(t *testing.T) {
	const src = `<link rel=icon href=/a.png>`
	fake, other := &rule.Rule{ID: "fake"}, &rule.Rule{ID: "other"}
	at := strings.Index(src, " rel")
	one := rule.Fix{Edits: []edit.Edit{{Start: at, End: at, Text: " a=1"}}}
	two := rule.Fix{Edits: []edit.Edit{{Start: at, End: at, Text: " b=1"}}}
	p := passOver(src, rule.Finding{Rule: fake, Fixes: []rule.Fix{one}}, rule.Finding{Rule: other, Fixes: []rule.Fix{two}})
	if len(p.accepted) != 1 || p.accepted[0].finding.Rule != fake || len(p.refused) != 0 {
		t.Errorf("accepted %d, refused %d: the first is to win, the second to wait", len(p.accepted), len(p.refused))
	}
	p = passOver(src, rule.Finding{Rule: fake, Fixes: []rule.Fix{one}}, rule.Finding{Rule: other, Fixes: []rule.Fix{one}})
	if len(p.accepted) != 2 || string(p.out) != `<link a=1 rel=icon href=/a.png>` {
		t.Errorf("accepted %d, output %s: the same edit is to be shared", len(p.accepted), p.out)
	}
}
