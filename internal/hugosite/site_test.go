package hugosite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// site writes the files of an archive to a new folder.
func site(t *testing.T, archive string) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// show writes the mounts that exist, a line each.
func show(root string, s *Site) string {
	var b strings.Builder
	for _, m := range s.Mounts {
		if _, err := os.Stat(m.Source); err != nil {
			continue
		}
		source, _ := filepath.Rel(root, m.Source)
		fmt.Fprintf(&b, "%s %s", filepath.ToSlash(source), strings.TrimSpace(m.Component+" "+m.Below))
		if m.Module != "" {
			fmt.Fprintf(&b, " of %s", m.Module)
		}
		b.WriteByte('\n')
	}
	for _, name := range s.Missing {
		fmt.Fprintf(&b, "missing %s\n", name)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, files, want string }{
		{
			"folders of the project", `
-- hugo.toml --
baseURL = "/"
-- layouts/a.html --
-- content/a.md --
-- assets/a.css --
-- static/a.css --
`, "layouts layouts\ncontent content\nassets assets\nstatic static\n",
		},
		{
			"folders that the project names", `
-- hugo.yaml --
layoutDir: my/layouts
staticDir: [one, two]
languages:
  de: {contentDir: content/de}
  en: {contentDir: content/en}
-- my/layouts/a.html --
-- one/a.css --
-- two/a.css --
-- content/de/a.md --
-- content/en/a.md --
`, "my/layouts layouts\ncontent/de content\ncontent/en content\none static\ntwo static\n",
		},
		{
			"languages: one without a folder of its own, one switched off, one with static files of its own", `
-- hugo.toml --
disableLanguages = ["fr"]
staticDir2 = "more"
[languages.de]
contentDir = "inhalt"
staticDir = ["statisch"]
[languages.en]
[languages.fr]
contentDir = "contenu"
[languages.it]
disabled = true
contentDir = "contenuto"
-- content/a.md --
-- inhalt/a.md --
-- contenu/a.md --
-- contenuto/a.md --
-- static/a.css --
-- more/a.css --
-- statisch/a.css --
`, "content content\ninhalt content\nstatic static\nmore static\nstatisch static\n",
		},
		{
			"a workspace", `
-- hugo.toml --
[module]
workspace = "hugo.work"
[[module.imports]]
path = "example.com/a"
[[module.imports]]
path = "example.com/b"
-- hugo.work --
go 1.22
use .
use ./modules/a
replace example.com/b v1.0.0 => ./modules/b
-- go.mod --
module example.com/site
require example.com/a v1.0.0
-- modules/a/go.mod --
module example.com/a
-- modules/a/layouts/a.html --
-- modules/b/layouts/a.html --
`, "modules/a/layouts layouts of example.com/a\nmodules/b/layouts layouts of example.com/b\n",
		},
		{
			"theme in the folder themes, with a theme of its own", `
-- config.json --
{"theme": ["one", "gone"]}
-- layouts/a.html --
-- themes/one/theme.toml --
-- themes/one/config.toml --
theme = "two"
-- themes/one/layouts/a.html --
-- themes/two/layouts/a.html --
-- themes/two/static/a.css --
-- themes/three/layouts/a.html --
`, "layouts layouts\nthemes/one/layouts layouts of one\nthemes/two/layouts layouts of two\nthemes/two/static static of two\nmissing gone\n",
		},
		{
			"mounts", `
-- config/_default/module.toml --
[[mounts]]
source = "templates"
target = "layouts"
[[mounts]]
source = "node_modules/x/dist"
target = "static/x"
[[mounts]]
source = "nowhere"
target = "data"
[[imports]]
path = "one"
[[imports.mounts]]
source = "parts"
target = "layouts/_partials"
-- config/_default/hugo.toml --
title = "x"
-- templates/a.html --
-- layouts/unused.html --
-- node_modules/x/dist/a.css --
-- themes/one/parts/a.html --
-- themes/one/layouts/unused.html --
`, "templates layouts\nnode_modules/x/dist static x\nthemes/one/parts layouts _partials of one\n",
		},
		{
			"vendored modules, and such that are switched off", `
-- hugo.toml --
[module]
[[module.imports]]
path = "example.com/a"
[[module.imports]]
path = "example.com/off"
disable = true
[[module.imports]]
path = "example.com/without"
ignoreConfig = true
ignoreImports = true
-- _vendor/modules.txt --
# example.com/a v1.2.3
# example.com/b v1.0.0
# example.com/without v1.0.0
-- _vendor/example.com/a/hugo.toml --
[[module.imports]]
path = "example.com/b"
-- _vendor/example.com/a/layouts/a.html --
-- _vendor/example.com/b/layouts/a.html --
-- _vendor/example.com/without/hugo.toml --
[[module.mounts]]
source = "x"
target = "layouts"
-- _vendor/example.com/without/layouts/a.html --
`, "_vendor/example.com/a/layouts layouts of example.com/a\n_vendor/example.com/b/layouts layouts of example.com/b\n_vendor/example.com/without/layouts layouts of example.com/without\n",
		},
		{
			"replacements, in the configuration and in go.mod", `
-- hugo.toml --
[module]
replacements = "example.com/a -> ../../theme, example.com/x -> y"
[[module.imports]]
path = "example.com/a"
[[module.imports]]
path = "example.com/b"
-- go.mod --
module example.com/site
require example.com/b v0.0.0
replace example.com/b => ./b
-- b/layouts/a.html --
`, "b/layouts layouts of example.com/b\nmissing example.com/a\n",
		},
		{
			"modules in the cache", `
-- hugo.toml --
cacheDir = "cache"
[[module.imports]]
path = "example.com/A"
[[module.imports]]
path = "example.com/b"
version = "v1.2.3"
-- go.mod --
module example.com/site
require example.com/A v1.0.0 // indirect
-- cache/modules/pkg/mod/example.com/!a@v1.0.0/layouts/a.html --
-- cache/modules/pkg/mod/example.com/b@v1.2.3/layouts/a.html --
`, "cache/modules/pkg/mod/example.com/!a@v1.0.0/layouts layouts of example.com/A\ncache/modules/pkg/mod/example.com/b@v1.2.3/layouts layouts of example.com/b\n",
		},
		{
			"modules that import each other", `
-- hugo.toml --
theme = "one"
-- themes/one/hugo.toml --
theme = "two"
-- themes/one/layouts/a.html --
-- themes/two/hugo.toml --
theme = "one"
-- themes/two/layouts/a.html --
`, "themes/one/layouts layouts of one\nthemes/two/layouts layouts of two\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := site(t, test.files)
			s, err := Read(root, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(root, s); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

// What the environment says overrules the site's configuration, not that of its
// themes; what an environment's folder says overrules the rest.
func TestReadEnvironment(t *testing.T) {
	root := site(t, `
-- config/_default/hugo.toml --
theme = "one"
themesDir = "of"
publishDir = "out"
[languages.de]
-- config/staging/hugo.toml --
publishDir = "staged"
-- config/staging/module.yaml --
module: {imports: [{path: two}]}
-- of/one/hugo.toml --
theme = "three"
-- of/one/layouts/a.html --
-- of/three/layouts/a.html --
-- others/one/layouts/a.html --
-- others/two/layouts/a.html --
-- templates/a.html --
`)
	for _, test := range []struct{ environ, publish, mounts, themes string }{
		{"", "out", "of/one/layouts layouts of one\nof/three/layouts layouts of three\n", "one three"},
		{"HUGO_THEMESDIR=others HUGOxLAYOUTDIR=templates", "out", "templates layouts\nothers/one/layouts layouts of one\n", "one"},
		{"HUGO_THEME=three HUGO_LANGUAGES_DE_WEIGHT=1", "out", "of/three/layouts layouts of three\n", "three"},
		{"HUGO_ENVIRONMENT=staging HUGO_THEMESDIR=others", "staged", "others/two/layouts layouts of two\nothers/one/layouts layouts of one\n", "one"},
	} {
		s, err := Read(root, strings.Fields(test.environ))
		if err != nil {
			t.Fatal(err)
		}
		if got := show(root, s); got != test.mounts || s.Publish != filepath.Join(root, test.publish) || strings.Join(s.Themes, " ") != test.themes {
			t.Errorf("%s: published to %s, themes %v, mounts\n%s", test.environ, s.Publish, s.Themes, got)
		}
	}
}

func TestMountTakes(t *testing.T) {
	for _, test := range []struct{ name, mount, takes, leaves string }{
		{"all", ``, "a.html b/c.md", ""},
		{"some", `files = ["**.html", "posts/*"]`, "a.html b/C.HTML posts/a.md", "a.md posts/a/b.md"},
		{"all but some", `files = ["! _drafts/**", "! *.bak"]`, "a.html posts/a.bak", "_drafts/a.html a.bak"},
		{"the first that matches", `files = ["! a/*", "a/**"]`, "a/b/c", "a/b c"},
		{"in the older form", `includeFiles = "/**.{html,md}"
excludeFiles = "old/**"`, "a.html old/a.md", "a.txt old/a.txt"},
		{"excluded in the older form", `excludeFiles = ["old/**"]`, "a.html", "old/a.html"},
	} {
		s, err := Read(site(t, "-- hugo.toml --\n[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n"+test.mount+"\n"), nil)
		if err != nil {
			t.Fatal(err)
		}
		m := &s.Mounts[0]
		for _, name := range strings.Fields(test.takes) {
			if !m.Takes(filepath.FromSlash(name)) || s.Component(filepath.Join(m.Source, filepath.FromSlash(name))) != Content {
				t.Errorf("%s: %s is left out", test.name, name)
			}
		}
		for _, name := range strings.Fields(test.leaves) {
			if m.Takes(filepath.FromSlash(name)) || s.Component(filepath.Join(m.Source, filepath.FromSlash(name))) != "" {
				t.Errorf("%s: %s is taken", test.name, name)
			}
		}
	}
}

func TestMountHides(t *testing.T) {
	for _, test := range []struct {
		first, later string
		want         bool
	}{
		{``, ``, true},
		{`lang = "en"`, ``, true},
		{``, `lang = "en"`, true},
		{`lang = "en"`, `lang = "de"`, false},
		{`lang = "en"`, `sites.matrix.languages = ["de", "en"]`, true},
		{`sites = {matrix = {languages = "de"}}`, `lang = "en"`, false},
		{`sites.matrix.versions = ["v1.*"]`, `sites.matrix.versions = ["v2.*"]`, false},
		{`sites.matrix.roles = "guest"`, ``, true},
		{`sites.matrix.languages = ["{en,de}"]`, `lang = "en"`, false},
	} {
		s, err := Read(site(t, "-- hugo.toml --\n[[module.mounts]]\nsource = 'a'\ntarget = 'content'\n"+test.first+"\n[[module.mounts]]\nsource = 'b'\ntarget = 'content'\n"+test.later+"\n"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Mounts[0].Hides(&s.Mounts[1]); got != test.want {
			t.Errorf("%q, then %q: %v", test.first, test.later, got)
		}
	}
}

func TestDropsHTML(t *testing.T) {
	for _, test := range []struct {
		name, files string
		want        bool
	}{
		{"by default", "-- hugo.toml --\n", true},
		{"switched on", "-- hugo.toml --\n[markup.goldmark.renderer]\nunsafe = true\n", false},
		{"switched off", "-- hugo.toml --\n[markup.goldmark.renderer]\nunsafe = false\n", true},
		{"in a file of its own", "-- config/_default/hugo.toml --\n-- config/_default/markup.yaml --\ngoldmark: {renderer: {unsafe: true}}\n", false},
		{"in one environment", "-- hugo.toml --\n-- config/production/hugo.toml --\n[markup.goldmark.renderer]\nunsafe = true\n", false},
		{"in a theme, which does not count", "-- hugo.toml --\ntheme = 'a'\n-- themes/a/hugo.toml --\n[markup.goldmark.renderer]\nunsafe = true\n", true},
		{"another renderer", "-- hugo.toml --\n[markup]\ndefaultMarkdownHandler = 'pandoc'\n", false},
	} {
		s, err := Read(site(t, test.files), nil)
		if err != nil {
			t.Fatal(err)
		}
		if s.DropsHTML != test.want {
			t.Errorf("%s: %v", test.name, s.DropsHTML)
		}
	}
	if s, err := Read(site(t, "-- hugo.toml --\n"), []string{"HUGO_MARKUP_GOLDMARK_RENDERER_UNSAFE=true"}); err != nil || s.DropsHTML {
		t.Errorf("by the environment: %v", err)
	}
}

func TestReadNoSite(t *testing.T) {
	for _, test := range []struct{ name, files string }{
		{"no configuration", "-- layouts/a.html --\n"},
		{"of another program", "-- config.toml --\n[build]\nx = 1\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Read(site(t, test.files), nil); !errors.Is(err, ErrNoSite) {
				t.Errorf("%v, want ErrNoSite", err)
			}
		})
	}
	if _, err := Read(site(t, "-- hugo.toml --\nx = \n"), nil); err == nil || errors.Is(err, ErrNoSite) || !strings.Contains(err.Error(), "hugo.toml:1:") {
		t.Errorf("%v, want an error with its place", err)
	}
}

func TestAroundAndComponent(t *testing.T) {
	root := site(t, `
-- hugo.toml --
-- content/posts/a.md --
-- public/a.html --
-- sub/.git/HEAD --
-- sub/x/a.html --
`)
	s := Around(filepath.Join(root, "content", "posts"))
	if s == nil {
		t.Fatal("no site around content")
	}
	for name, want := range map[string]string{"content/posts/a.md": Content, "layouts/new.html": Layouts, "public/a.html": "", "contents/a.md": ""} {
		if got := s.Component(filepath.Join(root, filepath.FromSlash(name))); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if !s.Touches(root) || !s.Touches(filepath.Join(root, "content", "posts")) || s.Touches(filepath.Join(root, "public")) || (*Site)(nil).Touches(root) {
		t.Error("Touches is wrong")
	}
	if !s.Configures(filepath.Join(root, "hugo.toml")) || s.Configures(filepath.Join(root, "netlify.toml")) {
		t.Error("Configures is wrong")
	}
	if s := Around(filepath.Join(root, "sub", "x")); s != nil {
		t.Errorf("the site around another repository is %s", s.Root)
	}
	t.Chdir(filepath.Join(root, "content"))
	if s := Around("posts"); s == nil || s.Root != filepath.Join("..") {
		t.Errorf("%+v, want names relative to the working folder", s)
	}
}

// What is vendored does not count for the paths that match.
func TestFlagsIgnoreVendor(t *testing.T) {
	root := site(t, `
-- hugo.toml --
[[module.imports]]
path = "github.com/a/theme"
-- _vendor/modules.txt --
# github.com/a/theme v1.0.0
-- _vendor/github.com/a/theme/layouts/a.html --
-- themes/github.com/a/theme/layouts/a.html --
`)
	for pattern, want := range map[string]string{
		"":                   "_vendor/github.com/a/theme/layouts layouts of github.com/a/theme\n",
		"github.com/b/**":    "_vendor/github.com/a/theme/layouts layouts of github.com/a/theme\n",
		"/github.com/a/**":   "themes/github.com/a/theme/layouts layouts of github.com/a/theme\n",
		"github.com/*":       "_vendor/github.com/a/theme/layouts layouts of github.com/a/theme\n",
		"GitHub.com/a/theme": "themes/github.com/a/theme/layouts layouts of github.com/a/theme\n",
	} {
		s, err := Flags{IgnoreVendorPaths: pattern}.Read(root, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(root, s); got != want {
			t.Errorf("%q: got %s, want %s", pattern, got, want)
		}
	}
}
