package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// assets are resources that the partials are called with.
const assets = `-- assets/a.js --
console.log(1)
-- assets/a.css --
b{}
-- assets/f.woff2 --
font
-- assets/p.svg --
<svg xmlns="http://www.w3.org/2000/svg"></svg>
`

func TestPartials(t *testing.T) {
	const (
		js  = `(resources.Get "a.js")`
		css = `(resources.Get "a.css")`
	)
	tests := []struct{ name, call, want string }{
		{"a script of the own origin needs nothing", `"script.html" ` + js, `<script src="/a.js"></script>`},
		{"a URL will do", `"script.html" "/b.js"`, `<script src="/b.js"></script>`},
		{"integrity and crossorigin come together", `"script.html" (dict "src" ` + js + ` "fingerprint" "sha256")`, `<script src="/a.HASH.js" integrity="sha256-HASH" crossorigin="anonymous"></script>`},
		{"a module is fetched with CORS anyway", `"script.html" (dict "src" ` + js + ` "fingerprint" true "type" "module")`, `<script type="module" src="/a.HASH.js" integrity="sha384-HASH"></script>`},
		{"a module and its modulepreload", `"script.html" (dict "src" "/m.mjs" "type" "module" "preload" true)`, "<link rel=\"modulepreload\" href=\"/m.mjs\">\n<script type=\"module\" src=\"/m.mjs\"></script>"},
		{"credentials go to the modulepreload too", `"script.html" (dict "src" "/m.mjs" "type" "module" "preload" true "crossorigin" "use-credentials")`, "<link rel=\"modulepreload\" href=\"/m.mjs\" crossorigin=\"use-credentials\">\n<script type=\"module\" src=\"/m.mjs\" crossorigin=\"use-credentials\"></script>"},
		{"a script and its preload", `"script.html" (dict "src" "https://cdn.example/x.js" "integrity" "sha384-abc" "defer" true "preload" true)`, "<link rel=\"preload\" as=\"script\" href=\"https://cdn.example/x.js\" integrity=\"sha384-abc\" crossorigin=\"anonymous\">\n<script src=\"https://cdn.example/x.js\" defer integrity=\"sha384-abc\" crossorigin=\"anonymous\"></script>"},
		{"none on request", `"script.html" (dict "src" ` + js + ` "fingerprint" "sha256" "crossorigin" false)`, `<script src="/a.HASH.js" integrity="sha256-HASH"></script>`},
		{"no integrity on request", `"script.html" (dict "src" ` + js + ` "fingerprint" "sha256" "integrity" false)`, `<script src="/a.HASH.js"></script>`},
		{"bare on request", `"script.html" (dict "src" "/b.js" "crossorigin" true)`, `<script src="/b.js" crossorigin></script>`},
		{"the absolute URL on request", `"script.html" (dict "src" ` + js + ` "absolute" true)`, `<script src="https://example.org/a.js"></script>`},
		{"values are escaped", `"script.html" (dict "src" "/b.js?a=1&b=2" "data-x" "\"<'")`, `<script src="/b.js?a=1&amp;b=2" data-x="&#34;&lt;&#39;"></script>`},
		{"numbers and bare attributes", `"script.html" (dict "src" "/b.js" "async" true "data-n" 3 "defer" false)`, `<script src="/b.js" async data-n="3"></script>`},
		{"a style sheet", `"style.html" (dict "href" ` + css + ` "fingerprint" "sha256" "media" "print")`, `<link rel="stylesheet" href="/a.HASH.css" media="print" integrity="sha256-HASH" crossorigin="anonymous">`},
		{"a style sheet and its preload", `"style.html" (dict "href" "/a.css" "preload" true)`, "<link rel=\"preload\" as=\"style\" href=\"/a.css\">\n<link rel=\"stylesheet\" href=\"/a.css\">"},
		{"a manifest behind a login", `"link.html" (dict "rel" "manifest" "href" "/m" "crossorigin" "use-credentials")`, `<link rel="manifest" href="/m" crossorigin="use-credentials">`},
		{"an image", `"img.html" (dict "src" "/p.png" "alt" "A" "loading" "lazy")`, `<img src="/p.png" alt="A" loading="lazy">`},
		{"an image and its preload", `"img.html" (dict "src" "https://img.example/p.png" "crossorigin" "anonymous" "preload" true)`, "<link rel=\"preload\" as=\"image\" href=\"https://img.example/p.png\" crossorigin=\"anonymous\">\n<img src=\"https://img.example/p.png\" alt=\"\" crossorigin=\"anonymous\">"},
		{"a responsive image and its preload", `"img.html" (dict "srcset" "/p.png 2x" "sizes" "50vw" "preload" true)`, "<link rel=\"preload\" as=\"image\" imagesrcset=\"/p.png 2x\" imagesizes=\"50vw\">\n<img srcset=\"/p.png 2x\" sizes=\"50vw\" alt=\"\">"},
		{"an image resource that has no size", `"img.html" (resources.Get "p.svg")`, `<img src="/p.svg" alt="">`},
		{"a film with a track of another origin", `"video.html" (dict "src" "/v.webm" "crossorigin" "anonymous" "tracks" (slice (dict "src" "https://o.example/x.vtt")))`, `<video src="/v.webm" crossorigin="anonymous"><track src="https://o.example/x.vtt"></video>`},
		{"a film gets what its track needs", `"video.html" (dict "src" "/v.webm" "poster" "/p.png" "tracks" (slice (dict "src" "/x.vtt") (dict "src" "https://o.example/x.vtt" "default" true)))`, `<video src="/v.webm" poster="/p.png" crossorigin="anonymous"><track src="/x.vtt"><track src="https://o.example/x.vtt" default></video>`},
		{"so does audio with sources", `"video.html" (dict "element" "audio" "sources" (slice "/a.ogg" "https://example.org/a.mp3") "tracks" (slice "https://o.example/x.vtt"))`, `<audio crossorigin="anonymous"><source src="/a.ogg"><source src="https://example.org/a.mp3"><track src="https://o.example/x.vtt"></audio>`},
		{"a film whose track is on its own origin needs nothing", `"video.html" (dict "src" "https://o.example/v.webm" "tracks" (slice "/x.vtt" "https://example.org/y.vtt"))`, `<video src="https://o.example/v.webm"><track src="/x.vtt"><track src="https://example.org/y.vtt"></video>`},
		{"a track that is to be left alone", `"video.html" (dict "src" "/v.webm" "tracks" (slice (dict "src" "https://o.example/x.vtt" "data-crossorigin-ignore" "track-blocked")))`, `<video src="/v.webm"><track src="https://o.example/x.vtt" data-crossorigin-ignore="track-blocked"></video>`},
		{"a film with sources only", `"video.html" (dict "sources" (slice (dict "src" "/a.webm")))`, `<video><source src="/a.webm"></video>`},
		{"audio with sources", `"video.html" (dict "element" "audio" "controls" true "sources" (slice (dict "src" "/a.ogg" "type" "audio/ogg")))`, `<audio controls><source type="audio/ogg" src="/a.ogg"></audio>`},
		{"a font", `"font.html" (resources.Get "f.woff2")`, `<link rel="preload" as="font" type="font/woff2" href="/f.woff2" crossorigin="anonymous">`},
		{"a font and its rule", `"font.html" (dict "href" "/g.ttf" "family" "In\"ter" "weight" "100 900")`, "<link rel=\"preload\" as=\"font\" type=\"font/ttf\" href=\"/g.ttf\" crossorigin=\"anonymous\">\n<style>@font-face{font-family:\"Inter\";src:url(\"/g.ttf\") format(\"truetype\");font-display:swap;font-weight:100 900}</style>"},
		{"a preload of what fetch() reads", `"preload.html" (dict "href" "/a.json" "as" "fetch")`, `<link rel="preload" as="fetch" href="/a.json" crossorigin="anonymous">`},
		{"a preload of what fetch() reads may say its state", `"preload.html" (dict "href" "/a.json" "as" "fetch" "crossorigin" "anonymous")`, `<link rel="preload" as="fetch" href="/a.json" crossorigin="anonymous">`},
		{"so may one of a font", `"preload.html" (dict "href" "/f.woff2" "as" "font" "crossorigin" true)`, `<link rel="preload" as="font" href="/f.woff2" crossorigin="anonymous">`},
		{"an image that a script loads later", `"img.html" (dict "data-src" "/p.png")`, `<img alt="" data-src="/p.png">`},
		{"a preload for another consumer", `"preload.html" (dict "href" "/a.json" "as" "fetch" "for" "fetch-include")`, `<link rel="preload" as="fetch" href="/a.json" crossorigin="use-credentials">`},
		{"a preload of a mask image", `"preload.html" (dict "href" "/m.png" "as" "image" "for" "css-mask-image")`, `<link rel="preload" as="image" href="/m.png" crossorigin="anonymous">`},
		{"a preload of an image with the attribute", `"preload.html" (dict "href" "/m.png" "as" "image" "crossorigin" "")`, `<link rel="preload" as="image" href="/m.png" crossorigin="anonymous">`},
		{"a preload of a resource", `"preload.html" ` + css, `<link rel="preload" as="style" href="/a.css">`},
		{"a modulepreload", `"preload.html" (dict "href" "/m.mjs" "rel" "modulepreload")`, `<link rel="modulepreload" href="/m.mjs">`},
		{"a preconnect for fonts", `"preconnect.html" (dict "href" "https://fonts.example/x" "for" "css-font-face")`, `<link rel="preconnect" href="https://fonts.example" crossorigin="anonymous">` + "\n"},
		{"two preconnects", `"preconnect.html" (dict "href" "https://fonts.example:8443" "for" (slice "css-font-face" "img-src"))`, "<link rel=\"preconnect\" href=\"https://fonts.example:8443\" crossorigin=\"anonymous\">\n<link rel=\"preconnect\" href=\"https://fonts.example:8443\">\n"},
		{"a preconnect for images with the attribute", `"preconnect.html" (dict "href" "https://i.example" "for" "img-src" "crossorigin" "anonymous")`, "<link rel=\"preconnect\" href=\"https://i.example\" crossorigin=\"anonymous\">\n"},
		{"resolve a context", `"resolve.html" (dict "context" "link-preload-font" "crossorigin" "" "origin" "cross-origin")`, "Anonymous cors same-origin font false cors"},
		{"resolve a tag of two fetches", `"resolve.html" (dict "element" "link" "attrs" (dict "rel" "preload stylesheet" "as" "style" "href" "/a.css"))`, "No CORS no-cors include style true basic +1"},
	}
	var home strings.Builder
	for i, tt := range tests {
		call := fmt.Sprintf("{{ partial %q %s }}", "crossorigin/"+strings.Trim(strings.Fields(tt.call)[0], `"`), strings.SplitN(tt.call, " ", 2)[1])
		if strings.HasPrefix(tt.call, `"resolve.html"`) {
			call = strings.Replace(call, "{{ partial", "{{ with (partial", 1)
			call = strings.TrimSuffix(call, " }}") + `) }}{{ .state }} {{ .mode }} {{ .credentials }} {{ .destination }} {{ .credentialsSent }} {{ .tainting }}{{ with .all }}{{ if gt (len .) 1 }} +{{ sub (len .) 1 }}{{ end }}{{ end }}{{ end }}`
		}
		fmt.Fprintf(&home, "%d|%s|¶\n", i, call)
	}
	b, err := buildModule(t, siteConfig+assets+"-- layouts/home.html --\n"+home.String())
	if err != nil {
		t.Fatal(err, b.LogString())
	}
	got := lines(t, b)
	hash := regexp.MustCompile(`\.[0-9a-f]{64,96}\.|(sha(?:256|384))-[A-Za-z0-9+/]{40,}=?`)
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := hash.ReplaceAllStringFunc(got[fmt.Sprint(i)], func(s string) string {
				if strings.HasPrefix(s, ".") {
					return ".HASH."
				}
				return s[:len("sha256-")] + "HASH"
			})
			if text != strings.TrimSuffix(tt.want, "\n") && text != tt.want {
				t.Errorf("%s\n got %q\nwant %q", tt.call, text, tt.want)
			}
		})
	}
}

func TestAttrsInATagOfOnesOwn(t *testing.T) {
	b, err := buildModule(t, siteConfig+assets+`-- layouts/home.html --
<script {{ partial "crossorigin/attrs.html" (dict "element" "script" "src" "https://cdn.example/x.js" "integrity" "sha384-a+b/c=" "async" true) }}></script>
`)
	if err != nil {
		t.Fatal(err)
	}
	b.AssertFileContent("public/index.html", `<script src="https://cdn.example/x.js" async integrity="sha384-a+b/c=" crossorigin="anonymous"></script>`)
}

func TestPreconnectsOfWhatThePageUses(t *testing.T) {
	b, err := buildModule(t, siteConfig+assets+`-- layouts/all.html --
<head>{{ with partial "crossorigin/annotate.html" . }}{{ partial "crossorigin/preconnect.html" . }}{{ end }}</head>
{{ .Content }}{{ if .IsPage }}{{ partial "crossorigin/script.html" (dict "src" "https://cdn.example/x.js" "crossorigin" "anonymous") }}
{{ partial "crossorigin/script.html" "https://example.org/own.js" }}{{ end }}
-- content/p.md --
![an image](https://img.example/a.png)
![mine](/b.png)
`)
	if err != nil {
		t.Fatal(err)
	}
	b.AssertFileContent("public/p/index.html", `<link rel="preconnect" href="https://cdn.example" crossorigin="anonymous">
<link rel="preconnect" href="https://img.example">`)
	if page := b.FileContent("public/p/index.html"); strings.Count(page, "preconnect") != 2 {
		t.Errorf("own origin or more: %s", page)
	}
	if home := b.FileContent("public/index.html"); strings.Contains(home, "preconnect") {
		t.Errorf("the home page uses no other origin: %s", home)
	}
}

func TestMarkdownImages(t *testing.T) {
	b, err := buildModule(t, siteConfig+`
[markup.goldmark.parser]
  wrapStandAloneImageWithinParagraph = false
[markup.goldmark.parser.attribute]
  block = true
-- layouts/all.html --
{{ .Content }}
-- content/p/index.md --
![A <& B](a.svg "ti<tle")

![](/b.png)

![far](https://img.example/c.png)
{crossorigin=anonymous class=wide}
-- content/p/a.svg --
<svg xmlns="http://www.w3.org/2000/svg"></svg>
`)
	if err != nil {
		t.Fatal(err)
	}
	b.AssertFileContent("public/p/index.html",
		`<img src="/p/a.svg" alt="A &lt;&amp; B" title="ti&lt;tle">`, `<img src="/b.png" alt="">`,
		`<img src="https://img.example/c.png" alt="far" class="wide" crossorigin="anonymous">`)
}

func TestParameters(t *testing.T) {
	page := "-- layouts/home.html --\n{{ with partial \"crossorigin/annotate.html\" . }}<img crossorgin src=a.png><link rel=preload as=font href=/f>{{ end }}\n"
	tests := []struct {
		name, params, log string
		fails             bool
		page              string
	}{
		{"errors by default", "", "ERROR", true, ""},
		{"warnings", "validate = 'warn'", "WARN  /: <img crossorgin src=a.png>: crossorgin is no attribute", false, `<link crossorigin="anonymous" rel=preload`},
		{"off", "validate = 'off'", "", false, `<link crossorigin="anonymous" rel=preload`},
		{"a rule off", "[params.crossorigin.rules]\nmisspelt-attribute = 'off'", "", false, ""},
		{"a rule as a warning", "[params.crossorigin.rules]\nmisspelt-attribute = 'warning'", "WARN", false, ""},
		{"nothing fails", "failOn = 'never'", "WARN", false, ""},
		{"warnings fail", "failOn = 'warning'\n[params.crossorigin.rules]\nmisspelt-attribute = 'warning'", "ERROR", true, ""},
		{"hints do not fail", "failOn = 'warning'\n[params.crossorigin.rules]\nmisspelt-attribute = 'info'", "", false, ""},
		{"hints fail", "failOn = 'info'\n[params.crossorigin.rules]\nmisspelt-attribute = 'info'", "ERROR", true, ""},
		{"nothing is written", "annotate = false\nvalidate = 'warn'", "[font-preload]", false, `<link rel=preload as=font`},
		{"a key that is none", "anotate = true", "unknown key anotate; did you mean annotate?", true, ""},
		{"a value that is none", "validate = 'yes'", `validate is "yes", expected "error", "warn" or "off"`, true, ""},
		{"no boolean", "annotate = 'maybe'", `annotate is "maybe", expected a boolean`, true, ""},
		{"no severity", "[params.crossorigin.rules]\nno-effect = 'loud'", `rules.no-effect is "loud", expected "off", "info", "warning" or "error"`, true, ""},
		{"no origin", "origins = ['www.example.org']", `origins: "www.example.org" is not an origin`, true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := buildModule(t, siteConfig+"[params.crossorigin]\n"+tt.params+"\n"+page)
			if (err != nil) != tt.fails {
				t.Fatalf("err %v, log %s", err, b.LogString())
			}
			log := b.LogString()
			if !strings.Contains(log, tt.log) || tt.log == "" && strings.Contains(log, "crossorigin") {
				t.Errorf("log %q, want %q", log, tt.log)
			}
			if tt.page != "" {
				b.AssertFileContent("public/index.html", tt.page)
			}
		})
	}
	t.Run("no table", func(t *testing.T) {
		b, err := buildModule(t, siteConfig+"[params]\ncrossorigin = 3\n"+page)
		if err == nil || !strings.Contains(b.LogString(), "params.crossorigin: is a number or date, expected a table") {
			t.Error(err, b.LogString())
		}
	})
	t.Run("silenced by id", func(t *testing.T) {
		b, err := buildModule(t, siteConfig+"ignoreLogs = ['crossorigin-misspelt-attribute']\n"+page)
		if err != nil {
			t.Fatal(err, b.LogString())
		}
	})
}

// The module says the same about wrong parameters as the programs do.
func TestWrongParametersAreThoseOfTheConfiguration(t *testing.T) {
	type m = map[string]any
	for _, params := range []any{
		m{
			"baseurl": "example.org", "origins": []any{"www.example.org", "https://a.example"}, "failon": "always", "exclude": 3, "orgins": []any{},
			"validate": "yes", "annotate": "maybe", "anotate": true, "checkpublished": "/srv", "canvas": true, "nothing": "near",
			"rules":    m{"font-prelod": "off", "no-effect": "loud", "nothing-near": "off", "font-preload": 1},
			"hosts":    m{"a": "never", "b": "cors", "c": m{}},
			"policies": m{"canvass": true, "muteerrors": true, "canvas": "perhaps", "spelling": "naked", "failon": "never"},
		},
		m{"baseurl": true, "origins": []any{1, true}, "rules": "off", "policies": []any{"canvas"}, "checkpublished": []any{}, "exclude": []any{"["}, "failon": ""},
		m{"baseurl": "https://e.example/%zz", "origins": []any{"https://a.example/x", "https://a<b", "https://e.example:65536", ""}, "exclude": []any{"[^]", "[a/b]", "a\\"}, "checkpublished": "a/../.."},
		m{"baseurl": "https://u:p@e.example/", "origins": "a.example", "exclude": "[", "annotate": "2", "hosts": m{"https://a.example": "cors", "a:443": "cors", "*": "no", "": "cors", "x.*.a": "cors", "*.a.example": "cors"}},
		m{"exclude": "[\"a\", 3]", "origins": "[https://a.example, b]", "hosts": "x"},
		"on", 3,
		[]any{},
	} {
		text, err := json.Marshal(m{"crossorigin": params})
		if err != nil {
			t.Fatal(err)
		}
		b, err := buildModule(t, siteConfig+"-- config/_default/params.json --\n"+string(text)+
			"\n-- layouts/home.html --\n{{ $x := partialCached \"crossorigin/internal/params.html\" \"\" }}\n")
		if err == nil {
			t.Errorf("%v: the build goes through", params)
			continue
		}
		_, wrong := config.FromParams(params, nil)
		mistakes, _ := wrong.(config.Mistakes)
		if got := strings.Count(b.LogString(), "crossorigin-params"); got != len(mistakes) {
			t.Errorf("%d messages, want %d", got, len(mistakes))
		}
		for _, mistake := range mistakes {
			want := mistake.Error()
			if !strings.Contains(b.LogString(), want) {
				t.Errorf("the module does not say\n%s\nbut\n%s", want, b.LogString())
			}
		}
	}
}

// What the environment overrides holds in the module too.
func TestModuleParametersFromTheEnvironment(t *testing.T) {
	page := "-- layouts/home.html --\n{{ with partial \"crossorigin/annotate.html\" . }}<img crossorgin src=a.png><script src=https://example.com/a.js integrity=sha384-abc></script>{{ end }}\n"
	for _, params := range []string{"", "[params.crossorigin]\nfailOn = 'error'\norigins = []\nexclude = ['a']\n"} {
		b, err := buildModule(t, siteConfig+params+page, "HUGO_PARAMS_CROSSORIGIN_FAILON=never", "HUGO_PARAMS_CROSSORIGIN_ORIGINS=https://www.example.org,https://example.com",
			"HUGO_PARAMS_CROSSORIGIN_EXCLUDE=[\"b\"]")
		if params != "" { // a list takes the form of Hugo's configuration
			b, err = buildModule(t, siteConfig+params+page, "HUGO_PARAMS_CROSSORIGIN_FAILON=never", `HUGO_PARAMS_CROSSORIGIN_ORIGINS=["https://www.example.org","https://example.com"]`)
		}
		if err != nil || !strings.Contains(b.LogString(), "WARN") {
			t.Fatal(err, b.LogString())
		}
		b.AssertFileContent("public/index.html", "<script crossorigin=\"anonymous\" src=https://example.com/a.js")
		if b, err := buildModule(t, siteConfig+params+page, "HUGO_PARAMS_CROSSORIGIN_FAILLON=never"); err == nil || !strings.Contains(b.LogString(), "unknown key faillon; did you mean failOn?") {
			t.Error(err, b.LogString())
		}
	}
}

// The ids and severities that judge.html reports with are those of the rules.
func TestRulesAreThoseOfTheCommand(t *testing.T) {
	b, err := buildModule(t, siteConfig+"-- layouts/home.html --\n")
	if err != nil {
		t.Fatal(err)
	}
	src := b.FileContent("themes/crossorigin/layouts/_partials/crossorigin/internal/judge.html")
	found := regexp.MustCompile(`"rule" "([a-z-]+)" "severity" "([a-z]+)"|\$needRule = "([a-z-]+)"|cond .* "(value-blanks)" "(invalid-value)"`).FindAllStringSubmatch(src, -1)
	severities := map[string]rule.Severity{"warning": rule.Warning, "error": rule.Error}
	n := 0
	for _, m := range found {
		for i, id := range m[1:] {
			if id == "" || i == 1 {
				continue
			}
			r := rule.ByID(id)
			if r == nil {
				t.Errorf("%s is no rule", id)
				continue
			}
			if m[2] != "" && severities[m[2]] != r.Severity {
				t.Errorf("%s is of severity %s here", id, m[2])
			}
			n++
			for _, language := range []string{"en", "ja"} {
				if !strings.Contains(b.FileContent("themes/crossorigin/i18n/"+language+".toml"), "[crossorigin-"+id+"]") {
					t.Errorf("%s has no message in %s", id, language)
				}
			}
		}
	}
	if n < 6 {
		t.Errorf("found %d rules in judge.html, expected at least 6: %v", n, found)
	}
}
