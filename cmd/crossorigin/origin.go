package main

import (
	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
)

// madeBy says what is known of how a Hugo site made a page, by its name below
// the folder that the site is published to.
func madeBy(h *hugosite.Site, name string) provenance.Page {
	made := provenance.Page{Language: h.LanguageOfPage(name)}
	if file := h.StaticOf(name); file != "" {
		made.Own, made.Copy = &provenance.Index{}, true
		made.Own.ReadContent(file, file, "")
	}
	return made
}

// newOrigins finds the source files behind what is found on the pages of a
// Hugo site: all templates, and the content files with raw HTML.
func newOrigins(h *hugosite.Site) *provenance.Sources { return provenance.New(readOrigins(h)) }

// readOrigins adds them to an index.
func readOrigins(h *hugosite.Site) func(*provenance.Index) {
	return func(index *provenance.Index) {
		in := inputs{config: config.Default()}
		in.sources(h, func(i input) bool {
			switch {
			case i.err != nil:
			case i.component == hugosite.Layouts:
				index.ReadTemplate(i.name, i.name)
			case i.component == hugosite.Content:
				index.ReadContent(i.name, i.name, i.language)
			}
			return true
		})
	}
}
