package spec

import "slices"

func (v *validator) outcomes() {
	o := v.spec.Outcomes
	var pairs []string
	for _, r := range o.Tainting {
		v.cites(r.Pos, "tainting row", r.Cite)
		pairs = append(pairs, r.Mode+" "+r.Origin)
	}
	v.total(o.Pos, "tainting", pairs, product(modes, origins))
	pairs = nil
	for _, r := range o.Credentials {
		v.cites(r.Pos, "credentials row", r.Cite)
		pairs = append(pairs, r.Credentials+" "+r.Tainting)
	}
	v.total(o.Pos, "credentials", pairs, product(credentials, []string{"basic", "cors", "opaque"}))
	pairs = nil
	for _, r := range o.CORSCheck {
		v.cites(r.Pos, "cors-check row", r.Cite)
		pairs = append(pairs, r.Credentials+" "+r.AllowOrigin+" "+r.AllowCreds)
	}
	v.total(o.Pos, "cors-check", pairs, product(product(credentials, []string{"missing", "wildcard", "match", "other"}), []string{"true", "other"}))
	for _, k := range o.Kinds {
		for _, e := range k.Effects {
			v.cites(e.Pos, "kind "+k.ID, e.Cite)
		}
	}
	for _, r := range o.Consume {
		v.cites(r.Pos, "consume "+r.ID, r.Cite)
	}
	for _, r := range o.Embedder {
		v.cites(r.Pos, "embedder-policy row", r.Cite)
	}
	for _, r := range o.Integrity {
		v.cites(r.Pos, "integrity row", r.Cite)
	}
	for _, r := range o.IntegrityPolicy {
		v.cites(r.Pos, "integrity-policy row", r.Cite)
	}
	for _, r := range slices.Concat(o.Connection, o.ModuleMap) {
		v.cites(r.Pos, "key part "+r.ID, r.Cite)
	}
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
