package spec

import (
	"io/fs"
	"path"
	"slices"
)

// Overlay is a folder of files that are laid over the encoding.
type Overlay struct {
	Dir   string // stands before the names of its files in mistakes
	Files fs.FS
}

// overlay adds what the files of an overlay hold.
func (l *loader) overlay(o Overlay) {
	l.dir = o.Dir
	read := 0
	names, err := overlayNames(o.Files)
	if err != nil {
		l.fail(l.start("."), "cannot be read: %v", err)
	}
	for _, name := range names {
		switch {
		case name == "sources.yaml":
			var sources []Source
			l.file(o.Files, name, &sources)
			l.spec.Sources = append(l.spec.Sources, sources...)
		case name == "quirks.yaml":
			var quirks []Quirk
			l.file(o.Files, name, &quirks)
			l.spec.Quirks = append(l.spec.Quirks, quirks...)
		case name == "hosts.yaml":
			l.hosts(o.Files, name)
		case path.Dir(name) == "contexts" && path.Ext(name) == ".yaml":
			l.family(o.Files, name)
		default:
			l.fail(l.start(name), "is not read from an overlay, expected %s", overlayFiles)
			continue
		}
		read++
	}
	if read == 0 {
		l.fail(l.start("."), "has nothing to lay over the encoding, expected %s", overlayFiles)
	}
}

// overlayFiles are those that an overlay may hold, for messages.
const overlayFiles = "contexts/*.yaml, hosts.yaml, quirks.yaml or sources.yaml"

// hosts adds the hosts of an overlay, in place of what is known of them.
func (l *loader) hosts(fsys fs.FS, name string) {
	var hosts []Host
	l.file(fsys, name, &hosts)
	known := slices.DeleteFunc(slices.Clone(l.spec.Hosts), func(h Host) bool {
		return slices.ContainsFunc(hosts, func(other Host) bool { return other.Host == h.Host })
	})
	l.spec.Hosts = append(known, hosts...)
}

// overlayNames lists the YAML files of an overlay and of its folders.
func overlayNames(fsys fs.FS) ([]string, error) {
	var names []string
	for _, pattern := range []string{"*.yaml", "*.yml", "*/*.yaml", "*/*.yml"} {
		found, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	return names, nil
}
