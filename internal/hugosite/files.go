package hugosite

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// extensions are those of configuration files, in Hugo's order.
var extensions = []string{".toml", ".yaml", ".yml", ".json"}

// Defaults is the folder for configuration in several files, for every
// environment, below the folder that has one for each.
const Defaults = "_default"

const configDir = "config"

// File is a configuration file of a site or of a module.
type File struct {
	Name string
	// Stem is the base name up to the first dot.
	Stem string
	// Below is the place in the configuration that the file's content has, none
	// for all of it. The content may stand in a table of the name Stem, if there
	// is nothing beside it.
	Below []string
	// Environment is the folder that the file is in, "" for one beside that.
	Environment string
}

// Files are the configuration files that Hugo reads for the site in a folder
// (https://gohugo.io/configuration/introduction/); what comes later overrules.
// chosen is the value of Hugo's flag --config, folder that of --configDir, "" for
// the defaults.
func Files(dir, chosen, folder, environment string) (files []File) {
	if chosen != "" {
		for name := range strings.SplitSeq(chosen, ",") {
			if name := withExtension(below(dir, name)); name != "" {
				files = append(files, beside(name))
			}
		}
	} else if name := fileIn(dir); name != "" {
		files = append(files, beside(name))
	}
	flags := Flags{ConfigDir: folder}
	files = append(files, filesIn(flags.configDir(dir), Defaults)...)
	if environment != Defaults {
		files = append(files, filesIn(flags.configDir(dir), environment)...)
	}
	return files
}

// Environments are the names of the environments that the site in a folder is
// configured for, beside what holds for all.
// folder is as for [Files].
func Environments(dir, folder string) (names []string) {
	flags := Flags{ConfigDir: folder}
	entries, _ := os.ReadDir(flags.configDir(dir)) // it need not be there
	for _, e := range entries {
		if e.IsDir() && e.Name() != Defaults {
			names = append(names, e.Name())
		}
	}
	return names
}

// fileIn is the first configuration file in a folder itself, "" for none: Hugo
// reads no other.
func fileIn(dir string) string {
	for _, stem := range []string{"hugo", "config"} {
		if name := withExtension(filepath.Join(dir, stem)); name != "" {
			return name
		}
	}
	return ""
}

// withExtension is the file that Hugo takes for one of its flag --config, "" for
// none: the extension may be left out.
func withExtension(name string) string {
	names := []string{name}
	if filepath.Ext(name) == "" {
		names = nil
		for _, ext := range extensions {
			names = append(names, name+ext)
		}
	}
	for _, name := range names {
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// beside is a file that is in the folder of no environment.
func beside(name string) File {
	f := Placed(name)
	f.Below = nil
	return f
}

// filesIn are those below the folder of an environment.
func filesIn(folder, environment string) (files []File) {
	_ = filepath.WalkDir(filepath.Join(folder, environment), func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil // it need not be there
		}
		if !e.IsDir() && slices.Contains(extensions, filepath.Ext(name)) {
			f := Placed(name)
			f.Environment = environment
			files = append(files, f)
		}
		return nil
	})
	return files
}

// Placed finds the place of a file's content by its name: params.toml holds the
// parameters of the site and params.ja.toml those of a language, hugo.ja.toml all
// of one.
func Placed(name string) File {
	stem, language, _ := strings.Cut(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), ".")
	f := File{Name: name, Stem: stem}
	switch {
	case language != "" && (stem == "params" || stem == "menus" || stem == "menu"):
		f.Below = []string{"languages", language, stem}
	case language != "":
		f.Below = []string{"languages", language}
	case stem != "hugo" && stem != "config":
		f.Below = []string{stem}
	}
	return f
}

// IsConfiguration says whether an entry of a folder has the name of a Hugo
// site's configuration. Whether it is one says [Read] of the folder.
func IsConfiguration(name string) bool {
	stem := strings.TrimSuffix(name, filepath.Ext(name))
	return stem == "hugo" || stem == "config"
}
