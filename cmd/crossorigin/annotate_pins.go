package main

import (
	"cmp"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// pin is a tag that pins the content of a file of the site by its integrity
// attribute.
type pin struct {
	file string // that is pinned
	by   string // file:line:col of the tag
}

// pinsOf returns what a page pins of the files that annotate may change.
func pinsOf(in input, name string, p *page.Page) (pins []pin) {
	if p == nil {
		return nil
	}
	var lines *markup.Lines
	for i := range p.Tags {
		t := &p.Tags[i]
		if t.Name != "link" && t.Name != "script" {
			continue
		}
		integrity := t.Find("integrity")
		if integrity == nil || strings.TrimSpace(integrity.Value) == "" {
			continue
		}
		at := cmp.Or(t.Find("href"), t.Find("src"))
		if at == nil || !mayBeHTML(at.Value) {
			continue
		}
		file, ok := in.site.fileFor(at.Value, in.rel)
		if !ok {
			continue
		}
		if lines == nil {
			lines = markup.NewLines(p.Src)
		}
		line, column := lines.LineColumn(t.Span.Start)
		pins = append(pins, pin{filepath.Join(in.site.dir, file), fmt.Sprintf("%s:%d:%d", name, line, column)})
	}
	return pins
}

// mayBeHTML says whether a URL can be that of an HTML file.
func mayBeHTML(ref string) bool {
	path, _, _ := strings.Cut(ref, "#")
	path, _, _ = strings.Cut(path, "?")
	return isHTML(path) || strings.HasSuffix(path, "/")
}

// fileFor returns the file, relative to the site's folder, to which a
// reference in another file leads.
func (s *site) fileFor(ref, rel string) (string, bool) {
	base, err := url.Parse(s.URL(rel))
	if err != nil {
		return "", false
	}
	u, err := base.Parse(strings.TrimSpace(ref))
	if err != nil {
		return "", false
	}
	return s.File(u.String())
}

// broken returns a note for each pin on a file that changes.
func broken(pins []pin, changes map[string]bool) (notes []string) {
	for _, p := range pins {
		if changes[p.file] {
			notes = append(notes, fmt.Sprintf("%s: pins %s by integrity, which changes: its hash has to be computed anew", p.by, p.file))
		}
	}
	return notes
}
