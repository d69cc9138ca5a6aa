package conformance

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// Row is one vector in one browser.
type Row struct {
	Vector *Vector
	Number int // its place in tables/vectors.json, from 0

	// Unobservable is why the browser shows nothing, or "".
	Unobservable string
	Expected     []Sight // by the standards
	Open         bool    // the standards leave it to the browser
	Quirks       []*spec.Quirk
	Predicted    []Sight // by the standards and the quirks
	Seen         []Sight
	Tries        int
	token        string
}

// Verdict says how what was seen relates to what was expected.
type Verdict string

// The verdicts.
const (
	Agrees       Verdict = "agrees"
	Deviates     Verdict = "deviates"       // as spec/quirks.yaml says
	Unexplained  Verdict = "unexplained"    // neither as the standards nor as spec/quirks.yaml say
	LeftOpen     Verdict = "left open"      // the standards say nothing
	NotObserved  Verdict = "not observable" // see Unobservable
	NotQuirkyNow Verdict = "quirk gone"     // as the standards say, though a quirk is recorded
)

// Verdict judges the row.
func (r *Row) Verdict() Verdict {
	asStandard := sameSights(r.Seen, r.Expected)
	switch {
	case r.Unobservable != "":
		return NotObserved
	case r.Open && len(r.Quirks) == 0:
		return LeftOpen
	case sameSights(r.Seen, r.Predicted) && asStandard:
		return Agrees
	case sameSights(r.Seen, r.Predicted):
		return Deviates
	case asStandard:
		return NotQuirkyNow
	}
	return Unexplained
}

// bad says whether the verdict fails the suite.
func (v Verdict) bad() bool { return v == Unexplained || v == NotQuirkyNow }

// rows prepares the rows of a browser.
func rows(vectors []Vector, quirks []spec.Quirk, browser string) ([]*Row, error) {
	var out []*Row
	for i := range vectors {
		v := &vectors[i]
		t, ok := triggers[v.Context]
		if !ok {
			return nil, fmt.Errorf("context %s has no trigger, expected a way for a page to make it fetch or why there is none", v.Context)
		}
		r := &Row{Vector: v, Number: i, Unobservable: unobservable(v, &t, browser)}
		r.Expected, r.Open = expectation(v)
		for j := range quirks {
			if quirks[j].Browser == browser && applies(&quirks[j], v) {
				r.Quirks = append(r.Quirks, &quirks[j])
			}
		}
		var err error
		if r.Predicted, err = quirked(v, r.Quirks); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func unobservable(v *Vector, t *trigger, browser string) string {
	switch {
	case t.unobservable != "":
		return t.unobservable
	case v.Context == "favicon-fallback" && !v.sameOrigin():
		return "the fallback is a URL of the page's own origin"
	case v.Context == "early-hint-preconnect" && v.sameOrigin():
		return "over HTTP/2 the connection that brought the hint serves the origin already"
	case t.place == byDevTool && browser != "chromium":
		return "the browser does not fetch manifests"
	}
	return ""
}

// target is the URL that the row fetches, for the try in hand.
func (r *Row) target(l *Lab, t *trigger, try int) string {
	r.Tries++
	r.token = fmt.Sprintf("%d-%d", r.Number, try)
	if r.Vector.Context == "favicon-fallback" {
		r.token = faviconToken
	}
	same, other := l.Page, l.Other
	if t.place == inHints {
		same, other = l.SecurePage, l.SecureOther
	}
	if r.Vector.sameOrigin() {
		return same.Resource(r.token, t.file, "")
	}
	return other.Resource(r.token, t.file, "")
}
