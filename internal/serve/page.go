package serve

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

const (
	// maxPage is the size of the largest page that is annotated; larger ones
	// pass through.
	maxPage = 32 << 20
	// maxLocal is the size of the largest file that is read because a page
	// refers to it.
	maxLocal = 8 << 20
)

// modify annotates the response if it is a page.
func (p *proxy) modify(resp *http.Response) error {
	p.reached("")
	if at := resp.Header.Get("Location"); at != "" && p.rebase != nil {
		resp.Header.Set("Location", p.rebase.text(at))
	}
	if c, upgraded := resp.Body.(io.ReadWriteCloser); upgraded && resp.StatusCode == http.StatusSwitchingProtocols && p.rebase != nil {
		resp.Body = newSocket(c, p.rebase.message)
		return nil
	}
	if !isPage(resp) {
		return nil
	}
	file, config := p.file(resp.Request.URL.Path), Config{}
	if p.Config != nil {
		config = p.Config(file)
	}
	if config.Excluded {
		return nil
	}
	encoding := resp.Header.Get("Content-Encoding")
	packed := strings.EqualFold(encoding, "gzip") || strings.EqualFold(encoding, "x-gzip")
	if encoding != "" && encoding != "identity" && !packed {
		p.leave(resp, "it is compressed as "+encoding+" although that was not asked for")
		return nil
	}
	if packed || resp.Request.Method == http.MethodHead {
		forget(resp.Header)
	}
	if resp.Request.Method == http.MethodHead {
		return nil
	}
	if packed {
		if err := unpack(resp); err != nil {
			return fmt.Errorf("the page broke off: %w", err)
		}
	}
	body := resp.Body
	src, err := io.ReadAll(io.LimitReader(body, maxPage+1))
	if err != nil {
		return fmt.Errorf("the page broke off: %w", err)
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(src), body), body}
	switch {
	case len(src) > maxPage:
		p.leave(resp, fmt.Sprintf("it is larger than %d MiB", maxPage>>20))
		return nil
	case bytes.IndexByte(src, 0) >= 0:
		p.leave(resp, "it is no text in an encoding like ASCII, such as UTF-8")
		return nil
	}
	out := p.page(resp, src, file, &config)
	if bytes.Equal(out, src) {
		return nil
	}
	resp.Body = io.NopCloser(bytes.NewReader(out))
	forget(resp.Header)
	resp.ContentLength = int64(len(out))
	resp.Header.Set("Content-Length", strconv.Itoa(len(out)))
	return body.Close()
}

// isPage says whether the response is a whole page of the site. Other
// statuses than 200 and 404 come with pages of the server's own.
func isPage(resp *http.Response) bool {
	method, status := resp.Request.Method, resp.StatusCode
	if method != http.MethodGet && method != http.MethodHead || status != http.StatusOK && status != http.StatusNotFound {
		return false
	}
	kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return err == nil && kind == "text/html"
}

// unpack replaces the compressed body of a response, although that was not asked
// for, by what it is.
func unpack(resp *http.Response) error {
	z, err := gzip.NewReader(resp.Body)
	if err != nil {
		return err
	}
	resp.Header.Del("Content-Encoding")
	resp.ContentLength = -1
	resp.Body = struct {
		io.Reader
		io.Closer
	}{z, resp.Body}
	return nil
}

// leave tells, once, why a page is left alone that nobody excluded.
func (p *proxy) leave(resp *http.Response, why string) {
	if p.Leave != nil && p.seen.first(resp.Request.URL.Path, why) {
		p.Leave(p.at(resp.Request).String(), why)
	}
}

// at is the URL of a page for the browser, without query.
func (p *proxy) at(r *http.Request) *url.URL {
	return &url.URL{Scheme: p.Base.Scheme, Host: p.Base.Host, Path: r.URL.Path, RawPath: r.URL.RawPath}
}

// forget drops what describes the bytes of the page as the server behind has
// them.
func forget(h http.Header) {
	for _, name := range []string{"Content-Length", "ETag", "Last-Modified", "Accept-Ranges", "Content-MD5", "Digest", "Repr-Digest", "Content-Digest"} {
		h.Del(name)
	}
}

// file is a page's path below that of the site as a file.
func (p *proxy) file(at string) string {
	file := strings.TrimPrefix(strings.TrimPrefix(at, strings.TrimSuffix(p.Base.Path, "/")), "/")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return path.Clean(file)
}

// page returns what the browser gets for a page.
func (p *proxy) page(resp *http.Response, src []byte, file string, config *Config) []byte {
	req := resp.Request
	if p.rebase != nil {
		src = p.rebase.page(src)
	}
	at := p.at(req)
	where := at.String()
	o := annotate.Options{Unsafe: p.Unsafe, Settings: config.Settings, Page: page.Options{
		Name: where, URL: where, Origins: config.Origins,
		Local: func(at string) ([]byte, bool) { return p.local(req.Context(), at) },
		Links: links(resp.Header),
		// The site changes from one visit to the next.
		Cache: new(page.Cache),
	}}
	result := annotate.HTML(src, o)
	// Another page may need the suppression that a template prints on this
	// one too, and not all are visited: check tells which none needs.
	result.Left = slices.DeleteFunc(result.Left, func(f rule.Finding) bool { return f.ForSite() })
	p.seen.visit(Visit{URL: where, File: file, Source: src, Result: result, Options: o}, p.Report)
	if p.Overlay && windowed(req) {
		return overlay(result, func(a *report.Annotation) {
			if p.Trace != nil {
				p.Trace(file, a, src, result.Output)
			}
		})
	}
	return result.Output
}

// links are the Link header fields of a page.
func links(h http.Header) []page.Link {
	var all []page.Link
	for _, value := range h.Values("Link") {
		for _, l := range page.ParseLinkHeader(value) {
			l.Source = "sent by the server"
			all = append(all, l)
		}
	}
	return all
}

// local returns the file that the server behind has for a URL of the site.
func (p *proxy) local(ctx context.Context, at string) ([]byte, bool) {
	u, err := url.Parse(at)
	if err != nil {
		return nil, false
	}
	u.Scheme, u.Host, u.User = p.Upstream.Scheme, p.Upstream.Host, nil
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, false
	}
	// Hugo renders what a browser navigates to anew; this is none of that.
	req.Header.Set("Sec-Fetch-Mode", "no-cors")
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := p.transport.RoundTrip(req)
	if err != nil {
		return nil, false
	}
	defer resp.Body.Close()
	src, err := io.ReadAll(io.LimitReader(resp.Body, maxLocal+1))
	return src, err == nil && len(src) <= maxLocal && resp.StatusCode == http.StatusOK
}

// windowed says whether the page is for a browser's window rather than for a
// frame or a script.
func windowed(r *http.Request) bool {
	if dest := r.Header.Get("Sec-Fetch-Dest"); dest != "" {
		return dest == "document"
	}
	return navigates(r)
}
