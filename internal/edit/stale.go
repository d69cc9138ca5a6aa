package edit

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"
)

const temporaryPrefix = ".crossorigin-"

// staleAfter is how long an unfinished temporary file must have lain untouched
// to be taken for one whose writer was killed.
const staleAfter = time.Minute

// IsTemporary says whether an entry of a folder, by its name and type, is a
// temporary file of [WriteFile].
func IsTemporary(name string, mode fs.FileMode) bool {
	return strings.HasPrefix(name, temporaryPrefix) && mode.IsRegular()
}

// RemoveStale deletes a temporary file that a killed process left. One younger
// than a minute stays: its writer may be at work.
func RemoveStale(path string) error {
	info, err := os.Lstat(path)
	if err == nil && time.Since(info.ModTime()) > staleAfter {
		err = os.Remove(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
