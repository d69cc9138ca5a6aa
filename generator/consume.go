package generator

import (
	"cmp"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// served says whether a preload in a state serves a consumer's request to the
// same URL.
func served(s *spec.Spec, preload *spec.Context, state string, consumer *spec.Context, r spec.Request) bool {
	return difference(s, preload, *request(s, preload, state), consumer, r) == ""
}

// difference names what keeps a preload from serving a consumer's request to the
// same URL, by the first row of outcomes.consume that does not hold: what the
// request would have to be (client, method or mode) or what the two do not have
// in common (mode, destination or credentials). It is "" when every row holds.
// What the standards leave open fits nothing.
func difference(s *spec.Spec, preload *spec.Context, pr spec.Request, consumer *spec.Context, cr spec.Request) string {
	if consumer.DestinationStatus == "unspecified" {
		return "destination"
	}
	have, want := parts(preload, pr), parts(consumer, cr)
	for _, row := range s.Outcomes.Consume {
		if row.Asks != "" && !slices.Contains(row.Values, want[row.Asks]) || row.Same != "" && have[row.Same] != want[row.Same] {
			return row.Asks + row.Same // one of them is empty
		}
	}
	return ""
}

// parts are what rows of outcomes.consume ask for, by the names they have there.
func parts(c *spec.Context, r spec.Request) map[string]string {
	return map[string]string{
		"client": cmp.Or(c.Client, "window"), "method": cmp.Or(c.Method, "GET"),
		"mode": r.Mode, "destination": c.Destination, "credentials": r.Credentials,
	}
}
