package main

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// sources yields the sources of a Hugo site: layouts, content, assets and
// static files, those of themes and modules included, and the configuration
// files that set headers. What Hugo writes is not among them.
func (in *inputs) sources(h *hugosite.Site, yield func(input) bool) bool {
	taken := map[string][]*hugosite.Mount{} // by place in the site
	read := map[string]bool{}               // a language's content may lie in the folder of another's
	once := func(i input) bool {
		at := absolute(i.name)
		if read[at] {
			return true
		}
		read[at] = true
		return yield(i)
	}
	for i := range h.Mounts {
		if !in.mount(h, &h.Mounts[i], taken, once) {
			return false
		}
	}
	s := in.site(h.Root)
	for _, name := range s.Configs() {
		if !in.file(input{name: name, site: s, config: true}, 0, yield) {
			return false
		}
	}
	return true
}

// mount yields the files of a mount, save those that an earlier one has at the
// same place. Content of one module may be there in several languages.
func (in *inputs) mount(h *hugosite.Site, m *hugosite.Mount, taken map[string][]*hugosite.Mount, yield func(input) bool) bool {
	info, err := os.Stat(m.Source)
	if err != nil {
		return true // the project need not have every folder
	}
	place := path.Join(m.Component, m.Below)
	if rel, err := filepath.Rel(absolute(h.Root), absolute(m.Source)); err == nil && filepath.IsLocal(rel) {
		place = filepath.ToSlash(rel)
	}
	if in.config.Excluded(place) {
		return true
	}
	s := in.site(h.Root)
	if m.Component == hugosite.Static && info.IsDir() {
		s = in.served(m.Source, m.Below)
	}
	once := func(i input) bool {
		if rel, err := filepath.Rel(m.Source, i.name); err == nil {
			if !m.Takes(rel) {
				return true
			}
			at := strings.ToLower(path.Join(m.Component, m.Below, filepath.ToSlash(rel)))
			hidden := func(by *hugosite.Mount) bool {
				return by.Hides(m) && (by.Module != m.Module || m.Component != hugosite.Content)
			}
			if slices.ContainsFunc(taken[at], hidden) {
				return true
			}
			taken[at] = append(taken[at], m)
		}
		i.module, i.hugo = m.Module, h
		if m.Component == hugosite.Content {
			i.language = h.LanguageOfContent(m, i.name)
		}
		return yield(i)
	}
	if !info.IsDir() {
		w := walk{in: in, site: s, component: m.Component}
		return !w.wanted(m.Source, filepath.Base(m.Source)) || in.file(input{name: m.Source, site: s, component: m.Component}, info.Mode(), once)
	}
	w := walk{in: in, yield: once, top: m.Source, site: s, seen: map[string]bool{}, component: m.Component, below: place}
	return w.run()
}

// served returns the site that a folder of static files makes, below a place in
// the Hugo site.
func (in *inputs) served(dir, below string) *site {
	for _, s := range in.sites {
		if s.dir == dir {
			return s
		}
	}
	s := newSite(dir, below, in.config.BaseURL, in.config)
	in.sites = append(in.sites, s)
	return s
}

// missing are the modules of Hugo sites that are not on this machine, a line
// each.
func (in *inputs) missing() []string {
	var notes []string
	for _, dir := range slices.Sorted(maps.Keys(in.roots)) {
		for _, name := range in.roots[dir].Missing {
			notes = append(notes, "the module "+name+" is not on this machine, so its templates are not checked; hugo mod vendor puts it into the site")
		}
	}
	return notes
}
