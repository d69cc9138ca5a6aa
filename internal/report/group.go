package report

import (
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// groups joins the findings that templates repeat on many pages: the same
// rule saying the same of the same source. One of them is kept.
type groups struct {
	order []*group
	byKey map[groupKey]*group
}

type group struct {
	Finding        // the first
	times   int    // including the first
	files   int    // including the first's
	last    string // file that was counted last
}

type groupKey struct {
	rule     *rule.Rule
	severity rule.Severity
	message  string
	text     string
	origin   provenance.Place
	file     string // of a source
}

func (g *groups) add(findings []Finding, join bool) {
	if g.byKey == nil {
		g.byKey = map[groupKey]*group{}
	}
	for i := range findings {
		f := &findings[i]
		key := groupKey{rule: f.Rule, severity: f.Severity, message: f.Message, text: f.Text}
		if f.Origin != nil {
			key.origin = f.Origin.Alone()
		}
		if f.ByHand {
			key.file = f.File
		}
		if known := g.byKey[key]; known != nil && join {
			known.times++
			if known.last != f.File {
				known.files++
				known.last = f.File
			}
			continue
		}
		new := &group{Finding: *f, times: 1, files: 1, last: f.File}
		g.order = append(g.order, new)
		if join {
			g.byKey[key] = new
		}
	}
}
