package hugosite

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
)

// own finds the content files that pages are made from.
type own struct {
	once  sync.Once
	files map[string][]string // by language and logical path
	moved []string            // sections whose pages are elsewhere
}

// maxFront bounds how much of a content file is looked at for where its page is.
const maxFront = 16 << 10

// ContentOf returns the content file that a file is made from that Hugo wrote, by
// its name below the folder that the site is published to, with slashes; "" when
// that is not known. Files are found where Hugo puts their pages unless it is told
// otherwise (https://gohugo.io/content-management/organization/).
func (s *Site) ContentOf(name string) string {
	s.own.once.Do(s.readOwn)
	language := s.LanguageOfPage(name)
	if folder, rest, below := strings.Cut(name, "/"); below && language != "" && ascii.Lower(folder) == language {
		name = rest
	}
	at, ugly := strings.CutSuffix(name, ".html")
	if at == "index" || strings.HasSuffix(at, "/index") {
		at = strings.TrimSuffix(strings.TrimSuffix(at, "index"), "/")
	}
	files := s.own.files[language+":"+ascii.Lower(at)]
	section, _, _ := strings.Cut(at, "/")
	if !ugly || len(files) != 1 || slices.Contains(s.own.moved, ascii.Lower(section)) || movedAway(files[0]) {
		return ""
	}
	return files[0]
}

// movedAway says whether the page of a content file may be elsewhere.
func movedAway(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return true
	}
	defer f.Close()
	head := make([]byte, maxFront)
	n, _ := f.Read(head) // an empty file has no front matter
	for line := range bytes.Lines(head[:n]) {
		if movesPage(line) {
			return true
		}
	}
	return false
}

// movesPage says whether a line of front matter puts the page elsewhere than its
// file is. It sees every line at the start of a page's text, too, nearly all of
// which end at their first letter.
func movesPage(line []byte) bool {
	at := 0
	for at < len(line) && (line[at] == ' ' || line[at] == '\t' || line[at] == '\n' || line[at] == '\f' || line[at] == '\r' || line[at] == '{' || line[at] == ',') {
		at++
	}
	if at < len(line) && line[at] == '"' {
		at++
	}
	if line = line[at:]; len(line) < len("url:") || line[0]|0x20 != 'u' && line[0]|0x20 != 's' && line[0]|0x20 != 'p' {
		return false
	}
	for _, key := range [...]string{"url", "slug", "path"} {
		if len(line) > len(key) && ascii.Lower(string(line[:len(key)])) == key {
			rest, _ := bytes.CutPrefix(line[len(key):], []byte{'"'})
			rest = bytes.TrimLeft(rest, "\t\n\f\r ")
			return len(rest) > 0 && (rest[0] == ':' || rest[0] == '=')
		}
	}
	return false
}

// readOwn reads the names of the content files.
func (s *Site) readOwn() {
	s.own.files = map[string][]string{}
	taken := map[string]bool{} // places of content, by language
	for i := range s.Mounts {
		m := &s.Mounts[i]
		if m.Component != Content {
			continue
		}
		_ = filepath.WalkDir(m.Source, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return nil // it need not be there
			}
			rel, err := filepath.Rel(m.Source, name)
			if err != nil || !m.Takes(rel) {
				return nil
			}
			language := s.LanguageOfContent(m, name)
			place := language + ":" + ascii.Lower(path.Join(m.Below, filepath.ToSlash(rel)))
			if at, ok := s.logical(path.Join(m.Below, filepath.ToSlash(rel))); ok && !taken[place] {
				s.own.files[language+":"+at] = append(s.own.files[language+":"+at], name)
			}
			taken[place] = true
			return nil
		})
	}
}

// IsAdapter says whether a file, by its name, is a content adapter: a template
// that adds pages (https://gohugo.io/content-management/content-adapters/).
func IsAdapter(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, "_content.") && strings.HasSuffix(base, ".gotmpl")
}

// contentFormats are the extensions of the files that pages are made from.
var contentFormats = []string{".html", ".htm", ".md", ".mdown", ".markdown", ".adoc", ".asciidoc", ".ad", ".org", ".rst", ".pandoc", ".pdc"}

// IsContent says whether a file of the content, by its name, is one that a page can
// be made from.
func IsContent(name string) bool {
	return slices.Contains(contentFormats, ascii.Lower(filepath.Ext(name)))
}

// logical returns the place of the page of a content file, by its name below the
// folder for content.
func (s *Site) logical(name string) (at string, ok bool) {
	if !IsContent(name) {
		return "", false
	}
	at = ascii.Lower(strings.TrimSuffix(name, path.Ext(name)))
	if named := strings.TrimPrefix(path.Ext(at), "."); slices.Contains(s.languages.names, named) {
		at = strings.TrimSuffix(at, "."+named)
	}
	switch dir, base := path.Split(at); base {
	case "index", "_index":
		at = strings.TrimSuffix(dir, "/")
	}
	return strings.ReplaceAll(at, " ", "-"), true
}

// movedSections are those whose pages the configuration puts elsewhere
// (https://gohugo.io/configuration/permalinks/).
func movedSections(c *config) (sections []string) {
	v, _ := c.get("permalinks")
	trees, _ := v.(map[string]any)
	for _, name := range sortedKeys(trees) {
		inner, byKind := trees[name].(map[string]any)
		if !byKind {
			sections = append(sections, ascii.Lower(name))
		}
		for _, name := range sortedKeys(inner) {
			sections = append(sections, ascii.Lower(name))
		}
	}
	return sections
}
