package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/bep/clocks"
	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/hmaps"
	"github.com/gohugoio/hugo/common/htime"
	"github.com/gohugoio/hugo/common/hugo"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
	"golang.org/x/sync/errgroup"

	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// build is one build of a Hugo site whose pages are held back.
type build struct {
	hugo       *hugolib.HugoSites
	configs    *allconfig.Configs
	pages      *holdFs
	sites      []*site // in the order of hugo.Sites
	workingDir string
	publishDir string // as configured: below workingDir unless absolute
	sources    *provenance.Sources
	// suppressions are those that are of use on some page.
	suppressions rule.Suppressions
	sheetNames   func() map[string]string // sheetSources, read once when they are asked for
}

// newBuild loads the site's configuration as `hugo` does and prepares the
// build. What Hugo says goes to out and errOut.
func newBuild(o *options, out, errOut io.Writer) (*build, error) {
	logger := newLogger(o, out, errOut)
	loggers.SetGlobalLogger(logger)
	workingDir, err := filepath.Abs(o.source)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(workingDir); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file, expected the folder of a Hugo site", o.source)
	}
	cfg := config.New()
	cfg.Set("environment", environment(o))
	cfg.Set("internal", hmaps.Params{"verbose": logger.Level() <= logg.LevelInfo, "quiet": o.quiet, "renderToMemory": o.renderToMemory})
	cfg.Set("renderToMemory", o.renderToMemory)
	cfg.Set("workingDir", workingDir)
	cfg.Set("panicOnWarning", o.panicOnWarning)
	o.set(cfg)
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Flags: cfg, Fs: hugofs.Os, Filename: o.configFile, ConfigDir: o.configDir, Environment: environment(o), Logger: logger, Environ: os.Environ(),
	})
	if err != nil {
		return nil, err
	}
	if len(configs.LoadingInfo.ConfigFiles) == 0 {
		return nil, fmt.Errorf("%s has no hugo.toml, hugo.yaml, hugo.json or config folder, expected the folder of a Hugo site", workingDir)
	}
	if !configs.Base.C.Clock.IsZero() {
		htime.Clock = clocks.Start(configs.Base.C.Clock)
	}
	b := &build{configs: configs, workingDir: workingDir, publishDir: configs.Base.PublishDir}
	b.sheetNames = sync.OnceValue(b.sheetSources)
	return b, b.open(cfg, logger)
}

// open makes the file systems, with the pages held back, and the sites.
func (b *build) open(cfg config.Provider, logger loggers.Logger) (err error) {
	var destination afero.Fs = hugofs.Os
	publishDir := b.publishDir
	if cfg.GetBool("renderToMemory") {
		destination, publishDir = afero.NewMemMapFs(), "/"
	}
	cfg.Set("publishDir", publishDir)
	cfg.Set("publishDirStatic", publishDir)
	cfg.Set("publishDirDynamic", publishDir)
	fs := hugofs.NewFromSourceAndDestination(hugofs.Os, destination, cfg)
	b.pages = newHoldFs(fs.PublishDir, b.isPage())
	b.pages.inMemory = cfg.GetBool("renderToMemory")
	fs.PublishDir, fs.PublishDirServer, fs.PublishDirStatic = b.pages, b.pages, b.pages
	if b.configs.Base.PrintPathWarnings {
		fs.PublishDir = hugofs.NewCreateCountingFs(fs.PublishDir)
	}
	b.hugo, err = hugolib.NewHugoSites(deps.DepsCfg{
		Configs: b.configs, Fs: fs, StdOut: logger.StdOut(), StdErr: logger.StdErr(), LogLevel: logger.Level(),
	})
	b.sources = provenance.New(b.readSources)
	return err
}

// isPage tells the files that are annotated: those that hold HTML, by their
// extension, and the headers file of each site. HTML is what the output formats
// of the site use that are HTML, and .html and .htm in any case.
func (b *build) isPage() func(name string) bool {
	extensions := map[string]bool{".html": true, ".htm": true}
	headers := map[string]bool{"/" + served.HeadersName: true}
	for name, language := range b.configs.LanguageConfigMap {
		if b.configs.IsMultihost {
			headers["/"+name+"/"+served.HeadersName] = true
		}
		for _, format := range language.OutputFormats.Config {
			if !format.IsHTML {
				continue
			}
			for _, suffix := range format.MediaType.Suffixes() {
				extensions["."+suffix] = true
			}
		}
	}
	return func(name string) bool { return extensions[strings.ToLower(filepath.Ext(name))] || headers[key(name)] }
}

// run builds the sites and copies the static files, at the same time unless
// the destination is cleaned by the copying.
func (b *build) run(o *options, out io.Writer) (err error) {
	defer func() {
		if r := recover(); r != nil { // Hugo panics on a warning when it is asked to
			err = fmt.Errorf("%v", r)
		}
	}()
	static := func() error {
		if err := copyStatic(b.hugo, b.pages); err != nil {
			return fmt.Errorf("copying static files: %w", err)
		}
		return nil
	}
	sites := func() error { return b.hugo.Build(hugolib.BuildCfg{}) }
	if b.configs.Base.CleanDestinationDir {
		if err := static(); err != nil {
			return err
		}
		if err := sites(); err != nil {
			return err
		}
	} else {
		var g errgroup.Group
		g.Go(static)
		g.Go(sites)
		if err := g.Wait(); err != nil {
			return err
		}
	}
	if o.gc {
		n, err := b.hugo.GC()
		if err != nil {
			return err
		}
		for _, s := range b.hugo.Sites {
			s.ProcessingStats.Cleaned = uint64(n)
		}
	}
	if !o.quiet {
		fmt.Fprintln(out, hugo.BuildVersionString())
		b.hugo.PrintProcessingStats(out)
	}
	return nil
}

func environment(o *options) string {
	for _, e := range []string{o.environment, os.Getenv("HUGO_ENVIRONMENT"), os.Getenv("HUGO_ENV")} {
		if e != "" {
			return e
		}
	}
	return hugo.EnvironmentProduction
}

func newLogger(o *options, out, errOut io.Writer) loggers.Logger {
	level := logg.LevelWarn
	switch strings.ToLower(o.logLevel) {
	case "debug":
		level = logg.LevelDebug
	case "info":
		level = logg.LevelInfo
	case "error":
		level = logg.LevelError
	}
	opts := loggers.Options{DistinctLevel: logg.LevelWarn, Level: level, StdOut: out, StdErr: errOut}
	if o.quiet { // what fails the build is told nevertheless
		opts.StdOut = io.Discard
		if !o.panicOnWarning {
			opts.Level = logg.LevelError
		}
	}
	if o.panicOnWarning {
		opts.HandlerPost = loggers.PanicOnWarningHook
	}
	return loggers.New(opts)
}

// close lets go of what Hugo holds: caches, processes, the build lock.
func (b *build) close() { _ = b.hugo.Close() } // nothing is left to be written

// outputFile returns the name of an output file as it is written in reports.
func (b *build) outputFile(name string) string {
	return filepath.Join(b.publishDir, filepath.FromSlash(name))
}
