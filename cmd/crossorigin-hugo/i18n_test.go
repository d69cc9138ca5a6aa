package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

var (
	placeholder = regexp.MustCompile(`{{ \.\w+ }}`)
	// said matches the use of a message, in the partials and through the one that
	// looks it up.
	said = regexp.MustCompile(`say\.html" \(dict "id" "([a-z-]+)"`)
)

// TestMessages keeps the languages alike, and the messages those that are used.
func TestMessages(t *testing.T) {
	type messages map[string]map[string]string
	read := func(language string) messages {
		src, err := os.ReadFile(filepath.Join(moduleDir, "i18n", language+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		var m messages
		if err := toml.Unmarshal(src, &m); err != nil {
			t.Fatal(err)
		}
		return m
	}
	en, ja := read("en"), read("ja")
	for _, id := range slices.Sorted(maps.Keys(en)) {
		names := func(m messages) []string {
			return slices.Sorted(slices.Values(placeholder.FindAllString(m[id]["other"], -1)))
		}
		if ja[id]["other"] == "" || !slices.Equal(names(en), names(ja)) {
			t.Errorf("%s: %v in English, %v in Japanese", id, en[id], ja[id])
		}
	}
	if len(en) != len(ja) {
		t.Errorf("%d messages in English, %d in Japanese", len(en), len(ja))
	}
	used := map[string]bool{}
	for line := range strings.Lines(moduleFiles(t)) {
		for _, m := range said.FindAllStringSubmatch(line, -1) {
			used[m[1]] = true
			if en["crossorigin-"+m[1]] == nil {
				t.Errorf("there is no message %s", m[1])
			}
		}
	}
	if len(used) < 30 {
		t.Errorf("found %d messages in use", len(used))
	}
}

// TestMessagesInTheLanguageOfTheSite has them in English where there is no
// translation.
func TestMessagesInTheLanguageOfTheSite(t *testing.T) {
	page := "-- layouts/all.html --\n{{ partial \"crossorigin/script.html\" (dict \"src\" nil) }}\n{{ partial \"crossorigin/img.html\" (dict \"alt\" \"A\") }}\n" +
		"{{ partial \"crossorigin/preload.html\" (dict \"href\" \"/a\" \"as\" \"video\") }}\n{{ partial \"crossorigin/script.html\" (dict \"scr\" \"/a\" \"integrity\" \"sha1-AA\") }}\n-- content/p.md --\n"
	params := "[params.crossorigin]\nanotate = true\nfailOn = 3\norigins = ['x']\n[params.crossorigin.rules]\nfont-prelod = 'off'\n"
	english := []string{
		"crossorigin/script: content/p.md: src is nothing (a resource that does not exist?), expected a resource or a URL",
		"crossorigin/img: content/p.md: src or srcset is missing, expected a resource or a URL",
		`as is "video", which browsers do not preload by rel=preload`,
		"unknown key scr, expected one of absolute, crossorigin, fingerprint, page, preload, or an attribute of script; did you mean src?",
		`integrity is "sha1-AA", which holds no hash that browsers know`,
		"params.crossorigin: unknown key anotate; did you mean annotate?",
		`params.crossorigin: failOn is a number or date, expected "error", "warning", "info" or "never"`,
		`origins: "x" is not an origin, such as https://www.example.org`,
		"rules.font-prelod: there is no such rule; did you mean font-preload?",
	}
	for language, want := range map[string][]string{
		"en": english,
		"fr": english,
		"ja": {
			"crossorigin/script: content/p.md: src が 空の値 (存在しないリソース?) です。リソースか URL にしてください",
			"crossorigin/img: content/p.md: src または srcset がありません。リソースか URL を渡してください",
			`as が "video" です。ブラウザーは rel=preload ではそれを先読みしません`,
			"scr というキーはありません。absolute, crossorigin, fingerprint, page, preload のどれか、または script の属性にしてください。src の誤記ではありませんか",
			`integrity が "sha1-AA" です。ブラウザーの知るハッシュがありません`,
			"params.crossorigin: anotate というキーはありません。annotate の誤記ではありませんか",
			`params.crossorigin: failOn は 数または日付 です。"error", "warning", "info" または "never" にしてください`,
			`origins: "x" はオリジン (https://www.example.org など) ではありません`,
			"rules.font-prelod: その規則はありません。font-preload の誤記ではありませんか",
		},
	} {
		b, err := buildModule(t, siteConfig+"defaultContentLanguage = '"+language+"'\n[languages."+language+"]\n"+params+page)
		if err == nil {
			t.Errorf("%s: wrong arguments and parameters are accepted", language)
		}
		for _, text := range want {
			if !strings.Contains(b.LogString(), text) {
				t.Errorf("%s: expected %s in\n%s", language, text, b.LogString())
			}
		}
	}
}
