package rule

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

func check(src string, s *Settings) []Finding {
	return Check(page.ParseHTML([]byte(src), page.Options{URL: "https://example.org/"}), s)
}

// ids returns the rules of the findings, in order.
func ids(findings []Finding) string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Rule.ID)
	}
	return strings.Join(out, " ")
}

const wrongFont = `<link rel="preload" as="font" href="/a.woff2">`

func TestSettings(t *testing.T) {
	if got := ids(check(wrongFont, nil)); got != "font-preload" {
		t.Errorf("by default: %s", got)
	}
	if got := check(wrongFont, nil)[0].Severity; got != Error {
		t.Errorf("severity %d", got)
	}
	if got := check(wrongFont, &Settings{Severity: map[string]Severity{"font-preload": Info}})[0].Severity; got != Info {
		t.Errorf("overridden severity %d", got)
	}
	if got := ids(check(wrongFont, &Settings{Off: map[string]bool{"font-preload": true}})); got != "" {
		t.Errorf("switched off: %s", got)
	}
}

func TestPoliciesAreOptIn(t *testing.T) {
	const src = `<link rel=manifest href=/m.json><script src="https://cdn.example.com/a.js"></script><img src="https://cdn.example.com/a.png"><script src=/b.js crossorigin></script>`
	if got := ids(check(src, nil)); got != "" {
		t.Errorf("by default: %s", got)
	}
	all := &Settings{Policies: Policies{
		Authenticated: true, MutedErrors: true, Canvas: true, CrossOriginIsolated: "require-corp", IntegrityPolicy: true, Spelling: "anonymous",
	}}
	want := "manifest-login muted-errors embedder-policy integrity-policy tainted-canvas embedder-policy integrity-policy spelling"
	if got := ids(check(src, all)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	all.Policies = Policies{CrossOriginIsolated: "credentialless"}
	if got := ids(check(src, all)); got != "" {
		t.Errorf("credentialless blocks nothing: %s", got)
	}
}

func TestFindingsAreInSourceOrder(t *testing.T) {
	const src = `<img src=a crossorigin=x><a crossorigin></a>` + wrongFont + `<img src=b crossorigin=y>`
	last := 0
	for _, f := range check(src, nil) {
		if f.Span.Start < last {
			t.Errorf("%s at %d after %d", f.Rule.ID, f.Span.Start, last)
		}
		last = f.Span.Start
	}
}

func TestHosts(t *testing.T) {
	const src = `<script src="https://static.example.com/a.js" crossorigin="use-credentials"></script>`
	for _, test := range []struct {
		hosts map[string]resolver.Answer
		want  string
	}{
		{nil, ""},
		{map[string]resolver.Answer{"static.example.com": resolver.AnswerAnonymous}, "cors-refused"},
		{map[string]resolver.Answer{"*.example.com": resolver.AnswerNone}, "cors-refused"},
		{map[string]resolver.Answer{"*.com": resolver.AnswerOrigin}, "cors-refused"},
		{map[string]resolver.Answer{"static.example.com": resolver.AnswerCredentials, "*.example.com": resolver.AnswerNone}, ""},
		{map[string]resolver.Answer{"example.com": resolver.AnswerNone}, ""},
	} {
		if got := ids(check(src, &Settings{Hosts: test.hosts})); got != test.want {
			t.Errorf("%v: %q, want %q", test.hosts, got, test.want)
		}
	}
	const cdn = `<script src="https://unpkg.com/a.js" crossorigin="use-credentials"></script>`
	if got := ids(check(cdn, &Settings{Hosts: map[string]resolver.Answer{"unpkg.com": resolver.AnswerCredentials}})); got != "" {
		t.Errorf("the table is not overridden: %s", got)
	}
}

func TestFrames(t *testing.T) {
	for _, test := range []struct{ name, src, at, fixed string }{
		{"as written", `<p><iframe srcdoc="<a crossorigin></a>"></iframe>`, "crossorigin", `<p><iframe srcdoc="<a></a>"></iframe>`},
		{"escaped", `<iframe srcdoc="&lt;a crossorigin>&amp;"></iframe>`, "crossorigin", `<iframe srcdoc="&lt;a>&amp;"></iframe>`},
		{
			"double quotes", `<iframe srcdoc="<link rel='preload' as='font' href='/a?b&amp;amp;c'>"></iframe>`, `<link rel='preload' as='font' href='/a?b&amp;amp;c'>`,
			`<iframe srcdoc="<link crossorigin=&quot;anonymous&quot; rel='preload' as='font' href='/a?b&amp;amp;c'>"></iframe>`,
		},
		{
			"single quotes", `<iframe srcdoc='<link rel="preload" as="font" href="/a">'></iframe>`, `<link rel="preload" as="font" href="/a">`,
			`<iframe srcdoc='<link crossorigin="anonymous" rel="preload" as="font" href="/a">'></iframe>`,
		},
		{
			"no quotes", `<iframe srcdoc=&lt;link&#32;rel&#61;preload&#32;as=font&#9;href=/a></iframe>`, ``,
			``,
		},
		{
			"no quotes, a whole tag", `<iframe srcdoc=&lt;link&#32;rel&#61;preload&#32;as=font&#9;href=/a&gt;></iframe>`, `&lt;link&#32;rel&#61;preload&#32;as=font&#9;href=/a&gt;`,
			`<iframe srcdoc=&lt;link&#32;crossorigin&#61;&quot;anonymous&quot;&#32;rel&#61;preload&#32;as=font&#9;href=/a&gt;></iframe>`,
		},
		{
			"a document in a document", `<iframe srcdoc='<iframe srcdoc="<img src=a crossorigin=&amp;quot;x&amp;quot;>"></iframe>'></iframe>`, `crossorigin=&amp;quot;x&amp;quot;`,
			`<iframe srcdoc='<iframe srcdoc="<img src=a crossorigin=&amp;quot;anonymous&amp;quot;>"></iframe>'></iframe>`,
		},
		{
			"quotes that are in the way twice", `<iframe srcdoc="<iframe srcdoc=&quot;<link rel=preload as=font href=/a>&quot;></iframe>"></iframe>`, `<link rel=preload as=font href=/a>`,
			`<iframe srcdoc="<iframe srcdoc=&quot;<link crossorigin=&amp;quot;anonymous&amp;quot; rel=preload as=font href=/a>&quot;></iframe>"></iframe>`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			findings := check(test.src, nil)
			if test.at == "" {
				if len(findings) > 0 {
					t.Errorf("a tag without end: %v", messages(findings))
				}
				return
			}
			if len(findings) != 1 || !strings.HasPrefix(findings[0].Message, "in srcdoc: ") {
				t.Fatal(messages(findings))
			}
			if f := findings[0]; test.src[f.Span.Start:f.Span.End] != test.at {
				t.Errorf("found at %q, want %q", test.src[f.Span.Start:f.Span.End], test.at)
			}
			fixed := repair(t, test.src, findings)
			if fixed != test.fixed {
				t.Errorf("got  %s\nwant %s", fixed, test.fixed)
			}
			if left := check(fixed, nil); len(left) > 0 {
				t.Errorf("left %v", messages(left))
			}
		})
	}
}

func TestWastedBytes(t *testing.T) {
	local := func(string) ([]byte, bool) { return make([]byte, 24100), true }
	p := page.ParseHTML([]byte(wrongFont), page.Options{URL: "https://example.org/", Local: local})
	if got := Check(p, nil)[0].Message; !strings.HasPrefix(got, "fetched twice (24.1 kB too many): ") {
		t.Error(got)
	}
	local = func(string) ([]byte, bool) { return nil, true }
	p = page.ParseHTML([]byte(wrongFont), page.Options{URL: "https://example.org/", Local: local})
	if got := Check(p, nil)[0].Message; !strings.HasPrefix(got, "fetched twice: ") {
		t.Errorf("an empty file: %s", got)
	}
	for n, want := range map[int]string{0: "0 bytes", 999: "999 bytes", 1000: "1.0 kB", 2_500_000: "2.5 MB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

// TestSeveralOrigins is the case of luizdepra/hugo-coder#96: one build, opened
// under two names.
func TestSeveralOrigins(t *testing.T) {
	const src = `<link rel="stylesheet" href="https://example.org/a.css" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="><script src="/b.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`
	for _, test := range []struct {
		origins []string
		want    string
	}{
		{nil, ""},
		{[]string{"https://www.example.org"}, "integrity-needs-crossorigin"},
	} {
		p := page.ParseHTML([]byte(src), page.Options{URL: "https://example.org/", Origins: test.origins})
		if got := ids(Check(p, nil)); got != test.want {
			t.Errorf("%v: %q, want %q", test.origins, got, test.want)
		}
	}
}

func TestUnknownPlace(t *testing.T) {
	const src = `<script src="https://static.example.com/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>` +
		`<script src="https://unpkg.com/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script><script src="b.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`
	p := page.ParseHTML([]byte(src), page.Options{})
	findings := Check(p, nil)
	if len(findings) != 1 || findings[0].Uncertain || !strings.Contains(findings[0].Message, "unpkg.com") {
		t.Errorf("nobody serves a site from a public CDN: %v", messages(findings))
	}
	findings = Check(p, &Settings{Uncertain: true})
	if len(findings) != 2 || !findings[0].Uncertain || findings[0].Severity != Info {
		t.Errorf("what may be wrong: %v", messages(findings))
	}
}

// FuzzCheck runs all rules, all policies and all fixes.
func FuzzCheck(f *testing.F) {
	for _, r := range All() {
		for i := range r.Examples {
			if r.Examples[i].Syntax == SyntaxHTML {
				f.Add(r.Examples[i].Source)
			}
		}
	}
	s := &Settings{Uncertain: true, Policies: Policies{
		Authenticated: true, MutedErrors: true, Canvas: true, CrossOriginIsolated: "require-corp", IntegrityPolicy: true, Spelling: "bare",
	}}
	f.Fuzz(func(t *testing.T, src string) {
		for _, finding := range check(src, s) {
			span := finding.Span
			if span.Start < 0 || span.End > len(src) || span.Start > span.End {
				t.Fatalf("%s: span %v in %d bytes", finding.Rule.ID, span, len(src))
			}
			for _, fix := range finding.Fixes {
				if fix.Message == "" || len(fix.Edits) == 0 {
					t.Fatalf("%s: empty fix", finding.Rule.ID)
				}
				repair(t, src, []Finding{{Fixes: []Fix{fix}}})
			}
		}
	})
}

// Some tags are more than one fetch, and some fetch nothing that is compared.
func TestOneFindingATag(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"a file that is preloaded and applied", `<link rel="preload stylesheet" as=style href="https://cdn.example.net/a.css" integrity=sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=>`, "integrity-needs-crossorigin"},
		{"a preload of data", `<link rel=preload as=font href="data:font/woff2;base64,AAAA"><link rel=preload as=fetch href="data:,x"><link rel=preload as=image href="blob:x" crossorigin><img src="blob:x"><img src=/a>`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := ids(check(test.src, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
