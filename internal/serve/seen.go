package serve

import (
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// seen remembers what was found on each page, so that it is told once. Lines
// move while a page is worked on: a finding is the same as long as its rule,
// its message and its text are.
type seen struct {
	mu    sync.Mutex
	pages map[string]map[key]bool // by URL
	left  map[[2]string]bool      // what was told once, by path and reason
}

// first says whether the page at a path is left alone for a reason the first
// time.
func (s *seen) first(path, why string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := [2]string{path, why}
	known := s.left[k]
	if s.left == nil {
		s.left = map[[2]string]bool{}
	}
	s.left[k] = true
	return !known
}

type key struct {
	rule    *rule.Rule
	message string
	text    string // of the finding; of a fix what it does
	fixed   bool
}

// visit fills in what is new about the page and reports it if anything is.
func (s *seen) visit(v Visit, report func(Visit)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, now := s.pages[v.URL], map[key]bool{}
	fresh := func(k key) bool {
		known := old[k] || now[k]
		now[k] = true
		return !known
	}
	for _, a := range v.Result.Applied {
		if fresh(appliedKey(a)) {
			v.Applied = append(v.Applied, a)
		}
	}
	for _, f := range v.Result.Left {
		if fresh(key{f.Rule, f.Message, string(v.Result.Output[f.Span.Start:f.Span.End]), false}) {
			v.Left = append(v.Left, f)
		}
	}
	for k := range old {
		if !k.fixed && !now[k] {
			v.Gone++
		}
	}
	if s.pages == nil {
		s.pages = map[string]map[key]bool{}
	}
	s.pages[v.URL] = now
	if len(v.Applied)+len(v.Left)+v.Gone > 0 {
		report(v)
	}
}

func appliedKey(a annotate.Applied) key {
	return key{a.Finding.Rule, a.Finding.Message, a.Fix.Message, true}
}
