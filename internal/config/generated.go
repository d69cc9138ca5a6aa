package config

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
)

//go:generate go run ./generate ../..

const (
	moduleReadme = "hugo-module/README.md"
	moduleFile   = "hugo-module/data/crossorigin/config.json"
)

// Generate returns the files that are generated from the definition, by their
// names in the repository's tree, which is read for the text around the tables.
// The error names a table that has no place in its file.
func Generate(tree fs.FS) (map[string][]byte, error) {
	data, err := moduleData()
	if err != nil {
		return nil, err
	}
	readme, err := fs.ReadFile(tree, moduleReadme)
	if err != nil {
		return nil, err
	}
	for _, language := range []string{"en", "ja"} {
		start, end := "<!-- configuration "+language+": "+marker+" -->\n", "<!-- end of configuration "+language+" -->\n"
		before, rest, ok := bytes.Cut(readme, []byte(start))
		_, after, closed := bytes.Cut(rest, []byte(end))
		if !ok || !closed {
			return nil, fmt.Errorf("%s: no place for the table of keys, expected the lines %s and %s",
				moduleReadme, strings.TrimSpace(start), strings.TrimSpace(end))
		}
		readme = bytes.Join([][]byte{before, []byte(start + markdown(language) + end), after}, nil)
	}
	return map[string][]byte{moduleReadme: readme, moduleFile: data}, nil
}
