package adopt

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

const mainOnly = "{{ define \"main\" }}a{{ end }}\n"

// What is changed, and what copies are made of, by what Hugo takes for the
// site's layouts.
func TestLayouts(t *testing.T) {
	for _, test := range []struct {
		name, files string
		environ     []string
		want        map[string]string
	}{
		{
			"themes where the environment says", "-- site/hugo.toml --\ntheme = 'a'\n-- site/of/a/layouts/home.html --\n" + mainOnly + "-- site/of/a/layouts/_default/_markup/render-image.html --\n<img>\n-- site/themes/a/layouts/list.html --\n" + mainOnly,
			[]string{"HUGO_THEMESDIR=of"},
			map[string]string{"hugo.toml": "", "layouts/_markup/render-image.html": "of/a/layouts/_default/_markup/render-image.html", "layouts/home.html": "of/a/layouts/home.html"},
		},
		{
			"a theme that is imported as a module, which ours comes after", "-- site/hugo.toml --\nlayoutDir = 'own'\n[module]\nreplacements = 'example.com/a -> a'\n[[module.imports]]\npath = 'example.com/a'\n-- site/themes/a/layouts/home.html --\n" + mainOnly + "-- site/themes/a/layouts/_markup/render-image.html --\n<img>\n",
			nil,
			map[string]string{"hugo.toml": "", "own/home.html": "themes/a/layouts/home.html"},
		},
		{
			"a template that the site overrules by its newer name", "-- site/hugo.toml --\ntheme = 'a'\n-- site/layouts/home.html --\n" + mainOnly + "-- site/layouts/_partials/head.html --\n<head></head>\n-- site/themes/a/layouts/_default/home.html --\n" + mainOnly + "-- site/themes/a/layouts/partials/head.html --\n<head>a</head>\n",
			nil,
			map[string]string{"hugo.toml": "", "layouts/home.html": ""},
		},
		{
			"a theme's mounts", "-- site/hugo.toml --\ntheme = 'a'\n-- site/themes/a/hugo.toml --\n[[module.mounts]]\nsource = 'templates'\ntarget = 'layouts/docs'\n-- site/themes/a/templates/home.html --\n" + mainOnly + "-- site/themes/a/layouts/list.html --\n" + mainOnly,
			nil,
			map[string]string{"hugo.toml": "", "layouts/docs/home.html": "themes/a/templates/home.html"},
		},
		{
			"an import that has to be added by hand, without which templates would not build", "-- site/hugo.toml --\nmodule = {imports = []}\n[params.crossorigin]\n-- site/layouts/home.html --\n" + mainOnly,
			nil,
			map[string]string{},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := unpack(t, txtar.Parse([]byte(test.files)), same)
			p, err := New(root, test.environ)
			if err == nil {
				err = p.Templates()
			}
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, c := range p.Changes {
				got[c.File] = c.From
			}
			if !maps.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
			if hook := strings.Contains(test.files, "render-image.html"); slices.ContainsFunc(p.Notes, isOwnHook) == hook {
				t.Errorf("there is a hook: %v, notes %q", hook, p.Notes)
			}
		})
	}
}

// Hugo takes the list of imports of an environment instead of the one for all.
func TestImporters(t *testing.T) {
	for _, test := range []struct{ name, files, want, notes string }{
		{"one environment has a list of its own", "-- site/hugo.toml --\n-- site/config/production/module.toml --\n[[imports]]\npath = 'a'\n-- site/config/staging/hugo.toml --\ntitle = 'a'\n", "hugo.toml config/production/module.toml", ""},
		{"only parameters are in files of their own", "-- site/config/_default/params.toml --\n[crossorigin]\n", "config/_default/module.toml", ""},
		{"a theme imports it", "-- site/hugo.toml --\ntheme = 'a'\n[params.crossorigin]\n-- site/themes/a/hugo.toml --\n[[module.imports]]\npath = '" + modulePath + "'\n", "", ""},
		{"it is switched off", "-- site/hugo.toml --\n[params.crossorigin]\n[[module.imports]]\npath = '" + modulePath + "'\ndisable = true\n", "", "hugo.toml: the module is imported with disable = true, so Hugo leaves it out: take that away"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := unpack(t, txtar.Parse([]byte(test.files+"-- site/go.mod --\nmodule a\n")), same)
			p, err := New(root, nil)
			if err != nil {
				t.Fatal(err)
			}
			var files []string
			for _, c := range p.Changes {
				if strings.Contains(string(c.New), modulePath) {
					files = append(files, c.File)
				}
			}
			if got := strings.Join(files, " "); got != test.want {
				t.Errorf("imported in %q, want %q", got, test.want)
			}
			if got := strings.Join(slices.DeleteFunc(p.Notes, isOwnHook), "\n"); got != test.notes {
				t.Errorf("notes %q, want %q", got, test.notes)
			}
			if err := p.Write(); err != nil {
				t.Fatal(err)
			}
			if again, err := New(root, nil); err != nil || len(again.Changes) > 0 {
				t.Errorf("there is more to change: %+v, %v", again, err)
			}
		})
	}
}
