package provenance

import (
	"sync"
	"time"
)

// memory holds what content files said when they were read last: a site that is
// worked on changes in one file while it has thousands.
type memory struct {
	mu    sync.Mutex
	files map[contentFile]content
}

type contentFile struct{ file, name, language string }

// content is what a file of that size and time of change holds.
type content struct {
	size     int64
	modified time.Time
	holds    *holding
}

// Again returns the sources that a function adds to an index later on. What s
// knows of content files whose size and time of change are the same holds; nil
// knows nothing.
func (s *Sources) Again(read func(*Index)) *Sources {
	if s == nil {
		return New(read)
	}
	return newSources(read, s.index.memory)
}

func (m *memory) recall(f contentFile, stamp content) (h *holding, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, known := m.files[f]
	return c.holds, known && c.size == stamp.size && c.modified.Equal(stamp.modified)
}

func (m *memory) keep(f contentFile, c content) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[contentFile]content{}
	}
	m.files[f] = c
}
