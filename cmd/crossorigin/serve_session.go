package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/serve"
)

// session is one run of serve.
type session struct {
	std    streams
	flags  *serveFlags
	fronts []front

	command *serve.Command // nil in front of servers that run
	line    []string       // what to start

	reporting   sync.Mutex
	sources     freshSources
	configuring sync.Mutex // of what the fronts hold
	stamps      stamps     // of the configuration's files
	wrong       bool       // what they say is not what the fronts hold
}

// newSession returns one for the site in the current folder, of which the
// flags of Hugo are not known.
func newSession(std streams, f *serveFlags) *session {
	environ := append(os.Environ(), "HUGO_ENVIRONMENT="+serve.Environment())
	return &session{std: std, flags: f, sources: freshSources{root: ".", environ: environ}}
}

// front stands in front of one server: Hugo has one for each language where
// those have hosts of their own.
type front struct {
	serve.Options
	site  serve.Site
	holds held
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
func (s *session) attach(ctx context.Context) error {
	var errs []error
	for _, upstream := range s.flags.upstreams {
		u, err := url.Parse(upstream)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			errs = append(errs, fmt.Errorf("--upstream is %q, expected a URL such as http://localhost:1313/", upstream))
			continue
		}
		var f front
		f.Upstream = &url.URL{Scheme: u.Scheme, Host: u.Host}
		f.Base = &url.URL{Path: strings.TrimSuffix(u.Path, "/") + "/"}
		f.Reached = func(why string) {
			if why != "" {
				s.tell("%s %s; waiting", f.Upstream, why)
			} else {
				s.tell("%s answers again", f.Upstream)
			}
		}
		s.fronts = append(s.fronts, f)
	}
	all, err := s.configure(ctx)
	for i := range all {
		s.fronts[i].holds = all[i].hold()
	}
	return errors.Join(append([]error{err}, errs...)...)
}

// start prepares for a server to start.
func (s *session) start(ctx context.Context, args []string) (err error) {
	if s.command, err = serve.ParseCommand(args); err != nil {
		return err
	}
	s.sources.root, s.sources.flags = s.command.Source(), s.command.Flags()
	all, err := s.configure(ctx)
	if err != nil {
		return err
	}
	for _, one := range all {
		s.fronts = append(s.fronts, front{site: one.site, holds: one.hold()})
	}
	upstreams, flags, err := s.command.Upstreams(len(s.fronts))
	s.line = flags
	for i := range upstreams {
		s.fronts[i].Upstream = upstreams[i]
	}
	return err
}

// settle fills in what follows from the addresses and the configuration.
func (s *session) settle(ctx context.Context, listeners []net.Listener) error {
	if err := s.settleBases(listeners); err != nil {
		return err
	}
	for i := range s.fronts {
		f := &s.fronts[i]
		f.Config = func(file string) serve.Config { return s.now(ctx, f, file) }
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
