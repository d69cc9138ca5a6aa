package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/hugolib/filesystems"
	"github.com/gohugoio/hugo/hugolib/sitesmatrix"
	"github.com/gohugoio/hugo/output"
	"github.com/gohugoio/hugo/resources/page"
	"github.com/gohugoio/hugo/tpl/tplimpl"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
)

// templates are the files of the template that Hugo rendered a page with: the
// layout, and the base template that it stands in, if any. There are none for
// templates of Hugo's own.
func (b *build) templates(h *hugolib.Site, p page.Page, format output.Format) (files []string) {
	described, ok := p.(interface {
		GetInternalTemplateBasePathAndDescriptor() (string, tplimpl.TemplateDescriptor)
	})
	if !ok {
		return nil
	}
	at, descriptor := described.GetInternalTemplateBasePathAndDescriptor()
	descriptor.OutputFormat, descriptor.MediaType, descriptor.IsPlainText = format.Name, format.MediaType.Type, format.IsPlainText
	layout := h.TemplateStore.LookupPagesLayout(tplimpl.TemplateQuery{
		Path: at, Category: tplimpl.CategoryLayout, Desc: descriptor, Sites: sitesmatrix.Vector{h.Conf.LanguageIndex(), 0, 0},
	})
	if layout == nil {
		return nil
	}
	base, _ := layout.Base().(*tplimpl.TemplInfo)
	for _, t := range []*tplimpl.TemplInfo{layout, base} {
		if t != nil && t.Filename() != "" {
			files = append(files, b.relative(t.Filename()))
		}
	}
	return files
}

// readTemplates adds the tags of all templates that Hugo may use.
func (b *build) readTemplates(index *provenance.Index) {
	b.walk(b.hugo.BaseFs.Layouts, func(name string) {
		if isHTML(name) {
			index.ReadTemplate(name, b.relative(name))
		}
	})
}

// readSources adds the tags of all files that the pages may come from, those of
// modules included.
func (b *build) readSources(index *provenance.Index) {
	b.readTemplates(index)
	languages := b.languages()
	for name, language := range languages {
		if !hugosite.IsAdapter(name) {
			index.ReadContent(name, b.relative(name), language)
		}
	}
	// No pages of their own have headless bundles and what else is beside content.
	b.walk(b.hugo.BaseFs.Content, func(name string) {
		_, read := languages[name]
		switch {
		case hugosite.IsAdapter(name):
			index.ReadText(name, b.relative(name), true)
		case hugosite.IsContent(name) && !read:
			index.ReadContent(name, b.relative(name), "")
		case provenance.IsText(name) && !read:
			index.ReadText(name, b.relative(name), false)
		}
	})
	text := func(name string) {
		if provenance.IsText(name) {
			index.ReadText(name, b.relative(name), false)
		}
	}
	for _, component := range []*filesystems.SourceFilesystem{b.hugo.BaseFs.Data, b.hugo.BaseFs.I18n, b.hugo.BaseFs.Assets} {
		b.walk(component, text)
	}
	for _, name := range b.configs.LoadingInfo.ConfigFiles {
		text(name)
	}
}

// languages are the files that pages are made from, each with the language of
// those, "" when there is only one or they are in several.
func (b *build) languages() map[string]string {
	of := map[string]string{}
	for _, h := range b.hugo.Sites {
		for _, p := range h.Pages() {
			f := p.File()
			if f == nil {
				continue
			}
			language, name := h.Language().Lang, f.Filename()
			if other, known := of[name]; len(b.hugo.Sites) == 1 || known && other != language {
				language = ""
			}
			of[name] = language
		}
	}
	return of
}

// walk calls a function with the files of a part of the sources: of several at
// the same place, in the project and in modules, with the one that counts.
func (b *build) walk(component *filesystems.SourceFilesystem, read func(name string)) {
	w := hugofs.NewWalkway(hugofs.WalkwayConfig{
		Fs: component.Fs, Logger: b.hugo.Log,
		WalkFn: func(_ context.Context, _ string, info hugofs.FileMetaInfo) error {
			if !info.IsDir() {
				read(info.Meta().Filename)
			}
			return nil
		},
	})
	// The build has read them all before: what has gone since is not named.
	_ = w.Walk()
}

// made says what is known of how an output file was made.
func (b *build) made(from origin) provenance.Page {
	made := provenance.Page{Content: func() string { return from.source }}
	if len(b.hugo.Sites) > 1 {
		made.Language = from.site.language
	}
	if from.copied {
		made.Copied = &provenance.Index{}
		file := filepath.FromSlash(from.source)
		if !filepath.IsAbs(file) {
			file = filepath.Join(b.workingDir, file)
		}
		made.Copied.ReadContent(file, from.source, "")
	}
	return made
}

func isHTML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".html" || ext == ".htm"
}
