package serve

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// sourcesSite is a site whose pages name the files that they are made from.
const sourcesSite = `
-- hugo.toml --
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
-- config/production/params.toml --
-- config/development/module.toml --
[[mounts]]
source = "of/development"
target = "layouts"
-- other.toml --
theme = "t"
themesDir = "mine"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
-- more/_default/hugo.toml --
contentDir = "texts"
-- more/staging/hugo.toml --
layoutDir = "of/staging"
-- of/development/home.html --
-- of/staging/home.html --
-- layouts/home.html --
-- own/home.html --
-- content/_index.md --
-- texts/_index.md --
-- themes/t/layouts/_partials/theme.html --
-- themes/u/layouts/_partials/theme.html --
-- mine/t/layouts/_partials/theme.html --
-- mine/u/layouts/_partials/theme.html --
`

// The sources that the flags of a command line lead to are those that the Hugo
// of this module's go.mod takes with the same.
func TestFlagsOfSources(t *testing.T) {
	if testing.Short() {
		t.Skip("builds Hugo")
	}
	root := t.TempDir()
	for _, f := range txtar.Parse([]byte(sourcesSite)).Files {
		name := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		text := string(f.Data)
		switch filepath.Base(f.Name) {
		case "home.html":
			text = "[" + f.Name + "]{{ .Content }}{{ if templates.Exists \"_partials/theme.html\" }}{{ partial \"theme.html\" }}{{ end }}"
		case "theme.html", "_index.md":
			text = "[" + f.Name + "]"
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	hugo, err := exec.Command("go", "tool", "-n", "hugo").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"",
		"--contentDir texts --layoutDir own",
		"-c texts -lown",
		"--theme t",
		"--theme u,t",
		"-t u -t t",
		"-e production",
		"-e production --theme t --themesDir mine",
		"--environment=staging --configDir more",
		"--configDir more --layoutDir own",
		"--config other.toml",
		"--config other -t u",
		"--config missing.toml,hugo.toml,other.toml --themesDir themes",
		"HUGO_CONTENTDIR=texts --contentDir content",
		"HUGO_THEME=u --theme t",
		"HUGO_ENVIRONMENT=production",
		"HUGO_ENVIRONMENT=production -e development",
	} {
		t.Run(line, func(t *testing.T) {
			args := strings.Fields(line)
			if len(args) > 0 && strings.HasPrefix(args[0], "HUGO") {
				name, value, _ := strings.Cut(args[0], "=")
				t.Setenv(name, value)
				args = args[1:]
			}
			args = append(args, "--source", root)
			c, err := ParseCommand(append([]string{"hugo", "server"}, args...))
			if err != nil {
				t.Fatal(err)
			}
			out := t.TempDir()
			build := exec.Command(strings.TrimSpace(string(hugo)), slices.Concat([]string{"--quiet", "--environment", c.Flags().Environment}, args, []string{"--destination", out})...)
			if said, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			page, err := os.ReadFile(filepath.Join(out, "index.html"))
			if err != nil {
				t.Fatal(err)
			}
			site, err := c.Flags().Read(root, os.Environ())
			if err != nil {
				t.Fatal(err)
			}
			for _, place := range [][2]string{{hugosite.Layouts, "home.html"}, {hugosite.Content, "_index.md"}, {hugosite.Layouts, "_partials/theme.html"}} {
				file := first(site, place[0], place[1])
				if is := file != ""; is && !strings.Contains(string(page), "["+file+"]") {
					t.Errorf("%s is thought to be %s, but Hugo made %s", place[1], file, page)
				} else if !is && strings.Contains(string(page), "/"+place[1]+"]") {
					t.Errorf("%s is thought to be nowhere, but Hugo made %s", place[1], page)
				}
			}
		})
	}
}

// first is the file of a component that counts, relative to the site's folder, ""
// for none.
func first(s *hugosite.Site, component, name string) string {
	for _, m := range s.Mounts {
		file := filepath.Join(m.Source, filepath.FromSlash(name))
		if _, err := os.Stat(file); err == nil && m.Component == component {
			rel, _ := filepath.Rel(s.Root, file)
			return filepath.ToSlash(rel)
		}
	}
	return ""
}
