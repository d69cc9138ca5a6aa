package page

import (
	"strings"
	"sync"
	"sync/atomic"
)

// Cache holds what the pages of one site have in common: resolved URLs, style
// sheets, and the inline styles and scripts that a theme writes to every page.
// It is safe for concurrent use; nil is a cache that keeps nothing.
type Cache struct {
	urls       sync.Map // urlKey → target
	kept       atomic.Int32
	sheets     sync.Map // URL → *sheet
	keptSheets atomic.Int32
	sizes      sync.Map // URL → int, -1 for no file
	keptSizes  atomic.Int32
	styles     memo[[]use]
	scripts    memo[script]
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

// urlKey is a reference that does not depend on the page's path.
type urlKey struct{ origin, raw string }

const (
	maxCachedURL  = 256 // keeps data: URLs out
	maxCachedURLs = 4096
)

// parse resolves a reference that needs the URL parser. The result is kept
// when it is the same on every page.
func (c *Cache) parse(b *base, raw string) target {
	if c == nil || len(raw) > maxCachedURL || !strings.HasPrefix(raw, "/") && !absolute(raw) {
		return b.parse(raw)
	}
	key := urlKey{b.own, raw}
	if t, ok := c.urls.Load(key); ok {
		return t.(target)
	}
	t := b.parse(raw)
	if c.kept.Add(1) <= maxCachedURLs {
		key.raw = strings.Clone(raw) // the tag that it is a part of can go
		c.urls.Store(key, t)
	}
	return t
}

// maxSheets bounds the style sheets that are kept: themes have a few, but every
// page can have its own.
const maxSheets = 512

// sheet returns the style sheet of the site with that URL.
func (c *Cache) sheet(p *Page, where string, ref *Ref) *sheet {
	if c == nil {
		return p.readSheet(where, ref)
	}
	if s, ok := c.sheets.Load(where); ok {
		return s.(*sheet)
	}
	s := p.readSheet(where, ref)
	if c.keptSheets.Add(1) <= maxSheets {
		kept, _ := c.sheets.LoadOrStore(strings.Clone(where), s)
		s = kept.(*sheet)
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
func (c *Cache) size(p *Page, where string) int {
	if c != nil {
		if n, ok := c.sizes.Load(where); ok {
			return n.(int)
		}
	}
	n := -1
	if src, ok := p.Options.Local(where); ok {
		n = len(src)
	}
	if c != nil && c.keptSizes.Add(1) <= maxCachedURLs {
		c.sizes.Store(strings.Clone(where), n)
	}
	return n
}
