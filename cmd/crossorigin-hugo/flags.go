package main

import (
	"fmt"
	"strings"

	"github.com/gohugoio/hugo/config"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// options are what the command line says, apart from what goes into Hugo's
// configuration as it is.
type options struct {
	source, configFile, configDir, environment, logLevel string
	quiet, gc, renderToMemory, panicOnWarning            bool

	format, failOn string
	check, unsafe  bool

	changed map[string]any // Hugo configuration key → value of a flag that was given
}

// configFlags are the flags of `hugo` that stand for a key of its
// configuration, with the key where it is named otherwise.
var configFlags = []struct {
	name, short, key, usage string
	value                   any
}{
	{"baseURL", "b", "", "hostname (and path) to the root, e.g. https://example.org/", ""},
	{"destination", "d", "publishDir", "filesystem path to write files to", ""},
	{"contentDir", "c", "", "filesystem path to content directory", ""},
	{"layoutDir", "l", "", "filesystem path to layout directory", ""},
	{"cacheDir", "", "", "filesystem path to cache directory", ""},
	{"themesDir", "", "", "filesystem path to themes directory", ""},
	{"theme", "t", "", "themes to use (located in /themes/THEMENAME/)", []string{}},
	{"ignoreVendorPaths", "", "", "ignores any _vendor for module paths matching the given Glob pattern", ""},
	{"renderSegments", "", "", "named segments to render (configured in the segments config)", []string{}},
	{"disableKinds", "", "", "disable different kind of pages (home, RSS etc.)", []string{}},
	{"clock", "", "internal.clock", "set the clock used by Hugo, e.g. 2021-11-06T22:30:00.00+09:00", ""},
	{"minify", "", "minify.minifyOutput", "minify any supported output format (HTML, XML etc.)", false},
	{"cleanDestinationDir", "", "", "remove files from destination not found in static directories", false},
	{"buildDrafts", "D", "", "include content marked as draft", false},
	{"buildFuture", "F", "", "include content with publishdate in the future", false},
	{"buildExpired", "E", "", "include expired content", false},
	{"ignoreCache", "", "", "ignore the configured file caches", false},
	{"enableGitInfo", "", "", "add Git revision, date, author, and CODEOWNERS info to the pages", false},
	{"noTimes", "", "", "don't sync modification time of static files", false},
	{"noChmod", "", "", "don't sync permission mode of static files", false},
	{"noBuildLock", "", "", "don't create .hugo_build.lock file", false},
	{"printI18nWarnings", "", "", "print missing translations", false},
	{"printPathWarnings", "", "", "print warnings on duplicate target paths etc.", false},
	{"printUnusedTemplates", "", "", "print warnings on unused templates", false},
	{"templateMetrics", "", "", "display metrics about template executions", false},
	{"templateMetricsHints", "", "", "calculate some improvement hints when combined with --templateMetrics", false},
}

// otherFlags are the flags of `hugo` that this command refuses, with what is
// expected in their place.
var otherFlags = []struct {
	name, short, instead string
	value                any
}{
	{"watch", "w", watching, false},
	{"poll", "", watching, ""},
	{"printMemoryUsage", "", measuring, false},
	{"trace", "", measuring, ""},
	{"profile-cpu", "", measuring, ""},
	{"profile-mem", "", measuring, ""},
	{"profile-mutex", "", measuring, ""},
}

const (
	watching  = "this command builds once, expected crossorigin serve -- hugo server to follow changes"
	measuring = "this measures Hugo, expected hugo itself with that flag"
)

func (o *options) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&o.source, "source", "s", "", "filesystem path to read files relative from")
	flags.StringVar(&o.configFile, "config", "", "config file (default is hugo.yaml|json|toml)")
	flags.StringVar(&o.configDir, "configDir", "config", "config dir")
	flags.StringVarP(&o.environment, "environment", "e", "", "build environment")
	for _, f := range configFlags {
		switch value := f.value.(type) {
		case string:
			flags.StringP(f.name, f.short, value, f.usage)
		case bool:
			flags.BoolP(f.name, f.short, value, f.usage)
		case []string:
			flags.StringSliceP(f.name, f.short, value, f.usage)
		}
	}
	for _, f := range otherFlags {
		if value, ok := f.value.(bool); ok {
			flags.BoolP(f.name, f.short, value, "")
		} else {
			flags.StringP(f.name, f.short, "", "")
		}
		flags.Lookup(f.name).Hidden = true
	}
	// It says which static files to copy again after a change.
	flags.Bool("forceSyncStatic", false, "")
	flags.Lookup("forceSyncStatic").Hidden = true
	flags.BoolVarP(&o.renderToMemory, "renderToMemory", "M", false, "render to memory: report only, write nothing")
	flags.BoolVar(&o.gc, "gc", false, "remove unused cache files after the build")
	flags.BoolVar(&o.quiet, "quiet", false, "print findings only")
	flags.StringVar(&o.logLevel, "logLevel", "", "log level (debug|info|warn|error)")
	flags.BoolVar(&o.panicOnWarning, "panicOnWarning", false, "fail on the first warning of Hugo's")
	flags.StringVar(&o.format, "format", "text", "how to print what was changed and found (text|json)")
	flags.StringVar(&o.failOn, "fail-on", "", "least severity that remains to end with exit code 1 (error|warning|info|never); default is failOn of the site's configuration")
	flags.BoolVar(&o.check, "check", false, "validate only: write pages as Hugo renders them")
	flags.BoolVar(&o.unsafe, "unsafe", false, "also make changes that break a load if the server does not answer CORS requests")
}

// read takes over the flags that were given and checks the values that Hugo
// does not.
func (o *options) read(flags *pflag.FlagSet) error {
	o.changed = map[string]any{}
	for _, f := range otherFlags {
		if given := flags.Lookup(f.name); given.Changed && given.Value.String() != "false" {
			return fmt.Errorf("--%s: %s", f.name, f.instead)
		}
	}
	for _, f := range configFlags {
		if !flags.Changed(f.name) {
			continue
		}
		k := f.key
		if k == "" {
			k = f.name
		}
		switch f.value.(type) {
		case string:
			o.changed[k], _ = flags.GetString(f.name)
		case bool:
			o.changed[k], _ = flags.GetBool(f.name)
		case []string:
			o.changed[k], _ = flags.GetStringSlice(f.name)
		}
	}
	for _, f := range []struct{ name, value, expected string }{
		{"format", o.format, "text, json"},
		{"fail-on", o.failOn, ", error, warning, info, never"},
		{"logLevel", strings.ToLower(o.logLevel), ", debug, info, warn, warning, error"},
	} {
		if !oneOf(f.value, strings.Split(f.expected, ", ")) {
			return fmt.Errorf("--%s is %q, expected one of %s", f.name, f.value, strings.TrimPrefix(f.expected, ", "))
		}
	}
	return nil
}

func oneOf(s string, list []string) bool {
	for _, item := range list {
		if s == item {
			return true
		}
	}
	return false
}

// set writes the flags into Hugo's configuration.
func (o *options) set(cfg config.Provider) {
	for k, value := range o.changed {
		cfg.Set(k, value)
	}
}
