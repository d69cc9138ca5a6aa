package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/serve"
)

type serveFlags struct {
	listen, upstream, config string
	unsafe, overlay          bool
}

func newServe(std streams) *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve [flags] -- hugo server [flags of Hugo]",
		Short: "Annotate the pages of a Hugo server while you write",
		Long: `Serve starts a Hugo server and stands in front of it: it applies the safe fixes to every
page on its way to the browser, and tells what it found in the terminal, once for each
page, and in a corner of the page. Live reload works as ever. The files that the Hugo
server writes stay as they are.

Hugo's server listens on a free port and is told the address of this one, so that links
lead here. With --upstream serve stands in front of a server that runs already, which may
be started again at any time; its own address is replaced in pages and redirects, not in
feeds, scripts and style sheets. A multihost site has a server for each language: start it
and stand in front of one of them with --upstream.

Without crossorigin.toml, or a file named with --config, [params.crossorigin] of the site
holds. Serve ends when it is interrupted, with exit code 0, or when the Hugo server ends,
with exit code 2 if that failed.`,
		Example: `  crossorigin serve -- hugo server
  crossorigin serve --listen 127.0.0.1:8080 -- hugo server --buildDrafts --source site
  crossorigin serve --upstream http://localhost:1313/`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case f.upstream == "" && len(args) == 0:
				return errors.New("no server to start, expected -- hugo server, or --upstream with the URL of one that runs")
			case f.upstream != "" && len(args) > 0:
				return errors.New("--upstream and a server to start cannot be given together")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			// A terminal that is closed must not leave the Hugo server behind.
			ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGHUP)
			defer stop()
			return runServe(ctx, std, &f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "", "address to listen on; default: 127.0.0.1 with the first free port from 1313")
	flags.StringVar(&f.upstream, "upstream", "", "URL of the site on a server that runs already")
	flags.StringVar(&f.config, "config", "", "configuration file; default: crossorigin.toml, or the Hugo site's, in the site's folder")
	flags.BoolVar(&f.unsafe, "unsafe", false, "apply also the fixes that may break a load that works")
	flags.BoolVar(&f.overlay, "overlay", true, "show what was found on a page on the page")
	return cmd
}

func runServe(ctx context.Context, std streams, f *serveFlags, args []string) error {
	s := session{std: std, config: f.config, source: "."}
	var err error
	if f.upstream != "" {
		err = s.front(f.upstream)
	} else {
		err = s.start(ctx, args)
	}
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	l, err := listen(f.listen, s.options.Upstream)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := s.settle(l.Addr().(*net.TCPAddr)); err != nil {
		return err
	}
	s.options.Unsafe, s.options.Overlay = f.unsafe, f.overlay
	s.tell("annotating %s, in front of %s", s.options.Base, s.options.Upstream)
	if at := l.Addr().(*net.TCPAddr); !at.IP.IsLoopback() {
		s.tell("other machines can reach it at %s", at)
	}
	return s.run(ctx, l)
}

// session is one run of serve.
type session struct {
	std     streams
	config  string // file, "" for the site's own
	options serve.Options

	command *serve.Command // nil in front of a server that runs
	site    serve.Site
	line    []string // what to start

	settings *config.Config

	source  string              // folder of the site
	origins *provenance.Sources // of what is found, as of the time traced
	traced  time.Time
}

func (s *session) tell(format string, args ...any) {
	p := report.Paint(colourful(s.std.err))
	fmt.Fprintln(s.std.err, p.In(report.Bold, "crossorigin:"), report.Printable(fmt.Sprintf(format, args...)))
}

// front prepares for a server that runs already.
func (s *session) front(upstream string) error {
	u, err := url.Parse(upstream)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("--upstream is %q, expected a URL such as http://localhost:1313/", upstream)
	}
	s.options.Upstream = &url.URL{Scheme: u.Scheme, Host: u.Host}
	s.options.Base = &url.URL{Path: strings.TrimSuffix(u.Path, "/") + "/"}
	s.options.Rebase = true
	s.options.Reached = func(err error) {
		if err != nil {
			s.tell("%s does not answer: %v; waiting", s.options.Upstream, err)
		} else {
			s.tell("%s answers again", s.options.Upstream)
		}
	}
	if s.config != "" {
		s.settings, err = config.LoadFile(s.config, os.Environ())
	} else {
		s.settings, _, err = config.Load(".", os.Environ())
	}
	return err
}

// start prepares for a server to start.
func (s *session) start(ctx context.Context, args []string) (err error) {
	if s.command, err = serve.ParseCommand(args); err != nil {
		return err
	}
	s.source = s.command.Source()
	if s.site, err = s.command.Site(ctx); err != nil {
		return err
	}
	if c, _, err := config.Load(s.command.Source(), os.Environ()); err == nil && c.Languages != nil {
		return errors.New("the site is multihost, so Hugo serves each language on a port of its own: " +
			"start hugo server, and stand in front of one of them with --upstream and the URL that it prints for the language")
	}
	if s.options.Upstream, s.line, err = s.command.Upstream(); err != nil {
		return err
	}
	file := s.config
	if own := filepath.Join(s.command.Source(), config.FileName); file == "" {
		if _, err := os.Stat(own); !errors.Is(err, fs.ErrNotExist) {
			file = own
		}
	}
	if file != "" {
		s.settings, err = config.LoadFile(file, os.Environ())
	} else {
		s.settings, err = config.FromParams(s.site.Params)
	}
	return err
}

// settle fills in what follows from the address and the configuration.
func (s *session) settle(at *net.TCPAddr) error {
	o := &s.options
	if s.command == nil {
		origin := serve.OriginOf(at)
		o.Base.Scheme, o.Base.Host = origin.Scheme, origin.Host
	} else {
		base, flags, err := s.command.Base(s.site, at)
		if err != nil {
			return err
		}
		o.Base, s.line = base, s.command.Server(append(s.line, flags...)...)
	}
	c := s.settings
	o.Settings, o.Excluded = c.Settings(), c.Excluded
	o.Origins = c.Origins
	for _, published := range []string{c.BaseURL, s.site.BaseURL} {
		if u, err := url.Parse(published); err == nil && u.Scheme != "" && u.Host != "" {
			o.Origins = append(o.Origins, u.Scheme+"://"+u.Host)
		}
	}
	o.Report = s.report
	return nil
}

// run serves until the context or the Hugo server ends.
func (s *session) run(ctx context.Context, l net.Listener) error {
	logger := log.New(s.std.err, "crossorigin: ", 0)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	served := make(chan error, 1)
	go func() { served <- serve.Serve(ctx, l, serve.New(s.options, logger), logger) }()
	if s.line == nil {
		return <-served
	}
	err := serve.Run(ctx, s.line, s.std.out, s.std.err)
	ended := ctx.Err() == nil
	cancel()
	if serveErr := <-served; serveErr != nil {
		return serveErr
	}
	if err != nil {
		return fmt.Errorf("the Hugo server ended: %w", err)
	}
	if ended {
		s.tell("the Hugo server ended")
	}
	return nil
}
