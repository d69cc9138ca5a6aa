package page

import (
	"slices"
	"strings"

	"github.com/nlnwa/whatwg-url/url"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Relation says how the origin of a URL relates to the page's.
type Relation uint8

const (
	// Unknown: the URL, or where the page is served, is not known.
	Unknown Relation = iota
	SameOrigin
	CrossOrigin
	// Mixed: the site is served from several origins, and the URL is absolute
	// on one of them: same-origin for some visitors, cross-origin for others.
	Mixed
)

// Ref is a URL as the source has it, resolved when it is asked for.
type Ref struct {
	Raw  string      // character references and escapes decoded
	Span markup.Span // of Raw in the page's source; empty when it is not there
	Attr *markup.Attr
	// Dynamic says that a template makes the URL, so that it is not known.
	Dynamic bool

	// Expression is what the template prints as a Dynamic URL, "" when that is
	// more than the value of a variable, a field or a string.
	Expression string
	base       *base
	resolved   bool
	target
}

// target is a resolved URL. All fields are zero for one that is not known.
type target struct {
	key      Key
	origin   string // serialized; "null" for an opaque one
	relation Relation
	http     bool
}

// unknownOrigin stands for the origin of a page of which only the path is
// known. The name is reserved, so no site is served there
// (https://www.rfc-editor.org/rfc/rfc2606#section-2).
const unknownOrigin = "https://origin.invalid"

// unknownPath stands for the directory of a page of which not even the path is
// known, deep enough that "../" does not lead out of it.
const unknownPath = "/-/-/-/-/-/-/-/-/"

// base is what relative URLs of a document or a style sheet resolve against.
type base struct {
	known bool
	key   Key
	url   *url.Url // of key, parsed when it is needed
	dir   string   // the path up to its last slash, "" when the short cut is closed
	own   string   // origin
	cache *Cache
	// page and others are the origins that count as the page's own.
	page   string
	others []string
	// canonical is the host of the page's canonical URL, looked at when the
	// page's own origin is not known.
	canonical string
	opaque    bool // the page's origin is opaque
	fixed     bool // the base names its origin, wherever the page is served
}

// documentBase returns the base of a document that has no base element.
func (p *Page) documentBase() base {
	where := p.Options.URL
	b := base{cache: p.Options.Cache}
	switch {
	case where == "":
		where = unknownOrigin + unknownPath
	case where[0] == '/' && !strings.HasPrefix(where, "//"):
		where = unknownOrigin + where
	}
	b.set(b.resolve(where))
	b.page = b.own
	for _, o := range p.Options.Origins {
		if o != b.page {
			b.others = append(b.others, o)
		}
	}
	return b
}

// set makes a resolved URL the base.
func (b *base) set(t target) {
	*b = base{known: t.key.Known(), key: t.key, own: t.origin, cache: b.cache, page: b.page, others: b.others, canonical: b.canonical, opaque: b.opaque}
	if t.http && t.key.origin != "" {
		path, _, _ := strings.Cut(t.key.rest, "?")
		b.dir = path[:strings.LastIndexByte(path, '/')+1]
	}
}

// setBase applies the first base element with an href
// (https://html.spec.whatwg.org/multipage/semantics.html#set-the-frozen-base-url).
func (p *Page) setBase(t *Tag) {
	if p.before != nil || t.Template || t.Noscript {
		return
	}
	href, present, c := t.Value("href")
	if !present && c == Certain {
		return
	}
	before := p.base
	p.before, p.baseAt = &before, t.Index
	if c == Open {
		p.base.known, p.base.dir = false, ""
	} else {
		base := p.base.resolve(href)
		if url := base.key.rest; url != "" && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "javascript:") {
			p.base.set(base)
			p.base.fixed = namesOrigin(href)
		}
	}
}

// baseOf returns what the URLs of a tag resolve against: the parser fetches
// what links and scripts name before it comes to a base element behind them,
// while images wait for a microtask
// (https://html.spec.whatwg.org/multipage/images.html#update-the-image-data, step 8).
func (p *Page) baseOf(t *Tag) *base {
	if p.before != nil && t.Index < p.baseAt && (t.Name == "link" || t.Name == "script") {
		return p.before
	}
	return &p.base
}

// originOf serializes the origin of a URL
// (https://url.spec.whatwg.org/#concept-url-origin).
func originOf(u *url.Url) string {
	switch u.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		return u.Protocol() + "//" + u.Host()
	case "blob":
		if inner, err := url.Parse(u.Pathname()); err == nil && (inner.Scheme() == "http" || inner.Scheme() == "https") {
			return originOf(inner)
		}
	}
	return opaqueOrigin
}

const opaqueOrigin = "null"

// OriginOf returns the serialized origin of an absolute HTTP(S) URL, "" for
// anything else.
func OriginOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	if origin, http := httpOrigin(u); http {
		return origin
	}
	return ""
}

func httpOrigin(u *url.Url) (origin string, http bool) {
	http = u.Scheme() == "http" || u.Scheme() == "https"
	return originOf(u), http
}

// Relation returns how the URL's origin relates to the page's.
func (r *Ref) Relation() Relation {
	r.resolve()
	return r.relation
}

// Key returns the absolute URL, the zero Key when it is not known.
func (r *Ref) Key() Key {
	r.resolve()
	return r.key
}

// lookup returns what references that may fetch the same resource have in
// common: the URL or, in a template, the expression that prints it; the zero
// Key for nothing.
func (r *Ref) lookup() Key {
	if r.Dynamic && r.Expression != "" {
		return Key{"{{", r.Expression}
	}
	return r.Key()
}

// Origin returns the serialized origin of the URL, "" when it is not known.
func (r *Ref) Origin() string {
	r.resolve()
	if r.origin == unknownOrigin {
		return ""
	}
	return r.origin
}

// Host returns the host of an HTTP(S) URL without port, "" when it is not
// known.
func (r *Ref) Host() string {
	origin := r.Origin()
	if !r.http {
		return ""
	}
	return hostOf(origin)
}

// hostOf returns the host of a serialized origin, without port.
func hostOf(origin string) string {
	_, host, _ := strings.Cut(origin, "://")
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return host
}

// HTTP says whether the URL is known and has the scheme http or https.
func (r *Ref) HTTP() bool {
	r.resolve()
	return r.http
}

func (r *Ref) resolve() {
	if !r.resolved {
		r.resolveNow()
	}
}

func (r *Ref) resolveNow() {
	r.resolved = true
	if r.Dynamic || r.base == nil || !r.base.known && !absolute(r.Raw) {
		return
	}
	r.target = r.base.resolve(r.Raw)
}

// absolute says whether the URL surely needs no base.
func absolute(raw string) bool {
	return strings.HasPrefix(raw, "https://") || strings.HasPrefix(raw, "http://")
}

func (b *base) resolve(raw string) target {
	t, clean := b.resolveClean(raw)
	if !clean {
		t = b.cache.parse(b, raw)
	}
	switch {
	case t.http:
		t.relation = b.relate(t.origin, raw)
	case strings.HasPrefix(t.key.rest, "data:"):
		// Fetch answers data: URLs with response tainting basic
		// (https://fetch.spec.whatwg.org/#concept-main-fetch, step 12).
		t.relation = SameOrigin
	}
	return t
}

// namesOrigin says whether the reference has a scheme or an authority, so that
// its origin does not follow from its base.
func namesOrigin(raw string) bool {
	raw = strings.TrimLeftFunc(raw, func(r rune) bool { return r <= ' ' })
	read, slashes := 0, 0
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\t' || c == '\n' || c == '\r':
			continue // the parser drops them anywhere
		case (c == '/' || c == '\\') && read == slashes:
			if slashes++; slashes == 2 {
				return true
			}
		case c == ':':
			return slashes == 0
		case slashes > 0 || c == '/' || c == '\\' || c == '?' || c == '#':
			return false
		}
		read++
	}
	return false
}

// parse resolves by the URL Standard (https://url.spec.whatwg.org/#url-parsing).
func (b *base) parse(raw string) target {
	if b.url == nil && b.known {
		b.url, _ = url.Parse(b.key.String())
	}
	var u *url.Url
	var err error
	if b.url == nil {
		u, err = url.Parse(raw)
	} else {
		u, err = b.url.Parse(raw)
	}
	if err != nil {
		return target{}
	}
	var t target
	t.origin, t.http = httpOrigin(u)
	t.key = keyOf(u.Href(true), t.origin)
	return t
}

// relate compares the origin of what a reference resolves to with those of the
// page. Where it has several, it counts whether the reference or its base names
// the origin.
func (b *base) relate(origin, raw string) Relation {
	switch {
	case b.opaque:
		return CrossOrigin
	case origin == b.page && (len(b.others) == 0 || !b.fixed && !namesOrigin(raw)):
		return SameOrigin
	case origin == b.page || slices.Contains(b.others, origin):
		return Mixed
	case b.page == unknownOrigin && (b.canonical == "" || hostOf(origin) == b.canonical):
		return Unknown
	}
	return CrossOrigin
}

// setCanonical notes where the page says that it belongs. A URL of another
// host is then of another origin.
func (p *Page) setCanonical(t *Tag) {
	a := t.Find("href")
	if p.base.page != unknownOrigin || p.base.canonical != "" || a == nil || a.Dynamic || a.Presence != markup.Present || t.Template || t.Noscript {
		return
	}
	if c := p.base.resolve(a.Value); c.http && c.origin != unknownOrigin {
		p.base.canonical = hostOf(c.origin)
		if p.before != nil {
			p.before.canonical = p.base.canonical
		}
	}
}
