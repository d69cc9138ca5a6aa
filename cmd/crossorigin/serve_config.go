package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/adopt"
	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/serve"
)

// configured is a site that there is a server for, and the configuration of it.
type configured struct {
	site   serve.Site
	config *config.Config
}

// held is what the pages of a front are annotated by.
type held struct {
	config   *config.Config
	settings settings
	origins  []string // that serve the site once it is published
}

func (c *configured) hold() held {
	h := held{c.config, settingsOf(c.config, nil), c.config.Origins}
	for _, published := range []string{c.config.BaseURL, c.site.BaseURL} {
		if u, err := url.Parse(published); err == nil && u.Scheme != "" && u.Host != "" {
			h.origins = append(slices.Clip(h.origins), u.Scheme+"://"+u.Host)
		}
	}
	return h
}

// now returns what holds for a page of a front, by its path below the base URL
// as a file.
func (s *session) now(ctx context.Context, f *front, file string) serve.Config {
	s.configuring.Lock()
	defer s.configuring.Unlock()
	if !s.stamps.hold() {
		s.reconfigure(ctx)
	}
	c := f.holds.config.For(file)
	return serve.Config{Origins: f.holds.origins, Settings: f.holds.settings[c], Excluded: c.Excluded(file)}
}

// reconfigure reads the configuration again. When it is wrong it says so, and
// the last right one holds.
func (s *session) reconfigure(ctx context.Context) {
	all, err := s.configure(ctx)
	if ctx.Err() != nil {
		return
	}
	if err == nil {
		all, err = s.sorted(all)
	}
	if err != nil {
		s.wrong = true
		s.tell("the configuration has changed and is wrong; until it is right the one from before holds")
		for line := range strings.Lines(err.Error()) {
			fmt.Fprintln(s.std.err, report.Printable(strings.TrimSuffix(line, "\n")))
		}
		return
	}
	changed := s.wrong
	s.wrong = false
	for i := range s.fronts {
		f := &s.fronts[i]
		changed = changed || !reflect.DeepEqual(f.holds.config, all[i].config)
		f.holds = all[i].hold()
	}
	if changed {
		s.tell("the configuration has changed; it holds from here on")
	}
}

// sorted puts sites in the order of their fronts.
func (s *session) sorted(all []configured) (sorted []configured, err error) {
	if s.command == nil {
		return all, nil // they have one configuration
	}
	for i := range s.fronts {
		for _, one := range all {
			if one.site.Language == s.fronts[i].site.Language {
				sorted = append(sorted, one)
			}
		}
	}
	if len(sorted) != len(s.fronts) || len(all) != len(s.fronts) {
		return nil, errors.New("other languages have hosts of their own now, which a server started again has")
	}
	return sorted, nil
}

// configure reads the sites that there is a server for each, and what holds for
// them.
func (s *session) configure(ctx context.Context) ([]configured, error) {
	of := &s.sources
	h, wrong := of.flags.Read(of.root, of.environ)
	s.stamps = s.stamps.again() // before what they are of is read
	s.stamps.addFiles(of.root)
	if file := s.file(); file != "" {
		s.stamps.add(file)
	}
	if wrong == nil {
		s.stamps.addConfiguration(h)
	}
	if s.command == nil {
		c, err := s.load()
		if err != nil {
			return nil, err
		}
		return slices.Repeat([]configured{{config: c}}, len(s.fronts)), nil
	}
	sites, err := s.command.Sites(ctx)
	var syntax *hugosite.SyntaxError
	switch {
	case err != nil && errors.As(wrong, &syntax): // what Hugo says is longer
		return nil, config.Mistakes{{File: syntax.Name, Line: syntax.Line, Column: syntax.Column, Message: syntax.Message}}
	case err != nil:
		return nil, adopt.Unfound(err)
	}
	configs, err := s.configs(sites, h)
	if err != nil {
		return nil, err
	}
	if !serve.Multihost(sites) {
		return []configured{together(sites, configs)}, nil
	}
	var all []configured
	for i, site := range sites {
		all = append(all, configured{site, configs[i]})
	}
	return all, nil
}

// file is the configuration file that holds alone, "" for none.
func (s *session) file() string {
	if s.flags.config != "" {
		return s.flags.config
	}
	own := filepath.Join(s.sources.root, config.FileName)
	if _, err := os.Stat(own); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return own
}

// load returns the configuration in front of a server that runs.
func (s *session) load() (*config.Config, error) {
	if s.flags.config != "" {
		return config.LoadFile(s.flags.config, s.sources.environ)
	}
	c, _, err := config.Load(s.sources.root, s.sources.environ)
	return c, err
}

// together makes one site of languages that share a host: each has its folder
// there, but for the default one.
func together(sites []serve.Site, configs []*config.Config) configured {
	f := configured{sites[0], configs[0]}
	languages := map[string]*config.Config{}
	for i := range sites {
		if sites[i].Default {
			f.site, f.config = sites[i], configs[i]
		}
		languages[sites[i].Language] = configs[i]
	}
	delete(languages, f.site.Language)
	f.site.Language = ""
	if len(languages) > 0 {
		c := *f.config
		c.Languages = languages
		f.config = &c
	}
	return f
}

// configs returns the configuration that holds for each of the sites: that of a
// file, or what Hugo says. The error holds every mistake once.
func (s *session) configs(sites []serve.Site, h *hugosite.Site) (all []*config.Config, err error) {
	if file := s.file(); file != "" {
		c, err := config.LoadFile(file, s.sources.environ)
		if err == nil {
			c.Languages = nil // they are known from Hugo
		}
		return slices.Repeat([]*config.Config{c}, len(sites)), err
	}
	var mistakes config.Mistakes
	files := config.Files(s.sources.root, s.sources.flags.Config, s.sources.flags.ConfigDir, s.sources.flags.Environment)
	if h != nil {
		files = config.FilesOf(h, s.sources.flags)
	}
	for _, site := range sites {
		c, err := config.FromParams(site.Params, config.NewWritten(files, s.sources.environ, site.Language))
		mistakes = mistakes.With(err)
		all = append(all, c)
	}
	if mistakes != nil {
		return nil, mistakes
	}
	return all, nil
}
