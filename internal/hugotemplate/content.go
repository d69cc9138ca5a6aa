package hugotemplate

import (
	"bytes"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// ScanContent reads a content file: the start tags of the wanted elements in
// the raw HTML of Markdown (.md, .mdown, .markdown, and Pandoc's .pandoc, .pdc),
// in an HTML file (.html, .htm), or in the raw blocks of AsciiDoc (.adoc,
// .asciidoc, .ad), Org (.org) and reStructuredText (.rst). Files of other
// formats hold none.
//
// Front matter and code are no markup. What a shortcode prints is not known,
// so an attribute that holds one is Dynamic and a tag with one among its
// attributes Open. What stands between {{< name >}} and {{< /name >}} is left
// out, save for shortcodes that print it as HTML by their name (rawhtml); what
// stands between {{% name %}} and {{% /name %}} is Markdown like the rest.
//
// Hugo renders raw HTML in its own Markdown only when
// markup.goldmark.renderer.unsafe is set; dropped says that it is not, and
// leaves it out, save where a shortcode prints it. Pandoc always renders it, and
// so may a renderer that the front matter asks for with the key markup.
func ScanContent(name string, src []byte, want *markup.Names, dropped bool) *Source {
	start := frontMatterEnd(src)
	shortcodes := shortcodesOf(src, start)
	hidden := []markup.Span{{End: len(src)}}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm":
		hidden = notRead(start, shortcodes)
	case ".md", ".mdown", ".markdown":
		hidden = notHTML(src, start, shortcodes, dropped && !namesMarkup.Match(src[:start]))
	case ".pandoc", ".pdc":
		hidden = notHTML(src, start, shortcodes, false)
	case ".adoc", ".asciidoc", ".ad":
		hidden = complement(rawBlocks(src, start, false), len(src))
	case ".org":
		hidden = complement(rawBlocks(src, start, true), len(src))
	case ".rst":
		hidden = complement(rawDirectives(src, start), len(src))
	}

	actions := make([]action, len(shortcodes))
	spans := make([]markup.Span, len(shortcodes))
	for i, s := range shortcodes {
		actions[i] = action{kind: kindOutput, span: s.span, hole: s.span}
		spans[i] = s.span
	}
	o := outlineOf(src, actions)
	r := newReader(o, want)
	r.hidden, r.content = hidden, true
	r.read(o.templates[0])
	s := r.source()
	s.Actions = spans
	sort.Slice(s.Comments, func(i, j int) bool { return s.Comments[i].Span.Start < s.Comments[j].Span.Start })
	return s
}

// notRead returns the parts of an HTML content file that are no content or
// may be shown as code.
func notRead(start int, shortcodes []shortcode) []markup.Span {
	hidden := []markup.Span{{End: start}}
	for _, in := range innersOf(shortcodes) {
		if !in.percent && !printsHTML(in.name) {
			hidden = append(hidden, in.Span)
		}
	}
	return hidden
}

// namesMarkup matches front matter with the key markup.
var namesMarkup = regexp.MustCompile(`(?m)^[\s{,]*"?markup"?\s*[:=]`)

// notHTML returns the parts of a Markdown file that are no raw HTML, or that
// are and do not reach the page.
func notHTML(src []byte, start int, shortcodes []shortcode, dropped bool) []markup.Span {
	// For the Markdown parser a shortcode is a word, as it is in Hugo.
	masked := bytes.Clone(src)
	blank(masked[:start])
	word := func(s markup.Span) {
		for i := s.Start; i < s.End; i++ {
			masked[i] = filler
		}
	}
	for _, s := range shortcodes {
		word(s.span)
	}
	var visible []markup.Span
	for _, in := range innersOf(shortcodes) {
		if in.percent {
			continue
		}
		word(in.Span)
		if printsHTML(in.name) {
			visible = append(visible, in.Span)
		}
	}

	if dropped {
		return complement(visible, len(src))
	}
	document := markdown.Parser().Parse(text.NewReader(masked))
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		var lines *text.Segments
		switch n := n.(type) {
		case *ast.HTMLBlock:
			lines = n.Lines()
			if n.HasClosure() && entering {
				visible = append(visible, markup.Span{Start: n.ClosureLine.Start, End: n.ClosureLine.Stop})
			}
		case *ast.RawHTML:
			lines = n.Segments
		}
		if lines != nil && entering {
			for i := range lines.Len() {
				visible = append(visible, markup.Span{Start: lines.At(i).Start, End: lines.At(i).Stop})
			}
		}
		return ast.WalkContinue, nil
	})
	return complement(visible, len(src))
}

// markdown has the extensions that Hugo switches on by default and that change
// where code and raw HTML are.
var markdown = goldmark.New(goldmark.WithExtensions(
	extension.Table, extension.Strikethrough, extension.Linkify, extension.TaskList,
	extension.DefinitionList, extension.Footnote,
))

// complement returns what is left of a source of the given length outside of
// spans, in order.
func complement(spans []markup.Span, length int) []markup.Span {
	sort.Slice(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
	var out []markup.Span
	at := 0
	for _, s := range spans {
		if at < s.Start {
			out = append(out, markup.Span{Start: at, End: s.Start})
		}
		at = max(at, s.End)
	}
	if at < length {
		out = append(out, markup.Span{Start: at, End: length})
	}
	return out
}

// blank overwrites b with white space that keeps its lines.
func blank(b []byte) {
	for i := range b {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
}
