package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// decorate runs the decorator over markup, on two pages a piece: what the
// first one teaches the site's store must not change the second.
func decorate(t *testing.T, pieces []string) (out []string, log string) {
	t.Helper()
	var site strings.Builder
	site.WriteString(siteConfig + "[params.crossorigin]\nvalidate = 'warn'\n")
	site.WriteString("-- layouts/home.html --\n-- layouts/single.html --\n{{ with partial \"crossorigin/annotate.html\" . }}{{ .Params.piece | safeHTML }}{{ end }}")
	for i, piece := range pieces {
		front, err := json.Marshal(map[string]string{"title": "x", "piece": piece})
		if err != nil {
			t.Fatal(err)
		}
		for _, copy := range []string{"a", "b"} {
			fmt.Fprintf(&site, "\n-- content/%s%d.md --\n%s\n", copy, i, front)
		}
	}
	b, err := buildModule(t, site.String())
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	for i := range pieces {
		first, second := b.FileContent(fmt.Sprintf("public/a%d/index.html", i)), b.FileContent(fmt.Sprintf("public/b%d/index.html", i))
		if first != second {
			t.Errorf("%q\nis decorated in two ways\n%q\n%q", pieces[i], first, second)
		}
		out = append(out, strings.TrimSuffix(first, "\n"))
	}
	return out, b.LogString()
}

func TestDecorator(t *testing.T) {
	const (
		font  = `<link rel=preload as=font href=/f.woff2>`
		fixed = `<link crossorigin="anonymous" rel=preload as=font href=/f.woff2>`
		hash  = `integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"`
		far   = `<script src="https://cdn.example/a.js" ` + hash
	)
	tests := []struct{ name, in, want string }{
		{"font preload", "a " + font + " b", "a " + fixed + " b"},
		{"twice", font + font, fixed + fixed},
		{"integrity of another origin", far + `></script>`, `<script crossorigin="anonymous"` + far[len("<script"):] + `></script>`},
		{"the own origin", `<script src="https://example.org/a.js" ` + hash + `></script>`, ""},
		{"a URL without scheme", `<link rel=stylesheet href=//cdn.example/a.css ` + hash + `>`, `<link crossorigin="anonymous" rel=stylesheet href=//cdn.example/a.css ` + hash + `>`},
		{"another port", `<link rel=stylesheet href=https://example.org:8443/a.css ` + hash + `>`, `<link crossorigin="anonymous" rel=stylesheet href=https://example.org:8443/a.css ` + hash + `>`},
		{"the scheme's own port", `<link rel=stylesheet href=https://EXAMPLE.org:443/a.css ` + hash + `>`, ""},
		{"a module", far + ` type=module></script>`, ""},
		{"no metadata", `<script src="https://cdn.example/a.js" integrity=""></script>`, ""},
		{"unknown algorithm", `<script src="https://cdn.example/a.js" integrity="md5-abc"></script>`, ""},
		{"already there", `<link rel=preload as=font crossorigin href=/f.woff2>`, ""},
		{"capitals", `<LINK REL="preload" AS="Font" HREF="/f">`, `<LINK crossorigin="anonymous" REL="preload" AS="Font" HREF="/f">`},
		{"behind an unquoted slash", `<link rel=preload as=font href=/b/>`, `<link crossorigin="anonymous" rel=preload as=font href=/b/>`},
		{"self-closing", `<link rel="preload" as="font" href="/b" />`, `<link crossorigin="anonymous" rel="preload" as="font" href="/b" />`},
		{"over lines", "<link\n\trel=preload\n\tas=font\n\thref=/f>", "<link crossorigin=\"anonymous\"\n\trel=preload\n\tas=font\n\thref=/f>"},
		{"> in a value", `<link title="a > b" rel=preload as=font href=/f>`, `<link crossorigin="anonymous" title="a > b" rel=preload as=font href=/f>`},
		{"references in values", `<link rel="&#112;reload preload" as="f&#111;nt" href=/f>`, `<link crossorigin="anonymous" rel="&#112;reload preload" as="f&#111;nt" href=/f>`},
		{"the first of two attributes counts", `<link rel=preload rel=stylesheet as=font href=/f>`, `<link crossorigin="anonymous" rel=preload rel=stylesheet as=font href=/f>`},
		{"in a comment", "<!-- " + font + " -->", ""},
		{"in a comment and outside", "<!-- " + font + " -->" + font, "<!-- " + font + " -->" + fixed},
		{"behind an empty comment", "<!-->" + font, "<!-->" + fixed},
		{"behind another empty comment", "<!--->" + font, "<!--->" + fixed},
		{"behind a comment with a bang", "<!-- x --!>" + font, "<!-- x --!>" + fixed},
		{"in a comment that does not end", "<!-- x " + font, ""},
		{"in a script", "<script>x = '" + font + "'</script>", ""},
		{"in a script and outside", "<script>x = '" + font + "'</script>" + font, "<script>x = '" + font + "'</script>" + fixed},
		{"in a script that ends in capitals", "<script>" + font + "</SCRIPT >" + font, "<script>" + font + "</SCRIPT >" + fixed},
		{"the name of the end tag goes on", "<script>" + font + "</scripty>" + font + "</script>", ""},
		{"in a style", "<style>" + font + "</style>", ""},
		{"in a title", "<title>" + font + "</title>" + font, "<title>" + font + "</title>" + fixed},
		{"in a textarea", "<textarea>" + font + "</textarea>" + font, "<textarea>" + font + "</textarea>" + fixed},
		{"in an iframe", "<iframe>" + font + "</iframe>", ""},
		{"in a value", `<p title="` + font + `">` + font, `<p title="` + font + `">` + fixed},
		{"in a value in single quotes", `<p title='` + font + `'>` + font, `<p title='` + font + `'>` + fixed},
		{"in a value with other tags", `<p title="<b> ` + font + ` </b>">` + font, `<p title="<b> ` + font + ` </b>">` + fixed},
		{"behind an apostrophe", "<p>it's</p>" + font, "<p>it's</p>" + fixed},
		{"behind a quote", `<p>5"</p>` + font, `<p>5"</p>` + fixed},
		{"behind a less-than sign", "<p>1 < 2</p>" + font, "<p>1 < 2</p>" + fixed},
		{"a custom element", `<link-card rel=preload as=font href=/f>`, ""},
		{"a stray quote", `<link rel=preload as=font href=/f">` + "", `<link crossorigin="anonymous" rel=preload as=font href=/f">`},
		{"a quote out of place is not read", `<link rel="preload"" as=font href=/f>`, ""},
		{"suppressed", `<link rel=preload as=font href=/f data-crossorigin-ignore>`, ""},
		{"suppressed by rule", `<link rel=preload as=font href=/f data-crossorigin-ignore="font-preload later">`, ""},
		{"suppressed by another rule", `<link rel=preload as=font href=/f data-crossorigin-ignore="no-effect">`, `<link crossorigin="anonymous" rel=preload as=font href=/f data-crossorigin-ignore="no-effect">`},
		{"suppressed by a comment", "<!-- crossorigin-ignore font-preload for a script -->" + font + font, "<!-- crossorigin-ignore font-preload for a script -->" + font + fixed},
		{"all suppressed by a comment", "<!-- crossorigin-ignore -->\n" + font, ""},
		{"a comment for another rule", "<!-- crossorigin-ignore no-effect,spelling x -->" + font, "<!-- crossorigin-ignore no-effect,spelling x -->" + fixed},
		{"a placeholder of Hugo's", `<link rel=stylesheet href=__h_pp_l1_0_ ` + hash + `>`, ""},
		{"keywords in letters that are none", "<link rel=preload as=font crossorigin=\"use-credential\u017f\" href=/f>", ""},
		{"in a value behind a quote", `<p>5"</p><p title="` + font + `">` + font, `<p>5"</p><p title="` + font + `">` + fixed},
		{"in a tag that does not end", "<p title" + font + font, ""},
		{"in a script with metadata", far + `>` + font + `</script>` + font, `<script crossorigin="anonymous"` + far[len("<script"):] + `>` + font + `</script>` + fixed},
		{"behind a script with <", "<script>if (1<2) x</script>" + font, "<script>if (1<2) x</script>" + fixed},
		{"behind a script in a script", "<script><!--<script></script>" + font + "--></script>" + font, "<script><!--<script></script>" + font + "--></script>" + fixed},
		{"in a title in capitals", "<TITLE>" + font + "</TITLE>" + font, "<TITLE>" + font + "</TITLE>" + fixed},
		{"nothing to say", "<p>plain</p>", ""},
	}
	var pieces []string
	for _, tt := range tests {
		pieces = append(pieces, tt.in)
	}
	out, _ := decorate(t, pieces)
	for i, tt := range tests {
		want := tt.want
		if want == "" {
			want = tt.in
		}
		if out[i] != want {
			t.Errorf("%s: %s\n got %s\nwant %s", tt.name, tt.in, out[i], want)
		}
	}
}

// Hugo writes "true" for a decorator that gives nothing, so this one gives a
// line break.
func TestDecoratorRoundNothing(t *testing.T) {
	b, err := buildModule(t, siteConfig+`-- layouts/home.html --
<p>{{ with partial "crossorigin/annotate.html" . }}{{ with .Params.none }}{{ . }}{{ end }}{{ end }}</p>
`)
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	b.AssertFileContent("public/index.html", "<p>\n</p>")
}

// Once the store knows a theme's markup, pages are told apart by what is their
// own, and what they do with the theme's markup still counts.
func TestDecoratorOnceItKnowsTheTheme(t *testing.T) {
	const (
		font  = `<link rel="preload" as="font" href="/f.woff2">`
		fixed = `<link crossorigin="anonymous" rel="preload" as="font" href="/f.woff2">`
		style = "<style>b { color: red }</style>"
	)
	var head strings.Builder
	for i := range 20 {
		fmt.Fprintf(&head, "<meta name=\"m%d\" content=\"some content %d\">\n", i, i)
	}
	head.WriteString(style + "<script>let a = 1 < 2 && \"\"</script><!-- of the theme -->\n")
	const meta = `<meta name="m1" content="some content 1">`
	var pieces, want []string
	add := func(format string, args ...any) {
		text := fmt.Sprintf(format, args...)
		pieces, want = append(pieces, strings.ReplaceAll(text, "FONT", font)), append(want, strings.ReplaceAll(text, "FONT", fixed))
	}
	for i := range 12 {
		add("<title>It's page %d</title>%sFONT", i, &head)
	}
	add("%sFONT<p title='%s%s'>FONT", &head, meta, font)
	add("%sFONT<p title=%sFONT>FONT", &head, meta)
	add("%s<title>%s%s</title>FONT", &head, meta, font)
	add("%s<script>'%s%s'</script>FONT", &head, style, font)
	add("%s<!-- %s %s -->FONT", &head, meta, font)
	add("%s<textarea>%s</textarea>FONT", &head, font)
	// All of the theme's markup where it is none, and beside markup that is not the theme's.
	add("<title>%s%s</title>FONT", &head, font)
	add("<p title='%s%s'>%sFONT", &head, font, &head)
	add("<textarea>%s%s</textarea>", &head, font)
	add("<title>a</title>%sFONT%sFONT", &head, &head)
	add("<title>a</title>%sFONT<link rel=\"canonical\" href='/%s'>", &head, font)
	add("<title>a</title>%sFONT<link rel=\"icon\" href=\"/i\">FONT", &head)
	for _, tag := range []string{`<link rel="preload" as="font" href="/g.woff2">`, `<link Rel="pReLoad" as="font" href="/g.woff2">`, `<link rel="preload" as="font" href="/preload/preload.woff2">`} {
		pieces = append(pieces, "<title>a</title>"+head.String()+font+tag)
		want = append(want, "<title>a</title>"+head.String()+fixed+strings.Replace(tag, "link", `link crossorigin="anonymous"`, 1))
	}
	out, _ := decorate(t, pieces)
	for i := range pieces {
		if out[i] != want[i] {
			t.Errorf("%s\n got %s\nwant %s", pieces[i], out[i], want[i])
		}
	}
}

// In a theme whose head has the text of articles behind what is to be edited,
// only what is in front is looked through.
func TestDecoratorOnceItKnowsAHeadWithArticles(t *testing.T) {
	const (
		font  = `<link rel="preload" as="font" href="/f.woff2">`
		fixed = `<link crossorigin="anonymous" rel="preload" as="font" href="/f.woff2">`
		far   = `<script src="https://cdn.example/a.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K">`
	)
	article := strings.Repeat(`a \u003c b, `, 200)
	var pieces, want []string
	add := func(format string, args ...any) {
		text := fmt.Sprintf(format, args...)
		mend := strings.NewReplacer("FONT", fixed, "FAR", strings.Replace(far, " ", ` crossorigin="anonymous" `, 1))
		pieces, want = append(pieces, strings.NewReplacer("FONT", font, "FAR", far).Replace(text)), append(want, mend.Replace(text))
	}
	for i := range 12 {
		add(`<title>page %d</title>FONT<meta name="a" content="%d">FAR</script><script type="application/ld+json">{"%d": "%s"}</script>`, i, i, i, article)
	}
	add(`<script>"%s"</script>FONT<script>"%s</script>`, font, article)
	add(`<script>"%s"; %s</script><title>a</title>FONT<script>"%s%s</script>`, article, font, font, article)
	add(`FONT<script>"%s</script>FONT`, article)
	add(`<title>a</title>FONTFAR%s</script><title>%s</title>`, font, article)
	add(`FONT<!-- %s %s -->FAR</script>`, article, font)
	add(`FONT<p title="%s">FAR%s`, far[:7], article)
	out, _ := decorate(t, pieces)
	for i := range pieces {
		if out[i] != want[i] {
			t.Errorf("%s\n got %s\nwant %s", pieces[i], out[i], want[i])
		}
	}
}

// A comment of the theme's that suppresses is not taken for a part of the theme
// that says nothing.
func TestDecoratorOnceItKnowsAComment(t *testing.T) {
	const (
		font    = `<link rel="preload" as="font" href="/f.woff2">`
		fixed   = `<link crossorigin="anonymous" rel="preload" as="font" href="/f.woff2">`
		comment = `<!-- crossorigin-ignore font-preload it is for a script -->`
	)
	var pieces, want []string
	for i := range 12 {
		title := fmt.Sprintf("<title>page %d</title>", i)
		for _, source := range [][2]string{{font, fixed}, {comment + "<p>", comment + "<p>"}, {comment + font, comment + font}} {
			pieces, want = append(pieces, title+source[0]), append(want, title+source[1])
		}
	}
	out, _ := decorate(t, pieces)
	for i := range pieces {
		if out[i] != want[i] {
			t.Errorf("%s\n got %s\nwant %s", pieces[i], out[i], want[i])
		}
	}
}

func TestDecoratorReports(t *testing.T) {
	tests := []struct{ in, want string }{
		{`<img crossorigin=use_credentials src=a.png>`, "[invalid-value]"},
		{`<img crossorigin=true src=b.png>`, "[invalid-value]"},
		{`<img crossorigin="anonymous " src=c.png>`, "[value-blanks]"},
		{`<img cross-origin src=d.png>`, "[misspelt-attribute]"},
		{`<img crossoirgin=anonymous src=e.png>`, "[misspelt-attribute]"},
		{`<img crosorigin src=f.png>`, "[misspelt-attribute]"},
		{`<track crossorigin src=g.vtt>`, "[no-effect]"},
		{`<link rel=canonical crossorigin href=/h>`, "[no-effect]"},
		{`<script type=importmap crossorigin>{}</script>`, "[no-effect]"},
		{`<iframe crossorigin src=/i></iframe>`, "[no-effect]"},
	}
	var pieces []string
	for _, tt := range tests {
		pieces = append(pieces, tt.in)
	}
	out, log := decorate(t, pieces)
	for i, tt := range tests {
		tag, _, _ := strings.Cut(tt.in, ">")
		found := false
		for line := range strings.Lines(log) {
			found = found || strings.Contains(line, fmt.Sprintf("content/a%d.md: %s", i, tag)) && strings.Contains(line, tt.want)
		}
		if !found {
			t.Errorf("%s is not reported as %s", tt.in, tt.want)
		}
		if out[i] != tt.in {
			t.Errorf("%s became %s", tt.in, out[i])
		}
	}
	if t.Failed() {
		t.Log(log)
	}
}

// The decorator writes what the command writes for the same two rules, or
// nothing, over the examples of every rule.
func TestDecoratorAgreesWithTheCommand(t *testing.T) {
	var pieces []string
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax == rule.SyntaxHTML && e.BaseURL == "" {
				pieces = append(pieces, e.Source)
			}
		}
	}
	out, _ := decorate(t, pieces)
	same, less := 0, 0
	for i, piece := range pieces {
		want := annotate.HTML([]byte(piece), annotate.Options{
			Page: page.Options{URL: "https://example.org/a0/"}, Rules: []string{"font-preload", "integrity-needs-crossorigin"},
		})
		switch out[i] {
		case string(want.Output):
			if want.Changed {
				same++
			}
		case piece:
			less++ // what the module does not read with certainty, or only reports
		default:
			t.Errorf("%s\n     became %s\nthe command makes %s", piece, out[i], want.Output)
		}
	}
	if same < 4 || less > same {
		t.Errorf("%d annotated alike, %d left alone", same, less)
	}
}
