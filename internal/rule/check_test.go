package rule

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
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

func TestSuppressions(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"next tag", `<!-- crossorigin-ignore font-preload because -->` + wrongFont, ""},
		{"next tag, lines further down", "<!--\ncrossorigin-ignore font-preload because\n-->\n\n text " + wrongFont, ""},
		{"all rules", `<!-- crossorigin-ignore -->` + wrongFont, ""},
		{"two rules", `<!-- crossorigin-ignore font-preload,invalid-value why --><link rel=preload as=font href=/a crossorigin=use-credential>`, "unused-suppression"},
		{"own line", `<a></a>` + wrongFont + ` <!-- crossorigin-ignore font-preload x -->`, ""},
		{"only the last tag in front", wrongFont + wrongFont + ` <!-- crossorigin-ignore font-preload x -->`, "font-preload"},
		{"a tag of the line before", wrongFont + "\n<!-- crossorigin-ignore font-preload x -->", "font-preload unused-suppression"},
		{"not the tag after the next", "<!-- crossorigin-ignore font-preload x -->\n<a></a>\n" + wrongFont, "unused-suppression font-preload"},
		{"another rule", `<!-- crossorigin-ignore no-effect x -->` + wrongFont, "unused-suppression font-preload"},
		{"no rule", `<!-- crossorigin-ignore fonts -->` + wrongFont, "unused-suppression font-preload"},
		{"attribute", `<link rel=preload as=font href=/a data-crossorigin-ignore="font-preload">`, ""},
		{"attribute for all", `<link rel=preload as=font href=/a data-crossorigin-ignore>`, ""},
		{"attribute without need", `<a data-crossorigin-ignore></a><link rel=preload as=font href=/a crossorigin data-crossorigin-ignore>`, "unused-suppression"},
		{"in a script", `<script>"<!-- crossorigin-ignore font-preload -->"</script>` + wrongFont, "font-preload"},
		{"a rule that does not run", `<!-- crossorigin-ignore spelling x --><script src=/a crossorigin></script>`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := ids(check(test.src, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// A suppression is unused only where nothing it is for was left out.
func TestUnusedSuppressions(t *testing.T) {
	const named, all = `<img src=/a data-crossorigin-ignore="no-effect">`, `<img src=/a data-crossorigin-ignore>`
	everything := map[string]bool{}
	for _, r := range All() {
		everything[r.ID] = false // as flags that switch nothing off leave it
	}
	for _, test := range []struct {
		name, src string
		off       map[string]bool
		want      string
	}{
		{"named, nothing off", named, everything, "unused-suppression"},
		{"for all, nothing off", all, everything, "unused-suppression"},
		{"named, another rule off", named, map[string]bool{"font-preload": true}, "unused-suppression"},
		{"named, its rule off", named, map[string]bool{"no-effect": true}, ""},
		{"for all, a rule off", all, map[string]bool{"font-preload": true}, ""},
		{"of what is uncertain", `<script src="https://a.example/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" data-crossorigin-ignore="integrity-needs-crossorigin"></script>`, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := ids(check(test.src, &Settings{Off: test.off})); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	for _, test := range []struct{ name, src, want string }{
		{"an attribute, which pages get", `<link rel=preload as="{{ .as }}" href=/a data-crossorigin-ignore=font-preload>`, ""},
		{"a comment, which they do not", `{{/* crossorigin-ignore font-preload why */}}<link rel=preload as=font href=/a crossorigin>`, "unused-suppression"},
		{"no rule", `<img src=/a data-crossorigin-ignore=fonts>`, "unused-suppression"},
	} {
		t.Run("template/"+test.name, func(t *testing.T) {
			p := parseExample(&Example{Syntax: SyntaxTemplate}, test.src)
			if body, _, ok := strings.Cut(test.src, "*/"); ok {
				start := strings.Index(body, "/*") + len("/*")
				p.Comments = []markup.Span{{Start: start, End: len(body)}}
			}
			if got := ids(Check(p, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSuppressionInHeaders(t *testing.T) {
	const src = "/*\n  # crossorigin-ignore link-header Chromium only\n  Link: </a.woff2>; rel=preload; as=font; crossorigin\n"
	p := page.ParseHeaders([]byte(src), page.Options{})
	if got := ids(Check(p, nil)); got != "" {
		t.Errorf("got %s", got)
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
	for n, want := range map[int]string{0: "0 bytes", 999: "999 bytes", 1000: "1.0 kB", 2_500_000: "2.5 MB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

// TestSeveralOrigins is the case of luizdepra/hugo-coder#96: one build, opened
// under two names.
func TestSeveralOrigins(t *testing.T) {
	const src = `<link rel="stylesheet" href="https://example.org/a.css" integrity="sha256-AAAA"><script src="/b.js" integrity="sha256-AAAA"></script>`
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
	const src = `<script src="https://static.example.com/a.js" integrity="sha256-AAAA"></script>` +
		`<script src="https://unpkg.com/a.js" integrity="sha256-AAAA"></script><script src="b.js" integrity="sha256-AAAA"></script>`
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

// TestTemplates checks what is said of tags of which a part is not known.
func TestTemplates(t *testing.T) {
	attr := func(name, value string) markup.Attr {
		return markup.Attr{Name: name, Value: value, HasValue: true, Presence: markup.Present}
	}
	dynamic := func(name string) markup.Attr {
		return markup.Attr{Name: name, HasValue: true, Presence: markup.Present, Dynamic: true}
	}
	maybe := func(a markup.Attr, guard string) markup.Attr {
		a.Presence, a.Guard = markup.Maybe, guard
		return a
	}
	cdn := attr("src", "https://cdn.example.com/a.js")
	hash := attr("integrity", "sha256-AAAA")
	for _, test := range []struct {
		name            string
		tag             markup.Tag
		want, uncertain string
	}{
		{"blocked whatever the rest is", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, hash}}, "integrity-needs-crossorigin", "integrity-needs-crossorigin"},
		{"a spread may add crossorigin", markup.Tag{Name: "link", Attrs: []markup.Attr{attr("rel", "stylesheet"), attr("href", "https://cdn.example.com/a.css"), hash}, Open: true}, "", "integrity-needs-crossorigin"},
		{"integrity and crossorigin together", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, maybe(hash, "with .x"), maybe(attr("crossorigin", "anonymous"), "with .x")}}, "", ""},
		{"integrity under a condition, crossorigin never", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, maybe(hash, "with .x")}}, "integrity-needs-crossorigin", "integrity-needs-crossorigin"},
		{"a hash that is not known", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, dynamic("integrity")}}, "", "integrity-needs-crossorigin"},
		{"a URL that is not known", markup.Tag{Name: "script", Attrs: []markup.Attr{dynamic("src"), hash}}, "", "integrity-needs-crossorigin"},
		{"a value that is not known", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, dynamic("crossorigin")}}, "", ""},
		{"an invalid value under a condition", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, maybe(attr("crossorigin", "yes"), "if .x")}}, "invalid-value", "invalid-value"},
		{"a font of a dynamic URL", markup.Tag{Name: "link", Attrs: []markup.Attr{attr("rel", "preload"), attr("as", "font"), dynamic("href")}}, "font-preload", "font-preload"},
		{"a font that may have it", markup.Tag{Name: "link", Attrs: []markup.Attr{attr("rel", "preload"), attr("as", "font"), attr("href", "/a"), maybe(attr("crossorigin", ""), "if .x")}}, "", "font-preload"},
		{"two branches", markup.Tag{Name: "script", Attrs: []markup.Attr{cdn, maybe(attr("crossorigin", "anonymous"), "if .x"), maybe(attr("crossorigin", "use-credentials"), "else .x")}}, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.tag.ParentIndex = -1
			p := page.FromTags(nil, []markup.Tag{test.tag}, page.Options{URL: "https://example.org/"})
			if got := ids(Check(p, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := ids(Check(p, &Settings{Uncertain: true})); got != test.uncertain {
				t.Errorf("with what is uncertain: %q, want %q", got, test.uncertain)
			}
		})
	}
}

// TestFragments: tags under different conditions of a template need not be
// together on any page.
func TestFragments(t *testing.T) {
	link := func(attrs ...markup.Attr) markup.Tag {
		return markup.Tag{Name: "link", Attrs: attrs, ParentIndex: -1}
	}
	attr := func(name, value string) markup.Attr {
		return markup.Attr{Name: name, Value: value, HasValue: true, Presence: markup.Present}
	}
	tags := []markup.Tag{
		link(attr("rel", "preload"), attr("as", "style"), attr("href", "/a.css"), attr("crossorigin", "")),
		link(attr("rel", "stylesheet"), attr("href", "/a.css")),
		link(attr("rel", "preconnect"), attr("href", "https://fonts.gstatic.com")),
	}
	tags[0].Guard, tags[1].Guard = "if .A", "if .B"
	p := page.FromTags(nil, tags, page.Options{URL: "https://example.org/"})
	if got := ids(Check(p, nil)); got != "preconnect-pool" {
		t.Errorf("got %q, want only that of a host that serves nothing but fonts", got)
	}
	for _, f := range Check(p, &Settings{Uncertain: true}) {
		if f.Rule == &preloadMismatch && (!f.Uncertain || f.Severity != Info || f.Fixes[0].Safety != Display) {
			t.Errorf("%+v", f)
		}
	}
}

// TestBranches: what a template renders together and what it never does.
func TestBranches(t *testing.T) {
	const (
		preload = `<link rel="preload" as="script" href="/a.js">`
		script  = `<script src="/a.js" crossorigin></script>`
		found   = "preload-mismatch"
	)
	for _, test := range []struct{ name, src, want, uncertain string }{
		{"together", preload + script, found, found},
		{"under one condition", "{{ if .A }}" + preload + "{{ end }}{{ if .A }}" + script + "{{ end }}", found, found},
		{"one deeper than the other", preload + "{{ with .A }}{{ if .B }}" + script + "{{ end }}{{ end }}", found, found},
		{"branches that exclude each other", "{{ if .A }}" + preload + "{{ else }}" + script + "{{ end }}", "", ""},
		{"inside of such branches", "{{ if .A }}{{ if .B }}" + preload + "{{ end }}{{ else if .C }}" + script + "{{ end }}", "", ""},
		{"a condition and its negation", "{{ if .A }}" + preload + "{{ end }}{{ if not .A }}" + script + "{{ end }}", "", ""},
		{"conditions that have nothing to do with each other", "{{ if .A }}" + preload + "{{ end }}{{ if .B }}" + script + "{{ end }}", "", found},
		{"another template of the file", preload + `{{ define "x" }}` + script + "{{ end }}", "", found},
		{"a pair in both branches, one of them wrong", "{{ if .A }}" + preload + script + "{{ else }}" + preload + `<script src="/a.js"></script>{{ end }}`, found, found},
		{"a pair in both branches", `{{ if .A }}<link rel="preload" as="script" href="/a.js" crossorigin>{{ else }}` + preload + `{{ end }}{{ if .A }}` + script + `{{ else }}<script src="/a.js"></script>{{ end }}`, "", ""},
		{"the same variable", `<link rel="preload" as="script" href="{{ $js.RelPermalink }}"> {{- with .X }}<script src="{{- $js.RelPermalink -}}" crossorigin></script>{{ end }}`, found, found},
		{"a variable that is assigned between", `<link rel="preload" as="script" href="{{ $js.RelPermalink }}">{{ $js = .Y }}<script src="{{ $js.RelPermalink }}" crossorigin></script>`, "", ""},
		{"a field of another dot", `<link rel="preload" as="script" href="{{ .RelPermalink }}">{{ with .Y }}<script src="{{ .RelPermalink }}" crossorigin></script>{{ end }}`, "", ""},
		{"the same path", `<link rel="preload" as="script" href="{{ "a.js" | relURL }}"><script src="{{ "a.js" | relURL }}" crossorigin></script>`, found, found},
		{"what a function prints", `<link rel="preload" as="script" href="{{ url .X }}"><script src="{{ url .X }}" crossorigin></script>`, "", ""},
		{
			"a hash that only the consumer has", `{{ $s := resources.Get "a.css" | fingerprint }}<link rel="preload" href="{{ $s.RelPermalink }}" as="style"><link href="{{ $s.RelPermalink }}" rel="stylesheet" integrity="{{ $s.Data.Integrity }}">`,
			"preload-integrity", "preload-integrity",
		},
		{
			"a hash that both have", `<link rel="preload" href="{{ $s.RelPermalink }}" as="style" integrity="{{ $s.Data.Integrity }}"><link href="{{ $s.RelPermalink }}" rel="stylesheet" integrity="{{ $s.Data.Integrity }}">`,
			"", "",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := parseExample(&Example{Title: test.name, Syntax: SyntaxTemplate}, "{{ $js := .J }}{{ $s := .S }}"+test.src)
			if got := ids(Check(p, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := ids(Check(p, &Settings{Uncertain: true})); got != test.uncertain {
				t.Errorf("with what is uncertain: %q, want %q", got, test.uncertain)
			}
		})
	}
}

// TestPermalinkTemplate is luizdepra/hugo-coder#96 in the theme's own words.
func TestPermalinkTemplate(t *testing.T) {
	const src = `<link rel="stylesheet" href="{{ $css.Permalink }}" integrity="{{ $css.Data.Integrity }}">`
	value := func(name, text string) markup.Attr {
		at := strings.Index(src, text)
		return markup.Attr{Name: name, HasValue: true, Presence: markup.Present, Dynamic: true, ValueSpan: markup.Span{Start: at, End: at + len(text)}}
	}
	tag := markup.Tag{Name: "link", ParentIndex: -1, NameSpan: markup.Span{Start: 1, End: 5}, Attrs: []markup.Attr{
		{Name: "rel", Value: "stylesheet", HasValue: true, Presence: markup.Present},
		value("href", "{{ $css.Permalink }}"), value("integrity", "{{ $css.Data.Integrity }}"),
	}}
	for _, test := range []struct {
		origins []string
		want    string
		fixed   string
	}{
		{nil, "template-permalink", strings.Replace(src, "<link", `<link crossorigin="anonymous"`, 1)},
		{[]string{"https://www.example.org"}, "integrity-needs-crossorigin", strings.Replace(src, "<link", `<link crossorigin="anonymous"`, 1)},
	} {
		p := page.FromTags([]byte(src), []markup.Tag{tag}, page.Options{URL: "https://example.org/", Origins: test.origins})
		findings := Check(p, nil)
		if got := ids(findings); got != test.want {
			t.Errorf("%v: %q, want %q", test.origins, got, test.want)
		}
		if got := repair(t, src, findings); got != test.fixed {
			t.Errorf("fixed %s", got)
		}
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
