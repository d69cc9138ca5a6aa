package page

import (
	"strings"
	"sync"
)

// Cache holds what the pages of one site have in common: resolved URLs, style
// sheets, and the inline styles and scripts that a theme writes to every page.
// Those have the same Options.Origins and Local. It is safe for concurrent use;
// nil is a cache that keeps nothing.
type Cache struct {
	urls    kept[urlKey, target]
	sheets  kept[sheetKey, *sheet]
	sizes   kept[Key, int] // -1 for no file
	styles  memo[[]use]
	scripts memo[script]
}

// kept holds values by keys that can be a part of much more.
type kept[K interface {
	comparable
	Clone() K
}, V any] struct {
	mu     sync.RWMutex
	values map[K]V
}

func (k *kept[K, V]) get(key K) (v V, ok bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	v, ok = k.values[key]
	return v, ok
}

// put keeps a value unless there are so many.
func (k *kept[K, V]) put(key K, v V, most int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.values) >= most {
		return
	}
	if k.values == nil {
		k.values = map[K]V{}
	}
	k.values[key.Clone()] = v
}

// memo keeps what was made of texts. Texts that are long, and more of them
// than there are templates, are not kept.
type memo[V any] struct {
	mu   sync.RWMutex
	made map[string]V
}

const (
	maxMemoText = 32 << 10
	maxMemos    = 128
)

// of returns what from makes of text.
func (m *memo[V]) of(text []byte, from func([]byte) V) V {
	if len(text) > maxMemoText {
		return from(text)
	}
	m.mu.RLock()
	v, ok := m.made[string(text)]
	full := len(m.made) >= maxMemos
	m.mu.RUnlock()
	if ok {
		return v
	}
	v = from(text)
	if full {
		return v
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.made == nil {
		m.made = map[string]V{}
	}
	m.made[string(text)] = v
	return v
}

// urlKey is a reference that depends on nothing of its base but the origin.
type urlKey struct{ origin, raw string }

func (k urlKey) Clone() urlKey { return urlKey{k.origin, strings.Clone(k.raw)} }

const (
	maxCachedURL  = 256 // keeps data: URLs out
	maxCachedURLs = 4096
)

// parse resolves a reference that needs the URL parser. The result is kept
// when it is the same on every page: a path depends on more than the origin of
// a base that has a user, that is not hierarchical, or that is not known.
func (c *Cache) parse(b *base, raw string) target {
	if c == nil || len(raw) > maxCachedURL || !absolute(raw) && (b.dir == "" || !strings.HasPrefix(raw, "/")) {
		return b.parse(raw)
	}
	key := urlKey{b.own, raw}
	t, ok := c.urls.get(key)
	if !ok {
		t = b.parse(raw)
		c.urls.put(key, t, maxCachedURLs)
	}
	return t
}

// maxSheets bounds the style sheets that are kept: themes have a few, but every
// page can have its own.
const maxSheets = 512

// sheetKey is what decides about the fetches of a style sheet: where it is, and
// how their origins relate to the page's, see [base.relate].
type sheetKey struct {
	url             Key
	page, canonical string
	fixed           bool
}

func (k sheetKey) Clone() sheetKey {
	k.url, k.page, k.canonical = k.url.Clone(), strings.Clone(k.page), strings.Clone(k.canonical)
	return k
}

// sheet returns the style sheet of the site with that URL, by which ref names it.
func (c *Cache) sheet(p *Page, where Key, ref *Ref) *sheet {
	if c == nil {
		return p.readSheet(where, ref)
	}
	key := sheetKey{where, p.base.page, p.base.canonical, ref.Relation() == Mixed}
	s, ok := c.sheets.get(key)
	if !ok {
		s = p.readSheet(where, ref)
		c.sheets.put(key, s, maxSheets)
	}
	return s
}

// inlineStyle returns the uses in the text of a style element.
func (c *Cache) inlineStyle(text []byte) []use {
	if c == nil {
		return stylesIn(text)
	}
	return c.styles.of(text, stylesIn)
}

// inlineScript returns the requests in the text of a script element.
func (c *Cache) inlineScript(text []byte) script {
	if c == nil {
		return parseScript(text)
	}
	return c.scripts.of(text, parseScript)
}

// size returns the size of the site's file with that URL, -1 for none.
func (c *Cache) size(p *Page, where Key) int {
	if c != nil {
		if n, ok := c.sizes.get(where); ok {
			return n
		}
	}
	n := -1
	if src, ok := p.Options.Local(where.local()); ok {
		n = len(src)
	}
	if c != nil {
		c.sizes.put(where, n, maxCachedURLs)
	}
	return n
}
