package rule

import "sync"

// Suppressions remembers which suppressions of a site's pages are of use. A
// template prints the same one on many pages; that some of them do not need it
// is nothing to report. It is safe for concurrent use.
type Suppressions struct {
	mu   sync.Mutex
	used map[string]bool
}

// key tells a suppression, as far as it is for one rule or "" for all, from those
// that are written otherwise; "" for one in a template.
func (s *suppression) key(rule string) string {
	if s.text == "" {
		return ""
	}
	return rule + "\x00" + s.text
}

// use takes note of what the suppression is of use for.
func (u *Suppressions) use(s *suppression) {
	if u == nil || len(s.used) == 0 {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.used == nil {
		u.used = map[string]bool{}
	}
	for rule := range s.used {
		u.used[s.key(rule)] = true
	}
}

// ForSite says whether a finding is about a suppression that other pages may
// need: whether it stands is known when all pages have been checked.
func (f *Finding) ForSite() bool { return f.suppression != "" }

// Needed says whether the suppression that a finding is about was of use on a
// page that was checked.
func (u *Suppressions) Needed(f *Finding) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.used[f.suppression]
}
