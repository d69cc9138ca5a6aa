package served

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// headers are the Link fields that a file sets for a site.
type headers struct {
	name   string
	config bool // a configuration file, which may stand outside of the folder
	blocks []page.Block
	mu     sync.Mutex
	lines  *markup.Lines // guarded by mu
}

// HeadersName is the name of the headers file of Netlify and Cloudflare Pages,
// NetlifyName that of Netlify's configuration.
const (
	HeadersName = "_headers"
	NetlifyName = "netlify.toml"
)

// readHeaders reads the files that set headers for the site: the headers file
// in its folder, and the configurations of Netlify and Hugo that publish the
// folder or are made for its sources. A netlify.toml tells whose file the first
// one is. What is wrong with them is said where
// they are checked.
func (s *Site) readHeaders() {
	configs := configsFor(s.dir)
	onNetlify := slices.ContainsFunc(configs, func(name string) bool { return filepath.Base(name) == NetlifyName })
	if src, err := s.read(HeadersName); err == nil && isText(src) {
		p := page.ParseHeaders(src, page.Options{})
		if onNetlify {
			p.OnNetlify()
		}
		s.addHeaders(filepath.Join(s.dir, HeadersName), false, src, p)
	}
	for _, name := range configs {
		src, err := os.ReadFile(name)
		if err != nil || len(src) > MaxLocal || !isText(src) {
			continue
		}
		if table, err := page.ParseHeaderTable(src, page.Options{Name: name}); err == nil && len(table.Blocks) > 0 {
			s.addHeaders(name, true, src, table)
		}
	}
}

func isText(src []byte) bool { return bytes.IndexByte(src, 0) < 0 }

func (s *Site) addHeaders(name string, config bool, src []byte, p *page.Page) {
	s.headers = append(s.headers, &headers{name: name, config: config, blocks: p.Blocks, lines: markup.NewLines(src)})
}

// Configs are the configuration files that set headers for the site.
func (s *Site) Configs() []string {
	var names []string
	for _, h := range s.headers {
		if h.config {
			names = append(names, h.name)
		}
	}
	return names
}

// links returns what the files send with the page at a path.
func (s *Site) links(path string) []page.Link {
	if len(s.headers) == 0 {
		return nil
	}
	var links []page.Link
	host := ""
	if base, err := url.Parse(s.base); err == nil {
		host = base.Hostname()
	}
	for _, h := range s.headers {
		links = append(links, h.linksFor(host, path)...)
	}
	return links
}

func (h *headers) linksFor(host, path string) []page.Link {
	h.mu.Lock()
	defer h.mu.Unlock()
	return page.LinksFor(h.blocks, host, path, h.name, h.lines)
}

// configsFor returns the configuration files for a folder that is served, or
// that is a Hugo site or its static files.
func configsFor(dir string) []string {
	var names []string
	of := hugosite.Around(dir)
	if of != nil {
		abs := absolute(dir)
		mine := abs == absolute(of.Root) || abs == absolute(of.Publish)
		for _, m := range of.Mounts {
			mine = mine || m.Component == hugosite.Static && abs == absolute(m.Source)
		}
		if !mine {
			return nil
		}
		names = of.Config
	}
	if name := netlifyFor(dir, of); name != "" {
		names = append([]string{name}, names...)
	}
	return names
}

// netlifyFor returns the netlify.toml that is for a folder: in the folder, in
// the root of the Hugo site that it belongs to, or above it and publishing it.
func netlifyFor(dir string, of *hugosite.Site) string {
	if of != nil {
		dir = of.Root
	}
	if name := filepath.Join(dir, NetlifyName); isFile(name) {
		return name
	}
	abs := absolute(dir)
	for at, above := abs, dir; ; {
		up := filepath.Dir(at)
		if up == at || isFolder(filepath.Join(at, ".git")) {
			return ""
		}
		at, above = up, filepath.Join(above, "..")
		name := filepath.Join(above, NetlifyName)
		if filepath.IsAbs(dir) {
			name = filepath.Join(at, NetlifyName)
		}
		if isFile(name) {
			if publishes(name, at, abs) {
				return name
			}
			return ""
		}
	}
}

// publishes says whether a netlify.toml in the folder root publishes dir
// (https://docs.netlify.com/build/configure-builds/file-based-configuration/#build-settings).
func publishes(name, root, dir string) bool {
	src, err := os.ReadFile(name)
	if err != nil {
		return false
	}
	var settings struct {
		Build struct{ Base, Publish string }
	}
	if toml.Unmarshal(src, &settings) != nil {
		return false
	}
	return filepath.Join(root, filepath.FromSlash(settings.Build.Base), filepath.FromSlash(settings.Build.Publish)) == dir
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// absolute returns the name unchanged where the working folder is gone.
func absolute(name string) string {
	if a, err := filepath.Abs(name); err == nil {
		return a
	}
	return name
}
