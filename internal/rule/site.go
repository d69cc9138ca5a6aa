package rule

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Site finds what only several pages of a site show together: a file of
// another origin that one page fetches with CORS and another without. It keeps
// two places for each such URL, however many pages there are, and of more than
// maxSiteFiles URLs a part only. It is safe for concurrent use.
type Site struct {
	settings *Settings
	mu       sync.Mutex
	files    map[siteFile]*[2]sitePlace
	halved   int // how many times half of the URLs were left out
}

// maxSiteFiles bounds the memory of a Site to some 30 MB.
const maxSiteFiles = 1 << 16

// SiteFinding is a finding in one of the pages of a site.
type SiteFinding struct {
	Page string // the name that it was added with
	Finding
}

type siteFile struct {
	url         page.Key
	destination resolver.Destination
}

// sitePlace is the first page, by name, that fetches a file in one way.
type sitePlace struct {
	page string // "" for none
	span markup.Span
	raw  string
}

// share is a number that depends on nothing but the URL: which URLs are left
// out does not change with the order of the pages. It is FNV-1a, whose low bits
// are the good ones.
func (f *siteFile) share() uint32 {
	h := uint32(2166136261)
	url := f.url.String()
	for i := range len(url) {
		h = (h ^ uint32(url[i])) * 16777619
	}
	return h
}

func (x *Site) leavesOut(f *siteFile) bool {
	return x.halved > 0 && f.share()&(1<<x.halved-1) != 0
}

// halve leaves every other URL out.
func (x *Site) halve() {
	x.halved++
	for file := range x.files {
		if x.leavesOut(&file) {
			delete(x.files, file)
		}
	}
}

// Partial says that there were too many URLs to look at all of them.
func (x *Site) Partial() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.halved > 0
}

// NewSite returns a Site without pages. A nil s means the defaults.
func NewSite(s *Settings) *Site {
	if s == nil {
		s = &Settings{}
	}
	return &Site{settings: s, files: map[siteFile]*[2]sitePlace{}}
}

// sitewide says whether a fetch counts when pages are put side by side.
func (s *Settings) sitewide(f *page.Fetch) bool { return s.mixable(f) && !s.blockedAnyway(f) }

// Add takes in what a page fetches, except where mixed-requests is suppressed.
func (x *Site) Add(name string, p *page.Page) {
	if !x.settings.runs(&mixedRequests) {
		return
	}
	var covers []cover
	gathered := false
	for i := range p.Fetches {
		f := &p.Fetches[i]
		if !x.settings.sitewide(f) {
			continue
		}
		if !gathered { // few pages have anything to suppress here
			_, covers = gather(p, nil)
			gathered = true
		}
		if fromSite(covers, f) {
			continue
		}
		x.add(siteFile{f.Ref().Key(), f.Request.Destination}, f, name)
	}
}

func (x *Site) add(file siteFile, f *page.Fetch, name string) {
	way := 0
	if f.Request.Mode == resolver.ModeCORS {
		way = 1
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.leavesOut(&file) {
		return
	}
	places := x.files[file]
	if places == nil {
		file.url = file.url.Clone() // it may be a part of much more
		places = new([2]sitePlace)
		x.files[file] = places
	}
	if first := &places[way]; first.page == "" || name < first.page {
		*first = sitePlace{name, f.Span, strings.Clone(f.Refs[0].Raw)}
	}
	if len(x.files) > maxSiteFiles {
		x.halve()
	}
}

// Findings returns what was found, by page and place. A URL that one page
// fetches in both ways is not among it: Check has said that.
func (x *Site) Findings() []SiteFinding {
	x.mu.Lock()
	defer x.mu.Unlock()
	var out []SiteFinding
	for _, file := range slices.SortedFunc(maps.Keys(x.files), func(a, b siteFile) int { return cmp.Compare(a.url.String(), b.url.String()) }) {
		plain, cors := &x.files[file][0], &x.files[file][1]
		if plain.page == "" || cors.page == "" || plain.page == cors.page {
			continue
		}
		f := Finding{Rule: &mixedRequests, Severity: Warning, Span: cors.span, Message: fmt.Sprintf(
			"%s is fetched with CORS here and without in %s: a cached response without CORS headers blocks it here", cors.raw, plain.page,
		)}
		if severity, ok := x.settings.Severity[mixedRequests.ID]; ok {
			f.Severity = severity
		}
		out = append(out, SiteFinding{cors.page, f})
	}
	slices.SortStableFunc(out, func(a, b SiteFinding) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	return out
}
