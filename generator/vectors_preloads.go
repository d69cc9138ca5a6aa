package generator

import "github.com/hugo-crossorigin/crossorigin/spec"

// preloadVector says whether one preload serves one fetch of the same URL.
type preloadVector struct {
	Preload  preloadSide `json:"preload"`
	Consumer preloadSide `json:"consumer"`
	Consumed bool        `json:"consumed"`
	// Differs names the first thing that differs, the method (only GET looks
	// preloads up) or a part of the key; "" when consumed.
	Differs string `json:"differs"`
}

// preloadSide is a context with a crossorigin value, null for none.
type preloadSide struct {
	Context     string  `json:"context"`
	Crossorigin *string `json:"crossorigin"`
}

// preloadVectors pairs every preload of a document with every fetch whose
// destination the standards name.
func preloadVectors(s *spec.Spec) []preloadVector {
	var all []preloadVector
	for _, p := range s.Contexts() {
		if p.Role != "preload" || p.Element != "link" || p.Status != "specified" {
			continue
		}
		for _, pv := range stateValues(s) {
			consumers(s, func(c *spec.Context, st string, r spec.Request) {
				if c.DestinationStatus == "unspecified" {
					return
				}
				differs := difference(s, p, *request(s, p, state(s, p, pv)), c, r)
				all = append(all, preloadVector{
					Preload:  preloadSide{p.ID, pv},
					Consumer: preloadSide{c.ID, valueOf(s, c, st)},
					Consumed: differs == "", Differs: differs,
				})
			})
		}
	}
	return all
}

// stateValues gives one spelling of each state; nil is the absent attribute.
func stateValues(s *spec.Spec) []*string {
	values := []*string{nil}
	for i := range s.Attribute.Keywords {
		values = append(values, &s.Attribute.Keywords[i].Keyword)
	}
	return values
}

func valueOf(s *spec.Spec, c *spec.Context, st string) *string {
	for _, v := range stateValues(s) {
		if state(s, own, v) == st && effect(s, c) != "none" {
			return v
		}
	}
	return nil
}
