package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// A folder holds for the program what it holds for the standard library.
func TestEntriesAreThoseOfReadDir(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.html", ".hidden", "with space", "\xff\xfe", strings.Repeat("n", 255)} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	err := os.Mkdir(filepath.Join(dir, "folder"), 0o777)
	if err == nil {
		err = os.Symlink("nowhere", filepath.Join(dir, "link"))
	}
	if err == nil {
		err = syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o666)
	}
	many := filepath.Join(dir, "many") // more than the system tells at once
	if err == nil {
		err = os.Mkdir(many, 0o777)
	}
	for i := 0; i < 2000 && err == nil; i++ {
		err = os.WriteFile(filepath.Join(many, strconv.Itoa(i)), nil, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	var r folderReader
	for _, folder := range []string{dir, many, filepath.Join(dir, "folder")} {
		known, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		want, prefix := []entry{{path: "before"}}, folder+"/"
		for _, e := range known {
			want = append(want, entry{prefix + e.Name(), e.Type()})
		}
		got, err := r.entries([]entry{{path: "before"}}, folder, prefix)
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(got[1:], func(a, b entry) int { return strings.Compare(a.path, b.path) })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", folder, got, want)
		}
	}
	for _, folder := range []string{filepath.Join(dir, "a.html"), filepath.Join(dir, "missing")} {
		_, want := os.ReadDir(folder)
		if _, err := r.entries(nil, folder, folder+"/"); err == nil || err.Error() != cause(want).Error() {
			t.Errorf("%s: error %v, want %v", folder, err, cause(want))
		}
	}
}
