package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// Site is what Hugo says about the site that a server would serve.
type Site struct {
	BaseURL string
	// Params are params.crossorigin, nil when there is none. All keys are in
	// lower case, and what comes from the environment is text.
	Params any
}

// Site asks Hugo for the configuration that the server will have. The error
// holds what Hugo says.
func (c *Command) Site(ctx context.Context) (Site, error) {
	line := c.config()
	if _, given := c.flag("environment"); !given && os.Getenv("HUGO_ENVIRONMENT") == "" && os.Getenv("HUGO_ENV") == "" {
		line = append(line, "--environment=development") // as for a server
	}
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && len(bytes.TrimSpace(exit.Stderr)) > 0 {
			return Site{}, fmt.Errorf("%s: %w\n%s", strings.Join(line, " "), err, bytes.TrimSpace(exit.Stderr))
		}
		return Site{}, fmt.Errorf("%s: %w", strings.Join(line, " "), err)
	}
	var site struct {
		BaseURL string
		Params  map[string]any
	}
	// Warnings may come first.
	start := max(0, bytes.IndexByte(out, '{'))
	if err := json.Unmarshal(out[start:], &site); err != nil {
		return Site{}, fmt.Errorf("%s: expected JSON: %w", strings.Join(line, " "), err)
	}
	return Site{site.BaseURL, site.Params["crossorigin"]}, nil
}

// Upstream returns where the server will listen, and the flags that make it
// do so: on a free port unless the command line names one.
func (c *Command) Upstream() (at *url.URL, flags []string, err error) {
	host, _ := c.flag("bind")
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	port, given := c.flag("port")
	if !given {
		l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			return nil, nil, fmt.Errorf("no free port for the Hugo server: %w", err)
		}
		port = strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
		if err := l.Close(); err != nil {
			return nil, nil, err
		}
		flags = append(flags, "--port="+port)
	}
	return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port)}, flags, nil
}

// Base returns where a browser finds the site when it talks to the address,
// and the flags that make the server take that for its own. Links then lead to
// the proxy wherever they are, in feeds and scripts too, and so does the live
// reload connection.
//
// It is what Hugo makes of the base URL, with another port: the host is
// localhost unless the command line names a base URL.
func (c *Command) Base(site Site, listen *net.TCPAddr) (base *url.URL, flags []string, err error) {
	raw, given := c.flag("baseURL")
	if !given {
		raw = site.BaseURL
	}
	base, err = parseBase(raw)
	if err != nil {
		return nil, nil, fmt.Errorf("the base URL %q of the site: %w", raw, err)
	}
	if !given {
		base.Scheme, base.Host = "http", OriginOf(listen).Host
	} else if appended, given := c.flag("appendPort"); !given || appended != "false" {
		base.Host = net.JoinHostPort(base.Hostname(), strconv.Itoa(listen.Port))
	}
	return base, []string{"--baseURL=" + base.String(), "--appendPort=false"}, nil
}

// parseBase reads a base URL as leniently as Hugo does: the scheme may be
// missing, and there may be none.
func parseBase(raw string) (*url.URL, error) {
	if !strings.HasSuffix(raw, "/") {
		raw += "/"
	}
	base, err := url.Parse(raw)
	if err == nil && base.Host == "" && raw != "/" {
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
