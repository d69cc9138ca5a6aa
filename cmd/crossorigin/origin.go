package main

import (
	"bytes"
	"os"
	"regexp"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// origins finds the source files behind findings. The sources are read when
// they are asked for first. It is safe for concurrent use; nil knows none.
type origins struct {
	hugo  *hugosite.Site
	once  sync.Once
	index provenance.Index
}

// name gives the findings of a page the places that they come from.
func (o *origins) name(found []report.Finding, p *page.Page) {
	if o == nil || p == nil {
		return
	}
	for i := range found {
		t := p.TagAt(found[i].Span.Start)
		if t == nil {
			continue
		}
		o.once.Do(o.read)
		if at, ok := o.index.Find(&t.Tag); ok {
			found[i].Origin = &report.Origin{File: at.File, Line: at.Line, Column: at.Column}
		}
	}
}

// fetching matches raw HTML that is worth reading a content file for.
var fetching = regexp.MustCompile(`(?i)<(link|script|img|image|video|audio|source|track|input|iframe|style)|crossorigin`)

// read reads all templates, and the content files with raw HTML.
func (o *origins) read() {
	in := inputs{config: config.Default()}
	in.sources(o.hugo, func(i input) bool {
		if i.err != nil || i.component != hugosite.Layouts && i.component != hugosite.Content {
			return true
		}
		info, err := os.Stat(i.name)
		if err != nil || info.Size() > served.MaxLocal {
			return true
		}
		src, err := os.ReadFile(i.name)
		switch {
		case err != nil || checkText(src) != nil:
		case i.component == hugosite.Layouts:
			o.index.AddTemplate(i.name, src)
		case bytes.IndexByte(src, '<') >= 0 && fetching.Match(src):
			o.index.AddContent(i.name, src)
		}
		return true
	})
}
