package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// FileName is the name of the configuration file.
const FileName = "crossorigin.toml"

// Load reads the configuration that holds in a folder: its crossorigin.toml
// or, in the root of a Hugo site, the site's [params.crossorigin] with what the
// environment overrides of it (HUGO_PARAMS_CROSSORIGIN_…). The base URL is
// Hugo's unless the configuration has one. The error is of type [Mistakes] or
// comes from the file system. environ is as [os.Environ] returns it. files are
// the files read; without any, the configuration is the default.
func Load(dir string, environ []string) (c *Config, files []string, err error) {
	env := readEnvironment(environ)
	var site hugoSite
	if err := site.read(dir, env.name); err != nil {
		return nil, nil, err
	}
	site.override(env)
	own := filepath.Join(dir, FileName)
	switch src, err := os.ReadFile(own); {
	case err == nil:
		if c, err = Parse(own, src); err != nil {
			return nil, nil, err
		}
		files = append(files, own)
	case errors.Is(err, fs.ErrNotExist):
		if c, err = site.config(); err != nil {
			return nil, nil, err
		}
		files = site.files
	default:
		return nil, nil, err
	}
	if site.completeBaseURL(c) && site.baseURL.file != "" {
		files = append(files, site.baseURL.file)
	}
	return c, files, nil
}

// LoadFile reads the configuration in a file of any name: a Hugo
// configuration, with what the environment overrides, when it is named like
// one, else a crossorigin.toml.
func LoadFile(name string, environ []string) (*Config, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	base := filepath.Base(name)
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	if stem != "hugo" && stem != "config" {
		return Parse(name, src)
	}
	root, err := readTree(name, src)
	if err != nil {
		return nil, err
	}
	var site hugoSite
	site.add(name, &root)
	site.override(readEnvironment(environ))
	c, err := site.config()
	if err == nil {
		site.completeBaseURL(c)
	}
	return c, err
}

// hugoSite is what the configuration of a Hugo site says.
type hugoSite struct {
	baseURL *value
	// languages are the base URLs of languages, nil for one without; the names
	// are in lower case.
	languages map[string]*value
	params    *value
	files     []string // that say something of params
}

// extensions are those of Hugo's configuration files, in Hugo's order.
var extensions = []string{".toml", ".yaml", ".yml", ".json"}

// read reads the files of a site as Hugo does in that environment: one in the
// root, those in the folder for defaults and those in the environment's. What
// is read later overrules.
func (h *hugoSite) read(dir, environment string) error {
	stems := []string{"config", "hugo"}
	for _, folder := range []string{"_default", environment} {
		for _, stem := range []string{"config", "hugo", "languages", "params"} {
			stems = append(stems, "config/"+folder+"/"+stem)
		}
	}
	for _, stem := range stems {
		for _, ext := range extensions {
			name := filepath.Join(dir, filepath.FromSlash(stem)+ext)
			src, err := os.ReadFile(name)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return err
			}
			root, err := readTree(name, src)
			if err != nil {
				return err
			}
			if key := filepath.Base(filepath.FromSlash(stem)); key == "params" || key == "languages" {
				// The table of that name may be left out.
				if len(root.entries) != 1 || root.find(key) == nil {
					root = value{kind: table, entries: []entry{{key: key, value: root}}}
				}
			}
			h.add(name, &root)
			break
		}
	}
	return nil
}

// readTree reads a document by its file name. The error is of type [Mistakes].
func readTree(name string, src []byte) (root value, err error) {
	read := readTOML
	switch filepath.Ext(name) {
	case ".yaml", ".yml":
		read = readYAML
	case ".json":
		read = readJSON
	}
	root, mistake := read(src)
	if mistake != nil {
		mistake.File = name
		return root, Mistakes{*mistake}
	}
	root.in(name)
	return root, nil
}

func (h *hugoSite) add(name string, root *value) {
	if e := root.find("baseURL"); e != nil && e.value.kind == text {
		h.baseURL = &e.value
	}
	if e := root.find("languages"); e != nil {
		h.addLanguages(&e.value)
	}
	params := root.find("params")
	if params == nil {
		return
	}
	e := params.value.find("crossorigin")
	if e == nil {
		return
	}
	h.files = append(h.files, name)
	if h.params == nil || h.params.kind != table || e.value.kind != table {
		h.params = &e.value
	} else {
		h.params.merge(&e.value)
	}
}

func (h *hugoSite) addLanguages(languages *value) {
	if h.languages == nil {
		h.languages = map[string]*value{}
	}
	for i := range languages.entries {
		e := &languages.entries[i]
		name := lower(e.key)
		if _, known := h.languages[name]; !known {
			h.languages[name] = nil // it may have no base URL
		}
		if own := e.value.find("baseURL"); own != nil && own.value.kind == text {
			h.languages[name] = &own.value
		}
	}
}

// multihost returns the base URL of every language when one has its own
// (https://gohugo.io/configuration/languages/#multihost), else nil.
func (h *hugoSite) multihost(base string) map[string]string {
	urls, multihost := map[string]string{}, false
	for name, own := range h.languages {
		urls[name] = base
		if own != nil && CheckBaseURL(own.text) == "" {
			urls[name], multihost = own.text, true
		}
	}
	if !multihost {
		return nil
	}
	return urls
}

// override lays what the environment says over what the files say.
func (h *hugoSite) override(env environment) {
	if env.baseURL != nil {
		h.baseURL = env.baseURL
	}
	if len(env.params.entries) == 0 {
		return
	}
	if h.params == nil {
		h.params = &value{kind: table}
	}
	if h.params.kind == table {
		h.params.merge(&env.params)
	}
}

func (h *hugoSite) config() (*Config, error) {
	if h.params == nil {
		return Default(), nil
	}
	if h.params.kind != table {
		p := h.params
		return nil, Mistakes{{p.file, p.line, p.column, paramsName + " is " + p.describe() + ", expected a table"}}
	}
	return fromTree(h.params, true)
}

// completeBaseURL takes Hugo's base URL where the configuration has none, and
// says whether it did.
func (h *hugoSite) completeBaseURL(c *Config) bool {
	if c.BaseURL != "" {
		return false
	}
	found := h.baseURL != nil && CheckBaseURL(h.baseURL.text) == ""
	if found {
		c.BaseURL = h.baseURL.text
	}
	c.Languages = h.multihost(c.BaseURL)
	return found
}
