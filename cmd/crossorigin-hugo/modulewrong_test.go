package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

// ids matches what ignoreLogs takes for the messages of partials.
var ids = regexp.MustCompile(`crossorigin-(?:arguments|unknown-key|misspelt-attribute)`)

func TestWrongUse(t *testing.T) {
	tests := []struct{ call, want string }{
		{`"script.html" (resources.Get "missing.js")`, `crossorigin/script: content/p.md: got nothing (a resource that does not exist?), expected a resource, a URL or a dict with src`},
		{`"script.html" .`, `crossorigin/script: content/p.md: got a page, expected`},
		{`"script.html" 3`, `got 3, expected a resource`},
		{`"script.html" (dict "src" nil)`, `src is nothing (a resource that does not exist?)`},
		{`"script.html" (dict "src" "/a.js" "fingerprint" true)`, `fingerprint is given for the URL /a.js, expected a resource`},
		{`"script.html" (dict "fingerprint" true)`, `crossorigin/script: content/p.md: src is missing, expected a resource or a URL`},
		{`"resolve.html" nil`, `crossorigin/resolve: content/p.md: got nothing (a resource that does not exist?), expected a dict with context or element`},
		{`"script.html" (dict "src" "/a.js" "integrity" true)`, `integrity is true, expected metadata such as "sha384-…"`},
		{`"script.html" (dict "src" "/a.js" "a b" "x")`, `"a b" is no name of an attribute`},
		{`"script.html" dict`, `crossorigin/script: content/p.md: src is missing, expected a resource or a URL`},
		{`"style.html" (dict "media" "print")`, `href is missing, expected a resource or a URL`},
		{`"img.html" (dict "alt" "A")`, `src or srcset is missing, expected a resource or a URL`},
		{`"link.html" (dict "href" "/x")`, `crossorigin/link: content/p.md: rel is missing`},
		{`"video.html" (dict "element" "img" "src" "/x")`, `element is "img", expected "audio" or "video"`},
		{`"video.html" (dict "src" "/x" "tracks" (slice (dict "src" "/t" "crossorigin" "anonymous")))`, `crossorigin is given for a track, where it has no effect, expected it for the video`},
		{`"script.html" (dict "src" (try (resources.GetRemote "http://127.0.0.1:1/x.js")))`, `crossorigin/script: content/p.md: src is what try returns, with the error "template: `},
		{`"script.html" (dict "src" "/a.js" "id" (try 1))`, `id is what try returns, of which the Value is meant, expected a string, a number or true`},
		{`"video.html" (dict "controls" true)`, `src or sources is missing, expected a resource or a URL`},
		{`"font.html" (dict "family" "x")`, `crossorigin/font: content/p.md: href is missing`},
		{`"preload.html" (dict "href" "/v.mp4" "as" "video")`, `as is "video", which browsers do not preload by rel=preload; expected one of fetch, font, image, script, style, track`},
		{`"preload.html" (dict "href" "/a.js" "as" "script" "for" "css-font-face")`, `nothing of css-font-face can use link-preload-script`},
		{`"preload.html" (dict "href" "/a.js" "for" "script-clasic-external")`, `as is "", which browsers do not preload by rel=preload; expected one of fetch, font, image, script, style, track`},
		{`"preload.html" (dict "href" "/a.js" "for" "script-clasic-external")`, `crossorigin/preload: content/p.md: for: nothing of script-clasic-external can use rel=preload, expected one of css-font-face, `},
		{`"preload.html" (dict "href" "/a.js" "for" "script-clasic-external")`, `xmlhttprequest-withcredentials; did you mean script-classic-external?`},
		{`"preload.html" (dict "href" "/a.js" "as" "script" "for" "svgscript")`, `nothing of svgscript can use link-preload-script, expected one of event-handler-import, module-static-import, script-classic-external, script-classic-import, script-module-external, svg-script; did you mean svg-script?`},
		{`"preload.html" (dict "href" "/t.vtt" "as" "track")`, `no preload can serve track in the state "No CORS"`},
		{`"preload.html" (dict "href" "/a.json" "as" "fetch" "crossorigin" "use-credentials")`, `crossorigin means "Use Credentials", but fetch takes a preload in the state "Anonymous" only; one in the state that is given is for eventsource-withcredentials, fetch-include`},
		{`"font.html" (dict "href" "/f.woff2" "crossorigin" "use-credentials")`, `crossorigin/font: content/p.md: crossorigin means "Use Credentials", but css-font-face takes a preload in the state "Anonymous" only`},
		{`"preconnect.html" (dict "href" "/x" "for" "img-src")`, `href is "/x", expected an absolute URL`},
		{`"preconnect.html" (dict "href" "https://x.example")`, `for is missing, expected ids`},
		{`"preconnect.html" (dict "href" "https://x.example" "for" "nope")`, `for holds "nope", expected ids`},
		{`"attrs.html" (dict "src" "/x")`, `element is "", expected audio, img, link, script or video`},
		{`"resolve.html" (dict "context" "nope")`, `there is no context "nope", expected an id such as "css-font-face" or "img-src"`},
		{`"resolve.html" (dict "context" "img-src" "origin" "elsewhere")`, `origin is "elsewhere", expected "cross-origin" or "same-origin"`},
		{`"script.html" (dict "src" "/a.js" "crossorigin" (slice 1))`, `crossorigin is a list, expected a keyword, true or false`},
		{`"script.html" (dict "src" (resources.FromString "x.js" "x") "fingerprint" "md5")`, `fingerprint is "md5", expected "sha256", "sha384", "sha512", true or false`},
		{`"resolve.html" dict`, `neither context nor element is given`},
		{`"script.html" (dict "scr" "/a.js")`, `crossorigin/script: content/p.md: unknown key scr, expected one of absolute, crossorigin, fingerprint, page, preload, or an attribute of script; did you mean src?`},
		{`"link.html" (dict "rel" "icon" "herf" "/i.png")`, `crossorigin/link: content/p.md: unknown key herf, expected one of absolute, crossorigin, fingerprint, page, or an attribute of link; did you mean href?`},
		{`"style.html" (dict "href" "/a.css" "Fingerprint" true)`, `unknown key Fingerprint, expected one of absolute, crossorigin, fingerprint, page, preload, or an attribute of link; did you mean fingerprint?`},
		{`"img.html" (dict "src" "/a.png" "fetch-priority" "high")`, `unknown key fetch-priority, expected one of absolute, crossorigin, fingerprint, page, preload, or an attribute of img; did you mean fetchpriority?`},
		{`"img.html" (dict "src" "/a.png" "poster" "/b.png")`, `unknown key poster, expected one of absolute, crossorigin, fingerprint, page, preload, or an attribute of img`},
		{`"img.html" (dict "src" "/a.png" "integrity" "sha256-AAAA")`, `unknown key integrity`},
		{`"script.html" (dict "src" "/a.js" "crossorgin" "anonymous")`, `content/p.md: crossorigin/script: <script src="/a.js" crossorgin="anonymous">: crossorgin is no attribute; did you mean crossorigin? [misspelt-attribute]`},
		{`"video.html" (dict "src" "/x" "track" (slice))`, `unknown key track, expected one of absolute, crossorigin, element, fingerprint, page, sources, tracks, or an attribute of video; did you mean tracks?`},
		{`"video.html" (dict "src" "/x" "tracks" (slice (dict "src" "/t" "srclnag" "en")))`, `crossorigin/video track: content/p.md: unknown key srclnag, expected one of absolute, crossorigin, fingerprint, or an attribute of track; did you mean srclang?`},
		{`"video.html" (dict "src" "/x" "tracks" (slice (dict "srclang" "en")))`, `crossorigin/video track: content/p.md: src is missing`},
		{`"font.html" (dict "href" "/f.woff2" "famly" "F")`, `crossorigin/font: content/p.md: unknown key famly, expected one of absolute, crossorigin, display, family, fingerprint, page, style, weight, or an attribute of link; did you mean family?`},
		{`"preconnect.html" (dict "href" "https://x.example" "for" "img-src" "crossorgin" true)`, `crossorigin/preconnect: content/p.md: unknown key crossorgin, expected one of crossorigin, for, href, page; did you mean crossorigin?`},
		{`"preload.html" (dict "as" "font")`, `crossorigin/preload: content/p.md: href or imagesrcset is missing`},
		{`"attrs.html" (dict "element" "link" "rel" "icon" "hrfe" "/x")`, `crossorigin/attrs: content/p.md: unknown key hrfe, expected one of absolute, crossorigin, element, fingerprint, page, or an attribute of link; did you mean href?`},
		{`"resolve.html" (dict "contxt" "img-src")`, `crossorigin/resolve: content/p.md: unknown key contxt, expected one of attrs, context, crossorigin, element, origin, page, parent; did you mean context?`},
		{`"script.html" (dict "src" "/a.js" "integrity" "sha1-AAAA")`, `crossorigin/script: content/p.md: integrity is "sha1-AAAA", which holds no hash that browsers know, expected one such as "sha384-…"`},
		{`"style.html" (dict "href" "/a.css" "integrity" "AAAA")`, `integrity is "AAAA", which holds no hash`},
		{`"font.html" (dict "href" "/f.woff2" "integrity" "sha384-AAAA")`, `crossorigin/font: content/p.md: integrity is given for as=font, where nothing reads it, expected none`},
		{`"preload.html" (dict "href" "/a.json" "as" "fetch" "integrity" "sha384-AAAA")`, `integrity is given for as=fetch, where nothing reads it`},
		{`"font.html" "/x.txt"`, `crossorigin/font: content/p.md: href is "/x.txt", expected a font (.woff2, .woff, .ttf or .otf), or a type for one of another name`},
	}
	for _, tt := range tests {
		t.Run(tt.call, func(t *testing.T) {
			name, rest, _ := strings.Cut(tt.call, " ")
			b, err := buildModule(t, siteConfig+"-- content/p.md --\n-- layouts/home.html --\n-- layouts/single.html --\n"+
				fmt.Sprintf("{{ $x := partial \"crossorigin/%s %s }}\n", strings.TrimPrefix(name, `"`), rest))
			if err == nil {
				t.Fatal("the build went through")
			}
			if log := b.LogString(); !strings.Contains(log, tt.want) || !ids.MatchString(log) {
				t.Errorf("log %s\nwant %s", log, tt.want)
			}
			if strings.Contains(err.Error(), "execute of template failed") {
				t.Errorf("the partial fails after what it reports: %v", err)
			}
		})
	}
}

// The decorator takes a page, or a dict of the template's own.
func TestDecoratorOfWhatIsNoPage(t *testing.T) {
	const body = `<link rel="preload" as="font" href="/f.woff2">`
	b, err := buildModule(t, siteConfig+"[params.crossorigin]\nvalidate = 'warn'\n-- content/p.md --\n-- layouts/home.html --\n"+
		`{{ with partial "crossorigin/annotate.html" (dict "page" .) }}`+strings.ReplaceAll(body, "/f.", "/h.")+"{{ end }}\n-- layouts/single.html --\n"+
		`{{ with partial "crossorigin/annotate.html" .Title }}`+body+"{{ end }}\n"+`{{ with partial "crossorigin/annotate.html" nil }}`+strings.ReplaceAll(body, "/f.", "/g.")+`{{ end }}`)
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	for _, want := range []string{
		`crossorigin/annotate: content/p.md: got "", expected a page, or a dict that the markup within reads`,
		"crossorigin/annotate: content/p.md: got nothing (a resource that does not exist?), expected a page",
	} {
		if !strings.Contains(b.LogString(), want) {
			t.Errorf("%s is not in\n%s", want, b.LogString())
		}
	}
	if strings.Contains(b.LogString(), "annotate: /") {
		t.Errorf("a dict is refused: %s", b.LogString())
	}
	for _, name := range []string{"public/index.html", "public/p/index.html"} {
		b.AssertFileContent(name, `<link crossorigin="anonymous" rel="preload"`)
	}
}

// What other software reads is passed on.
func TestForeignKeys(t *testing.T) {
	b, err := buildModule(t, siteConfig+`
[markup.goldmark.parser]
  wrapStandAloneImageWithinParagraph = false
[markup.goldmark.parser.attribute]
  block = true
-- content/p.md --
![far](https://img.example/c.png)
{caption=Far}
-- layouts/all.html --
{{ .Content }}
{{ partial "crossorigin/script.html" (dict "src" "/a.js" "data-a" "1" "@click" "go()" ":class" "x" "x-on:load" "y" "onload" "z()" "aria-hidden" true) }}
`)
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	b.AssertFileContent("public/p/index.html", `alt="far" caption="Far"`, `<script src="/a.js" :class="x" @click="go()" aria-hidden data-a="1" onload="z()" x-on:load="y"></script>`)
}

// What is wrong is an error, a warning or nothing as the parameters ask; where
// nothing can be written it is never silent.
func TestWrongUseByParameter(t *testing.T) {
	const (
		written = `{{ partial "crossorigin/script.html" (dict "src" "/a.js" "asnyc" true) }}`
		lost    = `{{ partial "crossorigin/script.html" (dict "async" true) }}`
	)
	for _, tt := range []struct {
		name, config, page, want string
		fails                    bool
	}{
		{"an error", "", written, "ERROR crossorigin/script: /: unknown key asnyc", true},
		{"a warning", "[params.crossorigin]\nvalidate = 'warn'", written, "WARN  crossorigin/script: /: unknown key asnyc", false},
		{"nothing fails", "[params.crossorigin]\nfailOn = 'never'", written, "WARN  crossorigin/script: /: unknown key asnyc", false},
		{"silent", "[params.crossorigin]\nvalidate = 'off'", written, "", false},
		{"silent by id", "ignoreLogs = ['crossorigin-unknown-key']", written, "", false},
		{"nothing written", "[params.crossorigin]\nvalidate = 'warn'", lost, "WARN  crossorigin/script: /: src is missing", false},
		{"nothing written, said all the same", "[params.crossorigin]\nvalidate = 'off'", lost, "WARN  crossorigin/script: /: src is missing", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, err := buildModule(t, siteConfig+tt.config+"\n-- layouts/home.html --\n"+tt.page)
			log := b.LogString()
			if (err != nil) != tt.fails || !strings.Contains(log, tt.want) || tt.want == "" && strings.Contains(log, "crossorigin") {
				t.Errorf("error %v, log\n%s\nwant %s", err, log, tt.want)
			}
			if tt.page == written && !tt.fails {
				b.AssertFileContent("public/index.html", `<script src="/a.js" asnyc></script>`)
			}
		})
	}
}

// integrity that nothing checks is reported as the commands do.
func TestIntegrityWithoutEffect(t *testing.T) {
	markup := []string{
		`<link rel="icon" href="/i.png" integrity="sha256-AAAA">`, `<script src="/a.js" integrity="sha1-AAAA"></script>`, `<img src="/a.png" integrity="sha256-AAAA">`,
		`<script src="/b.js" integrity="sha384-AAAA"></script>`, `<link rel="stylesheet" href="/a.css" integrity="">`, `<link rel="x" href="/a.css" integrity="x">`, `<script integrity="x">a()</script>`,
	}
	b, err := buildModule(t, siteConfig+"-- layouts/home.html --\n{{ with partial \"crossorigin/annotate.html\" . }}"+strings.Join(markup, "\n")+"{{ end }}")
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	if n := strings.Count(b.LogString(), "[integrity-ignored]"); n != 3 {
		t.Errorf("%d of integrity-ignored, want 3:\n%s", n, b.LogString())
	}
}

// The module finds what was meant as the configuration does, one letter away.
func TestNear(t *testing.T) {
	var page strings.Builder
	words := []string{"", "a", "sr", "srcc", "scr", "sac", "rsc", "xsrcx", "SRC", "a.b", "a*b", "ab", "é", "fingerprnit", strings.Repeat("x", 50)}
	known := []string{"src", "a.b", "fingerprint"}
	for i, word := range words {
		fmt.Fprintf(&page, "%d|{{ partial \"crossorigin/internal/near.html\" (dict \"name\" %q \"known\" (slice \"src\" \"a.b\" \"fingerprint\")) }}|¶\n", i, word)
	}
	b, err := buildModule(t, siteConfig+"-- layouts/home.html --\n"+page.String())
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	got := lines(t, b)
	for i, word := range words {
		want := config.Nearest(word, known)
		if len(word) < 2 || word == "xsrcx" {
			want = "" // too short, or two letters
		}
		if got[fmt.Sprint(i)] != want {
			t.Errorf("%q: %q, want %q", word, got[fmt.Sprint(i)], want)
		}
	}
}

// The README has the keys of each partial, as the data has them.
func TestReadmeHasTheKeys(t *testing.T) {
	var data struct {
		Partials map[string]struct{ Keys map[string]string }
	}
	src, err := os.ReadFile(filepath.Join(moduleDir, "data/crossorigin/partials.toml"))
	if err == nil {
		err = toml.Unmarshal(src, &data)
	}
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(moduleDir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n## Partials")
	intro, table, _ := strings.Cut(section, "\n| ")
	rows := 0
	for row := range strings.Lines(table) {
		name := regexp.MustCompile("^\\| `([a-z]+)\\.html` ").FindStringSubmatch(row)
		if name == nil {
			continue
		}
		rows++
		for key := range data.Partials[name[1]].Keys {
			if quoted := "`" + key; !strings.Contains(row, quoted) && !strings.Contains(intro, quoted) {
				t.Errorf("%s takes %s, which the README does not say", name[1], key)
			}
		}
	}
	if rows != 10 {
		t.Errorf("%d partials in the README", rows)
	}
}

// The command leaves to the templates what only they can see.
func TestWrongUseFailsTheCommand(t *testing.T) {
	dir := writeSite(t, siteConfig+"-- layouts/home.html --\n{{ partial \"crossorigin/script.html\" (dict \"scr\" \"/a.js\") }}\n"+moduleFiles(t))
	code, out, errOut := runOurs(t, "-s", dir, "--quiet")
	if code != exitTrouble || !strings.Contains(out+errOut, "unknown key scr") {
		t.Errorf("exit code %d\n%s%s", code, out, errOut)
	}
}

// Where Hugo does not find the module, the command says how to get it.
func TestModuleNotFound(t *testing.T) {
	dir := writeSite(t, "-- hugo.toml --\n[[module.imports]]\npath = 'github.com/hugo-crossorigin/crossorigin/hugo-module'\n")
	code, _, errOut := runOurs(t, "-s", dir, "--quiet")
	if code != exitTrouble || !strings.Contains(errOut, "failed to load modules") || !strings.Contains(errOut, "\nmodule.replacements: a clone of the module needs no go.mod") {
		t.Errorf("exit code %d\n%s", code, errOut)
	}
	dir = writeSite(t, "-- hugo.toml --\ntheme = 'gone'\n")
	if code, _, errOut = runOurs(t, "-s", dir, "--quiet"); code != exitTrouble || strings.Contains(errOut, "module.replacements") {
		t.Errorf("exit code %d\n%s", code, errOut)
	}
}
