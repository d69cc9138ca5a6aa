package spec

import (
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// copied returns the files of the encoding, to be changed.
func copied(t testing.TB) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	err := fs.WalkDir(Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := fs.ReadFile(Files(), path)
		fsys[path] = &fstest.MapFile{Data: src}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

// edit replaces the first occurrence of old in a file.
func edit(t testing.TB, fsys fstest.MapFS, name, old, new string) {
	t.Helper()
	src := string(fsys[name].Data)
	if !strings.Contains(src, old) {
		t.Fatalf("%s does not contain %q", name, old)
	}
	fsys[name] = &fstest.MapFile{Data: []byte(strings.Replace(src, old, new, 1))}
}

// placed puts FILE:LINE:COL in for «text», the first place where text stands
// in the file, and for «2 text», the second.
func placed(t testing.TB, name, src, want string) string {
	t.Helper()
	return regexp.MustCompile(`(?s)«(2 )?(.*?)»`).ReplaceAllStringFunc(want, func(mark string) string {
		text, second := strings.CutPrefix(strings.Trim(mark, "«»"), "2 ")
		at := strings.Index(src, text)
		if second && at >= 0 {
			at += 1 + strings.Index(src[at+1:], text)
		}
		if at < 0 {
			t.Fatalf("%s does not contain %q", name, text)
		}
		before := src[:at]
		return fmt.Sprintf("spec/%s:%d:%d", name, 1+strings.Count(before, "\n"), at-strings.LastIndexByte(before, '\n'))
	})
}

// again reads one file of the encoding again and keeps the rest.
func (l *loader) again(fsys fs.FS, name string) *loader {
	spec := *l.spec
	spec.Families = nil
	fresh := &loader{spec: &spec, dir: l.dir}
	for _, f := range fresh.files() {
		if f.name == name {
			reflect.ValueOf(f.into).Elem().SetZero()
			fresh.file(fsys, name, f.into)
		}
	}
	for _, f := range l.spec.Families {
		if f.Pos.File == path.Join(l.dir, name) {
			fresh.family(fsys, name)
		} else {
			spec.Families = append(spec.Families, f)
		}
	}
	return fresh
}

// TestMistakes makes one mistake in the encoding at a time and expects nothing
// but its message, at its place.
func TestMistakes(t *testing.T) {
	const (
		attribute, algorithms, outcomes, sources            = "attribute.yaml", "algorithms.yaml", "outcomes.yaml", "sources.yaml"
		destinations, compat, quirks, hosts, shared, tables = "destinations.yaml", "compat.yaml", "quirks.yaml", "hosts.yaml", "shared.yaml", "tables.yaml"
		image, link, header                                 = "contexts/image.yaml", "contexts/link.yaml", "contexts/header.yaml"
		states                                              = `"No CORS", "Anonymous", "Use Credentials"`
	)
	tests := []struct {
		name, file, old, new string
		want                 string // «text» is where text stands in the changed file, «2 text» the second one
	}{
		{"unknown state", attribute, "invalid:\n  state: Anonymous", "invalid:\n  state: Anon", "«state: Anon\n»: state is \"Anon\", expected one of " + states},
		{"element twice", attribute, "{element: script, namespace: svg,", "{element: script, namespace: html,", `«2 {element: script, namespace: html,»: duplicate element "html script", first at «{element: script, namespace: html,»`},
		{"keyword in capitals", attribute, "keyword: anonymous", "keyword: Anonymous", `«Anonymous, state»: keyword is "Anonymous", expected lowercase without blanks`},
		{"hole in an algorithm", algorithms, "    No CORS: {mode: no-cors, credentials: include}\n", "", "«id: potential-cors\n»: requests of potential-cors has no row for \"No CORS\""},
		{"unknown mode", algorithms, "{mode: no-cors,", "{mode: nocors,", `«nocors»: mode is "nocors", expected one of "no-cors", "cors", "same-origin", "navigate", "websocket"`},
		{
			"unknown state of an algorithm", algorithms, "Anonymous: {mode: cors", "Anonym: {mode: cors",
			"«id: potential-cors\n»: requests of potential-cors has no row for \"Anonymous\"" + "\n" +
				"«id: potential-cors\n»: row of requests of potential-cors is \"Anonym\", expected one of " + states,
		},
		{"alias", algorithms, "title: {en: create a", "title: &a {en: create a", "«&a»: YAML anchors and aliases are not allowed, expected the value written out"},

		{"source twice", sources, "- {id: fetch", "- {id: html, title: a, url: \"https://a.example/\", date: \"2026-01-01\"}\n- {id: fetch", `«2 {id: html»: duplicate source id "html", first at «{id: html»`},
		{"date that is none", sources, `date: "2026-08-21"`, `date: "2026-13-21"`, `«"2026-13-21"»: date is "2026-13-21", expected YYYY-MM-DD`},
		{"month only", sources, `date: "2026-08-21"`, `date: "2026-08"`, `«"2026-08"»: date is "2026-08", expected YYYY-MM-DD`},
		{"short commit", sources, "commit: 508a037333d8a1806504303aeb489d931fabbef6", "commit: 508a037", `«508a037»: commit is "508a037", expected 40 hexadecimal digits`},
		{"repository without commit", sources, "commit: 508a037333d8a1806504303aeb489d931fabbef6, ", "", `«{id: html»: source html: expected repository and commit together, or neither`},
		{"neither commit nor date", sources, "url: \"https://drafts.csswg.org/css-values-4/\", date: \"2026-04-29\"", "url: \"https://drafts.csswg.org/css-values-4/\"", `«{id: css-values-4»: source css-values-4: expected a commit or the date of the text`},
		{"plain http", sources, `url: "https://html.spec`, `url: "http://html.spec`, `«"http://html»: url is "http://html.spec.whatwg.org/multipage/", expected an https URL`},
		{"wrong kind of node", sources, "- {id: html", "- [id]\n- {id: html", "«[id]»: expected a mapping, found a list"},

		{"unknown key", image, "    status: specified\n", "    status: specified\n    colour: red\n", `«colour»: unknown key "colour", expected one of "algorithm", "attribute", "attributes", "bcd", "client", "destination", "destination-status", "element", "example", "id", "imports", "initiator", "kind", "match", "method", "module", "namespace", "notes", "parent", "request", "role", "status", "steps", "title"`},
		{"unknown citation", image, "{source: html", "{source: htm", `«{source: htm,»: citation of unknown source "htm", expected an id of sources.yaml`},
		{"anchor without fragment", image, "images.html#", "images.html", `«"images.htmlu»: anchor is "images.htmlupdate-the-image-data", expected page#fragment`},
		{"step in words", image, `step: "19"`, `step: "step 19"`, `«"step 19"»: step is "step 19", expected a step such as 19, 10.1 or 3–4`},
		{"range with a hyphen", image, `step: "19"`, `step: "18-19"`, `«"18-19"»: step is "18-19", expected a step such as 19, 10.1 or 3–4`},
		{"unknown state of a step", algorithms, "when: [No CORS], says", "when: [None], says", `«{source: html»: state is "None", expected one of ` + states},
		{"context id", image, "id: picture-source-attr\n", "id: Picture.Source\n", `«Picture.Source»: id is "Picture.Source", expected lowercase words joined by hyphens`},
		{"context twice", image, "id: img-srcset", "id: img-src", "«2 id: img-src\n»: duplicate context id \"img-src\", first at «id: img-src\n»"},
		{"family and file", image, "family: image", "family: pictures", `«family: pictures»: family is "pictures", expected the file's name "image"`},
		{"keyword with a blank", link, "as: {keywords: [fetch]}", `as: {keywords: [fetch, "fetch it"]}`, `«"fetch it"»: keywords is "fetch it", expected lowercase without blanks`},
		{"token with a blank", link, "not-tokens: [alternate]", `not-tokens: [alternate, "style sheet"]`, `«"style sheet"»: not-tokens is "style sheet", expected lowercase without blanks`},
		{"header on an element", header, "    attribute: header\n", "    element: link\n    attribute: header\n", `«id: header-preload-fetch»: context header-preload-fetch: attribute is "header", expected no element and an example that is a Link field`},
		{"no destination", image, "    destination: image\n", "", `«id: img-src»: context img-src is specified: expected a destination, which can be "", or a destination-status`},
		{
			"own attribute of no element", image, "    element: img\n", "",
			"«id: img-src\n»: context img-src: attribute is \"own\", expected an element" + "\n" +
				"«id: img-src\n»: context img-src has a match but no element",
		},
		{"script type twice", "scripts.yaml", "{type: text/jscript,", "{type: text/javascript,", `«2 {type: text/javascript,»: duplicate script type "text/javascript", first at «{type: text/javascript,»`},
		{"script type in capitals", "scripts.yaml", "{type: importmap,", "{type: importMap,", `«{type: importMap,»: script type "importMap", expected it in lowercase and without blanks`},

		{"condition of no part", outcomes, "{asks: client, values: [window],", "{asks: client,", `«{asks: client,»: consume row: expected either asks with values, or same`},
		{"unknown method", outcomes, "values: [GET]", "values: [PUT]", `«{asks: method»: value of method is "PUT", expected one of "GET", "POST"`},
		{"hash algorithm twice", outcomes, "token: sha384", "token: sha256", `«2 {token: sha256»: duplicate hash algorithm "sha256", first at «{token: sha256»`},
		{"hole in cors-class", outcomes, "  - {tainting: opaque, cross-origin: true", "  - {tainting: cors, cross-origin: true", "«{tainting: basic, cross-origin»: cors-class has no row for \"opaque\"\n«2 {tainting: cors, cross-origin»: duplicate row of cors-class \"cors\", first at «{tainting: cors, cross-origin»"},

		{"a second document", tables, "\n- id: summary", "\n---\n- id: summary", "«---»: a second YAML document, expected one a file"},

		{"destination twice", destinations, "name: frame", "name: iframe", `«2 {name: iframe»: duplicate destination "iframe", first at «{name: iframe»`},
		{"as twice", destinations, "as: font", "as: fetch", `«2 {as: fetch»: duplicate as "fetch", first at «{as: fetch»`},
		{"no destination of an as", destinations, `as: fetch, destination: ""`, "as: fetch", `«{as: fetch»: key "destination" is missing`},

		{"no included", outcomes, "included: false, ", "", `«{credentials: omit, tainting: basic»: key "included" is missing`},
		{"no passes", outcomes, "passes: false, ", "", `«{credentials: omit, allow-origin»: key "passes" is missing`},
		{"no blocked-without-corp", outcomes, "blocked-without-corp: false, ", "", `«{policy: unsafe-none»: key "blocked-without-corp" is missing`},
		{"no strips-credentials", outcomes, "strips-credentials: false, ", "", `«{policy: unsafe-none»: key "strips-credentials" is missing`},
		{"no checkable", outcomes, "checkable: true, ", "", `«{tainting: basic, says: "The body can»: key "checkable" is missing`},
		{"no satisfies", outcomes, "satisfies: true, ", "", `«{mode: cors, says: "Integrity»: key "satisfies" is missing`},
		{
			"tainting twice", outcomes, "{mode: no-cors, origin: cross-origin", "{mode: no-cors, origin: same-origin",
			`«{mode: no-cors, origin: same-origin»: tainting has no row for "no-cors cross-origin"` + "\n" +
				`«2 {mode: no-cors, origin: same-origin»: duplicate row of tainting "no-cors same-origin", first at «{mode: no-cors, origin: same-origin»`,
		},
		{
			"hole in the CORS check", outcomes, "{credentials: include, allow-origin: other, allow-credentials: other", "{credentials: include, allow-origin: other, allow-credentials: \"true\"",
			`«{credentials: omit, allow-origin»: cors-check has no row for "include other other"` + "\n" +
				`«2 {credentials: include, allow-origin: other»: duplicate row of cors-check "include other true", first at «{credentials: include, allow-origin: other»`,
		},
		{
			"hole in embedder-policy", outcomes, "{policy: credentialless, mode: cors", "{policy: credentialless, mode: navigate",
			`«{policy: unsafe-none, mode: no-cors»: embedder-policy has no row for "credentialless cors"` + "\n" +
				`«{policy: credentialless, mode: navigate»: row of embedder-policy is "credentialless navigate", expected one of "unsafe-none no-cors", "unsafe-none cors", "require-corp no-cors", "require-corp cors", "credentialless no-cors", "credentialless cors"`,
		},
		{
			"embedder-policy twice", outcomes, "{policy: credentialless, mode: cors", "{policy: credentialless, mode: no-cors",
			`«{policy: unsafe-none, mode: no-cors»: embedder-policy has no row for "credentialless cors"` + "\n" +
				`«2 {policy: credentialless, mode: no-cors»: duplicate row of embedder-policy "credentialless no-cors", first at «{policy: credentialless, mode: no-cors»`,
		},
		{
			"hole in integrity", outcomes, "{tainting: opaque, checkable", "{tainting: cors, checkable",
			`«{tainting: basic, checkable»: integrity has no row for "opaque"` + "\n" +
				`«2 {tainting: cors, checkable»: duplicate row of integrity "cors", first at «{tainting: cors, checkable»`,
		},
		{
			"hole in integrity-policy", outcomes, "{mode: no-cors, satisfies", "{mode: cors, satisfies",
			`«{mode: cors, satisfies»: integrity-policy has no row for "no-cors"` + "\n" +
				`«2 {mode: cors, satisfies»: duplicate row of integrity-policy "cors", first at «{mode: cors, satisfies»`,
		},
		{
			"kind twice", outcomes, "- id: socket", "- {id: icon, effects: [{tainting: error, says: a, cite: [{source: html, anchor: \"#a\"}]}]}\n  - id: socket",
			"«{id: icon, effects»: duplicate kind \"icon\", first at «id: icon»\n" +
				"«{id: icon, effects»: kind icon has no effect for \"basic\", which context favicon-fallback can come to\n" +
				"«{id: icon, effects»: kind icon has no effect for \"cors\", which context link-icon can come to\n" +
				"«{id: icon, effects»: kind icon has no effect for \"opaque\", which context favicon-fallback can come to",
		},
		{
			"no effect of an error", outcomes, "{tainting: error, says: \"There are no messages: the WebSocket", "{tainting: basic, says: \"There are no messages: the WebSocket",
			`«id: socket»: kind socket has no effect for "error"` + "\n" +
				`«{tainting: basic, says: "There are no messages: the WebSocket»: duplicate effect of kind socket "basic", first at «{tainting: basic, says: "The page gets the messages; whether»`,
		},
		{
			"no effect of a tainting", outcomes, "{tainting: opaque, says: \"The image is shown", "{tainting: basic, says: \"The image is Shown",
			`«id: image»: kind image has no effect for "opaque", which context css-image can come to` + "\n" +
				`«{tainting: basic, says: "The image is Shown»: duplicate effect of kind image "basic", first at «{tainting: basic, says: "The image is shown»`,
		},

		{"browser of the table", compat, "browsers: [chrome, edge", "browsers: [chrome, chrome, edge", `«version: 8»: duplicate browser "chrome", first at «version: 8»`},
		{
			"browser of a feature", compat, `support: {chrome: "13"`, `support: {crome: "13"`,
			`«key: html.elements.img.crossorigin»: support of html.elements.img.crossorigin has no row for "chrome"` + "\n" +
				`«key: html.elements.img.crossorigin»: row of support of html.elements.img.crossorigin is "crome", expected one of "chrome", "edge", "firefox", "safari", "safari_ios", "chrome_android", "firefox_android"`,
		},
		{"version", compat, `support: {chrome: "13"`, `support: {chrome: "since 13"`, `«"since 13"»: support is "since 13", expected a version, a range such as 16–18, no or preview, and remarks in parentheses`},
		{"feature twice", compat, "key: api.HTMLMediaElement.crossOrigin", "key: api.HTMLImageElement.crossOrigin", `«2 key: api.HTMLImageElement»: duplicate feature "api.HTMLImageElement.crossOrigin", first at «key: api.HTMLImageElement»`},

		{"quirk's browser", quirks, "browser: chromium", "browser: chrome", "«chrome\n»: browser is \"chrome\", expected one of \"chromium\", \"firefox\", \"webkit\""},
		{"quirk's version", quirks, `version: "156"`, `version: "v156"`, `«"v156"»: version is "v156", expected a version number`},
		{"quirk's context", quirks, "contexts: [link-manifest]", "contexts: [link-manifests]", `«id: chromium-manifest-credentials»: quirk chromium-manifest-credentials names the unknown context "link-manifests"`},
		{"quirk's state", quirks, "when: {states: [No CORS, Anonymous]}", "when: {states: [No CORS, Anon]}", `«{states: [No CORS, Anon]}»: state is "Anon", expected one of ` + states},
		{"what a quirk sees", quirks, "sees: {credentials: omit}", "sees: {credential: omit}", `«id: chromium-manifest-credentials»: quirk chromium-manifest-credentials sees is "credential", expected one of "also", "credentials", "destination", "mode"`},
		{"mode that a quirk sees", quirks, "sees: {mode: cors, credentials: same-origin, destination: script}", "sees: {mode: corz, credentials: same-origin, destination: script}", "«id: chromium-header-modulepreload\n»: quirk chromium-header-modulepreload sees mode is \"corz\", expected one of \"none\", \"no-cors\", \"cors\", \"same-origin\", \"navigate\", \"websocket\""},
		{"credentials that a quirk sees", quirks, "sees: {credentials: omit}", "sees: {credentials: omitted}", `«id: chromium-manifest-credentials»: quirk chromium-manifest-credentials sees credentials is "omitted", expected one of "omit", "same-origin", "include"`},
		{"second request that a quirk sees", quirks, "also: no-cors include}", "also: no-cors}", `«id: chromium-input-image-anonymous»: quirk chromium-input-image-anonymous sees also is "no-cors", expected a mode or connection, a blank and a credentials mode`},
		{"quirk without Japanese", quirks, `ja: "すべての値で観測。"`, `ja: " "`, `«" "}»: ja is " ", expected some text`},
		{"remark without Japanese", compat, `, ja: "Safari: WebKit bug 81438 で追加。"`, "", `«{en: "Safari: added»: key "ja" is missing`},
		{"quirk twice", quirks, "id: chromium-header-prefetch\n", "id: chromium-header-modulepreload\n", "«2 id: chromium-header-modulepreload\n»: duplicate quirk id \"chromium-header-modulepreload\", first at «id: chromium-header-modulepreload\n»"},
		{"host twice", hosts, "host: unpkg.com", "host: cdn.jsdelivr.net", `«2 {host: cdn.jsdelivr.net»: duplicate host "cdn.jsdelivr.net", first at «{host: cdn.jsdelivr.net»`},
		{"host with a scheme", hosts, "host: unpkg.com", "host: \"https://unpkg.com\"", `«"https://unpkg.com",»: host is "https://unpkg.com", expected a host name in lowercase, without scheme and port`},
		{"answer of a host", hosts, "answer: no-cors", "answer: never", `«never»: answer is "never", expected one of "anonymous-only", "no-cors", "cors", "credentials"`},
		{"unknown shared steps", link, "- {use: link-state}", "- {use: link-states}", `«{use: link-states»: unknown shared steps "link-states", expected an id of shared.yaml`},
		{"unknown shared note", link, "- {use: preload-once}", "- {use: preload-twice}", `«{use: preload-twice»: unknown shared note "preload-twice", expected an id of shared.yaml`},
		{"use and more", link, "- {use: link-state}", "- {use: link-state, says: a}", `«{use: link-state, says»: key "use" stands beside others, expected it alone`},
		{"no use and less", link, "- {use: link-state}", "- {says: a}", "«{says: a}»: key \"anchor\" is missing\n«{says: a}»: key \"source\" is missing\n" +
			"«{says: a}»: citation of unknown source \"\", expected an id of sources.yaml"},
		{"shared and not used", shared, "notes:\n", "notes:\n  - {id: nobody, says: a}\n", `«{id: nobody»: no context uses "nobody"`},
		{"shared twice", shared, "notes:\n", "notes:\n  - {id: link-state, says: a}\n", `«{id: link-state»: duplicate shared id "link-state", first at «id: link-state»`},
		{"mistake in what is shared", shared, "{source: html, anchor: \"semantics.html#create-link-options", "{source: htm, anchor: \"semantics.html#create-link-options", `«{source: htm,»: citation of unknown source "htm", expected an id of sources.yaml`},
		{"table twice", tables, "- id: summary", "- id: states", `«2 id: states»: duplicate table id "states", first at «id: states»`},
	}
	whole := &loader{spec: &Spec{}, dir: "spec"}
	whole.base(Files())
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := copied(t)
			edit(t, fsys, tt.file, tt.old, tt.new)
			s, err := whole.again(fsys, tt.file).finish()
			if err == nil || s != nil {
				t.Fatalf("Load gave a spec: %t, and the error %v", s != nil, err)
			}
			if want := placed(t, tt.file, string(fsys[tt.file].Data), tt.want); err.Error() != want {
				t.Errorf("error is\n%v\nexpected\n%s", err, want)
			}
		})
	}
}

func TestMistakesComeAllAtOnce(t *testing.T) {
	overlay := fstest.MapFS{"contexts/more.yaml": {Data: []byte(`family: more
title: {en: More, ja: その他}
contexts:
  - id: img-src
    title: {en: a, ja: a}
    example: 'x {url}'
    attribute: nobody
    status: specified
    algorithm: nothing
    steps: []
`)}}
	_, err := Load(Files(), Overlay{"site", overlay})
	for _, want := range []string{
		"duplicate context id", `attribute is "nobody"`, `unknown algorithm "nothing"`, "has no steps", "has no kind",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
}

func TestMissingFile(t *testing.T) {
	_, err := Load(fstest.MapFS{})
	for _, want := range []string{"attribute.yaml:1:1: cannot be read", "outcomes.yaml:1:1: cannot be read", "no contexts/*.yaml found"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
}

// TestOverlayHosts adds hosts and says otherwise of one that is known.
func TestOverlayHosts(t *testing.T) {
	s, err := Load(Files(), Overlay{"site", fstest.MapFS{"hosts.yaml": {Data: []byte(`
- {host: unpkg.com, answer: credentials, fonts: none, source: "https://a.example/"}
- {host: static.example, answer: cors, fonts: only, source: "https://a.example/"}`)}}})
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]string{}
	for _, h := range s.Hosts {
		if answers[h.Host] != "" {
			t.Errorf("%s is there twice", h.Host)
		}
		answers[h.Host] = h.Answer
	}
	for host, want := range map[string]string{"unpkg.com": "credentials", "static.example": "cors", "cdn.jsdelivr.net": "anonymous-only"} {
		if answers[host] != want {
			t.Errorf("%s: %q, expected %q", host, answers[host], want)
		}
	}
}

// TestOverlayMistakes tells the files of an overlay from those of the encoding.
func TestOverlayMistakes(t *testing.T) {
	whole := copied(t)
	at := func(name, text string) string {
		return "github.com/hugo-crossorigin/crossorigin/" + placed(t, name, string(whole[name].Data), "«"+text+"»")
	}
	more := `family: more
title: {en: More, ja: その他}
contexts:
  - {id: img-src, title: {en: a, ja: a}, example: a, attribute: none, status: no-request, steps: [{source: html, anchor: "#a", says: a}]}
`
	expected := "contexts/*.yaml, hosts.yaml, quirks.yaml or sources.yaml"
	tests := map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"id of the encoding": {
			fstest.MapFS{"contexts/more.yaml": {Data: []byte(more)}},
			`spec/contexts/more.yaml:4:5: duplicate context id "img-src", first at ` + at("contexts/image.yaml", "id: img-src\n"),
		},
		"source of the encoding": {
			fstest.MapFS{"sources.yaml": {Data: []byte(`- {id: html, title: a, url: "https://a.example/", date: "2026-01-01"}`)}},
			`spec/sources.yaml:1:3: duplicate source id "html", first at ` + at("sources.yaml", "{id: html"),
		},
		"two empty documents": {
			fstest.MapFS{"sources.yaml": {Data: []byte("[]\n---\n")}},
			"spec/sources.yaml:2:1: a second YAML document, expected one a file",
		},
		"file that is not read": {
			fstest.MapFS{"sources.yaml": {Data: []byte("[]")}, "algorithms.yaml": {}, "context/more.yaml": {}, "contexts/more.yml": {}},
			"spec/algorithms.yaml:1:1: is not read from an overlay, expected " + expected + "\n" +
				"spec/context/more.yaml:1:1: is not read from an overlay, expected " + expected + "\n" +
				"spec/contexts/more.yml:1:1: is not read from an overlay, expected " + expected,
		},
		"nothing":    {fstest.MapFS{}, "spec:1:1: has nothing to lay over the encoding, expected " + expected},
		"empty file": {fstest.MapFS{"quirks.yaml": {}}, "spec/quirks.yaml:1:1: is empty, expected the encoding"},
		"only half a list": {
			fstest.MapFS{"quirks.yaml": {Data: []byte("- [\n")}},
			"spec/quirks.yaml:1:1: is not YAML: line 1: did not find expected node content",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := Load(Files(), Overlay{"spec", tt.files})
			if err == nil || s != nil || err.Error() != tt.want {
				t.Errorf("error is\n%v\nexpected\n%s", err, tt.want)
			}
		})
	}
}
