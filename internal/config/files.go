package config

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// extensions are those of Hugo's configuration files, in Hugo's order.
var extensions = []string{".toml", ".yaml", ".yml", ".json"}

// Files are the names of the configuration files that Hugo reads for the site in
// a folder, as far as they may say something of params.crossorigin; what comes
// later overrules. chosen is the value of Hugo's flag --config, configDir that
// of --configDir, "" for the defaults.
func Files(dir, chosen, configDir, environment string) (names []string) {
	at := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(dir, filepath.FromSlash(name))
	}
	if chosen != "" {
		for name := range strings.SplitSeq(chosen, ",") {
			names = append(names, at(strings.TrimSpace(name)))
		}
	} else {
		names = append(names, fileIn(dir)...)
	}
	if configDir == "" {
		configDir = "config"
	}
	for _, folder := range []string{"_default", environment} {
		names = append(names, filesIn(filepath.Join(at(configDir), folder))...)
	}
	return names
}

// fileIn is the first configuration file in a folder itself, if there is one:
// Hugo reads no other.
func fileIn(dir string) []string {
	for _, stem := range []string{"hugo", "config"} {
		for _, ext := range extensions {
			if name := filepath.Join(dir, stem+ext); isFile(name) {
				return []string{name}
			}
		}
	}
	return nil
}

// filesIn are those below a folder of the configuration.
func filesIn(folder string) (names []string) {
	_ = filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil // it need not be there
		}
		stem, _, _ := strings.Cut(e.Name(), ".")
		if !e.IsDir() && slices.Contains([]string{"config", "hugo", "languages", "params"}, stem) && slices.Contains(extensions, filepath.Ext(name)) {
			names = append(names, name)
		}
		return nil
	})
	return names
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// keyed puts what a file says below the keys that its name stands for: params
// and params.ja.toml hold parameters, of the site and of a language, languages
// the languages, hugo.ja.toml one of them. The table of that name may be in the
// file or left out.
func keyed(file string, root value) value {
	stem, language, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), ".")
	var path []string
	switch {
	case language != "" && stem == "params":
		path = []string{"languages", language, "params"}
	case language != "" && (stem == "hugo" || stem == "config"):
		path = []string{"languages", language}
	case language == "" && (stem == "params" || stem == "languages"):
		path = []string{stem}
	}
	if e := root.find(stem); path != nil && len(root.entries) == 1 && e != nil {
		root = e.value
	}
	for i := len(path) - 1; i >= 0; i-- {
		root = value{kind: table, entries: []entry{{key: path[i], value: root}}}
	}
	return root
}
