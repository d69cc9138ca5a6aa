package resolver

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

// String returns the answer as spec/hosts.yaml and configuration files write it.
func (a Answer) String() string { return name(answerNames[:], uint8(a)) }

// ParseAnswer returns the answer with that name.
func ParseAnswer(name string) (Answer, bool) {
	for i, n := range answerNames {
		if n == name && n != "" {
			return Answer(i), true
		}
	}
	return AnswerUnknown, false
}

// answers are the rows of the CORS check that an Answer stands for: the case of
// Access-Control-Allow-Origin, and 1 for Access-Control-Allow-Credentials: true.
var answers = [...][2]int{
	AnswerAnonymous:   {allowOriginWildcard, 0},
	AnswerNone:        {allowOriginMissing, 0},
	AnswerOrigin:      {allowOriginMatch, 0},
	AnswerCredentials: {allowOriginMatch, 1},
}

// Refuses says whether a cross-origin request in mode cors fails the CORS check
// of a host with that answer (https://fetch.spec.whatwg.org/#concept-cors-check).
// It is false while the answer is not known.
func (a Answer) Refuses(c CredentialsMode) bool {
	if a == AnswerUnknown || int(a) >= len(answers) {
		return false
	}
	row := answers[a]
	return !corsPasses[c&3][row[0]][row[1]]
}

// Fonts says how far a host serves fonts, which are fetched on connections
// without credentials.
type Fonts uint8

const (
	FontsNone Fonts = iota // none, or it is not known
	FontsAlso              // its style sheets may name fonts of its own
	FontsOnly              // it serves nothing but fonts
)

// Host is what is known of a host that serves files to every site.
type Host struct {
	Answer Answer
	Fonts  Fonts
	Source string // URL where its operator says so, or where the headers were seen
}
