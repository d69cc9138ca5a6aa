package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// kind is how a document is read.
type kind uint8

const (
	kindPage        kind = iota // HTML as it is served
	kindHeaders                 // the headers file in a site's folder
	kindHeaderTable             // headers in a configuration file
	kindStyle                   // a style sheet
	kindTemplate                // the source of a Hugo template
	kindContent                 // a content file of a Hugo site
)

// kind returns how the document is read; name is that of the file, or the one
// that standard input was given.
func (in *input) kind(name string, src []byte) kind {
	switch ext := lowerExt(name); {
	case in.rel == served.HeadersName || in.name == "-" && filepath.Base(name) == served.HeadersName:
		return kindHeaders
	case in.config || filepath.Base(name) == served.NetlifyName:
		return kindHeaderTable
	case ext == ".css":
		return kindStyle
	case hugosite.IsContent(name) && (in.component == hugosite.Content || !isHTML(name)):
		return kindContent
	case in.isTemplate(name, src):
		return kindTemplate
	}
	return kindPage
}

// isTemplate says whether the document is the source of a Hugo template: it
// stands in a folder layouts and has template actions in it, or is no whole
// page.
func (in *input) isTemplate(name string, src []byte) bool {
	if in.name == "-" && name == "<stdin>" {
		return false
	}
	return (in.component == hugosite.Layouts || inLayouts(name)) &&
		(bytes.Contains(src, []byte("{{")) || !bytes.Contains(bytes.ToLower(src[:min(len(src), sniffed)]), []byte("<html")))
}

// workingFolder is the absolute name of the folder that the program works in,
// "." where that is gone.
var workingFolder = sync.OnceValue(func() string { return absolute(".") })

// inLayouts says whether a file stands in a folder layouts. Nearly none does,
// and that takes no look at the system.
func inLayouts(name string) bool {
	if !strings.Contains(name, hugosite.Layouts) && !strings.Contains(workingFolder(), hugosite.Layouts) {
		return false
	}
	return slices.Contains(strings.Split(filepath.ToSlash(filepath.Dir(absolute(name))), "/"), hugosite.Layouts)
}

// outcome is what was found out of a document.
type outcome struct {
	found []rule.Finding
	page  *page.Page // that the document is, nil for documents of other kinds
	note  string     // for the reader of the report, "" for none
}

// check returns what is wrong with a document.
func (in *input) check(name string, src []byte, s *rule.Settings) (o outcome, err error) {
	switch in.kind(name, src) {
	case kindHeaders:
		o.found = rule.Check(page.ParseHeaders(src, in.site.Page(name, in.rel)), s)
	case kindHeaderTable:
		o.found, err = annotate.CheckHeaderTable(src, annotate.Options{Page: in.site.Template(name), Settings: s})
	case kindStyle:
		o.found = rule.Check(page.ParseCSS(src, in.site.Page(name, in.rel)), s)
	case kindTemplate:
		unread := 0
		o.found, unread, err = annotate.CheckTemplate(src, annotate.Options{Page: in.site.Template(name), Settings: s})
		if unread > 0 {
			o.note = fmt.Sprintf("%s has too many conditions in its tags to look at each by itself: what is wrong under one of %d of them alone may be missed", name, unread)
		}
	case kindContent:
		o.found = annotate.CheckContent(src, annotate.Options{Page: in.site.Template(name), Settings: s, DropsHTML: in.hugo != nil && in.hugo.DropsHTML})
	default:
		o.page = page.ParseHTML(src, in.site.Page(name, in.rel))
		o.found = rule.Check(o.page, s)
	}
	return o, err
}

// troubleWith says what an error means for a document.
func troubleWith(name string, err error) report.Trouble {
	var template *hugotemplate.SyntaxError
	var table *page.SyntaxError
	switch {
	case errors.As(err, &template):
		return report.Trouble{File: name, Message: template.Msg, Line: template.Line, Column: template.Column}
	case errors.As(err, &table):
		return report.Trouble{File: name, Message: table.Msg, Line: table.Line, Column: table.Column}
	}
	return report.Trouble{File: name, Message: err.Error()}
}

func isHTML(name string) bool {
	ext := lowerExt(name)
	return ext == ".html" || ext == ".htm"
}

func lowerExt(name string) string { return strings.ToLower(filepath.Ext(name)) }
