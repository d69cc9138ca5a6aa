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
			if got, err := FromParams(test.params); err != nil || !reflect.DeepEqual(got, want) {
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
			if _, err := FromParams(test.params); err == nil || !strings.Contains(err.Error(), test.want) {
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
	if c, _, err := Load(dir); err != nil || c.FailOn != Never {
		t.Errorf("got %+v, %v", c, err)
	}
}
