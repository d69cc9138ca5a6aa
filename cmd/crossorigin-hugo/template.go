package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/hugolib/sitesmatrix"
	"github.com/gohugoio/hugo/output"
	"github.com/gohugoio/hugo/resources/page"
	"github.com/gohugoio/hugo/tpl/tplimpl"

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

// readTemplates adds the tags of all templates that Hugo may use: of several
// files at the same place, in the project and in modules, the one that counts.
func (b *build) readTemplates(index *provenance.Index) {
	w := hugofs.NewWalkway(hugofs.WalkwayConfig{
		Fs: b.hugo.BaseFs.Layouts.Fs, Logger: b.hugo.Log,
		WalkFn: func(_ context.Context, _ string, info hugofs.FileMetaInfo) error {
			if name := info.Meta().Filename; !info.IsDir() && isHTML(name) {
				index.ReadTemplate(name, b.relative(name))
			}
			return nil
		},
	})
	// The build has read them all before: what has gone since is not named.
	_ = w.Walk()
}

// content returns the tags of the file that a page alone is made from, nil when
// it has none. Hugo has most files at hand, and few hold any.
func (b *build) content(from origin) *provenance.Index {
	source := from.source
	if source == "" {
		return nil
	}
	if text := from.text(); text != "" && !provenance.Fetching(text) {
		return nil
	}
	file := filepath.FromSlash(source)
	if !filepath.IsAbs(file) {
		file = filepath.Join(b.workingDir, file)
	}
	index := &provenance.Index{}
	index.ReadContent(file, source, "")
	if index.Empty() {
		return nil // so that pages without one share what is found out
	}
	return index
}

func isHTML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".html" || ext == ".htm"
}
