package annotate

import "sync"

// memory holds what was found out about the bytes of tags, which are the same
// on many pages of a site. It is for one proof at a time.
type memory struct {
	tokens  map[tokenKey]token
	changes map[string]change
	size    int    // of the keys, in bytes
	key     []byte // of a change

	tokenizer tokenizer
}

// tokenKey is what decides a token.
type tokenKey struct {
	raw    string // the element whose content it stands in as text
	source string
}

const (
	maxMemory    = 1 << 20
	maxRemembers = 32 << 10 // of one source
)

// memories are those that no proof uses.
var memories = sync.Pool{New: func() any { return newMemory() }}

func newMemory() *memory {
	return &memory{tokens: map[tokenKey]token{}, changes: map[string]change{}}
}

func (m *memory) keepToken(raw string, source []byte, t token) {
	if m.takes(len(source)) {
		m.tokens[tokenKey{raw, string(source)}] = t
	}
}

func (m *memory) keepChange(key string, c change) {
	if m.takes(len(key)) {
		m.changes[key] = c
	}
}

// takes makes room. What is forgotten is found out again.
func (m *memory) takes(size int) bool {
	if size > maxRemembers {
		return false
	}
	if m.size += size; m.size > maxMemory {
		clear(m.tokens)
		clear(m.changes)
		m.size = size
	}
	return true
}
