package adopt

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// TestExplanation takes the # off every line and reads what it says: the
// defaults.
func TestExplanation(t *testing.T) {
	for _, test := range []struct {
		name, text string
		syntax     string
	}{
		{"TOML", explanationTOML("params.crossorigin"), "a.toml"},
		{"YAML", explanationYAML([]string{"params", "crossorigin"}, 0), "a.yaml"},
		{"YAML, indented", "params:\n" + explanationYAML([]string{"crossorigin"}, 2), "a.yaml"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var lines []string
			for line := range strings.Lines(test.text) {
				if len([]rune(line)) > width+1 {
					t.Errorf("%d characters: %s", len([]rune(line)), line)
				}
				lines = append(lines, strings.Replace(line, "# ", "", 1))
			}
			source := strings.Join(lines, "")
			source = strings.NewReplacer("<rule>", "font-preload", "<host>", "cdn.example").Replace(source)
			tree, err := hugosite.Decode(test.syntax, []byte(uncomment(source)))
			if err != nil {
				t.Fatalf("%v in\n%s", err, source)
			}
			params, _ := hugosite.Find(tree, "params", "crossorigin")
			got, err := config.FromParams(params, nil)
			if err != nil {
				t.Fatalf("%v in\n%s", err, source)
			}
			want := config.Default()
			want.Origins, want.Exclude = got.Origins, got.Exclude // empty
			want.Rules = map[string]string{"font-preload": "off"}
			want.Hosts = map[string]string{"cdn.example": "anonymous-only"}
			if !reflect.DeepEqual(got, want) || len(got.Origins)+len(got.Exclude) > 0 {
				t.Errorf("got %+v, want %+v", got, want)
			}
			for _, k := range config.Keys() {
				_, name, nested := strings.Cut(k.Name, ".")
				if !nested {
					name = k.Name
				}
				if !strings.Contains(test.text, name) {
					t.Errorf("%s is not explained", k.Name)
				}
			}
		})
	}
}

// uncomment drops the lines of prose, of which one # is left.
func uncomment(source string) string {
	var b strings.Builder
	for line := range strings.Lines(source) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}
