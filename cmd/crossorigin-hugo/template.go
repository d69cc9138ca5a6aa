package main

import (
	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/hugolib/sitesmatrix"
	"github.com/gohugoio/hugo/output"
	"github.com/gohugoio/hugo/resources/page"
	"github.com/gohugoio/hugo/tpl/tplimpl"
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
