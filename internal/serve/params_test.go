package serve

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

// What Hugo says of a site's parameters, the environment included, is what the
// configuration is made of.
func TestParametersOfTheSite(t *testing.T) {
	if testing.Short() {
		t.Skip("builds Hugo")
	}
	root := t.TempDir()
	name := filepath.Join(root, "hugo.toml")
	files := []string{name}
	if err := os.WriteFile(name, []byte("[params.crossorigin]\nfailOn = 'error'\norgins = ['x']\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	c, err := ParseCommand([]string{"go", "tool", "hugo", "server", "--source", root})
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HUGO_PARAMS_CROSSORIGIN_FAILON", "never")
	t.Setenv("HUGO_PARAMS_CROSSORIGIN_POLICIES_CANVAS", "true")
	sites, err := c.Sites(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	written := config.NewWritten(files, os.Environ(), sites[0].Language)
	if _, err := config.FromParams(sites[0].Params, written); err == nil || err.Error() != name+":3:1: unknown key orgins; did you mean origins?" {
		t.Error(err)
	}
	if err := os.WriteFile(name, []byte("[params.crossorigin]\nfailOn = 'error'\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if sites, err = c.Sites(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := config.FromParams(sites[0].Params, written); err != nil || got.FailOn != config.Never || !got.Policies.Canvas {
		t.Errorf("%+v, %v", got, err)
	}
	t.Setenv("HUGO_PARAMS_CROSSORIGIN_FAILLON", "never")
	if sites, err = c.Sites(t.Context()); err != nil {
		t.Fatal(err)
	}
	written = config.NewWritten(files, os.Environ(), "")
	if _, err := config.FromParams(sites[0].Params, written); err == nil || !strings.Contains(err.Error(), "HUGO_PARAMS_CROSSORIGIN_FAILLON: unknown key faillon; did you mean failOn?") {
		t.Error(err)
	}
}
