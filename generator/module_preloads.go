package generator

import "github.com/hugo-crossorigin/crossorigin/spec"

// modulePreload tells how a preload and its consumers fit together.
type modulePreload struct {
	As string `json:"as"`
	// Usual is the consumer that an author most likely has in mind when no
	// other is given: the first that a tag starts, or else the first.
	Usual string `json:"usual,omitempty"`
	// Consumers maps a consumer and its state to the state that the preload
	// must have: the first whose request equals the consumer's. A state that
	// is missing here cannot be served.
	Consumers map[string]map[string]string `json:"consumers"`
	// Serves maps a state of the preload to the number of consumers, in any
	// of their states, that it can serve.
	Serves map[string]int `json:"serves"`
}

// modulePreloads pairs every preloading link with the contexts that can use
// what it fetched.
func modulePreloads(s *spec.Spec) []entry {
	var entries []entry
	for _, p := range s.Contexts() {
		if p.Element != "link" || p.Role != "preload" && p.Role != "modulepreload" {
			continue
		}
		m := modulePreload{As: p.Attributes["as"], Consumers: map[string]map[string]string{}, Serves: map[string]int{}}
		for _, state := range s.Attribute.States {
			m.Serves[state.Name] = 0
		}
		byTag := false
		for _, c := range s.Contexts() {
			if !canConsume(p, c) {
				continue
			}
			m.pair(s, p, c)
			if started := c.Match != nil; m.Usual == "" || started && !byTag {
				m.Usual, byTag = c.ID, started
			}
		}
		entries = append(entries, entry{p.ID, m})
	}
	return entries
}

// canConsume leaves out contexts that no preload of the page serves in any
// state: other hints, what is sent rather than fetched, workers, and contexts
// whose destination differs or is open.
func canConsume(p, c *spec.Context) bool {
	if c.Role != "" || c.Kind == "none-visible" || c.Status != "specified" || c.Client == "worker" || c.DestinationStatus == "unspecified" || c.Destination != p.Destination {
		return false
	}
	return p.Role == "preload" || c.Kind == "module-script"
}

// pair adds what one consumer needs of the preload in each of its states.
func (m *modulePreload) pair(s *spec.Spec, p, c *spec.Context) {
	for _, cs := range s.Attribute.States {
		want := request(s, c, cs.Name)
		for _, ps := range s.Attribute.States {
			if !served(s, p, ps.Name, c, *want) {
				continue
			}
			if m.Consumers[c.ID] == nil {
				m.Consumers[c.ID] = map[string]string{}
			}
			if m.Consumers[c.ID][cs.Name] == "" {
				m.Consumers[c.ID][cs.Name] = ps.Name
			}
			m.Serves[ps.Name]++
		}
		if c.Attribute == "none" || c.Attribute == "ignored" {
			return
		}
	}
}
