package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// siteFlags are what check and annotate have in common.
type siteFlags struct {
	baseURL     string
	config      string
	root        string
	source      string
	rules       []string
	failOn      string
	jobs        int
	stdinName   string
	printConfig bool
}

func (f *siteFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.baseURL, "base-url", "", "where the site is served; default: baseURL of the configuration, or what the feed or sitemap of a Hugo site says it was built for; of a multihost one that of each language for its folder")
	flags.StringVar(&f.config, "config", "", "configuration file; default: crossorigin.toml, or the Hugo site's, in the current folder, else that of the Hugo site of the paths")
	flags.StringVar(&f.root, "root", "", "folder that is served at the base URL; default: the folder given, or that of a file")
	flags.StringVar(&f.source, "source", "", "root folder of the Hugo site that wrote the pages, to name the template behind a finding; default: the site whose publishDir is given")
	flags.StringSliceVar(&f.rules, "rule", nil, "only findings of this rule; can be repeated")
	flags.StringVar(&f.failOn, "fail-on", "", "least severity that fails: error, warning, info or never; default: failOn of the configuration, or error")
	flags.IntVarP(&f.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "files worked on at the same time")
	flags.StringVar(&f.stdinName, "stdin-filename", "", "name of the file that standard input is the content of")
	flags.BoolVar(&f.printConfig, "print-config", false, "print the configuration that holds, and end")
	completes(cmd, "rule", ruleIDs()...)
	completes(cmd, "fail-on", "error", "warning", "info", config.Never)
}

// printConfig is what --print-config asks for.
func printConfig(w io.Writer, c *config.Config) error {
	_, err := w.Write(c.TOML(report.Wrap))
	return err
}

// load checks the flags and reads the configuration.
func (f *siteFlags) load(args []string) (*config.Config, error) {
	var wrong []error
	if f.jobs < 1 {
		wrong = append(wrong, fmt.Errorf("--jobs is %d, expected at least 1", f.jobs))
	}
	if w := config.CheckBaseURL(f.baseURL); w != "" {
		wrong = append(wrong, fmt.Errorf("--base-url: %s", w))
	}
	for _, id := range f.rules {
		if err := knownRule(id); err != nil {
			wrong = append(wrong, err)
		}
	}
	if f.root != "" {
		if info, err := os.Stat(f.root); err != nil || !info.IsDir() {
			wrong = append(wrong, fmt.Errorf("--root: %s is no folder", f.root))
		}
	}
	c, err := f.read(args)
	if err != nil {
		wrong = append(wrong, err)
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	if f.baseURL != "" {
		c.BaseURL, c.FromHugo, c.Multihost = f.baseURL, false, false
		for _, l := range c.Languages {
			l.BaseURL, l.FromHugo = f.baseURL, false
		}
	}
	return c, nil
}

func (f *siteFlags) read(args []string) (*config.Config, error) {
	if f.config != "" {
		return config.LoadFile(f.config, os.Environ())
	}
	c, _, err := config.Load(f.folder(args), os.Environ())
	return c, err
}

// folder returns the folder whose configuration holds: the current one or, where
// that has none, the root of the Hugo site that all paths belong to.
func (f *siteFlags) folder(args []string) string {
	const here = "."
	_, err := os.Stat(config.FileName)
	if _, wrong := hugosite.Read(here, os.Environ()); err == nil || !errors.Is(wrong, hugosite.ErrNoSite) {
		return here
	}
	if f.source != "" {
		return f.source
	}
	root := ""
	for _, name := range args {
		if info, err := os.Stat(name); err != nil || !info.IsDir() {
			name = filepath.Dir(name)
		}
		of := hugosite.Around(name)
		if of == nil || root != "" && absolute(of.Root) != absolute(root) {
			return here
		}
		root = of.Root
	}
	return cmp.Or(root, here)
}

// inputs finds the documents that the arguments name.
func (f *siteFlags) inputs(args []string, c *config.Config) (*inputs, error) {
	in := &inputs{paths: args, stdinName: f.stdinName, root: f.root, config: c}
	if f.source != "" {
		var err error
		if in.source, err = hugosite.Read(f.source, os.Environ()); err != nil {
			return nil, fmt.Errorf("--source: %s: %w", f.source, err)
		}
	}
	return in, nil
}

// settings are what the rules read of a configuration and of those of its
// languages.
type settings map[*config.Config]*rule.Settings

// of returns the settings that hold for a document.
func (s settings) of(in *input) *rule.Settings { return s[in.site.configFor(in.rel)] }

// settingsOf returns those of a configuration; change, which may be nil, changes
// each.
func settingsOf(c *config.Config, change func(*rule.Settings)) settings {
	all := settings{c: c.Settings()}
	for _, l := range c.Languages {
		all[l] = l.Settings()
	}
	for _, s := range all {
		if change != nil {
			change(s)
		}
	}
	return all
}

// leaveOut switches the rules off that were not asked for.
func (f *siteFlags) leaveOut(s *rule.Settings) {
	for _, r := range rule.All() {
		if len(f.rules) > 0 && !slices.Contains(f.rules, r.ID) {
			s.Off[r.ID] = true
		}
	}
}

// failing says whether the command fails for findings in a document for which a
// configuration holds.
type failing func(c *config.Config, found []report.Finding) bool

// fails returns what --fail-on says or, without it, the configuration.
func (f *siteFlags) fails() (failing, error) {
	if _, known := config.ParseSeverity(f.failOn); !known && f.failOn != "" && f.failOn != config.Never {
		return nil, fmt.Errorf("--fail-on is %q, expected error, warning, info or never", f.failOn)
	}
	return func(c *config.Config, found []report.Finding) bool {
		severity, fails := config.ParseSeverity(cmp.Or(f.failOn, c.FailOn))
		var counts report.Counts
		for i := range found {
			counts.Add(found[i].Severity)
		}
		return fails && counts.AtLeast(severity) > 0
	}, nil
}

// knownRule returns an error for an id that no rule has.
func knownRule(id string) error {
	if rule.ByID(id) != nil {
		return nil
	}
	var ids []string
	for _, r := range rule.All() {
		ids = append(ids, r.ID)
	}
	if near := config.Nearest(id, ids); near != "" {
		return fmt.Errorf("there is no rule %q; did you mean %s?", id, near)
	}
	return fmt.Errorf("there is no rule %q; crossorigin rules lists them", id)
}

// paths checks the arguments of a command that reads documents.
func (f *siteFlags) paths(cmd *cobra.Command, args []string) error {
	switch {
	case f.printConfig:
		return nil
	case len(args) == 0:
		return fmt.Errorf("no file or folder given, expected paths or - for standard input\nSee %s --help", cmd.CommandPath())
	case slices.Contains(args, "-") && len(args) > 1:
		return errors.New("- (standard input) cannot be given together with other paths")
	case f.stdinName != "" && !slices.Contains(args, "-"):
		return errors.New("--stdin-filename is of use only with - (standard input)")
	}
	return nil
}
