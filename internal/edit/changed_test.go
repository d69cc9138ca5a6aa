package edit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What somebody else does to a file after it was read, or while the new content
// is synced, is not undone.
func TestWriteFileLeavesWhatOthersWrote(t *testing.T) {
	for name, test := range map[string]struct {
		change func(path string) error
		says   error // nil when the file is written
		want   string
	}{
		"nothing":  {func(string) error { return nil }, nil, "new"},
		"the mode": {func(path string) error { return os.Chmod(path, 0o600) }, nil, "new"},
		"a link":   {func(path string) error { return os.Link(path, path+"2") }, nil, "new"},
		"longer":   {func(path string) error { return os.WriteFile(path, []byte("theirs"), 0o666) }, errChanged, "theirs"},
		"as long":  {func(path string) error { return errors.Join(os.WriteFile(path, []byte("THE"), 0o666), later(path)) }, errChanged, "THE"},
		"a new one": {func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path, []byte("theirs"), 0o666))
		}, errChanged, "theirs"},
		"the same": {func(path string) error { return errors.Join(os.WriteFile(path, []byte("new"), 0o666), later(path)) }, nil, "new"},
		"removed":  {os.Remove, fs.ErrNotExist, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for when, call := range map[string]func(was fs.FileInfo, path string) error{
				"after it was read": func(was fs.FileInfo, path string) error {
					if err := test.change(path); err != nil {
						t.Fatal(err)
					}
					return WriteFile("", path, was, []byte("new"))
				},
				"while it is synced": func(was fs.FileInfo, path string) error {
					s, err := stage("", path, was, []byte("new"))
					if err != nil {
						t.Fatal(err)
					}
					return s.finish(test.change(path))
				},
			} {
				path := filepath.Join(t.TempDir(), "a.html")
				write(t, path, "old")
				was, err := os.Stat(path)
				if err != nil {
					t.Fatal(err)
				}
				err = call(was, path)
				if !errors.Is(err, test.says) || err != nil && !strings.Contains(err.Error(), path+": not written: the file has ") {
					t.Errorf("%s: error %v, want %v", when, err, test.says)
				}
				if got, err := os.ReadFile(path); string(got) != test.want || (err != nil) != (test.want == "") {
					t.Errorf("%s: the file holds %q (%v), want %q", when, got, err, test.want)
				}
				if got := names(t, filepath.Dir(path)); strings.Contains(got, temporaryPrefix) {
					t.Errorf("%s: the folder holds %s", when, got)
				}
			}
		})
	}
}

// later makes a change as late as any that is not made at once.
func later(path string) error {
	at := time.Now().Add(time.Second)
	return os.Chtimes(path, at, at)
}
