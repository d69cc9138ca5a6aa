package serve

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// Command is a command line that starts a Hugo server: hugo itself, or a
// program that runs it ("go tool hugo server -D").
type Command struct {
	launch []string // what comes in front of Hugo's arguments
	args   []string // Hugo's, without the word server
	flags  []flag   // in args
}

// flag is a flag of Hugo's as given; value is "" for a boolean one.
type flag struct{ name, value string }

// ParseCommand reads a command line. It fails for one that starts no Hugo
// server, or one that the proxy cannot stand in front of.
func ParseCommand(args []string) (*Command, error) {
	hugo := slices.IndexFunc(args, func(a string) bool {
		return strings.HasPrefix(strings.ToLower(filepath.Base(a)), "hugo")
	})
	if hugo < 0 {
		return nil, fmt.Errorf("%q starts no Hugo, expected hugo server with its flags", strings.Join(args, " "))
	}
	c := &Command{launch: args[:hugo+1]}
	server := false
	rest := args[hugo+1:]
	for len(rest) > 0 {
		n, found := readFlag(rest)
		if len(found) == 0 && !server && (rest[0] == "server" || rest[0] == "serve") {
			server = true
		} else {
			c.args = append(c.args, rest[:n]...)
			c.flags = append(c.flags, found...)
		}
		rest = rest[n:]
	}
	if !server {
		return nil, fmt.Errorf("%q starts no server, expected hugo server with its flags", strings.Join(args, " "))
	}
	for _, name := range []string{"tlsAuto", "tlsCertFile", "tlsKeyFile"} {
		if _, given := c.flag(name); given {
			return nil, fmt.Errorf("--%s: the pages are served over http here, leave the flag out", name)
		}
	}
	if _, help := c.flag("help"); help {
		return nil, errors.New("--help starts no server")
	}
	return c, nil
}

// shorthands are the one-letter flags of hugo server.
var shorthands = map[byte]string{
	'b': "baseURL", 'c': "contentDir", 'd': "destination", 'e': "environment", 'l': "layoutDir", 'p': "port", 's': "source", 't': "theme",
	'D': "buildDrafts", 'E': "buildExpired", 'F': "buildFuture", 'M': "renderToMemory", 'N': "navigateToChanged", 'O': "openBrowser", 'h': "help", 'w': "watch",
}

// valued are the flags of hugo server that take a value, which may be the next
// argument.
var valued = []string{
	"baseURL", "bind", "cacheDir", "clock", "config", "configDir", "contentDir", "destination", "disableKinds", "environment",
	"ignoreVendorPaths", "layoutDir", "liveReloadPort", "logLevel", "poll", "port", "profile-cpu", "profile-mem", "profile-mutex",
	"renderSegments", "source", "theme", "themesDir", "tlsCertFile", "tlsKeyFile", "trace",
}

// readFlag reads the flags that the first arguments are and returns how many
// arguments these take; 1 and none for what is no flag.
func readFlag(args []string) (n int, found []flag) {
	arg := args[0]
	if name, long := strings.CutPrefix(arg, "--"); long {
		name, value, joined := strings.Cut(name, "=")
		if !joined && slices.Contains(valued, name) && len(args) > 1 {
			return 2, []flag{{name, args[1]}}
		}
		return 1, []flag{{name, value}}
	}
	letters, short := strings.CutPrefix(arg, "-")
	for short && letters != "" {
		name := shorthands[letters[0]]
		letters = letters[1:]
		switch {
		case !slices.Contains(valued, name) && !strings.HasPrefix(letters, "="):
			found = append(found, flag{name: name})
			continue
		case letters != "":
			return 1, append(found, flag{name, strings.TrimPrefix(letters, "=")})
		case len(args) > 1:
			return 2, append(found, flag{name, args[1]})
		}
		found = append(found, flag{name: name})
	}
	return 1, found
}

// flag returns the value of a flag; of several the last counts.
func (c *Command) flag(name string) (value string, given bool) {
	for _, f := range c.flags {
		if f.name == name {
			value, given = f.value, true
		}
	}
	return value, given
}

// Source returns the folder of the site.
func (c *Command) Source() string {
	if source, given := c.flag("source"); given {
		return source
	}
	return "."
}

// Open says whether other machines can reach the server.
func (c *Command) Open() bool {
	host, given := c.flag("bind")
	return given && host != "" && !onThisMachine(host)
}

// Server returns the command line with further flags, which overrule those
// given.
func (c *Command) Server(more ...string) []string {
	return slices.Concat(c.launch, []string{"server"}, c.args, more)
}

// Flags are those that say where the site's configuration and its sources are.
func (c *Command) Flags() hugosite.Flags {
	f := hugosite.Flags{Environment: Environment()}
	for _, given := range c.flags {
		switch given.name {
		case "cacheDir":
			f.CacheDir = given.value
		case "config":
			f.Config = given.value
		case "configDir":
			f.ConfigDir = given.value
		case "contentDir":
			f.ContentDir = given.value
		case "environment":
			f.Environment = cmp.Or(given.value, Environment())
		case "ignoreVendorPaths":
			f.IgnoreVendorPaths = given.value
		case "layoutDir":
			f.LayoutDir = given.value
		case "theme":
			f.Themes = append(f.Themes, strings.Split(given.value, ",")...)
		case "themesDir":
			f.ThemesDir = given.value
		}
	}
	return f
}

// Environment is the one that a Hugo server has without the flag: development,
// unless a variable names another.
func Environment() string {
	return cmp.Or(os.Getenv("HUGO_ENVIRONMENT"), os.Getenv("HUGO_ENV"), "development")
}

// deciding are the flags that decide about the configuration.
var deciding = []string{"cacheDir", "clock", "config", "configDir", "contentDir", "environment", "ignoreVendorPaths", "source", "theme", "themesDir"}

// config returns the command line that prints the site's configuration.
func (c *Command) config() []string {
	line := slices.Concat(c.launch, []string{"config", "--format", "json"})
	for _, f := range c.flags {
		if slices.Contains(deciding, f.name) {
			line = append(line, "--"+f.name+"="+f.value)
		}
	}
	return line
}
