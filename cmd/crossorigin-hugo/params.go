package main

import (
	"slices"

	"github.com/gohugoio/hugo/common/hmaps"
	"github.com/gohugoio/hugo/config/allconfig"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

// section is the table of the site's parameters that is ours.
const section = "crossorigin"

// silenceModule keeps the module's templates from reporting and checking: this
// command finds the same in the pages, and the build goes on. Parameters that
// are wrong stay as they are, to be reported.
func silenceModule(configs *allconfig.Configs) {
	silence := func(params hmaps.Params) {
		if _, err := readParams(params, nil); err != nil {
			return
		}
		own, ok := params[section].(hmaps.Params)
		if !ok {
			own = hmaps.Params{}
			params[section] = own
		}
		own["validate"], own["checkpublished"] = "off", ""
	}
	silence(configs.Base.Params)
	for _, language := range configs.LanguageConfigMap {
		silence(language.Params)
	}
}

// readParams reads the section of a site's parameters; written says where they
// come from.
func readParams(site hmaps.Params, written *config.Written) (*config.Config, error) {
	return config.FromParams(plain(site[section]), written)
}

// configFiles are the names of the configuration files, as seen from the current
// folder: those of modules first, which the site's overrule.
func (b *build) configFiles(o *options) (names []string) {
	for _, m := range slices.Backward(b.configs.Modules) {
		names = append(names, m.ConfigFilenames()...)
	}
	return append(names, config.Files(o.source, o.configFile, o.configDir, environment(o))...)
}

// plain turns the maps of Hugo's configuration into those of Go, so that no
// reader needs to know Hugo's.
func plain(v any) any {
	params, ok := v.(hmaps.Params)
	if !ok {
		return v
	}
	m := map[string]any{}
	for k, v := range params {
		m[k] = plain(v)
	}
	return m
}
