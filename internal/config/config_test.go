package config

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// whole sets every key.
const whole = `
baseURL = "https://example.org/blog/"
origins = ["https://www.example.org", "http://localhost:1313/"]
failOn = "warning"
exclude = ["drafts/**"]
hosts."cdn.Example" = "no-cors"
[rules]
font-preload = "off"
invalid-value = "info"
[policies]
authenticated = true
mutedErrors = true
canvas = true
crossOriginIsolated = "require-corp"
integrityPolicy = true
spelling = "bare"
`

func TestParse(t *testing.T) {
	c, err := parse("crossorigin.toml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		BaseURL: "https://example.org/blog/", Origins: []string{"https://www.example.org", "http://localhost:1313"},
		FailOn: "warning", Exclude: []string{"drafts/**"},
		Rules: map[string]string{"font-preload": "off", "invalid-value": "info"},
		Hosts: map[string]string{"cdn.example": "no-cors"},
		Policies: rule.Policies{
			Authenticated: true, MutedErrors: true, Canvas: true, CrossOriginIsolated: "require-corp",
			IntegrityPolicy: true, Spelling: "bare",
		},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
	s := c.Settings()
	if !s.Off["font-preload"] || s.Off["invalid-value"] || s.Severity["invalid-value"] != rule.Info || s.Hosts["cdn.example"] != resolver.AnswerNone || s.Policies != want.Policies {
		t.Errorf("settings %+v", s)
	}
}

// Hugo hands its parameters on with keys in lower case.
func TestKeysInLowerCase(t *testing.T) {
	c, err := FromParams(map[string]any{
		"failon": "info", "origins": []any{"https://www.example.org"}, "exclude": []string{"a"},
		"policies": map[string]any{"crossoriginisolated": "credentialless", "mutederrors": true},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.FailOn != "info" || c.Policies.CrossOriginIsolated != "credentialless" || !c.Policies.MutedErrors || len(c.Origins) != 1 || len(c.Exclude) != 1 {
		t.Errorf("%+v", c)
	}
	_, err = FromParams(map[string]any{"failon": 3, "polices": map[string]any{}, "baseurl": map[string]any{}}, nil)
	want := "params.crossorigin: baseURL is a table, expected a string\n" +
		"params.crossorigin: failOn is a number or date, expected \"error\", \"warning\", \"info\" or \"never\"\n" +
		"params.crossorigin: unknown key polices; did you mean policies?"
	if err == nil || err.Error() != want {
		t.Errorf("error\n%v\nwant\n%s", err, want)
	}
}

// The definition is complete: every key can be set, printed and read again.
func TestTOMLRoundTrip(t *testing.T) {
	wrap := func(text string, _ int) []string { return []string{text} }
	for _, src := range []string{"", whole} {
		c, err := parse("a", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		printed := c.TOML(wrap)
		again, err := parse("b", printed)
		if err != nil {
			t.Fatalf("%v\n%s", err, printed)
		}
		if !reflect.DeepEqual(c, again) {
			t.Errorf("printed and read again\n%+v\nis\n%+v", c, again)
		}
	}
}

func TestKeys(t *testing.T) {
	for _, k := range Keys() {
		if k.Doc == "" || k.DocJa == "" || k.Type == "" {
			t.Errorf("%s has no documentation or type", k.Name)
		}
		chosen := strings.Contains(k.Name, "<")
		if chosen != (k.Default == "") {
			t.Errorf("%s: default %q", k.Name, k.Default)
		}
		if chosen {
			continue
		}
		c, err := readSite(t, k.Name+" = "+k.Default)
		if err != nil {
			t.Errorf("the default of %s: %v", k.Name, err)
		} else if !equalConfigs(c, Default()) {
			t.Errorf("%s = %s is not the default", k.Name, k.Default)
		}
	}
}

// readSite reads keys as those of params.crossorigin.
func readSite(t *testing.T, src string) (*Config, error) {
	t.Helper()
	root, err := readTree("hugo.toml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return fromTree(&root, true)
}

func equalConfigs(a, b *Config) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return strings.ReplaceAll(string(x), "[]", "null") == strings.ReplaceAll(string(y), "[]", "null")
}

func TestExcluded(t *testing.T) {
	for _, test := range []struct {
		pattern string
		yes, no []string
	}{
		{"drafts", []string{"drafts", "drafts/a.html", "drafts/b/c.html"}, []string{"a/drafts", "drafts.html"}},
		{"drafts/", []string{"drafts/a.html"}, []string{"a.html"}},
		{"*.html", []string{"a.html"}, []string{"a/b.html", "a.htm"}},
		{"**/x.html", []string{"x.html", "a/x.html", "a/b/x.html"}, []string{"a/y.html"}},
		{"a/**", []string{"a/b", "a/b/c"}, []string{"a", "b/a/c"}},
		{"a/**/c.html", []string{"a/c.html", "a/b/c.html", "a/b/b/c.html"}, []string{"c.html", "a/b/d.html"}},
		{"p?ge[0-9]", []string{"page1", "page1/a.html"}, []string{"page", "page10"}},
	} {
		c := &Config{Exclude: []string{test.pattern}}
		for _, name := range test.yes {
			if !c.Excluded(name) {
				t.Errorf("%s does not exclude %s", test.pattern, name)
			}
		}
		for _, name := range test.no {
			if c.Excluded(name) {
				t.Errorf("%s excludes %s", test.pattern, name)
			}
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"font-preload", "invalid-value", "img-src"}
	for word, want := range map[string]string{
		"font-prelod": "font-preload", "FONT-PRELOAD": "font-preload", "font-perload": "font-preload", "img-srcc": "img-src",
		"something": "", "x": "", "": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestLoad(t *testing.T) {
	for _, test := range []struct {
		name      string
		files     map[string]string
		environ   []string
		base      string
		failOn    string
		wantFiles []string
	}{
		{"nothing", nil, nil, "", "error", nil},
		{"own file", map[string]string{"crossorigin.toml": `failOn = "info"`}, nil, "", "info", []string{"crossorigin.toml"}},
		{
			"own file in a Hugo site",
			map[string]string{"crossorigin.toml": `failOn = "info"`, "hugo.toml": "baseURL = 'https://a.example/'\n[params.crossorigin]\nfailOn = 'never'"},
			nil,
			"https://a.example/", "info",
			[]string{"crossorigin.toml", "hugo.toml"},
		},
		{"Hugo, dotted", map[string]string{"hugo.toml": "params.crossorigin.failOn = 'never'"}, nil, "", "never", []string{"hugo.toml"}},
		{"Hugo, inline table", map[string]string{"hugo.toml": "params = {crossorigin = {failOn = 'never'}}"}, nil, "", "never", []string{"hugo.toml"}},
		{"Hugo's base URL is of no use", map[string]string{"hugo.toml": "baseURL = 'example'"}, nil, "", "error", nil},
		{"own base URL", map[string]string{"hugo.toml": "baseURL = 'https://a.example/'\nparams.crossorigin.baseURL = 'https://b.example/'"}, nil, "https://b.example/", "error", []string{"hugo.toml"}},
		{
			"the folder wins",
			map[string]string{"hugo.toml": "baseURL = 'https://a.example/'", "config/_default/hugo.yaml": "baseURL: https://b.example/"},
			nil,
			"https://b.example/", "error",
			[]string{"config/_default/hugo.yaml"},
		},
		{"a list of tables is no table", map[string]string{"hugo.toml": "[[params]]\n[params.crossorigin]\nfailOn = 'never'"}, nil, "", "error", nil},
		{"YAML with an alias", map[string]string{"hugo.yaml": "x: &x {failOn: never}\nparams: {crossorigin: *x}"}, nil, "", "never", []string{"hugo.yaml"}},
		{"an environment's folder wins", map[string]string{
			"config/_default/params.toml": "[crossorigin]\nfailOn = 'info'\norigins = ['https://b.example']", "config/production/params.toml": "crossorigin.failOn = 'never'",
			"config/staging/hugo.toml": "baseURL = 'https://staging.example/'\nparams.crossorigin.failOn = 'warning'",
		}, nil, "", "never", []string{"config/_default/params.toml", "config/production/params.toml"}},
		{"another environment", map[string]string{
			"config/_default/params.yaml": "params:\n  crossorigin: {failOn: info}", "config/staging/hugo.toml": "baseURL = 'https://staging.example/'",
		}, []string{"HUGO_ENVIRONMENT=staging"}, "https://staging.example/", "info", []string{"config/_default/params.yaml", "config/staging/hugo.toml"}},
		{"variables", map[string]string{"hugo.toml": "baseURL = 'https://a.example/'\nparams.crossorigin.failOn = 'never'"}, []string{
			"HUGO_PARAMS_CROSSORIGIN_FAILON=warning", "HUGOxBASEURL=https://c.example/", "HUGO=x", "HUGO_", "HOME=/",
		}, "https://c.example/", "warning", []string{"hugo.toml"}},
		{"variables alone", nil, []string{"HUGO_PARAMS_CROSSORIGIN_FAILON=info", "HUGO_PARAMS_CROSSORIGIN_BASEURL=https://d.example/"}, "https://d.example/", "info", nil},
		{"variables are Hugo's", map[string]string{"crossorigin.toml": "failOn = 'never'"}, []string{"HUGO_PARAMS_CROSSORIGIN_FAILON=info"}, "", "never", []string{"crossorigin.toml"}},
		{"empty YAML", map[string]string{"hugo.yaml": "# nothing\n"}, nil, "", "error", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range test.files {
				name = filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			c, files, err := Load(dir, test.environ)
			if err != nil {
				t.Fatal(err)
			}
			for i := range files {
				rel, _ := filepath.Rel(dir, files[i])
				files[i] = filepath.ToSlash(rel)
			}
			if c.BaseURL != test.base || c.FailOn != test.failOn || !slices.Equal(files, test.wantFiles) {
				t.Errorf("base URL %q, failOn %q, files %v", c.BaseURL, c.FailOn, files)
			}
		})
	}
}

// Whatever a file holds, reading it ends with a configuration or with
// mistakes that have places in the file.
func FuzzRead(f *testing.F) {
	for _, src := range []string{whole, "a: &a [*a, *a]", `{"params": {"crossorigin": {"failOn": true}}}`, "[[a]]\nb.c = 1", "a = {b = [1, {c = 2}]}"} {
		for _, name := range []string{"hugo.toml", "hugo.yaml", "hugo.json"} {
			f.Add(name, []byte(src))
		}
	}
	lines := func(src []byte) int { return strings.Count(string(src), "\n") + 1 }
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		name = map[int]string{0: "hugo.toml", 1: "hugo.yaml", 2: "hugo.json"}[len(name)%3]
		root, err := readTree(name, src)
		if err != nil {
			return
		}
		c, err := fromTree(&root, len(src)%2 == 0)
		if (c == nil) == (err == nil) {
			t.Fatalf("%v, %v", c, err)
		}
		mistakes, _ := err.(Mistakes)
		for _, m := range mistakes {
			if m.Line < 0 || m.Line > lines(src) {
				t.Errorf("line %d of %d: %v", m.Line, lines(src), m)
			}
		}
		if c != nil && maps.Equal(c.Rules, map[string]string{"": ""}) {
			t.Error("a rule without a name")
		}
	})
}

// What is wrong with a name that the author chose is said at the name, and what is
// wrong with its value besides.
func TestChosenNames(t *testing.T) {
	_, err := parse("a.toml", []byte("[rules]\n  font-prelod   = 'loud'\n[hosts]\n'https://a.example' = 'cors'\n"))
	const want = "a.toml:2:3: rules.font-prelod: there is no such rule; did you mean font-preload?\n" +
		`a.toml:2:19: rules.font-prelod is "loud", expected "off", "info", "warning" or "error"` + "\n" +
		`a.toml:4:1: hosts.https://a.example: "https://a.example" is not the name of a host, such as cdn.example.com or *.example.com`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Origins and hosts are compared with those of URLs, as browsers write them.
func TestNamesOfHosts(t *testing.T) {
	c, err := parse("crossorigin.toml", []byte("\ufefforigins = ['HTTPS://WWW.Example.org:443/', 'https://bücher.example']\n[hosts]\n'Bücher.example' = 'cors'\n'*.CDN.example' = 'no-cors'\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"https://www.example.org", "https://xn--bcher-kva.example"}; !reflect.DeepEqual(c.Origins, want) {
		t.Errorf("origins %q", c.Origins)
	}
	if want := map[string]string{"xn--bcher-kva.example": "cors", "*.cdn.example": "no-cors"}; !reflect.DeepEqual(c.Hosts, want) {
		t.Errorf("hosts %q", c.Hosts)
	}
	for _, host := range []string{"https://cdn.example", "cdn.example/a", "cdn.example:443", "*", "cdn.*.example", "", "a b"} {
		_, err := parse("a", []byte("[hosts]\n'"+host+"' = 'cors'\n"))
		if err == nil || !strings.Contains(err.Error(), "is not the name of a host") {
			t.Errorf("%q: %v", host, err)
		}
	}
}
