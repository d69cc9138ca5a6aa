package main

import (
	"io/fs"
	"path/filepath"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
)

// madeBy says what is known of how a Hugo site made a page, by its name below
// the folder that the site is published to.
func madeBy(h *hugosite.Site, name string) provenance.Page {
	made := provenance.Page{Language: h.LanguageOfPage(name), Content: func() string { return h.ContentOf(name) }}
	if file := h.StaticOf(name); file != "" {
		made.Copied = &provenance.Index{}
		made.Copied.ReadContent(file, file, "")
	}
	return made
}

// newOrigins finds the source files behind what is found on the pages of a
// Hugo site: all templates and content files, and those whose strings may hold
// tags.
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
		for _, name := range h.Parameters {
			index.ReadText(name, name, false)
		}
		for i := range h.Texts {
			readTexts(index, &h.Texts[i])
		}
		for i := range h.Mounts {
			if m := &h.Mounts[i]; m.Component == hugosite.Assets || m.Component == hugosite.Content {
				readTexts(index, m)
			}
		}
	}
}

// readTexts adds the files of a mount that are no documents.
func readTexts(index *provenance.Index, m *hugosite.Mount) {
	_ = filepath.WalkDir(m.Source, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil // the project need not have every folder
		}
		rel, err := filepath.Rel(m.Source, name)
		if err == nil && m.Takes(rel) && provenance.IsText(name) && !(m.Component == hugosite.Content && hugosite.IsContent(rel)) {
			index.ReadText(name, name, hugosite.IsAdapter(name))
		}
		return nil
	})
}
