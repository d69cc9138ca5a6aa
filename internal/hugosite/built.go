package hugosite

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var (
	// feedSelf is where a feed of Hugo's says that it is itself.
	feedSelf = regexp.MustCompile(`<atom:link [^>]*href="([^"]+)"[^>]*rel="self"`)
	location = regexp.MustCompile(`<loc>\s*([^<\s]+)\s*</loc>`)
)

const (
	maxEvidence  = 256 << 10 // bytes read of a feed or sitemap
	maxLocations = 100       // looked at of a sitemap
)

// BuiltFor returns the base URL that the site in a folder was built for, and the
// file that says so: its feed, or its sitemap, whose pages must all be in the
// folder under their URLs. Both are "" when neither tells. A build may have
// another base URL than the configuration, by its flags or environment.
func BuiltFor(dir string) (base, from string) {
	for _, test := range []struct {
		name string
		urls func(text string) []string
	}{
		{"index.xml", func(text string) []string { return found(feedSelf, text, 1) }},
		{"sitemap.xml", func(text string) []string { return found(location, text, maxLocations) }},
	} {
		from := filepath.Join(dir, test.name)
		if base := baseOf(dir, test.urls(head(from, maxEvidence))); base != "" {
			return base, from
		}
	}
	return "", ""
}

// head returns the first bytes of a file, none when it cannot be read.
func head(name string, size int64) string {
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, size))
	if err != nil {
		return ""
	}
	return string(text)
}

func found(pattern *regexp.Regexp, text string, most int) (all []string) {
	for _, m := range pattern.FindAllStringSubmatch(text, most) {
		all = append(all, strings.ReplaceAll(m[1], "&amp;", "&"))
	}
	return all
}

// baseOf returns the only base URL under which all files with these URLs are in a
// folder, "" for none.
func baseOf(dir string, urls []string) string {
	if len(urls) == 0 {
		return ""
	}
	var bases []string
	for i, at := range urls {
		u, err := url.Parse(at)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return ""
		}
		var of []string // that this one allows
		for n := range len(u.Path) {
			if u.Path[n] == '/' && isPage(dir, u.Path[n+1:]) {
				of = append(of, u.Scheme+"://"+u.Host+u.Path[:n+1])
			}
		}
		if i == 0 {
			bases = of
		}
		bases = slices.DeleteFunc(bases, func(b string) bool { return !slices.Contains(of, b) })
	}
	if len(bases) != 1 {
		return ""
	}
	return bases[0]
}

// isPage says whether a folder has the file of a URL below it.
func isPage(dir, at string) bool {
	name := filepath.Join(dir, filepath.FromSlash(at))
	if at == "" || strings.HasSuffix(at, "/") {
		name = filepath.Join(name, "index.html")
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
