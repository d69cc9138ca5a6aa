package serve

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Site is what Hugo says about the site that a server would serve, or about
// that of one of its languages.
type Site struct {
	Language string // "" where there is only one
	Default  bool   // the language is that of pages that are in no folder of one
	BaseURL  string
	// Params are params.crossorigin, nil when there is none. All keys are in
	// lower case, and what comes from the environment is text.
	Params any
}

// Sites asks Hugo for the configuration that the server will have, of every
// language in Hugo's order. The error holds what Hugo says.
func (c *Command) Sites(ctx context.Context) ([]Site, error) {
	line := c.config()
	if _, given := c.flag("environment"); !given {
		line = append(line, "--environment="+Environment()) // as for a server
	}
	first, err := readSite(ctx, line)
	if err != nil {
		return nil, err
	}
	languages := first.languages()
	if len(languages) < 2 {
		return []Site{{"", true, first.BaseURL, first.Params["crossorigin"]}}, nil
	}
	sites, errs := make([]Site, len(languages)), make([]error, len(languages))
	var group sync.WaitGroup
	for i, language := range languages {
		group.Go(func() {
			var own siteConfig
			own, errs[i] = readSite(ctx, append(slices.Clip(line), "--lang="+language))
			sites[i] = Site{language, language == cmp.Or(first.DefaultContentLanguage, "en"), own.BaseURL, own.Params["crossorigin"]}
		})
	}
	group.Wait()
	return sites, errors.Join(errs...)
}

// Multihost says whether the languages have hosts, or paths, of their own: then
// Hugo serves each at a port of its own
// (https://gohugo.io/configuration/languages/#multihost).
func Multihost(sites []Site) bool {
	for _, s := range sites {
		if s.BaseURL != sites[0].BaseURL {
			return true
		}
	}
	return false
}

// siteConfig is what is read of the configuration that Hugo prints.
type siteConfig struct {
	BaseURL                string
	DefaultContentLanguage string
	Params                 map[string]any
	Languages              map[string]struct {
		Weight   int
		Disabled bool
	}
}

func readSite(ctx context.Context, line []string) (s siteConfig, err error) {
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && len(bytes.TrimSpace(exit.Stderr)) > 0 {
			return s, fmt.Errorf("%s: %w\n%s", strings.Join(line, " "), err, bytes.TrimSpace(exit.Stderr))
		}
		return s, fmt.Errorf("%s: %w", strings.Join(line, " "), err)
	}
	// Warnings may come first.
	start := max(0, bytes.IndexByte(out, '{'))
	if err := json.Unmarshal(out[start:], &s); err != nil {
		return s, fmt.Errorf("%s: expected JSON: %w", strings.Join(line, " "), err)
	}
	return s, nil
}

// languages are the names of those that are built, in Hugo's order: by weight,
// those without one last, then by name.
func (s *siteConfig) languages() []string {
	var names []string
	for name, l := range s.Languages {
		if !l.Disabled {
			names = append(names, name)
		}
	}
	weight := func(name string) uint { return uint(s.Languages[name].Weight) - 1 } // none is the heaviest
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(weight(a), weight(b)), cmp.Compare(a, b))
	})
	return names
}

// Upstreams returns where the server will listen, with a port for each of n
// sites, and the flags that make it do so: on free ports unless the command line
// names the first one.
func (c *Command) Upstreams(n int) (at []*url.URL, flags []string, err error) {
	host, _ := c.flag("bind")
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	first := 0
	if port, given := c.flag("port"); given {
		if first, err = strconv.Atoi(port); err != nil {
			return nil, nil, fmt.Errorf("--port is %q, expected a number", port)
		}
	}
	if first != 0 { // 0 is any free port
		// Hugo takes any port where a further one is not free.
		if err := free(host, first, n); err != nil && n > 1 {
			return nil, nil, fmt.Errorf("the Hugo server needs %d ports from %d on, one for each language: %w", n, first, err)
		}
	} else if first, err = freePorts(host, n); err != nil {
		return nil, nil, fmt.Errorf("no free port for the Hugo server: %w", err)
	} else {
		flags = append(flags, "--port="+strconv.Itoa(first))
	}
	for i := range n {
		at = append(at, &url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(first+i))})
	}
	return at, flags, nil
}

// freePorts finds n ports in a row on which nobody listens, and returns the
// first.
func freePorts(host string, n int) (first int, err error) {
	for range 100 {
		l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			return 0, err
		}
		first = l.Addr().(*net.TCPAddr).Port
		if err := l.Close(); err != nil {
			return 0, err
		}
		if err = free(host, first, n); err == nil {
			return first, nil
		}
	}
	return 0, fmt.Errorf("%d in a row are nowhere", n)
}

// free says who listens on one of n ports.
func free(host string, first, n int) error {
	for i := range n {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(first+i)))
		if err != nil {
			return err
		}
		if err := l.Close(); err != nil {
			return err
		}
	}
	return nil
}

// Base returns where a browser finds the site when it talks to the address,
// and the flags that make the server take that for its own. Links then lead to
// the proxy wherever they are, in feeds and scripts too, and so does the live
// reload connection.
//
// It is what Hugo makes of the base URL, with another port: the host is
// localhost unless the command line names a base URL.
func (c *Command) Base(site Site, listen *net.TCPAddr) (base *url.URL, flags []string, err error) {
	base, err = c.at(site, listen)
	if err != nil {
		return nil, nil, err
	}
	return base, []string{"--baseURL=" + base.String(), "--appendPort=false"}, nil
}

// Move returns where a browser finds a site of several with hosts of their own
// when it talks to the address, and what the server takes for that: such sites
// cannot be told another address.
func (c *Command) Move(site Site, upstream *url.URL, listen *net.TCPAddr) (Move, error) {
	port, err := strconv.Atoi(upstream.Port())
	if err != nil {
		return Move{}, err
	}
	// Whatever it listens on, Hugo calls itself localhost.
	from, err := c.at(site, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		return Move{}, err
	}
	to, err := c.at(site, listen)
	return Move{from, to}, err
}

// at returns the base URL of a site that is served at an address.
func (c *Command) at(site Site, listen *net.TCPAddr) (*url.URL, error) {
	raw, given := c.flag("baseURL")
	if !given {
		raw = site.BaseURL
	}
	base, err := parseBase(raw)
	if err != nil {
		return nil, fmt.Errorf("the base URL %q of the site: %w", raw, err)
	}
	if !given || base.Host == "" {
		base.Scheme, base.Host = "http", OriginOf(listen).Host
	} else if appended, given := c.flag("appendPort"); !given || appended != "false" {
		base.Host = net.JoinHostPort(base.Hostname(), strconv.Itoa(listen.Port))
	}
	return base, nil
}

// parseBase reads a base URL as leniently as Hugo does: the scheme may be
// missing, and there may be none.
func parseBase(raw string) (*url.URL, error) {
	if !strings.HasSuffix(raw, "/") {
		raw += "/"
	}
	base, err := url.Parse(raw)
	if err == nil && base.Host == "" && !strings.HasPrefix(raw, "/") {
		base, err = url.Parse("//" + raw)
	}
	if err != nil {
		return nil, err
	}
	if base.Scheme == "" {
		base.Scheme = "http"
	}
	if base.Path == "" {
		base.Path = "/"
	}
	return &url.URL{Scheme: base.Scheme, Host: base.Host, Path: base.Path}, nil
}

// OriginOf returns the origin of a server that listens there, by the name that
// is usual in browsers.
func OriginOf(listen *net.TCPAddr) *url.URL {
	host := listen.IP.String()
	if listen.IP.IsLoopback() || listen.IP.IsUnspecified() {
		host = "localhost"
	}
	return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(listen.Port)), Path: "/"}
}
