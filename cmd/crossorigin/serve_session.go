package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/adopt"
	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/internal/serve"
)

// session is one run of serve.
type session struct {
	std    streams
	flags  *serveFlags
	fronts []front

	command *serve.Command // nil in front of servers that run
	line    []string       // what to start

	reporting sync.Mutex
	sources   freshSources
}

// front stands in front of one server: Hugo has one for each language where
// those have hosts of their own.
type front struct {
	serve.Options
	site   serve.Site
	config *config.Config
}

// name is the URL of the site, and its language if it is one of several.
func (f *front) name() string {
	if f.site.Language == "" {
		return f.Base.String()
	}
	return fmt.Sprintf("%s (%s)", f.Base, f.site.Language)
}

func (s *session) tell(format string, args ...any) {
	p := report.Paint(colourful(s.std.err))
	fmt.Fprintln(s.std.err, p.In(report.Bold, "crossorigin:"), report.Printable(fmt.Sprintf(format, args...)))
}

func (s *session) upstreams() (all []*url.URL) {
	for i := range s.fronts {
		all = append(all, s.fronts[i].Upstream)
	}
	return all
}

// attach prepares for servers that run already.
func (s *session) attach() (err error) {
	var c *config.Config
	if s.flags.config != "" {
		c, err = config.LoadFile(s.flags.config, os.Environ())
	} else {
		c, _, err = config.Load(s.sources.root, os.Environ())
	}
	errs := []error{err}
	for _, upstream := range s.flags.upstreams {
		u, err := url.Parse(upstream)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			errs = append(errs, fmt.Errorf("--upstream is %q, expected a URL such as http://localhost:1313/", upstream))
			continue
		}
		f := front{config: c}
		f.Upstream = &url.URL{Scheme: u.Scheme, Host: u.Host}
		f.Base = &url.URL{Path: strings.TrimSuffix(u.Path, "/") + "/"}
		f.Reached = func(err error) {
			if err != nil {
				s.tell("%s does not answer: %v; waiting", f.Upstream, err)
			} else {
				s.tell("%s answers again", f.Upstream)
			}
		}
		s.fronts = append(s.fronts, f)
	}
	return errors.Join(errs...)
}

// start prepares for a server to start.
func (s *session) start(ctx context.Context, args []string) (err error) {
	if s.command, err = serve.ParseCommand(args); err != nil {
		return err
	}
	s.sources.root = s.command.Source()
	sites, err := s.command.Sites(ctx)
	if err != nil {
		return adopt.Unfound(err)
	}
	configs, err := s.configs(sites)
	if err != nil {
		return err
	}
	if serve.Multihost(sites) {
		for i, site := range sites {
			s.fronts = append(s.fronts, front{site: site, config: configs[i]})
		}
	} else {
		s.fronts = []front{together(sites, configs)}
	}
	upstreams, flags, err := s.command.Upstreams(len(s.fronts))
	s.line = flags
	for i := range upstreams {
		s.fronts[i].Upstream = upstreams[i]
	}
	return err
}

// together makes one site of languages that share a host: each has its folder
// there, but for the default one.
func together(sites []serve.Site, configs []*config.Config) front {
	f := front{site: sites[0], config: configs[0]}
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
func (s *session) configs(sites []serve.Site) (all []*config.Config, err error) {
	file := s.flags.config
	if own := filepath.Join(s.sources.root, config.FileName); file == "" {
		if _, err := os.Stat(own); !errors.Is(err, fs.ErrNotExist) {
			file = own
		}
	}
	if file != "" {
		c, err := config.LoadFile(file, os.Environ())
		if err == nil {
			c.Languages = nil // they are known from Hugo
		}
		return slices.Repeat([]*config.Config{c}, len(sites)), err
	}
	var mistakes config.Mistakes
	files := s.command.Files()
	for _, site := range sites {
		c, err := config.FromParams(site.Params, config.NewWritten(files, os.Environ(), site.Language))
		mistakes = mistakes.With(err)
		all = append(all, c)
	}
	if mistakes != nil {
		return nil, mistakes
	}
	return all, nil
}

// settle fills in what follows from the addresses and the configuration.
func (s *session) settle(listeners []net.Listener) error {
	if err := s.settleBases(listeners); err != nil {
		return err
	}
	for i := range s.fronts {
		f := &s.fronts[i]
		all := settingsOf(f.config, nil)
		f.Settings = func(file string) *rule.Settings { return all[f.config.For(file)] }
		f.Excluded = func(file string) bool { return f.config.For(file).Excluded(file) }
		f.Origins = f.config.Origins
		for _, published := range []string{f.config.BaseURL, f.site.BaseURL} {
			if u, err := url.Parse(published); err == nil && u.Scheme != "" && u.Host != "" {
				f.Origins = append(slices.Clip(f.Origins), u.Scheme+"://"+u.Host)
			}
		}
		f.Leave = func(url, why string) { s.tell("%s is left alone: %s", url, why) }
		f.Report = func(v serve.Visit) { s.report(f, v) }
		f.Trace = func(file string, a *report.Annotation, src, output []byte) { s.trace(f, file, a, src, output) }
		f.Unsafe, f.Overlay = s.flags.unsafe, s.flags.overlay
	}
	return nil
}

// settleBases finds out where browsers find the sites, and either tells the
// server, or what to replace where it cannot be told.
func (s *session) settleBases(listeners []net.Listener) (err error) {
	if s.command != nil && len(s.fronts) == 1 {
		f := &s.fronts[0]
		var flags []string
		f.Base, flags, err = s.command.Base(f.site, address(listeners[0]))
		s.line = s.command.Server(append(s.line, flags...)...)
		return err
	}
	var moves []serve.Move
	for i := range s.fronts {
		f := &s.fronts[i]
		move := serve.Move{From: f.Upstream, To: f.Base}
		if s.command != nil {
			if move, err = s.command.Move(f.site, f.Upstream, address(listeners[i])); err != nil {
				return err
			}
			f.Base = move.To
		} else {
			origin := serve.OriginOf(address(listeners[i]))
			f.Base.Scheme, f.Base.Host = origin.Scheme, origin.Host
		}
		moves = append(moves, move)
	}
	for i := range s.fronts {
		s.fronts[i].Moves = moves // links lead from one to another
	}
	if s.command != nil {
		s.line = s.command.Server(s.line...)
	}
	return nil
}
