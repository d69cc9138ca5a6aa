package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// spare refuses reports to files that are read, or that get another report too:
// opening them would lose what they hold. The files to read are looked through
// only if a report has the name of one.
func (in *inputs) spare(formats []string) error {
	var names []string
	var files []os.FileInfo
	for _, value := range formats {
		_, file, toFile := strings.Cut(value, "=")
		if !toFile {
			continue
		}
		info, err := os.Stat(file)
		if slices.Contains(names, absolute(file)) || err == nil && slices.ContainsFunc(files, func(other os.FileInfo) bool { return os.SameFile(info, other) }) {
			return fmt.Errorf("--format %s: the file gets another report too", value)
		}
		names = append(names, absolute(file))
		if err != nil || !info.Mode().IsRegular() {
			continue // made, refused or written to when it is opened
		}
		files = append(files, info)
		if name := in.reads(file, info); name != "" {
			return fmt.Errorf("--format %s: the report would replace %s, one of the files to check; give it another name", value, name)
		}
	}
	return nil
}

// reads returns the name of the input that a file is, "" for none.
func (in *inputs) reads(file string, info os.FileInfo) (name string) {
	base := filepath.Base(file)
	if real, err := filepath.EvalSymlinks(file); err == nil {
		base = filepath.Base(real)
	}
	for _, p := range in.paths {
		if given, err := os.Stat(p); err == nil && os.SameFile(given, info) {
			return p
		}
	}
	if !isHTML(base) && !hugosite.IsContent(base) && lowerExt(base) != ".css" && base != served.HeadersName && base != served.NetlifyName && !hugosite.IsConfiguration(base) {
		return ""
	}
	look := inputs{paths: in.paths, stdinName: in.stdinName, source: in.source, root: in.root, config: in.config}
	for i := range look.all() {
		if found, err := os.Stat(i.name); err == nil && os.SameFile(found, info) {
			return i.name
		}
	}
	return ""
}
