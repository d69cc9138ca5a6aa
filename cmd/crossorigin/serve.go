package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/serve"
)

type serveFlags struct {
	listen, config  string
	upstreams       []string
	unsafe, overlay bool
}

func newServe(std streams) *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve [flags] -- hugo server [flags of Hugo]",
		Short: "Annotate the pages of a Hugo server while you write",
		Long: `Serve starts a Hugo server and stands in front of it: it applies the safe fixes to every
page on its way to the browser, and tells what it found in the terminal, once for each
page, with the content file or template behind it where that is certain, and in a corner
of the page. Which suppressions no page needs is for check to tell, which reads them all.
Live reload works as ever. The files that the Hugo server writes stay as they are.

The corner of the page is for browser windows only: other programs, frames and scripts get
the page without it. It needs no script; where the page's Content-Security-Policy forbids
its style it stands at the end of the page and says so.

Hugo's server listens on a free port and is told the address of this one, so that links
lead here. With --upstream serve stands in front of a server that runs already, which may
be started again at any time. Hugo serves each language of a multihost site at a port of
its own: serve then has an address for each too, the ports following that of --listen, and
takes --upstream several times. Hugo cannot be told these, nor can a server that runs: the
address of the Hugo server is replaced in pages, redirects and live reload messages, not in
feeds, scripts and style sheets.

Other machines, such as a telephone, reach this one with --listen 0.0.0.0:1313; Hugo's
--baseURL with the name or number of this machine makes links lead there. --port and --bind
are where the Hugo server listens, whose pages are not annotated.

Without crossorigin.toml, or a file named with --config, [params.crossorigin] of the site
holds, which Hugo's flags and environment choose the files of. A change of any of these
files counts with the next page; while what they say is wrong, which the terminal tells,
what was right before holds.

Serve ends when it is interrupted, with exit code 0, or when the Hugo server ends, with
exit code 2 if that failed.`,
		Example: `  crossorigin serve -- hugo server
  crossorigin serve --listen 127.0.0.1:8080 -- hugo server --buildDrafts --source site
  crossorigin serve --listen 0.0.0.0:1313 -- hugo server --baseURL http://192.0.2.7/
  crossorigin serve --upstream http://localhost:1313/`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(f.upstreams) == 0 && len(args) == 0:
				return errors.New("no server to start, expected -- hugo server, or --upstream with the URL of one that runs")
			case len(f.upstreams) > 0 && len(args) > 0:
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
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if cmd.Flags().NArg() > 0 { // the server is named, so -- is missing: behind it flags are not read
			err = fmt.Errorf("%w; flags of Hugo come behind --, as in crossorigin serve -- hugo server", err)
		}
		return cmd.Parent().FlagErrorFunc()(cmd, err)
	})
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "", "address to listen on; default: 127.0.0.1 with the first free port from 1313")
	flags.StringArrayVar(&f.upstreams, "upstream", nil, "URL of the site on a server that runs already; can be repeated")
	flags.StringVar(&f.config, "config", "", "configuration file; default: crossorigin.toml, or the Hugo site's, in the site's folder")
	flags.BoolVar(&f.unsafe, "unsafe", false, "apply also the fixes that may break a load that works")
	flags.BoolVar(&f.overlay, "overlay", true, "show what was found on a page on the page")
	return cmd
}

func runServe(ctx context.Context, std streams, f *serveFlags, args []string) error {
	s := newSession(std, f)
	var err error
	if len(f.upstreams) > 0 {
		err = s.attach(ctx)
	} else {
		err = s.start(ctx, args)
	}
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	listeners, err := listen(f.listen, s.upstreams())
	if err != nil {
		return err
	}
	for _, l := range listeners {
		defer l.Close()
	}
	if err := s.settle(ctx, listeners); err != nil {
		return err
	}
	for i := range s.fronts {
		front := &s.fronts[i]
		s.tell("annotating %s, in front of %s", front.name(), front.Upstream)
		if at := address(listeners[i]); !at.IP.IsLoopback() {
			s.tell("other machines can reach it at %s", strings.Join(reached(at), ", "))
		}
	}
	if s.command != nil && s.command.Open() {
		s.tell("other machines can reach the Hugo server, where nothing is annotated: --bind is for it, --listen for this one")
	}
	return s.run(ctx, listeners)
}

// run serves until the context or the Hugo server ends.
func (s *session) run(ctx context.Context, listeners []net.Listener) error {
	logger := log.New(s.std.err, "crossorigin: ", 0)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	served := make(chan error, len(listeners))
	for i, l := range listeners {
		go func() {
			err := serve.Serve(ctx, l, serve.New(s.fronts[i].Options, logger), logger)
			cancel() // one without the others is of no use
			served <- err
		}()
	}
	var err error
	if s.line != nil {
		if err = serve.Run(ctx, s.line, s.std.out, s.std.err); err != nil {
			err = fmt.Errorf("the Hugo server ended: %w", err)
		} else if ctx.Err() == nil {
			s.tell("the Hugo server ended")
		}
		cancel()
	}
	var errs []error
	for range listeners {
		errs = append(errs, <-served)
	}
	return errors.Join(append(errs, err)...)
}
