package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestFromParams(t *testing.T) {
	type m = map[string]any
	for _, test := range []struct {
		name   string
		params any
		want   func(*Config)
	}{
		{"none", nil, func(*Config) {}},
		{"typed", m{"failon": "warning", "origins": []any{"https://a.example"}, "policies": m{"canvas": true}}, func(c *Config) {
			c.FailOn, c.Origins, c.Policies.Canvas = "warning", []string{"https://a.example"}, true
		}},
		{"as text from the environment", m{"origins": "https://a.example, https://b.example", "policies": m{"canvas": "true", "mutederrors": "0"}}, func(c *Config) {
			c.Origins, c.Policies.Canvas = []string{"https://a.example", "https://b.example"}, true
		}},
		{"keys of the module's templates", m{"validate": "warn", "annotate": false, "rules": m{"font-preload": "off"}}, func(c *Config) {
			c.Rules = map[string]string{"font-preload": "off"}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := Default()
			test.want(want)
			if got, err := FromParams(test.params, nil); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v, want %+v", got, err, want)
			}
		})
	}
}

func TestFromParamsRefuses(t *testing.T) {
	type m = map[string]any
	for _, test := range []struct {
		name   string
		params any
		want   string
	}{
		{"no table", "yes", `params.crossorigin: is "yes", expected a table`},
		{"unknown key", m{"failsOn": "error"}, `params.crossorigin: unknown key failsOn; did you mean failOn?`},
		{"text that is no truth value", m{"policies": m{"canvas": "maybe"}}, `params.crossorigin: policies.canvas is "maybe", expected a boolean`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := FromParams(test.params, nil); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestModuleKeysInAHugoSite(t *testing.T) {
	dir := t.TempDir()
	src := "[params.crossorigin]\nvalidate = 'warn'\nAnnotate = false\nfailOn = 'never'\n"
	if err := os.WriteFile(filepath.Join(dir, "hugo.toml"), []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	if c, _, err := Load(dir, nil); err != nil || c.FailOn != Never {
		t.Errorf("got %+v, %v", c, err)
	}
}

// Every value may come as text, whatever the type of its key.
func TestVariables(t *testing.T) {
	c, _, err := Load(t.TempDir(), []string{
		"HUGO_PARAMS_CROSSORIGIN_ORIGINS=https://a.example, https://b.example",
		`HUGO_PARAMS_CROSSORIGIN_EXCLUDE=["a b", "c"]`,
		"HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS=1",
		"HUGO_PARAMS_CROSSORIGIN_POLICIES_CROSSORIGINISOLATED=require-corp",
		"HUGO_PARAMS_CROSSORIGIN_RULES_FONT-PRELOAD=off",
		"HUGO_PARAMS_CROSSORIGIN_VALIDATE=warn",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Origins, want.Exclude = []string{"https://a.example", "https://b.example"}, []string{"a b", "c"}
	want.Rules = map[string]string{"font-preload": "off"}
	want.Policies.Canvas, want.Policies.CrossOriginIsolated = true, "require-corp"
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got %+v, want %+v", c, want)
	}
	// A key with an underscore is none: what stands behind it is another key's.
	_, _, err = Load(t.TempDir(), []string{"HUGO_PARAMS_CROSSORIGIN_RULES_FONT_PRELOAD=off"})
	if err == nil || !strings.HasPrefix(err.Error(), "HUGO_PARAMS_CROSSORIGIN_RULES_FONT_PRELOAD: rules.font: there is no such rule\n") {
		t.Errorf("error\n%v\nwant one that names the variable", err)
	}
	_, _, err = Load(t.TempDir(), []string{"HUGO_PARAMS_CROSSORIGIN_FALION=info", "HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS=maybe", "HUGO_PARAMS_CROSSORIGIN_VALIDATE=yes"})
	wrong := "HUGO_PARAMS_CROSSORIGIN_FALION: unknown key falion; did you mean failOn?\n" +
		"HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS: policies.canvas is \"maybe\", expected a boolean\n" +
		"HUGO_PARAMS_CROSSORIGIN_VALIDATE: validate is \"yes\", expected \"error\", \"warn\" or \"off\""
	if err == nil || err.Error() != wrong {
		t.Errorf("error\n%v\nwant\n%s", err, wrong)
	}
}

func TestModuleKeysAreTheModules(t *testing.T) {
	_, err := parse("crossorigin.toml", []byte("annotate = true"))
	if err == nil || err.Error() != "crossorigin.toml:1:1: annotate is for the Hugo module, expected it in params.crossorigin of the Hugo site" {
		t.Error(err)
	}
	if _, err := FromParams(map[string]any{"annotate": "x", "checkpublished": "/a"}, nil); err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Error(err)
	}
}
