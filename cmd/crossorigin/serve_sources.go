package main

import (
	"slices"
	"sync"
	"time"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
)

// freshSources are the sources of a site that is worked on. Of thousands of
// files one changes at a time, or none: they are read again when the size or
// the time of change of any is another.
type freshSources struct {
	root    string // folder of the site
	flags   hugosite.Flags
	environ []string

	mu      sync.Mutex
	checked time.Time
	stamps  stamps              // as of the last reading; nil before, and when they do not tell
	origins *provenance.Sources // of what is found
	hugo    *hugosite.Site      // nil when it could not be read
}

// sameSources is how long the sources are taken for the same: as long as it
// takes to visit a page, not to change one.
const sameSources = time.Second

// now returns the sources as they are now, both nil when they are not known.
func (s *freshSources) now() (*provenance.Sources, *hugosite.Site) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.checked) >= sameSources {
		if !s.stamps.hold() {
			s.read()
		}
		s.checked = time.Now()
	}
	if s.hugo == nil {
		return nil, nil
	}
	return s.origins, s.hugo
}

func (s *freshSources) read() {
	s.stamps = nil
	h, err := s.flags.Read(s.root, s.environ)
	if s.hugo = h; err != nil {
		return // the configuration may be half written just now
	}
	s.stamps = stampsOf(h) // before what they are of is read
	s.origins = s.origins.Again(readOrigins(h))
}

// stampsOf takes those of all that places of tags are read from in a site, nil
// when some of that is behind links.
func stampsOf(h *hugosite.Site) stamps {
	s := stamps{}
	s.addConfiguration(h)
	for _, m := range append(slices.Clip(h.Texts), h.Mounts...) {
		if m.Component != hugosite.Static && !s.addTree(m.Source) {
			return nil
		}
	}
	return s
}
