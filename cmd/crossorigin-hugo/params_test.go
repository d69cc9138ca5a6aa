package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestParametersOfLanguages lets each language have its own, and tells what is
// wrong with them by place.
func TestParametersOfLanguages(t *testing.T) {
	site := func(params string) string {
		return writeSite(t, "-- hugo.toml --\nbaseURL = 'https://example.org/'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'section', '404']\n"+
			"defaultContentLanguage = 'en'\n[languages.en]\n[languages.ja]\n"+params+
			"-- layouts/home.html --\n<link rel=preload as=font href=/f.woff2><p>{{ site.Language.Lang }}<img crossorgin src=a.png>\n")
	}
	tests := []struct {
		name, params string
		want         int
		says         string
	}{
		{"one language fails", "[params.crossorigin]\nfailOn = 'never'\n[languages.ja.params.crossorigin]\nfailOn = 'error'\n", exitFindings, "left: error: crossorgin is no attribute"},
		{"none fails", "[params.crossorigin]\nfailOn = 'never'\n", exitClean, ""},
		{"a wrong key", "[languages.ja.params.crossorigin]\nFalion = 'error'\n", exitTrouble, "hugo.toml:7:1: unknown key Falion; did you mean failOn?"},
		{"a wrong value", "[params.crossorigin.Policies]\nCanvas = 'sometimes'\n", exitTrouble, "hugo.toml:7:10: policies.canvas is \"sometimes\", expected a boolean"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := site(tt.params)
			code, out, errOut := runOurs(t, "-s", dir, "--quiet")
			if code != tt.want || !strings.Contains(filepath.ToSlash(out+errOut), tt.says) {
				t.Errorf("exit code %d, expected %d and %q\n%s%s", code, tt.want, tt.says, out, errOut)
			}
			if tt.want == exitTrouble && !strings.HasPrefix(errOut, filepath.Join(dir, "hugo.toml:7:")) {
				t.Errorf("the place does not come first: %s", errOut)
			}
		})
	}
	t.Run("variables", func(t *testing.T) {
		t.Setenv("HUGO_PARAMS_CROSSORIGIN_FAILON", "never")
		if code, out, errOut := runOurs(t, "-s", site(""), "--quiet"); code != exitClean {
			t.Errorf("exit code %d\n%s%s", code, out, errOut)
		}
		t.Setenv("HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS", "sometimes")
		want := "HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS: policies.canvas is \"sometimes\", expected a boolean\n"
		if code, _, errOut := runOurs(t, "-s", site(""), "--quiet"); code != exitTrouble || errOut != want {
			t.Errorf("exit code %d, %s", code, errOut)
		}
	})
}
