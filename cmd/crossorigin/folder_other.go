//go:build !linux

package main

import "os"

// folderReader reads folders.
type folderReader struct{}

// entries appends what is in a folder; prefix is what its path begins with.
func (folderReader) entries(to []entry, folder, prefix string) ([]entry, error) {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		to = append(to, entry{prefix + e.Name(), e.Type()})
	}
	return to, err
}
