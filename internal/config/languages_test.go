package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// site writes the files of a site and returns its folder.
func site(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLanguages(t *testing.T) {
	for _, test := range []struct {
		name, site string
		environ    []string
		want       string // by file: failOn, canvas, base URL
	}{
		{
			"parameters of a language are laid over the site's",
			"-- hugo.toml --\nbaseURL = 'https://example.org/'\n[params.crossorigin]\nfailOn = 'warning'\npolicies.canvas = true\n" +
				"[languages.en]\n[languages.ja.params.crossorigin]\nFailOn = 'never'\n",
			nil, "a:warning,true,https://example.org/ en/a:warning,true,https://example.org/ ja/a:never,true,https://example.org/",
		},
		{
			"those of the default language hold outside of folders",
			"-- hugo.yaml --\ndefaultContentLanguage: ja\nlanguages:\n  en:\n    weight: 1\n  ja:\n    params:\n      crossorigin:\n        failOn: info\n",
			nil, "a:info,false, en/a:error,false, ja/a:info,false,",
		},
		{
			"files for a language",
			"-- config/_default/hugo.toml --\n[languages.en]\n[languages.ja]\n-- config/_default/params.ja.toml --\n[crossorigin]\nfailOn = 'info'\n" +
				"-- config/production/hugo.en.toml --\n[params.crossorigin.policies]\ncanvas = true\n",
			nil, "a:error,true, en/a:error,true, ja/a:info,false,",
		},
		{
			"variables",
			"-- hugo.toml --\n[languages.en]\n[languages.ja]\n",
			[]string{"HUGO_LANGUAGES_JA_PARAMS_CROSSORIGIN_FAILON=never", "HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS=true"},
			"a:error,true, en/a:error,true, ja/a:never,true,",
		},
		{
			"hosts of their own",
			"-- hugo.toml --\n[languages.en]\nbaseURL = 'https://en.example/'\n[languages.ja]\nbaseURL = 'https://ja.example/'\n[languages.ja.params.crossorigin]\nfailOn = 'never'\n",
			nil, "a:error,false, en/a:error,false,https://en.example/ ja/a:never,false,https://ja.example/ multihost",
		},
		{
			"a configuration of its own for all",
			"-- crossorigin.toml --\nfailOn = 'info'\n-- hugo.toml --\n[languages.en]\nbaseURL = 'https://en.example/'\n[languages.ja.params.crossorigin]\nfailOn = 'never'\n",
			nil, "a:info,false, en/a:info,false,https://en.example/ ja/a:info,false, multihost",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _, err := Load(site(t, test.site), test.environ)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, file := range []string{"a", "en/a", "ja/a"} {
				own := c.For(file)
				got = append(got, fmt.Sprintf("%s:%s,%t,%s", file, own.FailOn, own.Policies.Canvas, own.BaseURL))
			}
			if c.Multihost {
				got = append(got, "multihost")
			}
			if joined := strings.Join(got, " "); joined != test.want {
				t.Errorf("got  %s\nwant %s", joined, test.want)
			}
		})
	}
}

func TestLanguagesRefused(t *testing.T) {
	dir := site(t, "-- hugo.toml --\n[params.crossorigin]\nfailsOn = 'x'\n[languages.en]\n[languages.ja.params.crossorigin]\nFailOn = 'x'\n[languages.de.params]\ncrossorigin = 'x'\n")
	_, _, err := Load(dir, nil)
	name := filepath.Join(dir, "hugo.toml")
	want := name + ":2:1: unknown key failsOn; did you mean failOn?\n" +
		name + `:5:10: failOn is "x", expected "error", "warning", "info" or "never"` + "\n" +
		name + `:7:15: params.crossorigin is "x", expected a table`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Hugo puts the parameters together, in lower case: what is wrong is told at its
// place nevertheless.
func TestFromParamsFindsPlaces(t *testing.T) {
	type m = map[string]any
	dir := site(t, "-- hugo.toml --\n[params.crossorigin]\nfailsOn = 'x'\nexclude = ['a', 3]\nannotate = 'x'\n[params.crossorigin.rules]\nFont-Prelod = 'off'\n"+
		"-- config/_default/params.ja.yaml --\ncrossorigin:\n  Hots:\n    a: 1\n-- config/production/params.toml --\n[crossorigin]\nannotate = 'y'\n")
	files := Files(dir, "", "", "production")
	environ := []string{"HUGO_PARAMS_CROSSORIGIN_FALION=never"}
	params := m{
		"failson": "x", "exclude": []any{"a", 3}, "annotate": "y", "rules": m{"font-prelod": "off"},
		"hots": m{"a": 1}, "falion": "never", "validate": "of a module",
	}
	for language, hots := range map[string]string{"": "params.crossorigin: unknown key hots", "ja": filepath.Join(dir, "config", "_default", "params.ja.yaml") + ":2:3: unknown key Hots"} {
		_, err := FromParams(params, NewWritten(files, environ, language))
		want := filepath.Join(dir, "config", "production", "params.toml") + `:2:12: annotate is "y", expected a boolean` + "\n" +
			filepath.Join(dir, "hugo.toml") + ":3:17: exclude holds a number or date, expected strings only\n" +
			filepath.Join(dir, "hugo.toml") + ":2:1: unknown key failsOn; did you mean failOn?\n" +
			"HUGO_PARAMS_CROSSORIGIN_FALION: unknown key falion; did you mean failOn?\n" +
			hots + "; did you mean hosts?\n" +
			filepath.Join(dir, "hugo.toml") + ":6:1: rules.Font-Prelod: there is no such rule; did you mean font-preload?\n" +
			`params.crossorigin: validate is "of a module", expected "error", "warn" or "off"`
		if err == nil || err.Error() != want {
			t.Errorf("language %q: got\n%v\nwant\n%s", language, err, want)
		}
	}
	_, err := FromParams("x", NewWritten([]string{filepath.Join(site(t, "-- hugo.toml --\nparams.crossorigin = 'x'\n"), "hugo.toml")}, nil, ""))
	if err == nil || !strings.HasSuffix(err.Error(), `hugo.toml:1:22: params.crossorigin is "x", expected a table`) {
		t.Error(err)
	}
}
