package main

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/resources/page"
	"github.com/spf13/afero"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// site is one of the sites of a build, one for each language.
type site struct {
	base     string // "" when it is not known
	language string
	served   *served.Site // once everything is built
	folder   string       // below the publish folder, with slashes: "/", or "/en" where each language has its host
	config   *config.Config
	settings *rule.Settings
}

// readSites reads the configuration of every site, and has the module's templates
// leave to the command what it finds. The error holds everything that is wrong,
// once.
func (b *build) readSites(o *options) error {
	var mistakes config.Mistakes
	files := b.configFiles(o)
	for _, s := range b.hugo.Sites {
		own, err := b.readSite(s, config.NewWritten(files, os.Environ(), s.Language().Lang))
		mistakes = mistakes.With(err)
		b.sites = append(b.sites, own)
	}
	if mistakes != nil {
		return mistakes
	}
	for _, s := range b.hugo.Sites {
		silenceModule(s.Params())
	}
	return nil
}

func (b *build) readSite(s *hugolib.Site, written *config.Written) (*site, error) {
	c, err := readParams(s.Params(), written)
	if err != nil {
		return nil, err
	}
	where := s.BaseURL()
	if c.BaseURL != "" {
		where = c.BaseURL
	}
	if config.CheckBaseURL(where) != "" {
		where = ""
	}
	own := &site{base: where, language: s.Language().Lang, folder: "/", config: c, settings: c.Settings()}
	own.settings.Suppressions = &b.suppressions
	if b.configs.IsMultihost {
		own.folder = "/" + s.Language().Lang
	}
	return own, nil
}

// origin is where an output file comes from.
type origin struct {
	site *site
	// source is the file that the output is made from, relative to the working
	// folder where it is below it; "" when there is none, or none is known.
	source string
	// templates returns the files of the template that made the output of it;
	// nil when that is not known.
	templates func() []string
	// copied says that the output is a copy of source.
	copied bool
}

// sources finds out where output files come from.
type sources struct {
	build  *build
	pages  map[string]origin
	pager  *regexp.Regexp
	static map[string]afero.Fs // by publish folder
}

func (b *build) newSources() *sources {
	s := &sources{build: b, pages: map[string]origin{}, static: map[string]afero.Fs{}}
	for i, h := range b.hugo.Sites {
		for _, p := range h.Pages() {
			s.addPage(b.sites[i], h, p)
		}
	}
	pagination := b.configs.Base.Pagination.Path
	s.pager = regexp.MustCompile(`^(.*)/` + regexp.QuoteMeta(pagination) + `/[0-9]+/([^/]+)$`)
	for _, f := range b.hugo.BaseFs.SourceFilesystems.Static {
		s.static[path.Join("/", f.PublishFolder)] = f.Fs
	}
	return s
}

func (s *sources) addPage(own *site, h *hugolib.Site, p page.Page) {
	from := origin{site: own}
	if f := p.File(); f != nil {
		from.source = s.build.relative(f.Filename())
	}
	for _, format := range p.OutputFormats() {
		if name, ok := outputName(h.BaseURL(), format.Permalink(), "index"+format.MediaType().FirstSuffix.FullSuffix); ok {
			made := from
			made.templates = func() []string { return s.build.templates(h, p, format.Format) }
			s.pages[path.Join(own.folder, name)] = made
		}
	}
	for _, alias := range p.Aliases() {
		// The alias is that of the output format that was rendered last.
		for _, format := range p.OutputFormats() {
			if folder := format.Format.Path; folder != "" {
				alias = strings.Replace(alias, "/"+folder+"/", "/", 1)
			}
		}
		name := path.Join(own.folder, alias)
		if path.Ext(name) == "" {
			name = path.Join(name, "index.html")
		}
		if _, taken := s.pages[name]; !taken {
			s.pages[name] = from
		}
	}
}

// outputName returns the file below the publish folder that is served at a URL
// of the site.
func outputName(base, permalink, index string) (string, bool) {
	rest, ok := strings.CutPrefix(permalink, strings.TrimSuffix(base, "/"))
	if !ok {
		return "", false
	}
	name, err := url.PathUnescape(rest)
	if err != nil {
		return "", false
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += index
	}
	return path.Join("/", name), true
}

// of returns where an output file comes from: a page, one of a page's further
// pages, or a static file.
func (s *sources) of(name string) origin {
	if from, ok := s.pages[name]; ok {
		return from
	}
	if m := s.pager.FindStringSubmatch(name); m != nil {
		if from, ok := s.pages[path.Join("/", m[1], m[2])]; ok {
			return from
		}
	}
	from := origin{site: s.build.siteOf(name)}
	for folder, static := range s.static {
		rest, below := strings.CutPrefix(name, strings.TrimSuffix(folder, "/")+"/")
		if !below {
			continue
		}
		if info, err := static.Stat(filepath.FromSlash(rest)); err == nil && !info.IsDir() {
			if meta, ok := info.(hugofs.FileMetaInfo); ok {
				from.source, from.copied = s.build.relative(meta.Meta().Filename), true
			}
		}
	}
	return from
}

// siteOf returns the site that an output file belongs to, judged by its folder.
func (b *build) siteOf(name string) *site {
	for _, s := range b.sites {
		if s.folder != "/" && strings.HasPrefix(name, s.folder+"/") {
			return s
		}
	}
	return b.sites[0]
}

// relative returns a file name relative to the working folder when it is below
// it.
func (b *build) relative(name string) string {
	if rel, err := filepath.Rel(b.workingDir, name); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return name
}
