package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

type checkFlags struct {
	siteFlags
	formats      []string
	uncertain    bool
	baseline     string
	changedSince string
	group        bool
}

func newCheck(std streams) *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check [flags] PATH...|-",
		Short: "Find what is wrong with crossorigin on the pages of a site",
		Long: `Check reads HTML files and style sheets, or all .html, .htm and .css files in folders,
and reports what is wrong with their requests: what is blocked, fetched twice or sent
with the wrong credentials, and which connections are wasted. It follows the style sheets
of a page, and reads the Link headers that _headers, netlify.toml or the server.headers of
a Hugo site send with it, under one of the page's URLs at least. Of _headers these are the
ones that Netlify and Cloudflare both send, whose patterns differ in slashes at the end,
.html and case; beside a netlify.toml those that Netlify sends.

The root folder of a Hugo site stands for its sources: layouts and content (the raw HTML
in Markdown, if markup.goldmark.renderer.unsafe lets it through), also those of its themes
and modules unless the site has files of its own in their place, style sheets and static
files. What templates and shortcodes print is not known: check reports what is wrong
whatever that is, and what is as soon as one branch of a condition is taken; in a define or
partial that holds attributes alone, to be printed inside of tags, what is on any element.
Folders and files among the sources can be given alone; files in any folder layouts are
templates. The report ends with the names of templates that have too many conditions in
their tags to look at each by itself.

The site that Hugo writes is checked as a folder of its own; its findings name the template
or content file that they come from where that is certain: of the content of a post in a
list the post, of a shortcode or render hook its template and what in the content it is for,
of a string the file of front matter, data, translations or parameters that it is in.

A comment <!-- crossorigin-ignore RULE reason --> silences a rule at the next tag, or behind
a tag on its line; in a template {{/* crossorigin-ignore RULE reason */}} does, and on a tag
data-crossorigin-ignore="RULE reason". One that none of the pages needs is reported. In
the pages that Hugo wrote the attribute alone is certain to be: it leaves out the comments
of templates, and with --minify all.

A compressed copy beside a page (.gz, .br) that certainly holds something else is told of as
stale: servers send it in the place of the page.

Below a finding stand its fix and, at the first one of a rule, the steps of the standards
behind it; crossorigin annotate makes the safe fixes. With --group=false every finding is
told, in a line of its own when standard output is no terminal.

It ends with exit code 0 when nothing is found that is as severe as --fail-on, with 1
when something is, and with 2 when a file could not be checked or the command is wrong.`,
		Example: `  crossorigin check public
  crossorigin check .
  crossorigin check layouts content/posts netlify.toml
  crossorigin check --base-url https://example.org/ 'public/**/index.html'
  crossorigin check --format text --format sarif=report.sarif public
  crossorigin check --rule font-preload --fail-on warning public
  crossorigin check --format json=baseline.json --fail-on never public
  crossorigin check --baseline baseline.json public
  curl -s https://example.org/ | crossorigin check --base-url https://example.org/ -`,
		Args: func(cmd *cobra.Command, args []string) error { return f.paths(cmd, args) },
		RunE: func(cmd *cobra.Command, args []string) error { return runCheck(cmd.Context(), std, &f, args) },
	}
	f.register(cmd)
	flags := cmd.Flags()
	flags.StringArrayVar(&f.formats, "format", []string{"text"}, strings.Join(report.Formats, ", ")+"; FORMAT=FILE writes to a file, which is none of those to check; can be repeated")
	flags.BoolVar(&f.uncertain, "uncertain", false, "report also what may be wrong, as info")
	flags.StringVar(&f.baseline, "baseline", "", "JSON report of an earlier run, whose findings are left out")
	flags.StringVar(&f.changedSince, "changed-since", "", "only files that differ from this git revision, and files that git does not know")
	flags.BoolVar(&f.group, "group", true, "join findings that are the same on many pages (text, github)")
	completes(cmd, "format", report.Formats...)
	return cmd
}

func runCheck(ctx context.Context, std streams, f *checkFlags, args []string) error {
	c, err := f.load(args)
	if err != nil {
		return err
	}
	if f.printConfig {
		return printConfig(std.out, c)
	}
	fails, err := f.fails()
	if err != nil {
		return err
	}
	old, err := readBaseline(f.baseline)
	if err != nil {
		return err
	}
	in, err := f.inputs(args, c)
	if err != nil {
		return err
	}
	if err := checkFormats(f.formats); err != nil {
		return err
	}
	if err := in.spare(f.formats); err != nil {
		return err
	}
	if f.changedSince != "" {
		if in.changed, err = changedSince(ctx, f.changedSince, args); err != nil {
			return err
		}
	}
	_, onTerminal := terminal(std.out)
	outs, err := openOutputs(f.formats, std.out, report.Options{
		Version: version(), Rules: rule.All(), Group: f.group, Colour: colourful(std.out), Source: onTerminal,
	})
	if err != nil {
		return err
	}
	run := checkRun{ctx: ctx, std: std, flags: f, failing: fails}
	run.settings = settingsOf(c, func(s *rule.Settings) {
		f.leaveOut(s)
		s.Uncertain, s.Suppressions = f.uncertain, &run.suppressions
	})
	return run.all(in, old, outs)
}

// all checks all documents and ends the reports.
func (run *checkRun) all(in *inputs, old *baseline, outs *outputs) error {
	bar := newProgress(run.ctx, run.std.err, in)
	left, err := pool(run.ctx, in.all(), run.flags.jobs, 32*run.flags.jobs, run.worker, func(r checked) error {
		bar.add()
		if r.err != nil {
			bar.clear() // what is told next starts a line
		}
		return run.add(r, old, outs)
	})
	bar.clear()
	if err == nil && !left {
		err = errors.Join(run.addWaiting(old, outs), run.addTogether(in, old, outs))
	}
	if left && err == nil {
		run.trouble(report.Trouble{Message: "interrupted: the report is not complete"})
	}
	run.summary.Notes = slices.Concat(run.summary.Notes, in.notes, in.missing(), old.notes(), report.StaleNotes(run.stale, run.flags.group))
	if endErr := outs.end(run.summary); err == nil {
		err = endErr
	}
	if err != nil {
		return err
	}
	return run.verdict()
}

// checkRun is the state of one run of check.
type checkRun struct {
	ctx      context.Context
	std      streams
	flags    *checkFlags
	settings settings
	summary  report.Summary
	failing  failing
	fails    bool // something was found that fails
	// suppressions are those that are of use, waiting what depends on them.
	suppressions rule.Suppressions
	waiting      []checked
	stale        []string
}

// checked is what became of one document.
type checked struct {
	name     string
	bytes    int64
	findings []report.Finding
	note     string         // for the reader of the report
	stale    []string       // compressed copies that are not what the page is
	config   *config.Config // that holds for it
	err      error
}

// worker returns the function that checks documents, one after the other.
func (run *checkRun) worker() func(input) checked {
	var r reader
	return func(in input) checked {
		done := checked{name: in.name, err: in.err}
		if in.err != nil {
			return done
		}
		done.config = in.site.configFor(in.rel)
		src, name, err := r.document(run.ctx, in, run.std.in, run.flags.stdinName)
		done.name, done.bytes = name, int64(len(src))
		if err != nil {
			done.err = err
			return done
		}
		defer r.close()
		fault := guard(func() {
			as, err := in.check(name, src, run.settings.of(&in))
			done.findings, done.note, done.err = report.Locate(name, src, as.found), as.note, err
			done.stale = in.stale(src)
			byHand := in.kind(name, src) != kindPage
			for i := range done.findings {
				done.findings[i].ByHand = byHand
			}
			if p := as.page; p != nil {
				if len(done.findings) > 0 { // else it need not be known how the page was made
					report.Trace(done.findings, provenance.Built{Source: src, Page: p}, in.site.origins, in.site.made(in.name, in.rel))
				}
				in.site.together(run.settings[in.site.config]).Add(in.name, p)
				p.Release()
			}
		})
		if fault != nil {
			done.err = fault
		}
		return done
	}
}

// add counts and reports one document.
func (run *checkRun) add(r checked, old *baseline, outs *outputs) error {
	if r.err != nil {
		run.trouble(troubleWith(r.name, r.err))
		return nil
	}
	run.summary.Files++
	run.summary.Bytes += r.bytes
	run.stale = append(run.stale, r.stale...)
	if r.note != "" {
		run.summary.Notes = append(run.summary.Notes, r.note)
	}
	var later []report.Finding
	r.findings, later = report.ForSite(r.findings)
	if len(later) > 0 {
		run.waiting = append(run.waiting, checked{name: r.name, findings: later, config: r.config})
	}
	return run.findings(r.name, r.findings, r.config, old, outs)
}

// addWaiting reports the suppressions that no page needs.
func (run *checkRun) addWaiting(old *baseline, outs *outputs) error {
	for _, r := range run.waiting {
		unneeded := slices.DeleteFunc(r.findings, func(f report.Finding) bool { return run.suppressions.Needed(&f.Finding) })
		if err := run.findings(r.name, unneeded, r.config, old, outs); err != nil {
			return err
		}
	}
	return nil
}

// findings counts and reports findings in one document, for which a
// configuration holds.
func (run *checkRun) findings(name string, found []report.Finding, c *config.Config, old *baseline, outs *outputs) error {
	found = old.without(found)
	for i := range found {
		run.summary.Findings.Add(found[i].Severity)
	}
	run.fails = run.fails || run.failing(c, found)
	return outs.file(name, found)
}

// addTogether reports what the pages of a site show together.
func (run *checkRun) addTogether(in *inputs, old *baseline, outs *outputs) error {
	var r reader
	defer r.close()
	for _, s := range in.sites {
		pages := s.together(run.settings[s.config])
		if pages.Partial() {
			run.summary.Notes = append(run.summary.Notes, s.dir+" fetches so many files of other origins that only a part of them was compared between pages")
		}
		for _, found := range pages.Findings() {
			// A name that standard input was given is no file to read again.
			src, err := r.read(found.Page)
			if err != nil || found.Span.End > len(src) {
				continue
			}
			var located []report.Finding
			place := s.place(found.Page)
			if guard(func() {
				located = report.Locate(found.Page, src, []rule.Finding{found.Finding})
				report.Trace(located, provenance.Built{Source: src}, s.origins, s.made(found.Page, place))
			}) != nil {
				continue
			}
			if err := run.findings(found.Page, located, s.configFor(place), old, outs); err != nil {
				return err
			}
		}
	}
	return nil
}

func (run *checkRun) trouble(t report.Trouble) {
	run.summary.Troubles = append(run.summary.Troubles, t)
	fmt.Fprintln(run.std.err, t)
}

func (run *checkRun) verdict() error {
	switch {
	case len(run.summary.Troubles) > 0:
		return exitCode(exitTrouble)
	case run.fails:
		return exitCode(exitFindings)
	}
	return nil
}
