package provenance

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Reading again finds what has changed, and takes from memory what has not: a
// file that became another one with the same size and time is not read.
func TestAgain(t *testing.T) {
	dir := t.TempDir()
	when := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	write := func(name, text string, at time.Time) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	read := func(index *Index) {
		for _, name := range []string{"same.md", "later.md", "longer.md", "gone.md"} {
			index.ReadContent(filepath.Join(dir, name), name, "")
		}
		index.ReadTemplate(filepath.Join(dir, "t.html"), "t.html")
	}
	from := func(s *Sources, tag string) string {
		if at := s.Places(Built{Source: []byte(tag)}, []int{0}, Page{})[0]; at != nil {
			return at.File
		}
		return ""
	}
	for _, name := range []string{"same", "later", "longer", "gone"} {
		write(name+".md", `<img src="/`+name+`.png">`, when)
	}
	write("t.html", `<img src="/t.png">`, when)
	first := (*Sources)(nil).Again(read)
	if got := from(first, `<img src="/gone.png">`); got != "gone.md" {
		t.Fatalf("at first: %q", got)
	}
	write("same.md", `<img src="/SAME.png">`, when)
	write("later.md", `<img src="/LATER.png">`, when.Add(2*time.Second))
	write("longer.md", `<img src="/longest.png">`, when)
	write("t.html", `<img src="/T.png">`, when)
	if err := os.Remove(filepath.Join(dir, "gone.md")); err != nil {
		t.Fatal(err)
	}
	again := first.Again(read)
	for tag, want := range map[string]string{
		`<img src="/same.png">`: "same.md", `<img src="/SAME.png">`: "",
		`<img src="/later.png">`: "", `<img src="/LATER.png">`: "later.md",
		`<img src="/longer.png">`: "", `<img src="/longest.png">`: "longer.md",
		`<img src="/gone.png">`: "", `<img src="/t.png">`: "", `<img src="/T.png">`: "t.html",
	} {
		if got := from(again, tag); got != want {
			t.Errorf("%s is from %q, want %q", tag, got, want)
		}
	}
	if got := from(first, `<img src="/later.png">`); got != "later.md" {
		t.Errorf("what was read before is now from %q", got)
	}
}
