package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"
)

// alone says that nothing stands beside a file.
func alone(bool) error { return nil }

func TestHoldFs(t *testing.T) {
	disk := afero.NewBasePathFs(afero.NewMemMapFs(), "/public")
	for name, text := range map[string]string{"/old.html": "old", "/old.txt": "old"} {
		if err := afero.WriteFile(disk, name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h := newHoldFs(disk, func(name string) bool { return strings.HasSuffix(name, ".html") })
	read := func(fsys afero.Fs, name string) string {
		src, err := afero.ReadFile(fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			return "<none>"
		}
		if err != nil {
			t.Fatal(err)
		}
		return string(src)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := read(h, "/old.html"); got != "<none>" {
		t.Errorf("the destination's own page is visible: %q", got)
	}
	if got := read(h, "old.txt"); got != "old" {
		t.Errorf("old.txt is %q", got)
	}
	must(afero.WriteFile(h, filepath.FromSlash("a/b.html"), []byte("first"), 0o666))
	must(afero.WriteFile(h, "/a/b.html", []byte("new"), 0o666)) // as for deferred templates: written twice
	must(afero.WriteFile(h, "/a/c.txt", []byte("text"), 0o666))
	when := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	must(h.Chmod("a/b.html", 0o600))
	must(h.Chtimes("a/b.html", when, when))
	if read(h, "a/b.html") != "new" || read(disk, "/a/b.html") != "<none>" || read(disk, "/a/c.txt") != "text" {
		t.Errorf("held %q, on disk %q and %q", read(h, "a/b.html"), read(disk, "/a/b.html"), read(disk, "/a/c.txt"))
	}
	f, err := h.Open("a/b.html")
	must(err)
	if f.Name() != filepath.FromSlash("/a/b.html") {
		t.Errorf("the file's name is %q", f.Name()) // Hugo finds deferred templates by it
	}
	must(f.Close())
	must(afero.WriteFile(h, "gone.html", []byte("x"), 0o666))
	must(h.Remove("gone.html"))
	must(afero.WriteFile(h, "folder/gone.html", []byte("x"), 0o666))
	must(h.RemoveAll("folder"))
	must(afero.WriteFile(h, "before.html", []byte("moved"), 0o666))
	must(h.Rename("before.html", "after.html"))
	if names, want := h.names(), []string{"/a/b.html", "/after.html"}; !slices.Equal(names, want) {
		t.Errorf("held: %v, expected %v", names, want)
	}
	must(h.release("/a/b.html", []byte("annotated"), alone))
	info, err := disk.Stat("/a/b.html")
	must(err)
	if read(disk, "/a/b.html") != "annotated" || info.Mode().Perm() != 0o600 || !info.ModTime().Equal(when) {
		t.Errorf("released: %q, %v, %v", read(disk, "/a/b.html"), info.Mode(), info.ModTime())
	}
	must(afero.WriteFile(h, "old.html", []byte("renewed"), 0o666))
	must(disk.Chmod("/old.html", 0o640))
	must(h.release("/old.html", []byte("renewed"), alone))
	if info, err := disk.Stat("/old.html"); err != nil || info.Mode().Perm() != 0o640 || read(disk, "/old.html") != "renewed" {
		t.Errorf("released over an old file: %q, %v, %v", read(disk, "/old.html"), info, err)
	}
	must(h.Remove("old.html"))
	if got := read(disk, "/old.html"); got != "<none>" {
		t.Errorf("removed, but still %q", got)
	}
}

// Held files are opened as those of the system are.
func TestOpenHeldFile(t *testing.T) {
	const name = "a/b.html"
	h := newHoldFs(afero.NewMemMapFs(), func(string) bool { return true })
	none := func(_ any, err error) {
		t.Helper()
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("of a file that is not there: %v", err)
		}
	}
	none(h.Open(name))
	none(h.OpenFile(name, os.O_WRONLY|os.O_TRUNC, 0))
	none(h.Stat(name))
	none(nil, h.Rename(name, "c.html"))
	none(nil, h.Remove(name))
	write := func(flag int, text string) {
		t.Helper()
		f, err := h.OpenFile(name, flag, 0o600)
		if err == nil {
			_, err = f.WriteString(text)
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			t.Error(err)
		}
	}
	has := func(want string) {
		t.Helper()
		src, err := h.read(name, nil)
		info, statErr := h.Stat("/" + name)
		if err != nil || statErr != nil || string(src) != want || info.Size() != int64(len(want)) || info.Mode() != 0o600 || info.Name() != "b.html" {
			t.Errorf("%q, %v, want %q; %v, %v", src, err, want, info, statErr)
		}
	}
	write(os.O_WRONLY|os.O_CREATE|os.O_EXCL, "first")
	has("first")
	write(os.O_WRONLY|os.O_APPEND, " second")
	has("first second")
	write(os.O_RDWR, "F")
	has("First second")
	write(os.O_WRONLY|os.O_CREATE|os.O_TRUNC, "third")
	has("third")
	if f, err := h.Create(name); err != nil || f.Close() != nil {
		t.Error(err)
	}
	has("")
	if _, err := h.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0); !errors.Is(err, fs.ErrExist) {
		t.Errorf("of a file that is there: %v", err)
	}
	f, err := h.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("x"); err == nil {
		t.Error("written to a file that is open for reading")
	}
	if err := h.RemoveAll(""); err != nil || len(h.names()) > 0 {
		t.Errorf("%v, left: %v", err, h.names())
	}
}

// A link at the destination stays one, as with Hugo.
func TestReleaseThroughALink(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink("elsewhere", filepath.Join(dir, "a.html")); err != nil {
		t.Skip(err)
	}
	h := newHoldFs(afero.NewBasePathFs(afero.NewOsFs(), dir), func(string) bool { return true })
	if err := afero.WriteFile(h, "a.html", []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := h.release("/a.html", []byte("text"), alone); err != nil {
		t.Fatal(err)
	}
	if src, err := os.ReadFile(filepath.Join(dir, "elsewhere")); err != nil || string(src) != "text" {
		t.Errorf("%q, %v", src, err)
	}
}

func TestReleaseToAPlaceThatIsTaken(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	h := newHoldFs(afero.NewBasePathFs(afero.NewOsFs(), dir), func(string) bool { return true })
	if err := afero.WriteFile(h, "a/b.html", []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := h.release("/a/b.html", []byte("text"), alone); err == nil {
		t.Error("no error")
	}
}
