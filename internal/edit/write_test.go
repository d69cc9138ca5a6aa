package edit

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, to, path string) {
	t.Helper()
	if err := os.Symlink(to, path); err != nil {
		t.Skipf("this system makes no symbolic links: %v", err)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// names lists a folder, to prove that nothing is left behind.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

func TestWriteFile(t *testing.T) {
	const data = "\xef\xbb\xbfa\r\n\xff\x00"
	here := func(path string) string {
		abs, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		return abs
	}
	for _, test := range []struct {
		name string
		call func() (root, path string)
	}{
		{"no root", func() (string, string) { return "", "site/a.html" }},
		{"no root, absolute", func() (string, string) { return "", here("site/a.html") }},
		{"root is here", func() (string, string) { return ".", "site/a.html" }},
		{"path below the root", func() (string, string) { return "site", "a.html" }},
		{"absolute root", func() (string, string) { return here("site"), "a.html" }},
		{"absolute path", func() (string, string) { return "site", here("site/a.html") }},
		{"roundabout path", func() (string, string) { return "site", "../site/./a.html" }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, "site/a.html", "old, and longer than the new")
			root, path := test.call()
			if err := WriteFile(root, path, nil, []byte(data)); err != nil {
				t.Fatal(err)
			}
			if got := content(t, "site/a.html"); got != data {
				t.Errorf("the file holds %q, want %q", got, data)
			}
			if got := names(t, "site"); got != "a.html" {
				t.Errorf("the folder holds %s", got)
			}
		})
	}
}

func TestWriteFileKeepsTheMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such modes there")
	}
	for _, mode := range []fs.FileMode{0o600, 0o644, 0o666, 0o755, 0o200, 0o640 | fs.ModeSetgid, 0o755 | fs.ModeSetuid} {
		path := filepath.Join(t.TempDir(), "a.html")
		write(t, path, "old")
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if mode&0o400 == 0 && os.Geteuid() != 0 {
			continue
		}
		if err := WriteFile("", path, nil, []byte("new")); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode() != mode {
			t.Errorf("mode %v became %v (%v)", mode, info.Mode(), err)
		}
	}
}

func TestWriteFileRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		setup  func(t *testing.T, dir string) (root, path string)
		says   []string
		is     error
		intact string // file under dir that must still hold "old"
	}{
		{
			"vanished file",
			func(_ *testing.T, dir string) (string, string) { return dir, filepath.Join(dir, "gone.html") },
			[]string{"gone.html: not written", "vanished"},
			fs.ErrNotExist, "",
		},
		{
			"read-only file",
			func(t *testing.T, dir string) (string, string) {
				path := filepath.Join(dir, "a.html")
				write(t, path, "old")
				if err := os.Chmod(path, 0o444); err != nil {
					t.Fatal(err)
				}
				return dir, path
			},
			[]string{"a.html: not written", "read-only"},
			nil, "a.html",
		},
		{
			"folder",
			func(t *testing.T, dir string) (string, string) {
				write(t, filepath.Join(dir, "sub/a.html"), "old")
				return dir, filepath.Join(dir, "sub")
			},
			[]string{"sub: not written", "no regular file"},
			nil, "sub/a.html",
		},
		{
			"link without a root",
			func(t *testing.T, dir string) (string, string) {
				write(t, filepath.Join(dir, "a.html"), "old")
				link(t, "a.html", filepath.Join(dir, "l.html"))
				return "", filepath.Join(dir, "l.html")
			},
			[]string{"l.html: not written", "symbolic link"},
			nil, "a.html",
		},
		{
			"link out of the root",
			func(t *testing.T, dir string) (string, string) {
				write(t, filepath.Join(dir, "other/a.html"), "old")
				write(t, filepath.Join(dir, "site/b.html"), "old")
				link(t, "../other/a.html", filepath.Join(dir, "site/l.html"))
				return filepath.Join(dir, "site"), filepath.Join(dir, "site/l.html")
			},
			[]string{"l.html: not written", filepath.FromSlash("other/a.html"), "outside of"},
			nil, "other/a.html",
		},
		{
			"folder link out of the root",
			func(t *testing.T, dir string) (string, string) {
				write(t, filepath.Join(dir, "other/a.html"), "old")
				write(t, filepath.Join(dir, "site/b.html"), "old")
				link(t, filepath.Join(dir, "other"), filepath.Join(dir, "site/l"))
				return filepath.Join(dir, "site"), filepath.Join(dir, "site/l/a.html")
			},
			[]string{"a.html: not written", "outside of"},
			nil, "other/a.html",
		},
		{
			"root whose name starts the other folder's",
			func(t *testing.T, dir string) (string, string) {
				write(t, filepath.Join(dir, "site2/a.html"), "old")
				write(t, filepath.Join(dir, "site/b.html"), "old")
				return filepath.Join(dir, "site"), filepath.Join(dir, "site2/a.html")
			},
			[]string{"outside of"},
			nil, "site2/a.html",
		},
		{
			"dangling link",
			func(t *testing.T, dir string) (string, string) {
				link(t, "nowhere.html", filepath.Join(dir, "l.html"))
				return dir, filepath.Join(dir, "l.html")
			},
			[]string{"l.html: not written"},
			fs.ErrNotExist, "",
		},
		{
			"link to itself",
			func(t *testing.T, dir string) (string, string) {
				link(t, "l.html", filepath.Join(dir, "l.html"))
				return dir, filepath.Join(dir, "l.html")
			},
			[]string{"l.html: not written"},
			nil, "",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			root, path := test.setup(t, dir)
			before := names(t, filepath.Dir(path))
			err := WriteFile(root, path, nil, []byte("new"))
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range test.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("error %v is no %v", err, test.is)
			}
			if test.intact != "" {
				if got := content(t, filepath.Join(dir, filepath.FromSlash(test.intact))); got != "old" {
					t.Errorf("%s holds %q", test.intact, got)
				}
			}
			if after := names(t, filepath.Dir(path)); after != before {
				t.Errorf("the folder held %s, now %s", before, after)
			}
		})
	}
}

func TestWriteFileFollowsLinksInsideTheRoot(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "site/real/a.html"), "old")
	link(t, "real", filepath.Join(dir, "site/folder"))
	link(t, "folder/a.html", filepath.Join(dir, "site/l.html"))
	link(t, "site", filepath.Join(dir, "root"))
	if err := WriteFile(filepath.Join(dir, "root"), filepath.Join(dir, "site/l.html"), nil, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got := content(t, filepath.Join(dir, "site/real/a.html")); got != "new" {
		t.Errorf("the file holds %q", got)
	}
	if info, err := os.Lstat(filepath.Join(dir, "site/l.html")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v, %v", info, err)
	}
}

func TestWriteFileTakesTheLongestName(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("n", 255))
	if err := os.WriteFile(path, []byte("old"), 0o666); err != nil {
		t.Skipf("this system has no names of 255 bytes: %v", err)
	}
	if err := WriteFile("", path, nil, []byte("new")); err != nil {
		t.Error(err)
	}
}

func TestRemoveStale(t *testing.T) {
	dir := t.TempDir()
	long := time.Now().Add(-2 * staleAfter)
	for name, old := range map[string]bool{
		temporaryPrefix + "2":     true,
		temporaryPrefix + "young": false,
		".htaccess1":              true,
		"crossorigin-3":           true,
	} {
		path := filepath.Join(dir, name)
		write(t, path, "x")
		if old {
			if err := os.Chtimes(path, long, long); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.Mkdir(filepath.Join(dir, temporaryPrefix+"folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	removeStale(t, dir)
	if got, want := names(t, dir), temporaryPrefix+"folder "+temporaryPrefix+"young .htaccess1 crossorigin-3"; got != want {
		t.Errorf("left %s, want %s", got, want)
	}
	if err := RemoveStale(filepath.Join(dir, temporaryPrefix+"vanished")); err != nil {
		t.Errorf("a file that another process removed: %v", err)
	}
}

// removeStale removes the temporary files of a folder.
func removeStale(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !IsTemporary(e.Name(), e.Type()) {
			continue
		}
		if err := RemoveStale(filepath.Join(dir, e.Name())); err != nil {
			t.Error(err)
		}
	}
}

func TestApplyThenWriteKeepsOtherBytes(t *testing.T) {
	src := []byte("\xef\xbb\xbf<p>\r\n\xff\xfe\r<img>\x00\n")
	at := bytes.Index(src, []byte("<img")) + len("<img")
	out, err := Apply(src, []Edit{{at, at, " crossorigin"}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.html")
	write(t, path, string(src))
	if err := WriteFile("", path, nil, out); err != nil {
		t.Fatal(err)
	}
	if got, want := content(t, path), "\xef\xbb\xbf<p>\r\n\xff\xfe\r<img crossorigin>\x00\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
