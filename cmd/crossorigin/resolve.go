package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// defaultBase is where a page is taken to be when nothing is said: a name that
// is reserved for examples (https://www.rfc-editor.org/rfc/rfc2606#section-3).
const defaultBase = "https://example.org/"

type resolveFlags struct {
	baseURL     string
	format      string
	context     string
	crossorigin string
	origin      string
}

func newResolve(std streams) *cobra.Command {
	var f resolveFlags
	cmd := &cobra.Command{
		Use:   "resolve [flags] HTML|-",
		Short: "Show the requests that a tag starts",
		Long: `Resolve answers which requests the tags in HTML start: mode, credentials mode and
destination, whether credentials are sent, what becomes of the response, and the steps
of the standards that say so. The HTML is an argument, or standard input with -.

Instead of HTML it takes a context, the value of crossorigin (leave the flag out for no
attribute) and the relation of the origins. The contexts are those of
tables/contexts.md; "crossorigin explain CONTEXT" documents one.`,
		Example: `  crossorigin resolve '<link rel="preload" href="/a.woff2" as="font">'
  crossorigin resolve --format json '<video src="https://cdn.example/a.mp4" crossorigin><track src="a.vtt"></video>'
  crossorigin resolve --base-url https://example.org/blog/ - < public/index.html
  crossorigin resolve --context script-module-external --crossorigin use-credentials --origin cross-origin`,
		Args: func(cmd *cobra.Command, args []string) error { return f.check(cmd, args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := f.resolve(cmd.Context(), args, std.in, cmd.Flags().Changed("crossorigin"))
			if err != nil {
				return err
			}
			if f.format == "json" {
				return report.WriteJSON(std.out, list)
			}
			return writeResolutions(std.out, list, report.Paint(colourful(std.out)))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.baseURL, "base-url", defaultBase, "where the page is")
	flags.StringVar(&f.format, "format", "text", "text or json")
	flags.StringVar(&f.context, "context", "", "resolve this context instead of HTML")
	flags.StringVar(&f.crossorigin, "crossorigin", "", "value of crossorigin in the context; leave the flag out for no attribute")
	flags.StringVar(&f.origin, "origin", "cross-origin", "same-origin or cross-origin, of the URL in the context")
	completes(cmd, "format", "text", "json")
	completes(cmd, "context", contextIDs()...)
	completes(cmd, "crossorigin", "anonymous", "use-credentials")
	completes(cmd, "origin", "same-origin", "cross-origin")
	return cmd
}

func (f *resolveFlags) check(cmd *cobra.Command, args []string) error {
	contextual := cmd.Flags().Changed("crossorigin") || cmd.Flags().Changed("origin")
	switch {
	case f.format != "text" && f.format != "json":
		return fmt.Errorf("--format: unknown format %q, expected text or json", f.format)
	case f.context != "" && len(args) > 0:
		return errors.New("--context and HTML cannot be given together")
	case f.context == "" && contextual:
		return errors.New("--crossorigin and --origin go with --context; in HTML, write the attribute")
	case f.context == "" && len(args) != 1:
		return fmt.Errorf("%d arguments, expected one: HTML in quotes, or - for standard input\nSee %s --help", len(args), cmd.CommandPath())
	case f.context == "" && args[0] != "-" && !strings.Contains(args[0], "<"):
		return fmt.Errorf("%q is no HTML: expected a tag such as '<script src=a.js>', or - for standard input", args[0])
	case f.origin != "same-origin" && f.origin != "cross-origin":
		return fmt.Errorf("--origin is %q, expected same-origin or cross-origin", f.origin)
	}
	if w := config.CheckBaseURL(f.baseURL); w != "" || f.baseURL == "" || f.baseURL[0] == '/' {
		return fmt.Errorf("--base-url: %q is not an absolute http or https URL, such as %s", f.baseURL, defaultBase)
	}
	return nil
}

func (f *resolveFlags) resolve(ctx context.Context, args []string, stdin io.Reader, present bool) ([]resolution, error) {
	if f.context != "" {
		c, err := knownContext(f.context)
		if err != nil {
			return nil, err
		}
		relation := page.CrossOrigin
		if f.origin == originName(true) {
			relation = page.SameOrigin
		}
		var value *string
		if present {
			value = &f.crossorigin
		}
		if info := c.Info(); present && info.Carrier == resolver.CarrierNone {
			return nil, fmt.Errorf("--crossorigin: the context %s has no such attribute", info.ID)
		}
		return []resolution{resolveContext(c, value, relation)}, nil
	}
	src, name := []byte(args[0]), "<argument>"
	if args[0] == "-" {
		var err error
		if src, err = readAll(ctx, stdin); err != nil {
			return nil, err
		}
		name = "<stdin>"
		if err := checkText(src); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	p := page.ParseHTML(src, page.Options{Name: name, URL: f.baseURL})
	return resolvePage(p), nil
}

// knownContext returns the context with that id.
func knownContext(id string) (resolver.Context, error) {
	if c, ok := resolver.ParseContext(id); ok {
		return c, nil
	}
	if near := config.Nearest(id, contextIDs()); near != "" {
		return 0, fmt.Errorf("there is no context %q; did you mean %s?", id, near)
	}
	return 0, fmt.Errorf("there is no context %q; tables/contexts.md lists them", id)
}

func contextIDs() []string {
	ids := make([]string, resolver.Contexts)
	for c := range resolver.Context(resolver.Contexts) {
		ids[c] = c.String()
	}
	return ids
}
