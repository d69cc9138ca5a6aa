package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

// TestParametersOfThemes holds what is read without Hugo against what Hugo
// merges of themes and modules.
func TestParametersOfThemes(t *testing.T) {
	const theme = `
-- themes/t/hugo.toml --
baseURL = "https://theme.example/"
[params.crossorigin]
failOn = "warning"
exclude = ["theme/**"]
[params.crossorigin.policies]
canvas = true
spelling = "bare"
[languages.ja.params.crossorigin]
failOn = "never"
[languages.fr.params.crossorigin]
failOn = "never"
`
	for _, tt := range []struct{ name, files, environ string }{
		{"without any of the site's own", "-- hugo.toml --\ntheme = 't'\n" + theme, ""},
		{"the site's own come first", "-- hugo.toml --\ntheme = 't'\n[params.crossorigin]\nfailOn = 'info'\norigins = ['https://a.example']\n[params.crossorigin.policies]\ncanvas = false\n" + theme, ""},
		{"no merging", "-- hugo.toml --\ntheme = 't'\n_merge = 'none'\n" + theme, ""},
		{"no merging of parameters", "-- hugo.toml --\ntheme = 't'\n[params]\n_merge = 'none'\n[params.crossorigin]\norigins = ['https://a.example']\n" + theme, ""},
		{"parameters as a whole", "-- hugo.toml --\ntheme = 't'\n[params]\n_merge = 'shallow'\n" + theme, ""},
		{"parameters as a whole that the site has", "-- hugo.toml --\ntheme = 't'\n[params]\n_merge = 'shallow'\n[params.crossorigin]\nfailOn = 'info'\n" + theme, ""},
		{"a strategy of its own", "-- hugo.toml --\ntheme = 't'\n[params.crossorigin]\n_merge = 'shallow'\nfailOn = 'info'\n[params.crossorigin.policies]\nmutedErrors = true\n" + theme, ""},
		{"a strategy deeper", "-- hugo.toml --\ntheme = 't'\n[params.crossorigin.policies]\n_merge = 'none'\nmutedErrors = true\n" + theme, ""},
		{"everything", "-- hugo.toml --\ntheme = 't'\n_merge = 'deep'\n" + theme, ""},
		{"languages of the site", "-- hugo.toml --\ntheme = 't'\ndefaultContentLanguage = 'ja'\n[languages.ja]\nweight = 1\n" + theme, ""},
		{"parameters of a language of the site", "-- hugo.toml --\ntheme = 't'\ndefaultContentLanguage = 'ja'\n[languages.ja.params]\na = 1\n" + theme, ""},
		{"languages on request", "-- hugo.toml --\ntheme = 't'\ndefaultContentLanguage = 'ja'\n[languages]\n_merge = 'deep'\n[languages.ja]\nweight = 1\n" + theme, ""},
		{"the environment comes first", "-- hugo.toml --\ntheme = 't'\n" + theme, "HUGO_PARAMS_CROSSORIGIN_FAILON=never"},
		{"two themes", "-- hugo.toml --\ntheme = ['u', 't']\n-- themes/u/config.yaml --\nparams:\n  crossorigin:\n    failOn: info\n    policies:\n      authenticated: true\n" + theme, ""},
		{"a theme of a theme", "-- hugo.toml --\ntheme = ['u']\n-- themes/u/hugo.toml --\n[params.crossorigin]\nfailOn = 'info'\n[module]\n[[module.imports]]\npath = 't'\n" + theme, ""},
		{"the configuration is ignored", "-- hugo.toml --\n[module]\n[[module.imports]]\npath = 't'\nignoreConfig = true\n" + theme, ""},
		{"imports are ignored", "-- hugo.toml --\n[module]\n[[module.imports]]\npath = 'u'\nignoreImports = true\n-- themes/u/hugo.toml --\ntheme = 't'\n[params.crossorigin]\nfailOn = 'info'\n" + theme, ""},
		{"replaced", "-- hugo.toml --\n[module]\nreplacements = 'example.org/t -> t'\n[[module.imports]]\npath = 'example.org/t'\n" + theme, ""},
		{"vendored", "-- hugo.toml --\n[[module.imports]]\npath = 'example.org/t'\n-- go.mod --\nmodule example.org/site\n\nrequire example.org/t v1.0.0\n-- _vendor/modules.txt --\n# example.org/t v1.0.0\n" +
			strings.ReplaceAll(theme, "themes/t/", "_vendor/example.org/t/"), ""},
		{"a folder of configuration", "-- hugo.toml --\ntheme = 't'\n-- themes/t/config/_default/params.toml --\n[crossorigin]\nfailOn = 'info'\n-- themes/t/config/production/params.toml --\n[crossorigin.policies]\nspelling = 'anonymous'\n" + theme, ""},
		{"another environment", "-- hugo.toml --\ntheme = 't'\n-- themes/t/config/staging/params.toml --\n[crossorigin.policies]\nspelling = 'anonymous'\n" + theme, "HUGO_ENVIRONMENT=staging"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := writeSite(t, tt.files)
			environ := []string{"PATH=", "HOME=" + dir, "HUGO_MODULE_PROXY=off"}
			if tt.environ != "" {
				environ = append(environ, tt.environ)
			}
			got, _, err := config.Load(dir, environ)
			if err != nil {
				t.Fatal(err)
			}
			hugo, err := stockHugo()
			if err != nil {
				t.Fatal(err)
			}
			stock := exec.Command(hugo, "config", "--format", "json", "-s", dir)
			stock.Env = environ
			out, err := stock.Output()
			if err != nil {
				t.Fatal(err, string(out))
			}
			var says struct {
				BaseURL string
				Params  map[string]any
			}
			if err := json.Unmarshal(out, &says); err != nil {
				t.Fatal(err)
			}
			want, err := config.FromParams(says.Params["crossorigin"], nil)
			if err != nil {
				t.Fatal(err)
			}
			want.BaseURL, want.FromHugo, got.Languages = says.BaseURL, says.BaseURL != "", nil
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v\nof %s", got, want, says.Params)
			}
		})
	}
}

// A mistake in a theme's parameters is told where it is.
func TestMistakesOfThemes(t *testing.T) {
	dir := writeSite(t, "-- hugo.toml --\ntheme = 't'\n-- themes/t/hugo.toml --\n[params.crossorigin]\nfailOm = 'never'\n")
	want := filepath.Join(dir, "themes", "t", "hugo.toml") + ":2:1: unknown key failOm; did you mean failOn?"
	if _, _, err := config.Load(dir, os.Environ()); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
