package conformance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/spec"
)

// Sight is one kind of request as a server sees it.
type Sight struct {
	Mode        string
	Destination string // "empty" for the empty one, "any" where the standards leave it open
	Cookie      bool
}

// String writes the sight as the tables have it.
func (s Sight) String() string {
	cookie := "without cookie"
	if s.Cookie {
		cookie = "with cookie"
	}
	if s.Mode == connectionSight {
		return "connection " + strings.Replace(cookie, "cookie", "credentials", 1)
	}
	return s.Mode + ", " + s.Destination + ", " + cookie
}

// like says whether a sight is what was expected.
func (s Sight) like(expected Sight) bool {
	if expected.Destination == anyDestination {
		s.Destination = anyDestination
	}
	return s == expected
}

const (
	connectionSight  = "connection" // in place of a mode: no request, only a connection
	anyDestination   = "any"
	emptyDestination = "empty"
)

// sights are the different sights among requests, in a fixed order.
func sights(requests []Request) []Sight {
	var out []Sight
	for _, r := range requests {
		if s := (Sight{r.Mode, r.Dest, r.Cookie}); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	sortSights(out)
	return out
}

func sortSights(list []Sight) {
	slices.SortFunc(list, func(a, b Sight) int { return strings.Compare(a.String(), b.String()) })
}

func sameSights(seen, expected []Sight) bool {
	return len(seen) == len(expected) &&
		!slices.ContainsFunc(expected, func(e Sight) bool {
			return !slices.ContainsFunc(seen, func(s Sight) bool { return s.like(e) })
		})
}

// expectation is what a vector says of the requests of its row: which sights,
// perhaps none. It is open where no standard says anything.
func expectation(v *Vector) (expected []Sight, open bool) {
	if v.info().Status == resolver.Unspecified {
		return nil, true
	}
	if v.info().Role == resolver.RoleConnection {
		return []Sight{{connectionSight, anyDestination, *v.CredentialsSent}}, false
	}
	if v.Mode == nil || v.Tainting == resolver.TaintingError.String() {
		return nil, false // nothing is sent
	}
	return []Sight{{*v.Mode, destinationSeen(v.Destination), *v.CredentialsSent}}, false
}

func destinationSeen(d *string) string {
	switch {
	case d == nil:
		return anyDestination
	case *d == "":
		return emptyDestination
	}
	return *d
}

// The words of a quirk's sees, beside mode, credentials and destination: mode
// none stands for no request, and also for a second request with another mode
// and credentials mode, "no-cors include".
const (
	seesNone = "none"
	seesAlso = "also"
)

// applies says whether a quirk of spec/quirks.yaml speaks of the vector.
func applies(q *spec.Quirk, v *Vector) bool {
	switch {
	case len(q.Sees) == 0 || !slices.Contains(q.Contexts, v.Context):
		return false
	case q.When.Origin != "" && q.When.Origin != v.Origin:
		return false
	case len(q.When.States) > 0 && !slices.Contains(q.When.States, v.State):
		return false
	case len(q.When.Values) > 0 && (v.Crossorigin == nil || !slices.Contains(q.When.Values, *v.Crossorigin)):
		return false
	}
	return true
}

// quirked is what is to be seen in a browser with the quirks, those that speak
// of the vector.
func quirked(v *Vector, quirks []*spec.Quirk) ([]Sight, error) {
	mode, credentials, destination := deref(v.Mode), deref(v.Credentials), destinationSeen(v.Destination)
	var also []Sight
	for _, q := range quirks {
		for key, value := range q.Sees {
			switch key {
			case "mode":
				mode = value
			case "credentials":
				credentials = value
			case "destination":
				destination = destinationSeen(&value)
			case seesAlso:
				m, c, ok := strings.Cut(value, " ")
				if !ok {
					return nil, fmt.Errorf("quirk %s sees also %q, expected a mode, a blank and a credentials mode", q.ID, value)
				}
				also = append(also, Sight{Mode: m, Cookie: cookieSent(m, c, v.sameOrigin())})
			default:
				return nil, fmt.Errorf("quirk %s sees %q, expected mode, credentials, destination or also", q.ID, key)
			}
		}
	}
	var out []Sight
	switch {
	case mode == seesNone:
	case v.info().Role == resolver.RoleConnection:
		pool := *v.CredentialsSent
		if credentials != "" {
			pool = credentials == resolver.CredentialsInclude.String()
		}
		out, destination = append(out, Sight{connectionSight, anyDestination, pool}), anyDestination
	case mode != "" && !fails(mode, v.sameOrigin()):
		out = append(out, Sight{mode, destination, cookieSent(mode, credentials, v.sameOrigin())})
	}
	for _, s := range also {
		s.Destination = destination
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	sortSights(out)
	return out, nil
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// fails says whether a request of that mode is never sent.
func fails(mode string, sameOrigin bool) bool {
	return resolver.ResponseTainting(request(mode, ""), sameOrigin) == resolver.TaintingError
}

func cookieSent(mode, credentials string, sameOrigin bool) bool {
	return resolver.SendsCredentials(request(mode, credentials), sameOrigin)
}

// request reads a mode and a credentials mode as Fetch writes them.
func request(mode, credentials string) resolver.Request {
	var r resolver.Request
	for m := resolver.ModeNone; m <= resolver.ModeWebSocket; m++ {
		if m.String() == mode {
			r.Mode = m
		}
	}
	for c := resolver.CredentialsNone; c <= resolver.CredentialsInclude; c++ {
		if c.String() == credentials {
			r.Credentials = c
		}
	}
	return r
}
