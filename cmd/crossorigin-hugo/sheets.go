package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gohugoio/hugo/hugolib/filesystems"
	"github.com/spf13/afero"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

// sheets are the names of the style sheets that a build publishes: those that
// Hugo makes, and those among the static files. The rest at the destination
// was left by earlier builds.
type sheets struct {
	mu    sync.Mutex
	known map[string]bool
}

func isSheet(name string) bool { return strings.ToLower(filepath.Ext(name)) == ".css" }

// add notes a file that is published, if it is a style sheet.
func (s *sheets) add(name string) {
	if !isSheet(name) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[string]bool{}
	}
	s.known[key(name)] = true
}

// names returns the style sheets in order, without those that have gone since.
func (s *sheets) names(published *holdFs) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(s.known)), func(name string) bool {
		info, err := published.Fs.Stat(filepath.FromSlash(name))
		return errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir() || published.holds(name)
	})
}

// checkSheet validates one published style sheet, which is never changed.
func (b *build) checkSheet(name string, from origin) (d done) {
	// What is wrong in another sheet is a mistake of its own.
	d.File, d.Source, d.ByHand = b.outputFile(name), from.source, true
	below := from.site.below(name)
	if from.site.config.Excluded(below) {
		return d
	}
	src, err := afero.ReadFile(b.pages.Fs, filepath.FromSlash(name))
	if err != nil {
		d.err = err
		return d
	}
	d.bytes, d.config = int64(len(src)), from.site.config
	how := annotate.Options{Page: from.site.served.Page(d.File, filepath.FromSlash(below)), Settings: from.site.settings}
	result := annotate.CSS(src, how)
	d.Left = report.Locate(d.File, src, result.Left)
	for i := range d.Left {
		d.Reasons = append(d.Reasons, result.Reason(&d.Left[i].Finding, &how))
	}
	if len(d.Left) > 0 && d.Source == "" {
		if name := b.sheetNames()[string(src)]; name != "" {
			d.Source = b.relative(name)
		}
	}
	return d
}

// sheetSources returns the names of the style sheets among the assets and the
// resources of pages by their content, which many are published with under
// another name; "" for several of the same.
func (b *build) sheetSources() map[string]string {
	names := map[string]string{}
	for _, component := range []*filesystems.SourceFilesystem{b.hugo.BaseFs.Assets, b.hugo.BaseFs.Content} {
		b.walk(component, func(name string) {
			if !isSheet(name) {
				return
			}
			src, err := os.ReadFile(name)
			if err != nil {
				return // gone since, and not named
			}
			if _, taken := names[string(src)]; taken {
				name = ""
			}
			names[string(src)] = name
		})
	}
	return names
}
