package rule

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// answer returns how a host answers CORS requests, by the settings first.
func (s *Settings) answer(host string) resolver.Answer {
	if host == "" {
		return resolver.AnswerUnknown
	}
	if a, ok := s.Hosts[host]; ok {
		return a
	}
	for rest := host; len(s.Hosts) > 0; {
		i := strings.IndexByte(rest, '.')
		if i < 0 {
			break
		}
		if a, ok := s.Hosts["*"+rest[i:]]; ok {
			return a
		}
		rest = rest[i+1:]
	}
	return resolver.LookupHost(host).Answer
}
