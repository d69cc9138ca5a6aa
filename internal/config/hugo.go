package config

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// FileName is the name of the configuration file.
const FileName = "crossorigin.toml"

// Load reads the configuration that holds in a folder: its crossorigin.toml
// or, in the root of a Hugo site, the site's [params.crossorigin] with what the
// environment overrides of it (HUGO_PARAMS_CROSSORIGIN_…) and what Hugo merges
// into it of its themes' and modules'. The base URL is
// Hugo's unless the configuration has one. The error is of type [Mistakes] or
// comes from the file system. environ is as [os.Environ] returns it. files are
// the files read; without any, the configuration is the default.
func Load(dir string, environ []string) (c *Config, files []string, err error) {
	var site hugoSite
	if err := site.read(dir, hugosite.Environment(environ)); err != nil {
		return nil, nil, err
	}
	site.override(environ)
	if err := site.modules(dir, environ); err != nil {
		return nil, nil, err
	}
	own := filepath.Join(dir, FileName)
	switch src, err := os.ReadFile(own); {
	case err == nil:
		if c, err = parse(own, src); err != nil {
			return nil, nil, err
		}
		site.hosts(c)
		files = append(files, own)
	case errors.Is(err, fs.ErrNotExist):
		if c, err = site.config(); err != nil {
			return nil, nil, err
		}
		files = site.files
	default:
		return nil, nil, err
	}
	if at := site.completeBaseURL(c); at != nil && at.line > 0 {
		files = append(files, at.file)
	}
	return c, files, nil
}

// LoadFile reads the configuration in a file of any name: a Hugo
// configuration, with what the environment overrides and what its modules have,
// when it is named like one, else a crossorigin.toml.
func LoadFile(name string, environ []string) (*Config, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	base := filepath.Base(name)
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	if stem != "hugo" && stem != "config" {
		return parse(name, src)
	}
	root, err := readTree(name, src)
	if err != nil {
		return nil, err
	}
	var site hugoSite
	site.add(name, &root)
	site.override(environ)
	if err := site.modules(filepath.Dir(name), environ); err != nil {
		return nil, err
	}
	c, err := site.config()
	if err == nil {
		site.completeBaseURL(c)
	}
	return c, err
}

// hugoSite is what the configuration of a Hugo site says.
type hugoSite struct {
	root  value    // what the files say together
	files []string // that say something of params.crossorigin
}

// read reads the files of a site as Hugo does in that environment: one in the
// root, those in the folder for defaults and those in the environment's. What
// is read later overrules.
func (h *hugoSite) read(dir, environment string) error {
	for _, name := range Files(dir, "", "", environment) {
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
		root = keyed(name, root)
		h.add(name, &root)
	}
	return nil
}

// readTree reads a document by its file name. The error is of type [Mistakes].
func readTree(name string, src []byte) (root value, err error) {
	if filepath.Base(name) == FileName {
		src = bytes.TrimPrefix(src, []byte("\ufeff")) // some editors write it, and only Hugo refuses it
	}
	if _, err := hugosite.Decode(name, src); err != nil {
		var syntax *hugosite.SyntaxError
		if errors.As(err, &syntax) {
			err = Mistakes{{syntax.Name, syntax.Line, syntax.Column, syntax.Message}}
		}
		return root, err
	}
	switch filepath.Ext(name) {
	case ".yaml", ".yml":
		root, err = readYAML(src)
	case ".json":
		root, err = readJSON(src)
	default:
		root = readTOML(src)
	}
	root.in(name)
	return root, err
}

func (h *hugoSite) add(name string, root *value) {
	own := h.own(root)
	if len(own) > 0 {
		h.files = append(h.files, name)
	}
	h.root.kind = table
	h.root.merge(root)
}

// own are the values of params.crossorigin in a tree, of the site and of its
// languages.
func (h *hugoSite) own(root *value) (all []*value) {
	if own := root.at("params", section); own != nil {
		all = append(all, own)
	}
	if languages := root.at("languages"); languages != nil {
		for i := range languages.entries {
			if own := languages.entries[i].value.at("params", section); own != nil {
				all = append(all, own)
			}
		}
	}
	return all
}

// section is the table of Hugo's params that is ours.
const section = "crossorigin"

// override lays what the environment says over what the files say.
func (h *hugoSite) override(environ []string) {
	h.root.kind = table
	env := readEnvironment(environ, &h.root)
	h.root.merge(&env)
}

// config makes the configuration of the site and of its languages: of each the
// site's parameters with its own laid over. The error holds every mistake once.
func (h *hugoSite) config() (*Config, error) {
	var mistakes Mistakes
	h.root.withoutStrategies()
	read := func(own *value) *Config {
		c, err := h.section(own)
		mistakes = mistakes.With(err)
		return c
	}
	usual := "en"
	if v := h.root.at("defaultContentLanguage"); v != nil && v.kind == text && v.text != "" {
		usual = v.text
	}
	c := read(h.root.at("languages", usual, "params", section))
	own, differ, multihost := h.languages(read)
	if mistakes != nil {
		return nil, mistakes
	}
	if differ || multihost {
		c.Languages, c.Multihost = own, multihost && c.BaseURL == ""
	}
	return c, nil
}

// languages makes the configurations of the languages, each from the parameters
// of its own, which may be nil, and says whether any has such, and whether any
// has a base URL.
func (h *hugoSite) languages(read func(own *value) *Config) (all map[string]*Config, differ, multihost bool) {
	all = map[string]*Config{}
	languages := h.root.at("languages")
	if languages == nil {
		return all, false, false
	}
	for i := range languages.entries {
		e := &languages.entries[i]
		params := e.value.at("params", section)
		differ = differ || params != nil
		l := read(params)
		if u := e.value.at("baseURL"); u != nil && u.kind == text && CheckBaseURL(u.text) == "" {
			multihost = true
			if l != nil && l.BaseURL == "" {
				l.BaseURL, l.FromHugo = u.text, true
			}
		}
		all[ascii.Lower(e.key)] = l
	}
	return all, differ, multihost
}

// hosts gives a configuration that is not the site's own the hosts of the
// languages.
func (h *hugoSite) hosts(c *Config) {
	own, _, multihost := h.languages(func(*value) *Config {
		l := *c
		return &l
	})
	if multihost && c.BaseURL == "" {
		c.Languages, c.Multihost = own, true
	}
}

// section makes the configuration of params.crossorigin with what a language has
// of its own laid over it, which may be nil.
func (h *hugoSite) section(own *value) (*Config, error) {
	params := h.root.at("params", section)
	switch {
	case params == nil && own == nil:
		return Default(), nil
	case params == nil || own != nil && (own.kind != table || params.kind != table):
		params = own
	case own != nil:
		both := params.clone()
		both.merge(own)
		params = &both
	}
	if params.kind != table {
		return nil, Mistakes{{params.file, params.line, params.column, paramsName + " is " + params.describe() + ", expected a table"}}
	}
	params.fromText()
	return fromTree(params, true)
}

// completeBaseURL takes Hugo's base URL where the configuration has none, and
// returns the site's if it was taken.
func (h *hugoSite) completeBaseURL(c *Config) (taken *value) {
	if c.BaseURL != "" {
		return nil
	}
	if u := h.root.at("baseURL"); u != nil && u.kind == text && CheckBaseURL(u.text) == "" {
		c.BaseURL, c.FromHugo, taken = u.text, true, u
	}
	for _, l := range c.Languages {
		if l.BaseURL == "" {
			l.BaseURL, l.FromHugo = c.BaseURL, c.FromHugo
		}
	}
	return taken
}
