package config

import (
	"path/filepath"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// Files are the names of the configuration files that Hugo reads for the site in
// a folder, as far as they may say something of params.crossorigin, in the order
// of [hugosite.Files], whose arguments it takes.
func Files(dir, chosen, configDir, environment string) (names []string) {
	for _, f := range hugosite.Files(dir, chosen, configDir, environment) {
		if len(f.Below) == 0 || slices.Contains([]string{"params", "languages"}, f.Below[0]) {
			names = append(names, f.Name)
		}
	}
	return names
}

// FilesOf are those for a site with its themes and modules, whose files come first:
// the site's overrule them.
func FilesOf(site *hugosite.Site, flags hugosite.Flags) (names []string) {
	for _, dir := range slices.Backward(site.Configured) {
		names = append(names, Files(dir, "", "", flags.Environment)...)
	}
	return append(names, Files(site.Root, flags.Config, flags.ConfigDir, flags.Environment)...)
}

// keyed puts what a file says below the keys that its name stands for: params
// and params.ja.toml hold parameters, of the site and of a language, languages
// the languages, hugo.ja.toml one of them. The table of that name may be in the
// file or left out.
func keyed(file string, root value) value {
	f := hugosite.Placed(filepath.Base(file))
	if len(f.Below) == 0 || f.Below[0] != "params" && f.Below[0] != "languages" {
		return root
	}
	if e := root.find(f.Stem); len(root.entries) == 1 && e != nil {
		root = e.value
	}
	for _, key := range slices.Backward(f.Below) {
		root = value{kind: table, entries: []entry{{key: key, value: root}}}
	}
	return root
}
