package sidecar

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

const (
	older = "<p>old</p>\n"
	newer = "<p class=new>new</p>\n"
)

func gzipped(t *testing.T, content, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Name = name
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func brotlied(t *testing.T, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func holds(t *testing.T, dir, name, want string) {
	t.Helper()
	was, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	for i := range codings {
		if c := &codings[i]; strings.HasSuffix(name, c.extension) {
			if got, err := c.content(was, 1000); err != nil || string(got) != want {
				t.Errorf("%s holds %q (%v), want %q", name, got, err, want)
			}
		}
	}
}

func put(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o640); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRefresh(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string][]byte{
		"a.html": []byte(older), "a.html.gz": gzipped(t, older, "a.html"), "a.html.br": brotlied(t, older), "a.html.zst": []byte("x"),
		"b.html": []byte(older),
	})
	r, err := Refresh(dir, "a.html", true, []byte(older), []byte(newer))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Done) != 2 || len(r.Stale) != 1 || filepath.Base(r.Stale[0]) != "a.html.zst" {
		t.Errorf("%+v", r)
	}
	holds(t, dir, "a.html.gz", newer)
	holds(t, dir, "a.html.br", newer)
	f, err := os.Open(filepath.Join(dir, "a.html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if z, err := gzip.NewReader(f); err != nil || z.Name != "a.html" {
		t.Errorf("the name in the copy is lost: %v", err)
	}
	if info, err := f.Stat(); err != nil || info.Mode() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if r, err := Refresh(dir, "b.html", true, []byte(older), []byte(newer)); err != nil || len(r.Done)+len(r.Stale) != 0 {
		t.Errorf("a file without copies: %+v, %v", r, err)
	}

	if err := r.Undo(); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "a.html.gz", older)
	holds(t, dir, "a.html.br", older)
}

func TestRefreshThroughALink(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string][]byte{
		"a.html": []byte(older), "a.html.gz": gzipped(t, older, ""), "b.html.gz": gzipped(t, older, ""), "c.html.gz": gzipped(t, older, ""), "a.html.zst": {},
	})
	outside := t.TempDir()
	put(t, outside, map[string][]byte{"a.html": []byte(older), "a.html.gz": gzipped(t, older, "")})
	for name, to := range map[string]string{"b.html": "a.html", "c.html": filepath.Join(outside, "a.html")} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	r, err := Refresh(dir, "b.html", true, []byte(older), []byte(newer))
	if err != nil || len(r.Done) != 2 || len(r.Stale) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	holds(t, dir, "a.html.gz", newer)
	holds(t, dir, "b.html.gz", newer)
	if _, err := Refresh(dir, "c.html", true, []byte(older), []byte(newer)); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "c.html.gz", newer)
	holds(t, outside, "a.html.gz", older)

	if got := Stale(filepath.Join(dir, "a.html"), []byte(newer)); len(got) != 1 || filepath.Base(got[0]) != "a.html.zst" {
		t.Errorf("stale %v", got)
	}
	if got := Stale(filepath.Join(dir, "a.html"), []byte(older)); len(got) != 2 {
		t.Errorf("stale %v", got)
	}
}

func TestWhatIsNoCopyStays(t *testing.T) {
	for name, content := range map[string][]byte{
		"other content": gzipped(t, "something else", ""), "longer": gzipped(t, older+newer+newer, ""), "empty": {},
		"no gzip": []byte(older), "cut short": gzipped(t, older, "")[:20], "shorter": gzipped(t, older[:3], ""),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, map[string][]byte{"a.html.gz": content})
			r, err := Refresh(dir, "a.html", true, []byte(older), []byte(newer))
			if err != nil || len(r.Done) != 0 || len(r.Stale) != 1 {
				t.Errorf("%+v, %v", r, err)
			}
			if got, _ := os.ReadFile(filepath.Join(dir, "a.html.gz")); !bytes.Equal(got, content) {
				t.Errorf("the copy was changed to %q", got)
			}
		})
	}
}

// A run that was killed between the copy and the file has left the new copy.
func TestRefreshAfterAKill(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string][]byte{"a.html.gz": gzipped(t, newer, ""), "a.html.br": brotlied(t, older)})
	r, err := Refresh(dir, "a.html", true, []byte(older), []byte(newer))
	if err != nil || len(r.Done) != 2 || len(r.Stale) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	holds(t, dir, "a.html.br", newer)
}

// Where one copy cannot be written none is.
func TestRefreshFailsWhole(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string][]byte{"a.html.gz": gzipped(t, older, ""), "a.html.br": brotlied(t, older)})
	if err := os.Chmod(filepath.Join(dir, "a.html.br"), 0o444); err != nil {
		t.Fatal(err)
	}
	_, err := Refresh(dir, "a.html", true, []byte(older), []byte(newer))
	if err == nil || !strings.Contains(err.Error(), "a.html.br: not written: it is read-only") {
		t.Errorf("error %v", err)
	}
	holds(t, dir, "a.html.gz", older)
	holds(t, dir, "a.html.br", older)
}

// A copy that somebody else has written or removed since is not undone.
func TestUndoLeavesWhatOthersWrote(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string][]byte{"a.html.gz": gzipped(t, older, ""), "b.html.gz": gzipped(t, older, ""), "b.html.br": brotlied(t, older)})
	for _, name := range []string{"a.html", "b.html"} {
		r, err := Refresh(dir, name, true, []byte(older), []byte(newer))
		if err != nil {
			t.Fatal(err)
		}
		switch name {
		case "a.html":
			put(t, dir, map[string][]byte{"a.html.gz": gzipped(t, "theirs", "")})
		case "b.html":
			if err := os.Remove(filepath.Join(dir, "b.html.gz")); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Undo(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	holds(t, dir, "a.html.gz", "theirs")
	holds(t, dir, "b.html.br", older)
	if _, err := os.Stat(filepath.Join(dir, "b.html.gz")); !os.IsNotExist(err) {
		t.Errorf("the copy that was removed is back (%v)", err)
	}
}
