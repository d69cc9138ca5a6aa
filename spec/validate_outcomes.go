package spec

import (
	"slices"
	"strings"
)

// Parts of the keys of the outcomes' tables, beside those of requests.
var (
	taintings     = []string{"basic", "cors", "opaque"} // of a response that is there
	allowOrigins  = []string{"missing", "wildcard", "match", "other"}
	allowCreds    = []string{"true", "other"}
	policies      = []string{"unsafe-none", "require-corp", "credentialless"}
	subresources  = []string{"no-cors", "cors"}                // modes in which a subresource can be cross-origin
	withIntegrity = []string{"cors", "same-origin", "no-cors"} // modes of what Integrity-Policy can block
)

func (v *validator) outcomes() {
	o := v.spec.Outcomes
	rows(v, o.Pos, "tainting", o.Tainting, func(r *TaintingRow) (string, Pos, []Citation) {
		return r.Mode + " " + r.Origin, r.Pos, r.Cite
	}, product(modes, origins))
	rows(v, o.Pos, "credentials", o.Credentials, func(r *CredentialsRow) (string, Pos, []Citation) {
		return r.Credentials + " " + r.Tainting, r.Pos, r.Cite
	}, product(credentials, taintings))
	rows(v, o.Pos, "cors-check", o.CORSCheck, func(r *CORSCheckRow) (string, Pos, []Citation) {
		return r.Credentials + " " + r.AllowOrigin + " " + r.AllowCreds, r.Pos, r.Cite
	}, product(product(credentials, allowOrigins), allowCreds))
	rows(v, o.Pos, "embedder-policy", o.Embedder, func(r *EmbedderRow) (string, Pos, []Citation) {
		return r.Policy + " " + r.Mode, r.Pos, r.Cite
	}, product(policies, subresources))
	rows(v, o.Pos, "integrity", o.Integrity, func(r *IntegrityRow) (string, Pos, []Citation) {
		return r.Tainting, r.Pos, r.Cite
	}, taintings)
	rows(v, o.Pos, "integrity-policy", o.IntegrityPolicy, func(r *IntegrityPolicyRow) (string, Pos, []Citation) {
		return r.Mode, r.Pos, r.Cite
	}, withIntegrity)
	rows(v, o.Pos, "cors-class", o.CORSClass, func(r *CORSClassRow) (string, Pos, []Citation) {
		return r.Tainting, r.Pos, r.Cite
	}, taintings)
	v.unique("hash algorithm", rowKeys(o.HashAlgorithms, func(r *HashAlgorithm) (string, Pos) { return r.Token, r.Pos }))
	for _, r := range o.HashAlgorithms {
		v.cites(r.Pos, "hash algorithm "+r.Token, r.Cite)
	}
	v.consume()
}

// asked are the values that a condition on a request can name.
var asked = map[string][]string{"client": {"window", "worker"}, "method": {"GET", "POST"}, "mode": modes}

func (v *validator) consume() {
	v.unique("condition", rowKeys(v.spec.Outcomes.Consume, func(r *ConsumeRow) (string, Pos) { return strings.TrimSpace(r.Asks + " same " + r.Same), r.Pos }))
	for _, r := range v.spec.Outcomes.Consume {
		v.cites(r.Pos, "consume row", r.Cite)
		if (r.Asks == "") == (r.Same == "") || (r.Asks == "") != (r.Values == nil) {
			v.fail(r.Pos, "consume row: expected either asks with values, or same")
		}
		for _, value := range r.Values {
			v.oneOf(r.Pos, "value of "+r.Asks, value, asked[r.Asks])
		}
	}
}

// rows checks a table whose rows are looked up by key: each expected key once,
// and each row with a citation. Holes are reported where the table starts.
func rows[R any](v *validator, empty Pos, what string, table []R, read func(*R) (string, Pos, []Citation), expected []string) {
	pos := empty
	var keys []key
	for i := range table {
		value, at, cites := read(&table[i])
		v.cites(at, what+" row", cites)
		keys = append(keys, key{value, at})
	}
	if len(keys) > 0 {
		pos = keys[0].pos
	}
	v.total(pos, what, keys, expected)
}

// kinds checks that every kind tells what each tainting that its contexts can
// have comes to, and what a failed fetch does.
func (v *validator) kinds() {
	v.unique("kind", rowKeys(v.spec.Outcomes.Kinds, func(k *Kind) (string, Pos) { return k.ID, k.Pos }))
	for i := range v.spec.Outcomes.Kinds {
		k := &v.spec.Outcomes.Kinds[i]
		keys := rowKeys(k.Effects, func(e *KindEffects) (string, Pos) { return e.Tainting, e.Pos })
		v.unique("effect of kind "+k.ID, keys)
		for _, e := range k.Effects {
			v.cites(e.Pos, "kind "+k.ID, e.Cite)
		}
		for _, tainting := range []string{"basic", "cors", "opaque", "error"} {
			if slices.ContainsFunc(keys, func(e key) bool { return e.value == tainting }) {
				continue
			}
			if tainting == "error" {
				v.fail(k.Pos, "kind %s has no effect for %q", k.ID, tainting)
			} else if c := v.reaches(k.ID, tainting); c != nil {
				v.fail(k.Pos, "kind %s has no effect for %q, which context %s can come to", k.ID, tainting, c.ID)
			}
		}
	}
}

// reaches returns the first context of a kind whose request, in some state and
// to some origin, has that tainting; nil when there is none.
func (v *validator) reaches(kind, tainting string) *Context {
	for _, c := range v.spec.Contexts() {
		if c.Kind != kind {
			continue
		}
		for _, r := range v.spec.requests(c) {
			for _, origin := range origins {
				if v.spec.Outcomes.TaintingOf(r.Mode, origin) == tainting {
					return c
				}
			}
		}
	}
	return nil
}

// requests lists what a context can ask for.
func (s *Spec) requests(c *Context) []Request {
	if c.Request != nil {
		return []Request{*c.Request}
	}
	var out []Request
	if a := s.Algorithm(c.Algorithm); a != nil {
		for _, state := range sortedKeys(a.Requests) {
			out = append(out, a.Requests[state])
		}
	}
	return out
}

func product(a, b []string) []string {
	var out []string
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+" "+y)
		}
	}
	return out
}

// TaintingOf returns the response tainting of a mode and an origin relation;
// "none" when there is no such row.
func (o *Outcomes) TaintingOf(mode, origin string) string {
	for _, r := range o.Tainting {
		if r.Mode == mode && r.Origin == origin {
			return r.Tainting
		}
	}
	return "none"
}

// Included says whether credentials go with a request.
func (o *Outcomes) Included(credentials, tainting string) bool {
	for _, r := range o.Credentials {
		if r.Credentials == credentials && r.Tainting == tainting {
			return r.Included
		}
	}
	return false
}
