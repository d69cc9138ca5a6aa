package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWriter replaces more files than are synced together, among them some
// that cannot be: those fail alone.
func TestWriter(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "site")
	const files = 3*maxTogether + 5
	path := func(i int) string { return filepath.Join(fmt.Sprint(i%7), fmt.Sprint(i%3), fmt.Sprintf("%d.html", i)) }
	for i := range files {
		write(t, filepath.Join(root, path(i)), "old")
	}
	write(t, filepath.Join(dir, "other.html"), "old")
	wrong := map[int]string{10: "vanished", 20: "read-only", 30: "outside of", 40: "no regular file"}
	for i := range wrong {
		at := filepath.Join(root, path(i))
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		switch i {
		case 20:
			write(t, at, "old")
			if err := os.Chmod(at, 0o444); err != nil {
				t.Fatal(err)
			}
		case 30:
			link(t, filepath.Join(dir, "other.html"), at)
		case 40:
			write(t, filepath.Join(at, "below.html"), "old")
		}
	}
	linked := filepath.Join(root, "linked")
	link(t, filepath.Join("1", "1"), linked)

	w := NewWriter()
	var all []*Replacement
	data := make([]byte, 0, 64)
	for i := range files {
		name := path(i)
		if i == 1 {
			name = filepath.Join("linked", filepath.Base(name))
		}
		data = fmt.Append(data[:0], "new ", i) // the memory of the one before
		all = append(all, w.WriteFile(root, name, nil, data))
	}
	w.Close()
	for i, r := range all {
		err, want := r.Wait(), wrong[i]
		if want != "" {
			if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path(i)+": not written") {
				t.Errorf("file %d: error %v, want %q", i, err, want)
			}
			continue
		}
		if got := content(t, filepath.Join(root, path(i))); err != nil || got != fmt.Sprintf("new %d", i) {
			t.Errorf("file %d holds %q, error %v", i, got, err)
		}
	}
	if err := all[10].Wait(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v is no %v", err, fs.ErrNotExist)
	}
	if got := content(t, filepath.Join(dir, "other.html")); got != "old" {
		t.Errorf("the file outside holds %q", got)
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if strings.HasPrefix(e.Name(), temporaryPrefix) {
			t.Errorf("%s is left", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestSyncEach is what other systems and small batches do.
func TestSyncEach(t *testing.T) {
	dir := t.TempDir()
	var batch []*Replacement
	for i := range atOnce + 3 {
		path := filepath.Join(dir, fmt.Sprint(i))
		write(t, path, "old")
		s, err := stage(dir, path, nil, []byte("new"))
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, &Replacement{staged: s})
	}
	told := errors.New("told before")
	batch[2].err = told
	if err := batch[5].staged.file.Close(); err != nil {
		t.Fatal(err)
	}
	syncEach(batch)
	for i, r := range batch {
		err := r.staged.finish(r.err)
		fails := map[int]error{2: told, 5: os.ErrClosed}[i]
		want := "new"
		if fails != nil {
			want = "old"
		}
		if got := content(t, filepath.Join(dir, fmt.Sprint(i))); got != want || !errors.Is(err, fails) {
			t.Errorf("file %d holds %q, error %v, want %q, %v", i, got, err, want, fails)
		}
	}
	if got := len(strings.Fields(names(t, dir))); got != len(batch) {
		t.Errorf("%d files, want %d", got, len(batch))
	}
}
