package main

import (
	"fmt"
	"strings"

	"github.com/gohugoio/hugo/common/hmaps"
	"github.com/gohugoio/hugo/config/allconfig"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
)

// section is the table of the site's parameters that is ours.
const section = "crossorigin"

// moduleKeys are the keys of the section that only the Hugo module's templates
// read.
var moduleKeys = []string{"validate", "annotate"}

// silenceModule keeps the module's templates from reporting: this command
// finds the same in the pages, and the build goes on.
func silenceModule(configs *allconfig.Configs) {
	silence := func(params hmaps.Params) {
		if own, ok := params[section].(hmaps.Params); ok {
			own["validate"] = "off"
		}
	}
	silence(configs.Base.Params)
	for _, language := range configs.LanguageConfigMap {
		silence(language.Params)
	}
}

// readParams reads the section of a site's parameters.
func readParams(site hmaps.Params) (*config.Config, error) {
	given, ok := site[section]
	if !ok {
		return config.Default(), nil
	}
	params, ok := plain(given).(map[string]any)
	if !ok {
		return nil, config.Mistakes{{File: "params." + section, Message: fmt.Sprintf("is %v, expected a table", given)}}
	}
	for _, k := range moduleKeys {
		delete(params, k)
	}
	for _, k := range config.Keys() {
		fromEnvironment(params, strings.Split(strings.ToLower(k.Name), "."), k.Type)
	}
	return config.FromMap("params."+section, params)
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

// fromEnvironment gives the value at the path the type it should have when it
// came as text, as it does from HUGO_PARAMS_CROSSORIGIN_… in the environment.
func fromEnvironment(params map[string]any, path []string, t config.Type) {
	for len(path) > 1 {
		below, ok := params[path[0]].(map[string]any)
		if !ok {
			return
		}
		params, path = below, path[1:]
	}
	text, ok := params[path[0]].(string)
	switch {
	case !ok:
	case t == config.Bool && (text == "true" || text == "false"):
		params[path[0]] = text == "true"
	case t == config.List:
		params[path[0]] = strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
	}
}
