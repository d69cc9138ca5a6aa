package main

import (
	"slices"

	"github.com/gohugoio/hugo/common/hmaps"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// section is the table of the site's parameters that is ours.
const section = "crossorigin"

// silenceModule keeps the module's templates from reporting what rules find, and
// from checking: this command finds the same in the pages, and the build goes
// on. What only the templates see, wrong arguments of partials, they report.
func silenceModule(site hmaps.Params) {
	off := hmaps.Params{}
	for _, r := range rule.All() {
		off[r.ID] = "off"
	}
	own, ok := site[section].(hmaps.Params)
	if !ok {
		own = hmaps.Params{}
		site[section] = own
	}
	own["rules"], own["checkpublished"] = off, ""
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
