package page

import "sync"

// Cache holds what the pages of one site have in common: resolved URLs and
// parsed style sheets. It is safe for concurrent use; nil is a cache that keeps
// nothing.
type Cache struct {
	urls   sync.Map // urlKey → target
	sheets sync.Map // URL → *sheet
}

type urlKey struct{ base, raw string }

// maxCachedURL keeps data: URLs out of the cache.
const maxCachedURL = 512

func (c *Cache) parse(b *base, raw string) target {
	if c == nil || len(raw) > maxCachedURL {
		return b.parse(raw)
	}
	key := urlKey{b.href, raw}
	if t, ok := c.urls.Load(key); ok {
		return t.(target)
	}
	t := b.parse(raw)
	c.urls.Store(key, t)
	return t
}

// sheet returns the style sheet of the site with that URL.
func (c *Cache) sheet(p *Page, where string, ref *Ref) *sheet {
	if c == nil {
		return p.readSheet(where, ref)
	}
	if s, ok := c.sheets.Load(where); ok {
		return s.(*sheet)
	}
	s, _ := c.sheets.LoadOrStore(where, p.readSheet(where, ref))
	return s.(*sheet)
}
