package config

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/ascii"
	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// modules reads the configuration of the themes and modules of the site in a
// folder, and adds what Hugo merges of it into the site's. A site whose sources
// cannot be found has none; those that need them say so.
func (h *hugoSite) modules(dir string, environ []string) error {
	if len(h.root.entries) == 0 {
		return nil
	}
	site, err := hugosite.Read(dir, environ)
	if err != nil {
		return nil // those that read the site say so
	}
	if languages := h.root.at("languages"); languages != nil {
		for i := range languages.entries { // each has parameters, if none of its own
			if l := &languages.entries[i].value; l.kind == table {
				l.table("params", 0, 0)
			}
		}
	}
	for _, folder := range site.Configured {
		var m hugoSite
		if err := m.read(folder, hugosite.Environment(environ)); err != nil {
			return err
		}
		h.files = append(m.files, h.files...)
		h.root.mergeModule(&m.root)
	}
	return nil
}

// strategy is what a table of a site's configuration takes from the one that a
// module has at the same place (https://gohugo.io/configuration/introduction/#merge-configuration-settings).
type strategy string

const (
	mergeKey                = "_merge" // by which a table sets it, for those below it too
	mergeNone      strategy = "none"
	mergeShallow   strategy = "shallow" // keys that the table does not have, and none of the tables in it
	mergeDeep      strategy = "deep"
	defaultsToDeep          = "params" // the name of tables that are merged unless they say otherwise
)

// strategyOf returns the strategy of a table with that name: its own, that of
// parameters, or the inherited one.
func (v *value) strategyOf(name string, inherited strategy) strategy {
	if own, ok := v.ownStrategy(); ok {
		return own
	}
	if equalFold(name, defaultsToDeep) {
		return mergeDeep
	}
	return inherited
}

func (v *value) ownStrategy() (strategy, bool) {
	own := v.at(mergeKey)
	if own == nil || own.kind != text {
		return "", false
	}
	s := strategy(ascii.Lower(own.text))
	return s, slices.Contains([]strategy{mergeNone, mergeShallow, mergeDeep}, s)
}

// mergeModule adds what a module's configuration has to that of a site. Where
// the root says nothing its tables take nothing, save for parameters; its other
// values are only taken where it asks for all.
func (v *value) mergeModule(m *value) {
	inherited, set := v.ownStrategy()
	if !set {
		inherited = mergeNone
	} else if inherited == mergeNone {
		return
	}
	for i := range m.entries {
		e := &m.entries[i]
		old := v.find(e.key)
		switch {
		case old != nil && old.value.kind == table && e.value.kind == table:
			old.value.take(&e.value, old.value.strategyOf(e.key, inherited), "")
		case old != nil || e.key == mergeKey:
		case e.value.kind == table:
			added := entry{e.place, e.key, value{place: e.value.place, kind: table}}
			added.value.take(&e.value, added.value.strategyOf(e.key, inherited), "")
			if len(added.value.entries) > 0 {
				v.entries = append(v.entries, added)
			}
		case set && inherited == mergeDeep:
			v.entries = append(v.entries, *e)
		}
	}
}

// take adds entries of a module's table by the strategy of this one and of the
// table around it, which is "" at the root.
func (v *value) take(m *value, own, around strategy) {
	none := own == mergeNone || around == mergeShallow
	for i := range m.entries {
		e := &m.entries[i]
		old := v.find(e.key)
		switch {
		case e.key == mergeKey:
		case old != nil && old.value.kind == table && e.value.kind == table:
			old.value.take(&e.value, old.value.strategyOf(e.key, own), own)
		case old == nil && !none:
			v.entries = append(v.entries, entry{e.place, e.key, e.value.clone()})
		}
	}
}

// withoutStrategies takes the keys out that say how to merge.
func (v *value) withoutStrategies() {
	v.entries = slices.DeleteFunc(v.entries, func(e entry) bool { return e.key == mergeKey })
	for i := range v.entries {
		v.entries[i].value.withoutStrategies()
	}
}
