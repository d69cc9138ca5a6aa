package edit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const temporaryPrefix = ".crossorigin-"

// staleAfter is how long an unfinished temporary file must have lain untouched
// to be taken for one whose writer was killed.
const staleAfter = time.Minute

// RemoveStale deletes the temporary files that killed processes left anywhere
// under root. Those younger than a minute stay: their writer may be at work.
// Symbolic links are not followed. What cannot be read or deleted is in the
// error, and the rest is done.
func RemoveStale(root string) error {
	var failed []error
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			failed = append(failed, err)
			return nil
		}
		if !strings.HasPrefix(entry.Name(), temporaryPrefix) || !entry.Type().IsRegular() {
			return nil
		}
		info, err := entry.Info()
		if err == nil && time.Since(info.ModTime()) > staleAfter {
			err = os.Remove(path)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, err)
		}
		return nil
	})
	return errors.Join(failed...)
}
