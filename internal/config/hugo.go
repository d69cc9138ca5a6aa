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
// or, in the root of a Hugo site, the site's [params.crossorigin]. The base
// URL is Hugo's unless the configuration has one. The error is of type
// [Mistakes] or comes from the file system. files are the files read; without
// any, the configuration is the default.
func Load(dir string) (c *Config, files []string, err error) {
	var site hugoSite
	if err := site.read(dir); err != nil {
		return nil, nil, err
	}
	own := filepath.Join(dir, FileName)
	switch src, err := os.ReadFile(own); {
	case err == nil:
		if c, err = Parse(own, src); err != nil {
			return nil, nil, err
		}
		files = append(files, own)
	case errors.Is(err, fs.ErrNotExist):
		if c, files, err = site.config(); err != nil {
			return nil, nil, err
		}
	default:
		return nil, nil, err
	}
	if c.BaseURL == "" && site.baseURL != nil && CheckBaseURL(site.baseURL.text) == "" {
		c.BaseURL = site.baseURL.text
		files = append(files, site.baseFile)
	}
	return c, files, nil
}

// LoadFile reads the configuration in a file of any name: a Hugo
// configuration when it is named like one, else a crossorigin.toml.
func LoadFile(name string) (*Config, error) {
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
	c, _, err := site.config()
	if err == nil && c.BaseURL == "" && site.baseURL != nil && CheckBaseURL(site.baseURL.text) == "" {
		c.BaseURL = site.baseURL.text
	}
	return c, err
}

// hugoSite is what the configuration files of a Hugo site say. Of several
// files the later one wins, as in Hugo.
type hugoSite struct {
	baseURL  *value
	baseFile string
	params   *value
	file     string
}

// extensions are those of Hugo's configuration files, in Hugo's order.
var extensions = []string{".toml", ".yaml", ".yml", ".json"}

func (h *hugoSite) read(dir string) error {
	for _, stem := range []string{"config", "hugo", "config/_default/config", "config/_default/hugo", "config/_default/params"} {
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
			if strings.HasSuffix(stem, "/params") {
				root = value{kind: table, entries: []entry{{key: "params", value: root}}}
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
	return root, nil
}

func (h *hugoSite) add(name string, root *value) {
	if e := root.find("baseURL"); e != nil && e.value.kind == text {
		h.baseURL, h.baseFile = &e.value, name
	}
	params := root.find("params")
	if params == nil {
		return
	}
	if e := params.value.find("crossorigin"); e != nil {
		h.params, h.file = &e.value, name
	}
}

func (h *hugoSite) config() (*Config, []string, error) {
	if h.params == nil {
		return Default(), nil, nil
	}
	if h.params.kind != table {
		return nil, nil, Mistakes{{h.file, h.params.line, h.params.column, "params.crossorigin is " + h.params.describe() + ", expected a table"}}
	}
	h.params.dropModuleKeys()
	c, err := fromTree(h.file, h.params)
	return c, []string{h.file}, err
}
