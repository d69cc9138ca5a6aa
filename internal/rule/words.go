package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/resolver/reference"
)

// The words that messages share.

// request describes a request.
func request(r resolver.Request) string {
	return fmt.Sprintf("mode %s, credentials %s", r.Mode, r.Credentials)
}

// consumer names what fetches, and where the page does not say it itself.
func consumer(f *page.Fetch) string {
	entry := reference.Of(f.Context)
	name := "the page"
	if entry != nil {
		name = entry.Title.En
	}
	if f.Sheet != nil && f.Sheet.URL != "" {
		name += " in " + f.Sheet.URL
	}
	return name
}

// fetched names the URL of a fetch, shortened to its host when it is long.
func fetched(f *page.Fetch) string {
	switch {
	case len(f.Refs) > 0 && f.Refs[0].Expression != "":
		return f.Refs[0].Expression
	case len(f.Refs) == 0 || f.Refs[0].Dynamic:
		return "its URL"
	}
	raw := f.Refs[0].Raw
	const most = 80
	if len(raw) <= most && !strings.ContainsAny(raw, "\n\r\t") {
		return raw
	}
	return place(f)
}

// twice says that a file is fetched twice, with its size when the file is the
// site's own and has anything in it.
func twice(p *page.Page, f *page.Fetch) string {
	if ref := f.Ref(); ref != nil {
		if n, ok := p.Size(ref); ok && n > 0 {
			return "fetched twice (" + bytesText(n) + " too many)"
		}
	}
	return "fetched twice"
}

// bytesText writes a size as people read it.
func bytesText(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1000_000)
}

// from names a Link header that comes with the page; "" for a tag of it.
func from(f *page.Fetch) string {
	if f.Link == nil || f.Link.Source == "" {
		return ""
	}
	return " (Link header, " + f.Link.Source + ")"
}

// credentialed says in words whether requests carry credentials.
func credentialed(with bool) string {
	if with {
		return "with credentials"
	}
	return "without credentials"
}
