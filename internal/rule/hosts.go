package rule

import "strings"

// Answer is how a host answers CORS requests for what it serves.
type Answer uint8

const (
	AnswerUnknown Answer = iota
	// AnswerAnonymous: Access-Control-Allow-Origin is "*", so that requests
	// with credentials fail.
	AnswerAnonymous
	// AnswerNone: no CORS headers, so that every CORS request fails.
	AnswerNone
	// AnswerOrigin: the origin is allowed, credentials are not.
	AnswerOrigin
	// AnswerCredentials: the origin and credentials are allowed.
	AnswerCredentials
)

var answerNames = [...]string{"", "anonymous-only", "no-cors", "cors", "credentials"}

// String returns the answer as the configuration writes it.
func (a Answer) String() string {
	if int(a) < len(answerNames) {
		return answerNames[a]
	}
	return ""
}

// ParseAnswer returns the answer with that name.
func ParseAnswer(name string) (Answer, bool) {
	for i, n := range answerNames {
		if n == name && n != "" {
			return Answer(i), true
		}
	}
	return AnswerUnknown, false
}

// answer returns how a host answers, by the settings first.
func (s *Settings) answer(host string) Answer {
	if host == "" {
		return AnswerUnknown
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
	return publicHosts[host].answer
}
